// Talks to this node. A key is asked for when the node wants one, and stays in this tab.
const storage = 'edgeaigc-key';
let asking = null;

function headers(more) {
  const key = sessionStorage.getItem(storage);
  return key ? { ...more, Authorization: `Bearer ${key}` } : { ...more };
}

function askForKey() {
  asking ??= new Promise((resolve) => {
    const dialog = document.getElementById('key');
    const input = document.getElementById('key-input');
    dialog.addEventListener('close', () => {
      asking = null;
      if (input.value) sessionStorage.setItem(storage, input.value.trim());
      const given = input.value.length > 0;
      input.value = '';
      resolve(given);
    }, { once: true });
    dialog.showModal();
  });
  return asking;
}

export class ApiError extends Error {
  constructor(status, body) {
    super(body?.error?.message ?? `The node answered with status ${status}.`);
    this.code = body?.error?.code ?? `http_${status}`;
    this.possible = body?.error?.possible ?? null;
  }
}

export async function request(path, options = {}) {
  for (;;) {
    const response = await fetch(path, { ...options, headers: headers(options.headers) });
    if (response.ok) return response;
    if (response.status === 401 && (await askForKey())) continue;
    throw new ApiError(response.status, await response.json().catch(() => null));
  }
}

export const get = async (path) => (await request(`dashboard/api/${path}`)).json();

// The events of a stream: { name, data }.
export async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    text += value;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const event = { name: 'message', data: '' };
      for (const line of text.slice(0, end).split('\n')) {
        if (line.startsWith('event: ')) event.name = line.slice(7);
        else if (line.startsWith('data: ')) event.data += line.slice(6);
      }
      text = text.slice(end + 2);
      if (event.data) yield { name: event.name, data: JSON.parse(event.data) };
    }
  }
}
