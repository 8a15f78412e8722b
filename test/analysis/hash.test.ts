import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SpikeHash, spikeHash } from '../../src/analysis/hash.ts';
import { Sha256, sha256 } from '../../src/analysis/sha256.ts';

const expected = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const bytesOf = (length: number): Uint8Array => Uint8Array.from({ length }, (_, k) => (k * 167 + (k >>> 5)) & 255);

describe('SHA-256', () => {
  it('is that of Node for every length across three blocks', () => {
    for (let length = 0; length <= 192; length++) {
      const bytes = bytesOf(length);
      expect(new Sha256().update(bytes).hex()).toBe(expected(bytes));
    }
  });

  it('does not depend on the pieces in which bytes come', () => {
    const bytes = bytesOf(100_003);
    for (const piece of [1, 7, 63, 64, 65, 1000, 99_999]) {
      const sha = new Sha256();
      for (let at = 0; at < bytes.length; at += piece) sha.update(bytes.subarray(at, at + piece));
      expect(sha.hex()).toBe(expected(bytes));
    }
  });

  it('counts bits beyond 2^32', () => {
    const piece = new Uint8Array(2 ** 24).fill(7);
    const [own, node] = [new Sha256(), createHash('sha256')];
    // 33 × 2^24 bytes are 2^32 bits and one piece more.
    for (let k = 0; k < 33; k++) {
      own.update(piece);
      node.update(piece);
    }
    expect(own.hex()).toBe(node.digest('hex'));
  });

  it('is of the UTF-8 bytes of a text', () => {
    expect(sha256('µA/cm² 神经元')).toBe(createHash('sha256').update('µA/cm² 神经元', 'utf8').digest('hex'));
  });
});

describe('the hash of spikes', () => {
  const count = 50_000;
  const spikes = {
    steps: Uint32Array.from({ length: count }, (_, k) => k >>> 2),
    cells: Uint32Array.from({ length: count }, (_, k) => (k * 7919) % 40),
  };

  it('is over pairs of step and cell, without sources, and needs no Web Crypto', async () => {
    const pairs = [...spikes.steps].flatMap((step, k) => (spikes.cells[k]! < 30 ? [step, spikes.cells[k]!] : []));
    const own = globalThis.crypto;
    Object.defineProperty(globalThis, 'crypto', { value: undefined, configurable: true });
    try {
      expect(await spikeHash(spikes, 30)).toBe(expected(new Uint8Array(Uint32Array.from(pairs).buffer)));
    } finally {
      Object.defineProperty(globalThis, 'crypto', { value: own, configurable: true });
    }
  });

  it('is the same in blocks', async () => {
    const hash = new SpikeHash(30);
    for (let at = 0; at < count; at += 12_345)
      hash.add({ steps: spikes.steps.subarray(at, at + 12_345), cells: spikes.cells.subarray(at, at + 12_345) });
    expect(hash.hex()).toBe(await spikeHash(spikes, 30));
  });
});
