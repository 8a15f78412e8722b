import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { mapForReading } from '../../../src/engine/webgpu/mapping.ts';

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0';
const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('GPUMapMode', { READ: 1 });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A device that counts submits, and a buffer whose mapping ends when told. */
function fakes() {
  let submits = 0;
  let resolve = (_: undefined): void => {};
  let reject = (_: Error): void => {};
  const promise = new Promise<undefined>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  const device = { queue: { submit: () => submits++ } } as unknown as GPUDevice;
  const buffer = { mapAsync: () => promise } as unknown as GPUBuffer;
  return { device, buffer, resolve, reject, submits: () => submits };
}

test('Firefox is asked until the buffer is there, and then no more', async () => {
  vi.stubGlobal('navigator', { userAgent: firefox });
  const { device, buffer, resolve, submits } = fakes();
  const mapped = mapForReading(device, buffer, 16);
  vi.advanceTimersByTime(20);
  expect(submits()).toBe(10);
  resolve(undefined);
  await mapped;
  vi.advanceTimersByTime(20);
  expect(submits()).toBe(10);
});

test('a failed mapping ends the asking too, and is told', async () => {
  vi.stubGlobal('navigator', { userAgent: firefox });
  const { device, buffer, reject, submits } = fakes();
  const mapped = mapForReading(device, buffer, 16);
  reject(new Error('lost'));
  await expect(mapped).rejects.toThrow('lost');
  vi.advanceTimersByTime(20);
  expect(submits()).toBe(0);
});

test('other browsers and Node are not asked', async () => {
  for (const navigator of [{ userAgent: chrome }, undefined]) {
    vi.stubGlobal('navigator', navigator);
    const { device, buffer, resolve, submits } = fakes();
    const mapped = mapForReading(device, buffer, 16);
    vi.advanceTimersByTime(20);
    resolve(undefined);
    await mapped;
    expect(submits()).toBe(0);
  }
});
