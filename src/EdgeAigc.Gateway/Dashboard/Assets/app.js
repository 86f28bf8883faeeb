import * as cluster from './cluster.js';
import * as decisions from './decisions.js';
import * as models from './models.js';
import * as playground from './playground.js';
import * as requests from './requests.js';
import { ago } from './format.js';
import { connect, listen, state } from './store.js';

const views = { playground, cluster, decisions, models, requests };
const main = document.getElementById('main');
let shown = null;

function show() {
  const name = location.hash.match(/^#\/(\w+)/)?.[1];
  // The skip link has an address too, and goes nowhere.
  if (name === undefined && shown) return;
  const view = views[name] ?? playground;
  for (const link of document.querySelectorAll('nav a')) {
    if (link.hash === `#/${view.name}`) {
      link.setAttribute('aria-current', 'page');
      // Where the bar is too narrow for all.
      link.scrollIntoView({ block: 'nearest', inline: 'center' });
    } else link.removeAttribute('aria-current');
  }
  if (shown?.view !== view) {
    shown?.leave();
    const page = view.open(main);
    const moved = shown !== null;
    shown = { view, update: page.update, leave: page.leave ?? (() => {}) };
    document.title = `${view.title} · EdgeAigc`;
    window.scrollTo(0, 0);
    if (moved) main.focus({ preventScroll: true });
  }
  shown.update(state);
}

function tellState() {
  const live = document.getElementById('live');
  live.dataset.state = state.fault ? 'lost' : state.live;
  const text = { wait: 'connecting', live: 'live', lost: 'reconnecting' }[live.dataset.state];
  const label = document.getElementById('live-text');
  if (label.textContent !== text) label.textContent = text;
  const fault = document.getElementById('fault');
  fault.hidden = !state.fault;
  fault.textContent = state.fault ?? '';
}

listen(() => {
  tellState();
  shown?.update(state);
});
// What says how long ago something was.
setInterval(() => {
  for (const element of document.querySelectorAll('time[data-ago]')) element.textContent = ago(element.dateTime);
}, 1000);
addEventListener('hashchange', show);
show();
connect();
