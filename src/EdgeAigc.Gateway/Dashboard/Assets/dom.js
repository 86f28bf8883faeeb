// Elements in few words: h('p', { class: 'muted' }, 'text', otherElement).
const svgTags = new Set(['svg', 'g', 'path', 'line', 'rect', 'circle', 'text', 'title', 'polyline']);

export function h(tag, props = {}, ...children) {
  const element = svgTags.has(tag) ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    // Through the object model: the content security policy allows no style attributes.
    else if (name === 'style') for (const [key, one] of Object.entries(value)) element.style.setProperty(key, one);
    else if (name === 'value' || name === 'checked' || name === 'disabled' || name === 'open') element[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

// Puts new children in place of the old ones; what had the keyboard's focus keeps it when it is there again under its key.
export function fill(parent, ...children) {
  const focused = parent.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  parent.replaceChildren(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  if (focused) parent.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

export const empty = (title, text) => h('div', { class: 'empty' }, h('h2', {}, title), h('p', { class: 'muted' }, text));

export const loading = (what) => h('div', { class: 'empty', 'aria-busy': 'true' }, h('span', { class: 'spinner', 'aria-hidden': 'true' }), h('p', { class: 'muted' }, `Asking for ${what} …`));

export function table(caption, heads, rows) {
  return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    h('table', {},
      h('caption', { class: 'unseen' }, caption),
      h('thead', {}, h('tr', {}, heads.map((head) => h('th', { scope: 'col', class: head.number && 'number' }, head.name)))),
      h('tbody', {}, rows)));
}

export const figures = (pairs) => h('dl', { class: 'figures' }, pairs.filter(Boolean).map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));

// Draws a part of a page anew only when what it shows has changed, so that nothing jumps under the reader.
export function part(parent, draw) {
  let last = null;
  return (...shown) => {
    const now = JSON.stringify(shown);
    if (now === last) return;
    last = now;
    fill(parent, draw(...shown));
  };
}
