const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

export const count = (value) => whole.format(value);

export function bytes(value) {
  if (value >= 1e9) return `${(value / 1e9).toFixed(1)} GB`;
  if (value >= 1e6) return `${(value / 1e6).toFixed(value >= 1e8 ? 0 : 1)} MB`;
  return `${Math.round(value / 1e3)} kB`;
}

export function duration(ms) {
  if (ms === null || ms === undefined) return '–';
  if (ms >= 60000) return `${Math.floor(ms / 60000)} min ${Math.round((ms % 60000) / 1000)} s`;
  if (ms >= 1000) return `${(ms / 1000).toFixed(ms >= 10000 ? 1 : 2)} s`;
  return `${ms >= 10 ? Math.round(ms) : ms.toFixed(1)} ms`;
}

export function rate(bps) {
  if (bps >= 1e9) return `${(bps / 1e9).toFixed(1)} Gbit/s`;
  if (bps >= 1e6) return `${(bps / 1e6).toFixed(1)} Mbit/s`;
  return `${Math.round(bps / 1e3)} kbit/s`;
}

// Four significant digits at most, without an exponent where it can be read without one.
export function number(value) {
  if (value === null || value === undefined) return '–';
  if (value === 0) return '0';
  return Math.abs(value) >= 1000 ? whole.format(value) : String(Number(value.toPrecision(Math.abs(value) < 0.01 ? 2 : 3)));
}

export const percent = (value, digits = 0) => (value === null || value === undefined ? '–' : `${(100 * value).toFixed(digits)} %`);

export const clock = (at) => new Date(at).toLocaleTimeString([], { hour12: false });

export function ago(at) {
  const seconds = Math.max(0, Math.round((Date.now() - new Date(at).getTime()) / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  return `${Math.floor(seconds / 3600)} h ago`;
}

const words = {
  deadline_unreachable: 'deadline cannot be kept', quality_unreachable: 'quality cannot be reached', queue_full: 'queue is full',
  outbid: 'outbid', interference: 'interference', model_load: 'model load', link: 'link', node_unavailable: 'node was lost',
  model_not_found: 'no such model', inference_failed: 'inference failed', invalid_parameter: 'bad request', offer_lapsed: 'offer lapsed',
};

// A code of the API in words.
export const say = (code) => words[code] ?? code.replaceAll('_', ' ');
