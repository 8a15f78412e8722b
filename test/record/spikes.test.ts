import { describe, expect, test } from 'vitest';
import { decodeBits, joinSpikes } from '../../src/record/spikes.ts';

describe('bit records', () => {
  test('decode to spikes sorted by step, then cell', () => {
    // Three steps of 70 cells: three words per step.
    const words = 3;
    const bits = new Uint32Array(3 * words);
    const set = (step: number, cell: number): void => {
      bits[step * words + (cell >> 5)]! |= 1 << (cell & 31);
    };
    const spikes: [number, number][] = [
      [0, 0],
      [0, 31],
      [0, 32],
      [0, 69],
      [2, 5],
      [2, 63],
    ];
    for (const [step, cell] of [...spikes].reverse()) set(step, cell);
    const { steps, cells } = decodeBits(bits, words, 100, 3);
    expect(Array.from(steps, (s, k) => [s - 100, cells[k]])).toEqual(spikes);
  });
  test('hold full words and empty steps, and leave what lies beyond', () => {
    const bits = Uint32Array.of(0, 0xffffffff, 0xffffffff);
    const { steps, cells } = decodeBits(bits, 1, 7, 2);
    expect(cells).toEqual(Uint32Array.from({ length: 32 }, (_, i) => i));
    expect(steps.every((s) => s === 8)).toBe(true);
  });
  test('agree with counting bits one by one', () => {
    const bits = Uint32Array.from({ length: 64 }, (_, k) => Math.imul(k + 1, 0x9e3779b9));
    let expected = 0;
    for (const word of bits) for (let b = 0; b < 32; b++) expected += (word >>> b) & 1;
    expect(decodeBits(bits, 4, 0, 16).steps.length).toBe(expected);
  });
});

const noSpikes = { steps: new Uint32Array(0), cells: new Uint32Array(0) };

test('blocks are joined in order', () => {
  const a = { steps: Uint32Array.of(1, 2), cells: Uint32Array.of(5, 3) };
  const b = { steps: Uint32Array.of(4), cells: Uint32Array.of(0) };
  expect(joinSpikes([a, noSpikes, b])).toEqual({ steps: Uint32Array.of(1, 2, 4), cells: Uint32Array.of(5, 3, 0) });
  expect(joinSpikes([])).toEqual(noSpikes);
});
