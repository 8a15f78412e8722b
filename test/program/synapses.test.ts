/** What is said of a group of synapses of any kind is so. */
import { describe, expect, test } from 'vitest';
import type { Program } from '../../src/program/program.ts';
import {
  arraysOf,
  bytesOf,
  factsOf,
  groupsOf,
  type SynapseGroup,
  storedOf,
  synapsesOf,
} from '../../src/program/synapses.ts';
import { valueTable } from '../../src/random/value-table.ts';
import { programs } from '../fixtures/programs/all.ts';

/** Entries of every synapse; of made ones, of every base. */
const entriesOf = (group: SynapseGroup): readonly number[] =>
  group.kind === 'made' ? group.bases : [...group.targets];

function inletOf({ ring, inlets, populations }: Program, entry: number): number {
  const place = entry % ring.width;
  return inlets.findIndex(({ population }, i) => {
    const first = ring.offsets[i]!;
    return place >= first && place < first + populations[population]!.size;
  });
}

describe.each(Object.entries(programs))('%s', (_, program) => {
  const last = program.populations.at(-1);
  const cells = last ? last.first + last.size : 0;
  test('sources are cells, and synapses reach the inlets that are said and delays of the ring', () => {
    for (const group of program.synapses) {
      const { source, inlets, label } = factsOf(program, group);
      expect(label).not.toBe('');
      expect(source.first).toBeGreaterThanOrEqual(0);
      expect(source.first + source.size).toBeLessThanOrEqual(cells);
      for (const entry of entriesOf(group)) {
        expect(inlets).toContain(inletOf(program, entry));
        const delay = Math.floor(entry / program.ring.width);
        expect(delay).toBeGreaterThanOrEqual(1);
        expect(delay).toBeLessThan(program.ring.slots);
      }
    }
  });
  test('numbers and bytes are those of the arrays', () => {
    const total = program.synapses.reduce((n, group) => n + factsOf(program, group).synapses, 0);
    expect(synapsesOf(program)).toBe(Math.round(total));
    for (const group of groupsOf(program, 'pathway')) {
      const { bytes, synapses } = factsOf(program, group);
      const arrays = Object.values(arraysOf(group)).filter((values) => values !== null);
      // Real weights take four bytes in the engines that are measured so.
      expect(bytes).toBe(4 * arrays.reduce((n, { length }) => n + length, 0));
      expect(synapses).toBe(group.targets.length);
    }
  });
});

test('a program has one group of stored synapses at most, and an empty one stands for none', () => {
  for (const program of Object.values(programs)) expect(groupsOf(program, 'stored').length).toBeLessThanOrEqual(1);
  const program = programs['noisy cells']!;
  const { rows, targets, weights } = storedOf({ ...program, synapses: [] });
  const cells = program.populations.reduce((n, { size }) => n + size, 0);
  expect([rows.length, targets.length, weights]).toEqual([cells + 1, 0, null]);
});

test('a table that projections share counts once', () => {
  const program = Object.values(programs).find((one) => groupsOf(one, 'made').length > 0)!;
  const [group] = groupsOf(program, 'made');
  const drawing = (values: readonly number[], stream: number) => ({
    ...group!,
    weight: { table: valueTable(values, [1, 1]), stream },
  });
  const [narrow, wide] = [drawing([1, -(2 ** 15)], 1), drawing([1, 2 ** 15], 2)];
  const bare = factsOf(program, group!).bytes;
  // Two slots each, of two words and of four.
  expect(bytesOf(program, [narrow, wide])).toBe(2 * bare + 16 + 32);
  expect(bytesOf(program, [narrow, { ...narrow, name: 'other' }, wide])).toBe(3 * bare + 16 + 32);
});
