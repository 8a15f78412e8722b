import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const host = 'https://host/page/';
let href: string;
let writes: string[];

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
  href = `${host}#network?preset=lif`;
  writes = [];
  vi.stubGlobal('location', {
    get href() {
      return href;
    },
  });
  vi.stubGlobal('history', {
    replaceState: (_: unknown, __: string, address: string) => {
      href = new URL(address, href).href;
      writes.push(address);
    },
  });
  vi.stubGlobal('window', globalThis);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const bar = () => import('../../src/app/address-bar.ts');

test('the first is written at once, of those that follow the last', async () => {
  const { write } = (await bar()).addressWriter();
  for (const k of [1, 2, 3, 4]) write(`#lif?I=${k}`);
  expect(writes).toEqual(['#lif?I=1']);
  vi.advanceTimersByTime(1000);
  expect(writes).toEqual(['#lif?I=1', '#lif?I=4']);
  expect(href).toBe(`${host}#lif?I=4`);
});

test('nothing is written after the end', async () => {
  const { write, stop } = (await bar()).addressWriter();
  write('#lif?I=1');
  write('#lif?I=2');
  stop();
  vi.advanceTimersByTime(1000);
  expect(writes).toEqual(['#lif?I=1']);
});

test('where the visitor went back meanwhile, the address of that place stands', async () => {
  const { addressWriter, replaceAddress } = await bar();
  const { write } = addressWriter();
  write('#network?seed=1');
  write('#network?seed=2');
  href = `${host}#sweep`;
  vi.advanceTimersByTime(1000);
  replaceAddress('#network?seed=3');
  expect(href).toBe(`${host}#sweep`);
  expect(writes).toEqual(['#network?seed=1']);
});
