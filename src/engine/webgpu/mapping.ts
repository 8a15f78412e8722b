/** Mapping a buffer for reading, at once on every browser. */

/**
 * How often an idle queue is asked, ms. Firefox (153) looks for finished work ten times a second, or when something is submitted
 * (https://bugzilla.mozilla.org/show_bug.cgi?id=1870699): without asking, each read takes 100 ms. This can go when the bug is mended.
 */
const ASK_EVERY = 2;

const mustAsk = (): boolean => /\bFirefox\//.test(globalThis.navigator?.userAgent ?? '');

/** Maps the first `size` bytes of a staging buffer for reading, when the work submitted so far is done. Rejects as `mapAsync` does. */
export async function mapForReading(device: GPUDevice, buffer: GPUBuffer, size: number): Promise<void> {
  const mapping = buffer.mapAsync(GPUMapMode.READ, 0, size);
  if (!mustAsk()) return mapping;
  const asking = setInterval(() => device.queue.submit([]), ASK_EVERY);
  try {
    await mapping;
  } finally {
    clearInterval(asking);
  }
}
