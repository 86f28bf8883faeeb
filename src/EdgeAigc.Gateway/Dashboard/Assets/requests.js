import { empty, fill, h, loading, part } from './dom.js';
import { clock, duration, number, percent, say } from './format.js';

export const name = 'requests';
export const title = 'Requests';

const shown = 60;
const stages = ['queued', 'loading', 'encoding', 'denoising', 'decoding', 'delivering'];

export function open(main) {
  const list = h('section', { 'aria-label': 'Requests' });
  const opened = new Set();
  fill(main, h('h1', {}, title), h('p', { class: 'lead muted' }, 'What came by this node’s HTTP API since it started, jobs included, the newest first. Prompts are not kept.'),
    h('ul', { class: 'legend' }, stages.map((stage) => h('li', {}, h('span', { class: `swatch stage-${stage}`, 'aria-hidden': 'true' }), stage))), list);
  fill(list, loading('the requests'));
  const draw = part(list, (requests) => (requests.length === 0
    ? empty('No requests yet', 'Make a picture in the playground and come back.')
    : h('ol', { class: 'requests' }, requests.map((request) => requestOf(request, opened)))));
  return { update(state) { if (state.live !== 'wait') draw([...state.requests.values()].sort((one, other) => other.number - one.number).slice(0, shown)); } };
}

function requestOf(request, opened) {
  const done = request.outcome === 'completed';
  const kept = request.promised_ms === null || request.actual_ms === null ? null : request.actual_ms <= request.promised_ms * 1.1;
  return h('li', { class: 'card', 'data-request': request.number },
    h('details', { open: opened.has(request.number), ontoggle: (event) => opened[event.target.open ? 'add' : 'delete'](request.number) },
      h('summary', { 'data-key': `request-${request.number}` },
        h('span', { class: 'when' }, clock(request.at)),
        h('span', { class: 'what' }, request.model ?? 'default model', request.node && h('span', { class: 'muted' }, ` on ${request.node}`), request.is_job && h('span', { class: 'muted' }, ' · job')),
        h('span', { class: `tag ${done ? 'good' : request.outcome === 'running' ? '' : 'bad'}` }, stateOf(request)),
        h('span', { class: 'time' }, done ? duration(request.actual_ms) : '', request.promised_ms !== null && h('span', { class: 'muted' }, ` of ${duration(request.promised_ms)} promised`), kept === false && h('span', { class: 'bad-text' }, ' · missed')),
        barOf(request)),
      detailsOf(request)));
}

function stateOf(request) {
  if (request.outcome !== 'running') return say(request.outcome);
  if (request.queue_position !== null) return `waits, place ${request.queue_position}`;
  return request.steps ? `${request.steps_done} of ${request.steps}` : 'running';
}

function barOf(request) {
  if (!request.spent) return null;
  const spent = request.spent.reduce((sum, stage) => sum + stage.ms, 0);
  const most = Math.max(spent, request.actual_ms ?? 0, request.promised_ms ?? 0, 0.001);
  const wide = (ms) => `${(100 * ms) / most}%`;
  return h('span', { class: 'timeline', role: 'img', 'aria-label': request.spent.map((stage) => `${stage.name} ${duration(stage.ms)}`).join(', ') },
    request.spent.map((stage) => h('span', { class: `stage-${stage.name}`, style: { width: wide(stage.ms) }, title: `${stage.name}: ${duration(stage.ms)}` })),
    request.promised_ms !== null && h('span', { class: 'promise', style: { left: wide(request.promised_ms) }, title: `promised: ${duration(request.promised_ms)}` }));
}

function detailsOf(request) {
  return h('div', { class: 'more' },
    h('div', {}, h('h2', { class: 'small' }, 'Course'), h('ol', { class: 'course' }, request.stages.map((stage) => h('li', {}, h('span', { class: 'number' }, duration(stage.ms)), ` ${stage.name}${stage.queue_position ? `, place ${stage.queue_position}` : ''}`)))),
    request.spent && h('div', {}, h('h2', { class: 'small' }, 'Time on the node'), h('ol', { class: 'course' }, request.spent.map((stage) => h('li', {}, h('span', { class: 'number' }, duration(stage.ms)), ` ${stage.name}`)))),
    request.offers.length > 0 && h('div', {}, h('h2', { class: 'small' }, 'Offers'), h('ul', { class: 'course' }, request.offers.map((offer) => h('li', {},
      h('strong', {}, offer.node), ` ${offer.steps} steps, ${duration(offer.finish_ms)}, quality ${percent(offer.quality, 1)}, price ${number(offer.price)}${offer.node === request.node ? ' · taken' : ''}`)))),
    h('p', { class: 'muted' }, `id ${request.id}…${request.quality === null ? '' : ` · quality ${percent(request.quality, 1)}`}${request.steps === null ? '' : ` · ${request.steps} steps`}`));
}
