import { empty, figures, fill, h, loading, part, table } from './dom.js';
import { bytes, count, duration, number, percent, rate, say } from './format.js';

export const name = 'cluster';
export const title = 'Cluster';

export function open(main) {
  const [summary, nodes, heat] = [h('section', { 'aria-label': 'Summary' }), h('section', { 'aria-label': 'Nodes', class: 'grid' }), h('section', { class: 'stack', 'aria-label': 'Demand' })];
  fill(main, h('h1', {}, title), summary, nodes, heat);
  const drawSummary = part(summary, summaryOf);
  const drawNodes = part(nodes, (list, plan) => list.map((node) => nodeOf(node, plan)));
  const drawHeat = part(heat, heatOf);
  fill(nodes, loading('the nodes'));
  return {
    update({ cluster, plan }) {
      if (!cluster) return;
      drawSummary(cluster.nodes);
      // Slots belong to another view and change with each request.
      drawNodes(cluster.nodes.map(({ slots, ...node }) => node), (plan?.copies ?? []).map((copy) => ({ node: copy.node, model: copy.model })));
      if (plan) drawHeat(cluster.nodes.map((node) => ({ name: node.name, models: node.models.map((model) => model.name) })), plan.demand, plan.pins, plan.frame_seconds);
    },
  };
}

const sum = (list, of) => list.reduce((total, one) => total + of(one), 0);

export const used = (node) => sum(node.models.filter((model) => model.state !== 'loading'), (model) => model.bytes);

function summaryOf(nodes) {
  const [kept, missed] = [sum(nodes, (node) => node.promises_kept), sum(nodes, (node) => node.promises_missed)];
  return h('dl', { class: 'tiles' }, [
    ['nodes', `${nodes.filter((node) => node.reachable).length} of ${nodes.length}`],
    ['model memory in use', `${percent(sum(nodes, used) / Math.max(1, sum(nodes, (node) => node.memory_bytes)))} of ${bytes(sum(nodes, (node) => node.memory_bytes))}`],
    ['waiting', count(sum(nodes, (node) => node.queued_requests + node.waiting_bids))],
    ['promises kept', kept + missed === 0 ? '–' : percent(kept / (kept + missed), 1)],
    ['refused', count(sum(nodes, (node) => node.refused))],
  ].map(([label, value]) => h('div', {}, h('dt', {}, label), h('dd', {}, value))));
}

function nodeOf(node, copies) {
  if (!node.reachable) return h('article', { class: 'card node', 'data-node': node.name }, h('header', {}, h('h2', {}, node.name), h('span', { class: 'tag bad' }, 'does not answer')));
  const resident = new Set(node.models.map((model) => model.name));
  const coming = copies.filter((copy) => copy.node === node.name && !resident.has(copy.model));
  return h('article', { class: 'card node', 'data-node': node.name },
    h('header', {}, h('h2', {}, node.name), h('span', { class: 'muted' }, node.device)),
    memoryOf(node),
    h('ul', { class: 'models' },
      node.models.map((model) => h('li', { 'data-model': model.name, 'data-state': model.state },
        h('span', { class: `swatch ${model.state}`, 'aria-hidden': 'true' }), model.name, model.state !== 'resident' && h('span', { class: `tag ${model.state}` }, model.state), h('span', { class: 'end muted' }, bytes(model.bytes)))),
      coming.map((copy) => h('li', { 'data-model': copy.model, 'data-state': 'planned' }, h('span', { class: 'swatch planned', 'aria-hidden': 'true' }), copy.model, h('span', { class: 'tag' }, 'planned'))),
      node.models.length + coming.length === 0 && h('li', { class: 'muted' }, 'No model in memory. The first request for one brings it.')),
    figures([
      ['queued', count(node.queued_requests)],
      ['waiting bids', count(node.waiting_bids)],
      ['promised work', duration(node.promised_work_ms)],
      ['promises kept', count(node.promises_kept)],
      ['promises missed', h('span', { class: node.promises_missed > 0 && 'bad-text' }, count(node.promises_missed))],
      ['plan', node.plan_epoch === 0 ? 'none yet' : `no. ${node.plan_epoch}`],
    ]),
    causesOf(node) && h('p', { class: 'muted small-text' }, `Missed ${causesOf(node)}.`),
    node.egress && linkOf(node.egress),
    node.failed_loads.map((failed) => h('p', { class: 'note bad' }, `${failed.model} could not be loaded (${failed.attempts} attempts): ${failed.message}`)),
    node.unusable_models.map((one) => h('p', { class: 'note bad' }, `${one.file}: ${one.message}`)));
}

export const causesOf = (node) => Object.keys(node.missed_by_cause).length > 0 && Object.entries(node.missed_by_cause).map(([cause, times]) => `${times} by ${say(cause)}`).join(', ');

function memoryOf(node) {
  const free = Math.max(0, node.memory_bytes - sum(node.models, (model) => model.bytes));
  const wide = (value) => ({ width: `${(100 * value) / Math.max(1, node.memory_bytes)}%` });
  return h('div', { class: 'memory' },
    h('div', { class: 'meter', role: 'img', 'aria-label': `${bytes(used(node))} of ${bytes(node.memory_bytes)} in use` },
      node.models.map((model) => h('span', { class: model.state, style: wide(model.bytes), title: `${model.name}: ${bytes(model.bytes)}` }))),
    h('p', { class: 'ends muted' }, h('span', {}, `${bytes(used(node))} in use`), h('span', {}, `${bytes(free)} free`)));
}

function linkOf(link) {
  const part = link.capacity_bps ? Math.min(1, (link.committed_bps ?? link.capacity_bps) / link.capacity_bps) : 0;
  return h('div', { class: 'memory' },
    h('div', { class: 'meter thin', role: 'img', 'aria-label': `Link: ${percent(part)} promised to ${link.deliveries} deliveries` }, part > 0 && h('span', { class: 'resident', style: { width: `${100 * part}%` } })),
    h('p', { class: 'ends muted' }, h('span', {}, `link: ${link.deliveries} ${link.deliveries === 1 ? 'delivery' : 'deliveries'}`), h('span', {}, link.capacity_bps ? `${percent(part)} of ${rate(link.capacity_bps)} promised` : 'not paced')));
}

function heatOf(nodes, demand, pins, frame) {
  const heading = [h('h2', {}, 'Expected demand'), h('p', { class: 'muted' }, `Requests per second for each model, by the node where they enter, as forecast for a frame of ${number(frame)} s.`)];
  const models = [...new Set([...demand.map((row) => row.model), ...pins.map((pin) => pin.model)])].sort();
  if (models.length === 0) return [heading, empty('Nobody is expected to ask', 'Demand appears here one frame after the first requests.')];
  const most = Math.max(...demand.map((row) => row.requests_per_second), 1e-9);
  return [heading, table('Expected demand, in requests per second', [{ name: 'node' }, ...models.map((model) => ({ name: model, number: true }))],
    nodes.map((node) => h('tr', {}, h('th', { scope: 'row' }, node.name), models.map((model) => {
      const value = demand.find((row) => row.node === node.name && row.model === model)?.requests_per_second ?? 0;
      const marks = [node.models.includes(model) && 'in memory', pins.some((pin) => pin.node === node.name && pin.model === model) && 'pinned'].filter(Boolean);
      return h('td', { class: 'number heat', style: { '--heat': `${Math.round((70 * value) / most)}%` } }, value > 0 ? number(value) : '·', marks.length > 0 && h('small', {}, marks.join(', ')));
    }))))];
}
