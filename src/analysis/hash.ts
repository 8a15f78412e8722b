/** A fingerprint of a run's spikes. */
import type { Spikes } from './spikes.ts';

/**
 * SHA-256, as 64 hexadecimal digits, over little-endian u32 pairs (step, cell) in order of time, then cell. Cells from `cells` on
 * (stimulus sources) are left out. Needs Web Crypto: Node ≥ 20, or a browser in a secure context.
 */
export async function spikeHash(spikes: Spikes, cells = Number.POSITIVE_INFINITY): Promise<string> {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle)
    throw new Error('internal: spike hashes need Web Crypto, which pages have over https or on localhost only.');
  const bytes = new ArrayBuffer(spikes.steps.length * 8);
  const view = new DataView(bytes);
  let at = 0;
  for (let k = 0; k < spikes.steps.length; k++) {
    if (spikes.cells[k]! >= cells) continue;
    view.setUint32(at, spikes.steps[k]!, true);
    view.setUint32(at + 4, spikes.cells[k]!, true);
    at += 8;
  }
  const digest = await subtle.digest('SHA-256', new Uint8Array(bytes, 0, at));
  return Array.from(new Uint8Array(digest), (b) => b.toString(16).padStart(2, '0')).join('');
}
