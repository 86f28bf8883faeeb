import { get, request } from './api.js';
import { lines } from './charts.js';
import { empty, figures, fill, h, loading } from './dom.js';
import { bytes, count, duration, number } from './format.js';

export const name = 'models';
export const title = 'Models';

const sheets = new Map();

export function open(main) {
  const list = h('section', { class: 'stack', 'aria-label': 'Models of the cluster' });
  fill(main, h('h1', {}, title), h('p', { class: 'lead muted' }, 'What each model costs and what its steps are worth, as measured on a node.'), list);
  fill(list, loading('the models'));
  let here = true;
  get('models').then(({ models }) => {
    if (here) fill(list, models.length === 0 ? empty('No model', 'No node has a model folder that it can serve.') : models.map(modelOf));
  }).catch((error) => {
    if (here) fill(list, h('p', { class: 'note bad', role: 'alert' }, error.message));
  });
  return { update() {}, leave() { here = false; } };
}

function modelOf(model) {
  const sheet = h('div', { class: 'sheet' });
  whenSeen(sheet, () => showSheet(sheet, model.name));
  return h('article', { class: 'card model', 'data-model': model.name },
    h('header', {}, h('h2', {}, model.name), h('span', { class: 'muted' }, model.resident_on.length > 0 ? `in memory on ${model.resident_on.join(', ')}` : 'in memory nowhere')),
    figures([
      ['picture', `${model.width} × ${model.height}`], ['steps', `${model.default_steps} of at most ${count(model.max_steps)}`], ['guidance', number(model.default_guidance)],
      ['scheduler', model.scheduler], ['pipeline', model.pipeline], ['weights', bytes(model.weight_bytes)],
      model.curves && ['memory', bytes(model.curves.resident_bytes)],
      model.curves && ['default request', duration(1000 * (model.curves.fixed_seconds + model.default_steps * (model.curves.seconds_per_image + model.curves.seconds_per_step)))],
      ['on disk of', model.nodes.join(', ')],
    ]),
    model.curves ? curvesOf(model.curves) : h('p', { class: 'muted' }, 'Its curves were not measured; the client’s command calibrate does it.'),
    sheet);
}

function curvesOf(curves) {
  const step = (images) => 1000 * (curves.seconds_per_image * images + curves.seconds_per_step);
  const batches = [...new Set([1, 2, 4, 8, 16, 32].filter((images) => images < curves.largest_batch)), curves.largest_batch];
  const tells = curves.levels.some((level) => Math.abs(level.quality - level.ssim) > 0.004);
  const doublings = curves.levels.length <= 6 ? curves.levels.map((level) => level.steps) : [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].filter((steps) => steps >= curves.levels[0].steps && steps <= curves.levels.at(-1).steps);
  const low = Math.min(...curves.levels.map((level) => Math.min(level.quality, level.ssim)));
  return [
    h('div', { class: 'charts' },
      h('section', {}, h('h3', {}, 'Quality by steps'), lines({
        label: `Quality by denoising steps, from ${number(curves.levels[0].quality)} at ${curves.levels[0].steps} to ${number(curves.levels.at(-1).quality)} at ${curves.levels.at(-1).steps}`,
        xName: 'denoising steps', yName: 'quality', yFrom: Math.floor(low * 10) / 10, yTo: 1.02,
        logarithmic: true, xTicks: doublings,
        series: [
          { name: 'quality', points: curves.levels.map((level) => [level.steps, level.quality]) },
          tells && { name: 'mean SSIM to the reference', points: curves.levels.map((level) => [level.steps, level.ssim]) },
        ].filter(Boolean),
      })),
      h('section', {}, h('h3', {}, 'Time of one step by batch'), lines({
        label: `Time of one denoising step, ${number(step(1))} ms for one image, ${number(step(curves.largest_batch))} ms for ${curves.largest_batch}`,
        xName: 'images in the batch', yName: 'ms', xTicks: batches,
        series: [{ name: 'one step', points: batches.map((images) => [images, step(images)]) }],
      }))),
    h('p', { class: 'muted' }, `Measured ${new Date(curves.measured_at).toLocaleDateString()} on ${curves.device} of ${curves.node}; ${duration(1000 * curves.fixed_seconds)} per image come on top of the steps.`),
  ];
}

// Sheets are large; those that nobody scrolls to are not asked for.
function whenSeen(element, act) {
  new IntersectionObserver((entries, observer) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    act();
  }, { rootMargin: '400px' }).observe(element);
}

// Not by an address: the request may need a key.
async function showSheet(parent, model) {
  try {
    if (!sheets.has(model)) sheets.set(model, URL.createObjectURL(await (await request(`dashboard/api/models/${encodeURIComponent(model)}/sheet`)).blob()));
    const image = h('img', { src: sheets.get(model), alt: `Pictures made by ${model}` });
    const button = h('button', { type: 'button', 'aria-expanded': 'false', onclick: () => {
      const whole = parent.classList.toggle('whole');
      button.setAttribute('aria-expanded', String(whole));
      button.textContent = whole ? 'Show less of it' : 'Show the whole sheet';
    } }, 'Show the whole sheet');
    fill(parent, h('h3', {}, 'Contact sheet'), h('div', { class: 'crop' }, image), h('p', {}, button));
  } catch {
    fill(parent);
  }
}
