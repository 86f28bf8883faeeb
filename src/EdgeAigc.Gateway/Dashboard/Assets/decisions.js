import { bars } from './charts.js';
import { causesOf } from './cluster.js';
import { empty, figures, fill, h, loading, part, table } from './dom.js';
import { ago, clock, count, duration, number, percent, say } from './format.js';

export const name = 'decisions';
export const title = 'Decisions';

const shownSlots = 30;

export function open(main) {
  const [plan, frames, slots, promises] = ['Plan', 'Frames', 'Slots', 'Promises'].map((label) => h('section', { class: 'stack', 'aria-label': label }));
  fill(main, h('h1', {}, title), plan, frames, promises, slots);
  fill(plan, loading('the plan'));
  const drawPlan = part(plan, planOf);
  const drawFrames = part(frames, framesOf);
  const drawSlots = part(slots, slotsOf);
  const drawPromises = part(promises, promisesOf);
  return {
    update({ cluster, plan: now }) {
      if (now) {
        const { history, ...rest } = now;
        drawPlan(rest);
        drawFrames(history);
      }
      if (cluster) {
        drawSlots(cluster.nodes.flatMap((node) => node.slots.flatMap((slot) => slot.answers.map((answer) => ({ node: node.name, at: slot.at, ...answer }))))
          .sort((one, other) => other.at.localeCompare(one.at)).slice(0, shownSlots));
        drawPromises(cluster.nodes.map(({ name: node, reachable, promises_kept, promises_missed, missed_by_cause, refused }) => ({ name: node, reachable, promises_kept, promises_missed, missed_by_cause, refused })));
      }
    },
  };
}

function planOf(plan) {
  const heading = [h('h2', {}, plan.epoch === 0 ? 'Which model lives where' : `Plan ${plan.epoch}: which model lives where`),
    h('p', { class: 'muted' }, 'Once a frame the Coordinator decides which models each node keeps in memory, by what that gains over loading them when they are asked for.')];
  if (!plan.planned_at) return [heading, empty('No plan yet', `The policy is ${plan.policy || 'unknown'}; the first frame is planned after ${number(plan.frame_seconds)} s.`)];
  const pinned = (copy) => plan.pins.some((pin) => pin.model === copy.model && pin.node === copy.node);
  return [
    heading,
    figures([
      ['made', h('time', { datetime: plan.planned_at, 'data-ago': true }, ago(plan.planned_at))],
      ['policy', plan.policy], ['Coordinator', `on ${plan.coordinator}`], ['frame', `${number(plan.frame_seconds)} s`],
      ['value', `${number(plan.value)} utility/s`], ['below best possible', `at most ${percent(plan.relative_gap, 1)}`],
    ]),
    plan.problems.map((problem) => h('p', { class: 'note bad' }, problem)),
    plan.copies.length === 0
      ? empty('The plan keeps nothing in memory', 'No request is expected for which a model would be worth its room.')
      : table('Planned copies', [{ name: 'model' }, { name: 'node' }, { name: 'why' }, { name: 'serves, requests/s', number: true }, { name: 'gain, utility/s', number: true }, { name: 'since plan', number: true }, { name: 'in place of' }],
        plan.copies.map((copy) => h('tr', { 'data-copy': `${copy.model}@${copy.node}`, class: copy.since_epoch === plan.epoch && 'new' },
          h('th', { scope: 'row' }, copy.model, copy.since_epoch === plan.epoch && h('span', { class: 'tag' }, 'new')), h('td', {}, copy.node),
          h('td', {}, pinned(copy) ? 'pinned' : copy.requests_per_second > 0 ? 'demand' : 'nothing needs its room'),
          h('td', { class: 'number' }, copy.requests_per_second > 0 ? number(copy.requests_per_second) : '–'),
          h('td', { class: 'number' }, copy.gain > 0 ? number(copy.gain) : '–'),
          h('td', { class: 'number' }, String(copy.since_epoch)),
          h('td', {}, copy.displaced.length > 0 ? copy.displaced.join(', ') : '–')))),
  ];
}

function framesOf(history) {
  if (history.length === 0) return [];
  const last = history.slice(-40);
  const total = (of) => last.reduce((sum, frame) => sum + of(frame), 0);
  return [
    h('h2', {}, 'Frames'),
    h('div', { class: 'card' }, bars({
      width: 1080,
      label: `The last ${last.length} frames: ${total((frame) => frame.arrivals)} arrivals, ${total((frame) => frame.misses)} misses, ${total((frame) => frame.loads)} loads`,
      xName: 'frame planned at', yName: 'requests, loads', names: ['arrivals', 'misses', 'loads'],
      groups: last.map((frame) => ({ at: frame.at, title: `Plan ${frame.epoch} at ${clock(frame.at)}: ${frame.arrivals} arrivals, ${frame.misses} misses, ${frame.loads} loads`, values: [frame.arrivals, frame.misses, frame.loads] })),
      xText: (group) => clock(group.at),
    })),
  ];
}

function promisesOf(nodes) {
  return [
    h('h2', {}, 'Promises'),
    h('p', { class: 'muted' }, 'An offer that is taken is a promise of a time. Those later by more than a tenth are missed. Counted since each node started.'),
    table('Promises by node', [{ name: 'node' }, { name: 'kept', number: true }, { name: 'missed', number: true }, { name: 'kept, %', number: true }, { name: 'causes of misses' }, { name: 'bids refused', number: true }],
      nodes.map((node) => {
        if (!node.reachable) return h('tr', {}, h('th', { scope: 'row' }, node.name), h('td', { colspan: 5, class: 'muted' }, 'does not answer'));
        const all = node.promises_kept + node.promises_missed;
        return h('tr', {}, h('th', { scope: 'row' }, node.name), h('td', { class: 'number' }, count(node.promises_kept)), h('td', { class: 'number' }, count(node.promises_missed)),
          h('td', { class: 'number' }, all === 0 ? '–' : percent(node.promises_kept / all, 1)), h('td', {}, causesOf(node) || '–'), h('td', { class: 'number' }, count(node.refused)));
      })),
  ];
}

function slotsOf(answers) {
  const heading = [h('h2', {}, 'Last slots'), h('p', { class: 'muted' }, 'Bids of one slot are answered together. The price is what the compute of an offer is worth to others, in utility; it rises with demand.')];
  if (answers.length === 0) return [heading, empty('No bids yet', 'The first request makes one.')];
  return [heading, table('Answers of the last slots', [{ name: 'time' }, { name: 'node' }, { name: 'model' }, { name: 'answer' }, { name: 'steps', number: true }, { name: 'promised', number: true }, { name: 'quality', number: true }, { name: 'price', number: true }, { name: 'utility', number: true }],
    answers.map((answer, index) => h('tr', { class: index > 0 && answers[index - 1].at !== answer.at && 'slot' },
      h('td', {}, clock(answer.at)), h('th', { scope: 'row' }, answer.node), h('td', {}, answer.model),
      h('td', {}, answer.refusal ? h('span', { class: 'tag bad' }, say(answer.refusal)) : 'offer'),
      [answer.steps ?? '–', duration(answer.finish_ms), percent(answer.quality, 1), number(answer.price), number(answer.utility)].map((cell) => h('td', { class: 'number' }, cell)))))];
}
