// What the node pushes, for all views. The stream is open only while somebody looks.
import { events, request } from './api.js';

export const state = { cluster: null, plan: null, requests: new Map(), fault: null, live: 'wait' };

const keep = 200;
const listeners = new Set();
let stream = null;
let pause = 500;

export function listen(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell() {
  for (const listener of [...listeners]) listener(state);
}

function take({ name, data }) {
  if (name === 'cluster') state.cluster = data;
  else if (name === 'plan') state.plan = data;
  else if (name === 'fault') state.fault = data.message;
  else if (name === 'requests') {
    for (const one of data.requests) state.requests.set(one.number, one);
    for (const number of [...state.requests.keys()].sort((a, b) => a - b).slice(0, Math.max(0, state.requests.size - keep))) state.requests.delete(number);
  }
}

async function follow() {
  stream = new AbortController();
  const { signal } = stream;
  try {
    const response = await request('dashboard/api/events', { signal });
    // A node that started anew counts its requests anew.
    state.requests.clear();
    for await (const event of events(response)) {
      [state.live, pause] = ['live', 500];
      take(event);
      tell();
    }
  } catch (error) {
    if (error.name !== 'AbortError') console.info(error.message);
  }
  if (signal.aborted) return;
  state.live = 'lost';
  tell();
  pause = Math.min(2 * pause, 8000);
  setTimeout(() => { if (!document.hidden) follow(); }, pause);
}

export function connect() {
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) stream?.abort();
    else follow();
  });
  if (!document.hidden) follow();
}
