// Line and bar charts as plain SVG.
import { h } from './dom.js';
import { number } from './format.js';

const [usual, height] = [520, 230];
const space = { left: 52, right: 14, top: 12, bottom: 38 };

// Round values from 0 or the least to the greatest, about so many.
function ticks(from, to, wanted) {
  const rough = (to - from) / wanted || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= rough) * power;
  const result = [];
  for (let value = Math.ceil(from / step) * step; value <= to + step * 1e-9; value += step) result.push(Number(value.toPrecision(12)));
  return result;
}

function frame({ width, label, xName, yName, xTicks, yTicks, x, y, xText = number, yText = number }, marks) {
  return h('svg', { viewBox: `0 0 ${width} ${height}`, class: 'chart', role: 'img', 'aria-label': label },
    yTicks.map((tick) => h('g', {},
      h('line', { class: 'grid', x1: space.left, x2: width - space.right, y1: y(tick), y2: y(tick) }),
      h('text', { x: space.left - 7, y: y(tick) + 4, 'text-anchor': 'end' }, yText(tick)))),
    xTicks.map((tick) => h('text', { x: x(tick), y: height - space.bottom + 16, 'text-anchor': 'middle' }, xText(tick))),
    h('line', { class: 'axis', x1: space.left, x2: width - space.right, y1: height - space.bottom, y2: height - space.bottom }),
    marks,
    h('text', { class: 'name', x: (space.left + width - space.right) / 2, y: height - 4, 'text-anchor': 'middle' }, xName),
    h('text', { class: 'name', transform: `translate(12 ${(height - space.bottom) / 2}) rotate(-90)`, 'text-anchor': 'middle' }, yName));
}

const scale = (from, to, start, end) => (value) => start + ((value - from) / (to - from || 1)) * (end - start);

const legend = (series) => series.length > 1 && h('ul', { class: 'legend' }, series.map((one, index) =>
  h('li', {}, h('span', { class: `swatch line-${index}`, 'aria-hidden': 'true' }), one.name)));

// Series of points [x, y]; over a logarithmic axis each doubling is as wide as the next.
export function lines({ label, xName, yName, series, yFrom, yTo, xTicks, logarithmic = false, width = usual }) {
  const points = series.flatMap((one) => one.points);
  const xs = points.map((point) => point[0]);
  const [xMin, xMax] = [Math.min(...xs), Math.max(...xs)];
  const bottom = yFrom ?? 0;
  const top = yTo ?? (Math.max(...points.map((point) => point[1])) * 1.08 || 1);
  const along = logarithmic ? Math.log2 : (value) => value;
  const straight = scale(along(xMin), along(xMax), space.left + 8, width - space.right - 8);
  const x = (value) => straight(along(value));
  const y = scale(bottom, top, height - space.bottom, space.top);
  const marks = series.map((one, index) => h('g', { class: `line-${index}` },
    h('polyline', { points: one.points.map(([px, py]) => `${x(px).toFixed(1)},${y(py).toFixed(1)}`).join(' ') }),
    one.points.length <= 40 && one.points.map(([px, py]) => h('circle', { cx: x(px).toFixed(1), cy: y(py).toFixed(1), r: 3 },
      h('title', {}, `${number(px)}: ${number(py)}`)))));
  return h('figure', {}, frame({ width, label, xName, yName, x, y, xTicks: xTicks ?? ticks(xMin, xMax, 6), yTicks: ticks(bottom, top, 4) }, marks), legend(series));
}

// Bars beside each other for each of some moments; values are whole numbers.
export function bars({ label, xName, yName, names, groups, xText, width = usual }) {
  const top = Math.max(1, ...groups.flatMap((group) => group.values));
  const y = scale(0, top * 1.05, height - space.bottom, space.top);
  const slot = (width - space.left - space.right) / Math.max(groups.length, 12);
  const x = (index) => space.left + (index + 0.5) * slot;
  const bar = Math.max(1.5, (slot * 0.72) / names.length);
  const marks = groups.map((group, index) => h('g', {}, h('title', {}, group.title),
    group.values.map((value, which) => value > 0 && h('rect', {
      class: `bar-${which}`, x: (x(index) - (bar * names.length) / 2 + which * bar).toFixed(1), width: bar.toFixed(1),
      y: y(value).toFixed(1), height: (height - space.bottom - y(value)).toFixed(1), rx: Math.min(2, bar / 3),
    }))));
  const every = Math.max(Math.ceil(64 / slot), 1);
  const xTicks = groups.map((_, index) => index).filter((index) => index % every === 0);
  return h('figure', {}, frame({ width, label, xName, yName, x, y, xTicks, yTicks: ticks(0, top, 4).filter(Number.isInteger), xText: (index) => xText(groups[index]) }, marks),
    h('ul', { class: 'legend' }, names.map((name, which) => h('li', {}, h('span', { class: `swatch bar-${which}`, 'aria-hidden': 'true' }), name))));
}
