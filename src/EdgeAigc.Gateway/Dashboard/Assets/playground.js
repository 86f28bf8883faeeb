import { ApiError, events, get, request } from './api.js';
import { h, fill, figures, table } from './dom.js';
import { duration, number, percent } from './format.js';

export const name = 'playground';
export const title = 'Playground';

// What the page made lives as long as the page, whichever view is shown.
const pictures = [];
const keep = 24;
const wish = { prompt: 'red heart', model: '', deadline: '', preference: 0.1, seed: '', size: '256x256' };
let run = null;
let page = null;
let models = null;

const blobUrl = (base64, type) => URL.createObjectURL(new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type }));

export function open(main) {
  const field = (label, control, hint) => h('label', { class: 'field' }, h('span', {}, label), control, hint && h('small', { class: 'muted' }, hint));
  const select = (key, options) => h('select', { 'data-key': key, onchange: (event) => { wish[key] = event.target.value; } },
    options.map(([value, text]) => h('option', { value, selected: wish[key] === value }, text)));
  const model = select('model', [['', 'default model']]);
  const sliderText = h('output', {}, preferenceText());
  const form = h('form', { class: 'card stack', onsubmit: submit, 'aria-label': 'Picture to make' },
    field('Prompt', h('textarea', { rows: 3, required: true, value: wish.prompt, oninput: (event) => { wish.prompt = event.target.value; },
      onkeydown: (event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit(); } })),
    h('div', { class: 'pair' },
      field('Model', model),
      field('Size', select('size', [['auto', 'as computed'], ['256x256', '256 × 256'], ['512x512', '512 × 512']]))),
    h('div', { class: 'pair' },
      field('Deadline', select('deadline', [['', 'none'], ['200', '0.2 s'], ['500', '0.5 s'], ['1000', '1 s'], ['2000', '2 s'], ['5000', '5 s'], ['15000', '15 s']])),
      field('Seed', h('input', { inputmode: 'numeric', pattern: '[0-9]*', placeholder: 'by chance', value: wish.seed, title: 'Digits only',
        oninput: (event) => { wish.seed = event.target.value; } }))),
    h('label', { class: 'field' }, h('span', {}, 'What matters'),
      h('input', { type: 'range', min: 0, max: 1, step: 0.01, value: Math.sqrt(wish.preference), 'aria-label': 'From quality to speed',
        oninput: (event) => { wish.preference = Number((event.target.value ** 2).toFixed(4)); sliderText.textContent = preferenceText(); } }),
      h('span', { class: 'ends muted' }, h('span', {}, 'quality'), sliderText, h('span', {}, 'speed'))),
    h('p', { class: 'actions' },
      h('button', { class: 'primary', type: 'submit', 'data-key': 'make' }, 'Make it'),
      h('button', { type: 'button', 'data-key': 'cancel', disabled: run === null || run.done, onclick: () => run?.abort.abort() }, 'Cancel')));
  const stage = h('section', { class: 'card stage', 'aria-label': 'Picture', 'aria-live': 'polite' });
  const history = h('section', { 'aria-label': 'Own pictures' });
  fill(main, h('h1', {}, title), h('p', { class: 'lead muted' }, 'The cluster decides who makes the picture, in how many steps, and promises by when.'),
    h('div', { class: 'workbench' }, form, stage), history);
  page = { form, stage, history };
  offerModels(model);
  draw();
  drawHistory();
  return { update() {}, leave() { page = null; } };
}

const preferenceText = () => `preference ${number(wish.preference)}`;

async function offerModels(control) {
  try {
    models ??= (await get('models')).models;
    control.append(...models.map((one) => h('option', { value: one.name, selected: wish.model === one.name }, one.name)));
  } catch {
    // The default model is there to be chosen; what is wrong shows where it matters.
  }
}

async function submit(event) {
  event.preventDefault();
  run?.abort.abort();
  const mine = { abort: new AbortController(), began: performance.now(), prompt: wish.prompt, phase: 'asking nodes', step: 0, steps: 0, done: false, offers: [] };
  run = mine;
  draw();
  const body = {
    prompt: wish.prompt, stream: true, partial_images: 3, progress: true, preference: wish.preference, size: wish.size,
    ...(wish.model && { model: wish.model }), ...(wish.deadline && { deadline_ms: Number(wish.deadline) }), ...(wish.seed && { seed: Number(wish.seed) }),
  };
  try {
    const response = await request('v1/images/generations', {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), signal: mine.abort.signal,
    });
    for await (const { name: kind, data } of events(response)) take(mine, kind, data);
  } catch (error) {
    mine.error = error.name === 'AbortError' ? { message: 'Cancelled; the work stops at its next step.' } : { message: error.message, possible: error instanceof ApiError ? error.possible : null };
  }
  mine.done = true;
  if (run === mine) draw();
}

function take(mine, kind, data) {
  if (kind === 'edgeaigc.queued') mine.phase = `waiting with ${data.waiting - 1} others`;
  else if (kind === 'edgeaigc.accepted') Object.assign(mine, { phase: `${data.node} begins`, accepted: data, offers: data.offers });
  else if (kind === 'edgeaigc.loading') mine.phase = `${data.node} loads ${data.model}${data.expected_ms ? `, about ${duration(data.expected_ms)}` : ''}`;
  else if (kind === 'edgeaigc.step') Object.assign(mine, { phase: 'denoising', step: data.step, steps: data.steps });
  else if (kind === 'image_generation.partial_image') setPicture(mine, data);
  else if (kind === 'image_generation.completed') {
    setPicture(mine, data);
    Object.assign(mine, { phase: 'done', account: data.edgeaigc, done: true });
    pictures.unshift(mine);
    for (const old of pictures.splice(keep)) URL.revokeObjectURL(old.picture);
    drawHistory();
  } else if (kind === 'error') mine.error = { message: data.error.message, possible: data.error.possible };
  if (run === mine) draw();
}

function setPicture(mine, data) {
  if (mine.picture) URL.revokeObjectURL(mine.picture);
  mine.picture = blobUrl(data.b64_json, `image/${data.output_format}`);
}

function draw() {
  if (!page) return;
  page.form.querySelector('[data-key=cancel]').disabled = run === null || run.done;
  fill(page.stage, run ? stageOf(run) : h('div', { class: 'empty' },
    h('div', { class: 'frame', 'aria-hidden': 'true' }), h('p', { class: 'muted' }, 'Your picture appears here, step by step. Ctrl + Enter makes it.')));
}

function stageOf(one) {
  const refused = one.error && !one.picture;
  return [
    h('div', { class: `frame${one.done ? '' : ' working'}` },
      one.picture ? h('img', { src: one.picture, alt: one.done && !one.error ? one.prompt : `${one.prompt}, not finished` }) : refused ? h('span', { class: 'muted' }, 'No picture') : h('span', { class: 'spinner', 'aria-hidden': 'true' })),
    one.error
      ? h('div', { class: 'note bad', role: 'alert' }, h('p', {}, one.error.message),
        one.error.possible?.earliest_ms && h('p', {}, `Possible from ${duration(one.error.possible.earliest_ms)} on; best quality by your deadline ${percent(one.error.possible.best_quality)}.`))
      : h('div', { class: 'progress' },
        h('progress', { max: one.steps || 1, value: one.done ? one.steps || 1 : one.step, 'aria-label': 'Denoising steps' }),
        h('span', {}, one.phase, one.steps > 0 && !one.done && ` ${one.step} of ${one.steps}`)),
    (one.account || one.accepted) && figures(accountOf(one)),
    one.offers.length > 0 && h('details', { open: true, class: 'offers' }, h('summary', {}, `${one.offers.length} ${one.offers.length === 1 ? 'offer' : 'offers'} received`),
      table('Offers', [{ name: 'node' }, { name: 'steps', number: true }, { name: 'promised', number: true }, { name: 'quality', number: true }, { name: 'price', number: true }, { name: 'utility', number: true }],
        one.offers.map((offer) => h('tr', { class: offer.node === one.accepted.node && 'taken' },
          h('th', { scope: 'row' }, offer.node, offer.node === one.accepted.node && h('span', { class: 'tag' }, 'taken')),
          [offer.steps, duration(offer.finish_ms), percent(offer.quality, 1), number(offer.price), number(offer.utility)].map((cell) => h('td', { class: 'number' }, cell)))))),
  ];
}

function accountOf(one) {
  const { account, accepted } = one;
  const kept = account && account.promised_ms !== null && account.actual_ms <= account.promised_ms * 1.1;
  const price = accepted?.offers.find((offer) => offer.node === accepted.node)?.price;
  return [
    ['node', (account ?? accepted).node],
    ['model', (account ?? accepted).model],
    ['promised', duration(account?.promised_ms ?? accepted?.promised_ms)],
    account && ['took', h('span', { class: account.promised_ms === null ? '' : kept ? 'good' : 'bad-text' }, duration(account.actual_ms), account.promised_ms !== null && (kept ? ' · kept' : ' · missed'))],
    ['steps', String((account ?? accepted).steps ?? '–')],
    ['quality', percent((account ?? accepted).quality, 1)],
    ['price', number(price)],
    account && ['seed', String(account.seed)],
    ...(account?.warnings ?? []).map((warning) => ['warning', warning]),
  ];
}

function drawHistory() {
  if (!page) return;
  fill(page.history, pictures.length > 0 && [h('h2', {}, 'Your pictures'), h('ul', { class: 'strip' }, pictures.map((one) => h('li', {},
    h('button', { type: 'button', class: 'thumb', 'data-key': one.picture, title: `${one.prompt} · ${one.account.model} · ${one.account.steps} steps · seed ${one.account.seed}`, onclick: () => { run = one; draw(); } },
      h('img', { src: one.picture, alt: one.prompt }), h('span', { 'aria-hidden': 'true' }, one.prompt)))))]);
}

