import { describe, expect, test } from 'vitest';
import { mergeFanout, type ProjectionPlan } from '../../src/compile/fanout.ts';
import { quantumFor } from '../../src/compile/weights.ts';
import { fixedInDegree, fixedOutDegree, fixedProbability } from '../../src/network/rules/index.ts';

const plan = (more: Partial<ProjectionPlan>): ProjectionPlan => ({
  name: 'p',
  rule: fixedOutDegree(3),
  task: { sources: 10, targets: 20, shift: 100, seed: 1, stream: 2 },
  firstSource: 0,
  firstTarget: 0,
  cells: 0,
  places: undefined,
  inlets: [0],
  delay: 1,
  weight: undefined,
  ...more,
});

describe('merging', () => {
  test('keeps each projection in its rows, columns and slot', () => {
    const inlets = [
      { size: 20, perSynapse: false },
      { size: 30, perSynapse: false },
    ];
    const { ring, stored } = mergeFanout(15, inlets, [
      plan({ rule: fixedProbability(0.4) }),
      plan({ firstSource: 5, firstTarget: 10, inlets: [1], delay: 7 }),
      plan({ rule: fixedInDegree(2), inlets: [0, 1], delay: 2 }),
    ]);
    expect(ring.slots).toBe(8);
    expect(ring.width).toBe(50);
    expect(ring.offsets).toEqual([0, 20]);
    expect(stored.rows[0]).toBe(0);
    expect(stored.rows[15]).toBe(stored.targets.length);
    const bySlot = new Map<string, number>();
    for (let i = 0; i < 15; i++)
      for (let k = stored.rows[i]!; k < stored.rows[i + 1]!; k++) {
        const slot = Math.floor(stored.targets[k]! / 50);
        const at = stored.targets[k]! % 50;
        const inlet = at < 20 ? 0 : 1;
        bySlot.set(`${slot} ${inlet}`, (bySlot.get(`${slot} ${inlet}`) ?? 0) + 1);
        if (slot === 1) expect(inlet === 0 && i < 10).toBe(true);
        if (slot === 7) expect(i >= 5 && at - 20 >= 10).toBe(true);
        if (slot === 2) expect(i < 10 && at - (inlet ? 20 : 0) < 20).toBe(true);
      }
    expect(bySlot.get('7 1')).toBe(30);
    expect(bySlot.get('2 0')).toBe(40);
    expect(bySlot.get('2 1')).toBe(40);
    expect(stored.weights).toBeNull();
  });

  test('reports progress from 0 to 1, never back', () => {
    const seen: number[] = [];
    const task = { sources: 40_000, targets: 100, shift: 1e6, seed: 1, stream: 2 };
    mergeFanout(40_000, [{ size: 100, perSynapse: false }], [plan({ task, rule: fixedOutDegree(50) })], (f) =>
      seen.push(f),
    );
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.every((f, i) => f >= (seen[i - 1] ?? 0) && f <= 1)).toBe(true);
    expect(seen.at(-1)).toBe(1);
  });

  test('refuses more synapses than row pointers can number, before making any', () => {
    const task = { sources: 1e6, targets: 1e6, shift: 1e7, seed: 1, stream: 2 };
    const build = () =>
      mergeFanout(1e6, [{ size: 1e6, perSynapse: false }], [plan({ task, rule: fixedProbability(0.5) })]);
    expect(build).toThrow(/5\.00e\+11 synapses; at most 4294967295/);
  });

  test('refuses delays beyond 32-bit addresses', () => {
    expect(() => mergeFanout(10, [{ size: 20, perSynapse: false }], [plan({ delay: 3e8 })])).toThrow(/too long/);
  });
});

describe('fixed-point weights', () => {
  test('resolve the largest weight to 2^-24 where head-room allows', () => {
    for (const largest of [1e-9, 0.3, 1, 67, 2 ** 20]) {
      const quantum = quantumFor(largest, largest * 100, 100);
      expect(Number.isInteger(Math.log2(quantum))).toBe(true);
      expect(largest / quantum).toBeGreaterThanOrEqual(2 ** 23);
      expect(largest / quantum).toBeLessThan(2 ** 24);
    }
  });
  test('never let the sum of one cell reach 2^31', () => {
    for (const synapses of [1, 127, 128, 129, 10_000, 3_000_000]) {
      const quantum = quantumFor(5, 5 * synapses, synapses);
      expect((5 * synapses) / quantum + synapses / 2).toBeLessThan(2 ** 31);
      // Not coarser than it needs to be.
      if (quantum > quantumFor(5, 5, 1))
        expect((5 * synapses) / (quantum / 2) + synapses / 2).toBeGreaterThan(2 ** 31 - 1);
    }
    expect(quantumFor(0, 0, 0)).toBe(1);
  });
});
