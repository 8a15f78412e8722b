/** Procedural rows are those of the stored network, one by one. */
import { describe, expect, test } from 'vitest';
import { cell } from '../../src/cells/index.ts';
import { assemble } from '../../src/compile/assemble.ts';
import { Network } from '../../src/network/network.ts';
import type { ProjectionOptions } from '../../src/network/projection.ts';
import {
  allToAll,
  fixedInDegree,
  fixedOutDegree,
  fixedProbability,
  fixedTotalNumber,
  oneToOne,
} from '../../src/network/rules/index.ts';
import type { ConnectionRule } from '../../src/network/rules/rule.ts';
import { gapThresholds } from '../../src/program/gap-thresholds.ts';
import { forEachTarget, gapOf } from '../../src/program/made.ts';
import { cellsOf, type Program } from '../../src/program/program.ts';
import { synapsesOf } from '../../src/program/synapses.ts';
import { logComplement } from '../../src/random/logarithm.ts';
import { fanoutOf, madeOf } from '../fixtures/programs/parts.ts';

const model = cell({
  equations: 'dv/dt = -v/(10 ms) : mV\ndg/dt = -g/(5 ms) : nS',
  threshold: 'v > 1 mV',
  reset: 'v = 0 mV',
});

/** Entries of every cell's row, in order, as stored ones would be. */
function rowsOf(program: Program): number[][] {
  const { rows, targets } = fanoutOf(program);
  return Array.from({ length: cellsOf(program) }, (_, cell) => {
    const row = [...targets.subarray(rows[cell], rows[cell + 1])];
    for (const p of madeOf(program)) {
      const source = cell - p.firstSource;
      if (source < 0 || source >= p.sources) continue;
      for (const base of p.bases)
        forEachTarget(p, program.seed, source, (j, _, steps) => row.push(base + j + steps * program.ring.width));
    }
    return row;
  });
}

interface Shape {
  readonly cells: number;
  readonly source: readonly [number, number];
  readonly target: readonly [number, number];
}

function bothOf(
  connect: ConnectionRule,
  { cells, source, target }: Shape,
  seed: number,
  delay = '0.7 ms',
): [Program, Program] {
  const network = new Network({ seed });
  network.population(model, 13, {}, { name: 'before' });
  const all = network.population(model, cells, {}, { name: 'cells' });
  network.project(all.slice(...source), all.slice(...target), {
    connect,
    onSpike: 'v += 1 mV; g += 2 nS',
    delay,
  });
  const program = (connectivity: 'stored' | 'procedural') =>
    assemble(network, 0.1, undefined, undefined, connectivity).program;
  return [program('stored'), program('procedural')];
}

const shapes: readonly Shape[] = [
  { cells: 1, source: [0, 1], target: [0, 1] },
  { cells: 40, source: [0, 40], target: [0, 40] },
  { cells: 333, source: [7, 100], target: [90, 333] },
  { cells: 333, source: [200, 333], target: [1, 250] },
  { cells: 5000, source: [4000, 4040], target: [0, 5000] },
  { cells: 20_000, source: [3, 12], target: [0, 20_000] },
];

describe.each(shapes)('cells $source of $cells to $target', (shape) => {
  for (const autapses of [true, false])
    for (const p of [0, 1e-4, 1e-3, 0.02, 0.3, 0.9, 0.9999, 1])
      test(`fixedProbability(${p}), autapses ${autapses}`, () => {
        for (const seed of [1, 0xfedcba98]) {
          const [stored, procedural] = bothOf(fixedProbability(p, { autapses }), shape, seed);
          expect(fanoutOf(procedural).targets).toHaveLength(0);
          expect(procedural.ring.slots).toBe(stored.ring.slots);
          expect(rowsOf(procedural)).toEqual(rowsOf(stored));
        }
      });
  for (const autapses of [true, false])
    test(`allToAll and fixedOutDegree, autapses ${autapses}`, () => {
      const few = { ...shape, source: [shape.source[0], Math.min(shape.source[1], shape.source[0] + 50)] } as const;
      for (const rule of [allToAll({ autapses }), ...(shape.cells > 1 ? [fixedOutDegree(57, { autapses })] : [])]) {
        const [stored, procedural] = bothOf(rule, few, 5);
        expect(rowsOf(procedural)).toEqual(rowsOf(stored));
        expect(synapsesOf(procedural)).toBe(fanoutOf(stored).targets.length);
      }
    });
});

describe.each(shapes.slice(1))('fixedTotalNumber from $source of $cells to $target', (shape) => {
  test.each([true, false])('autapses %s, delays drawn or not', (autapses) => {
    for (const synapses of [0, 1, 40_000])
      for (const delay of ['0.7 ms', 'normal(2 ms, 1 ms, 0.1 ms)']) {
        const [stored, procedural] = bothOf(fixedTotalNumber(synapses, { autapses }), shape, 5, delay);
        expect(rowsOf(procedural)).toEqual(rowsOf(stored));
        expect(procedural.ring.slots).toBe(stored.ring.slots);
        expect(synapsesOf(procedural)).toBe(2 * synapses);
        expect(fanoutOf(stored).targets).toHaveLength(2 * synapses);
      }
  });
});

test('oneToOne', () => {
  const [stored, procedural] = bothOf(oneToOne(), { cells: 30, source: [2, 12], target: [15, 25] }, 5);
  expect(rowsOf(procedural)).toEqual(rowsOf(stored));
  expect(synapsesOf(procedural)).toBe(20);
});

test('the expected number of synapses is that of pairs that can be joined', () => {
  const [stored, procedural] = bothOf(
    fixedProbability(0.5, { autapses: false }),
    { cells: 400, source: [0, 300], target: [100, 400] },
    5,
  );
  expect(synapsesOf(procedural)).toBe((300 * 300 - 200) * 0.5 * 2);
  // Within 5 standard deviations, alpha 6e-7.
  expect(Math.abs(fanoutOf(stored).targets.length / 2 - 44_900)).toBeLessThan(5 * Math.sqrt(44_900 / 2));
});

describe('gaps by thresholds of words', () => {
  const gapByTable = (thresholds: Uint32Array, word: number): number => {
    let gap = 0;
    while (gap < thresholds.length && word < thresholds[gap]!) gap++;
    return gap;
  };
  test.each([
    [0.999999, 10],
    [0.9, 1000],
    [0.5, 1000],
    [0.02, 4000],
    [0.02, 100],
    [1e-3, 30_000],
    [8e-5, 200_000],
    [1e-12, 5000],
  ])('p = %f up to %i targets: equal to the logarithm on both sides of every threshold', (p, targets) => {
    const perGap = 1 / logComplement(p);
    const thresholds = gapThresholds(perGap, targets);
    expect(thresholds.length).toBeLessThanOrEqual(targets);
    thresholds.forEach((word, gap) => {
      if (gapOf(word, perGap) > gap) expect.fail(`word ${word} has gap ${gapOf(word, perGap)}, not ${gap} or less`);
      if (word > 0 && gapOf(word - 1, perGap) <= gap) expect.fail(`word ${word - 1} has gap ${gap} or less too`);
    });
    if (thresholds.length < targets) expect(thresholds.at(-1)).toBe(0);
  });
  test('every kind of word', () => {
    const perGap = 1 / logComplement(0.05);
    const thresholds = gapThresholds(perGap, 150);
    for (let k = 0; k < 20_000; k++) {
      const word = k < 5000 ? k : k < 10_000 ? 0xffffffff - (k - 5000) : Math.imul(k, 0x9e3779b9) >>> 0;
      expect(gapByTable(thresholds, word)).toBe(Math.min(150, gapOf(word, perGap)) + 0);
    }
  });
});

describe('options', () => {
  const projected = (options: Partial<ProjectionOptions>) => {
    const network = new Network();
    const cells = network.population(model, 20, {}, { name: 'cells' });
    network.project(cells, cells, { connect: fixedProbability(0.5), onSpike: 'g += 6 nS', ...options });
    return network;
  };
  const connectivity = 'procedural';
  test('a projection may ask for itself; a whole run overrides it', () => {
    const network = projected({ connectivity });
    expect(madeOf(assemble(network, 0.1).program)).toHaveLength(1);
    expect(madeOf(assemble(network, 0.1, undefined, undefined, 'stored').program)).toHaveLength(0);
    expect(network.projections[0]!.connectivity).toBe('procedural');
    const copy = network.remodelled(() => undefined);
    expect(madeOf(assemble(copy, 0.1).program)).toHaveLength(1);
  });
  test('in a whole run, what cannot be procedural stays stored beside what can', () => {
    const network = projected({});
    const cells = network.populations[0]!;
    network.project(cells, cells, { connect: fixedInDegree(3), onSpike: 'g += 1 nS', name: 'others' });
    const { program } = assemble(network, 0.1, undefined, undefined, connectivity);
    expect(madeOf(program).map((p) => p.name)).toEqual(['cells to cells']);
    expect(fanoutOf(program).targets).toHaveLength(60);
    const sorted = (rows: number[][]) => rows.map((row) => row.sort((a, b) => a - b));
    expect(sorted(rowsOf(program))).toEqual(sorted(rowsOf(assemble(network, 0.1).program)));
  });
  test.each<[string, Partial<ProjectionOptions>, RegExp]>([
    ['rule', { connect: fixedInDegree(3) }, /cannot be procedural: the targets of one cell by fixedInDegree\(3\)/],
    ['distinct targets', { connect: fixedOutDegree(3, { multapses: false }) }, /fixedOutDegree with multapses/],
    [
      'weights',
      { weight: '6 nS + 1 nS*randn()', onSpike: 'g += w' },
      /its weights are listed or follow from an expression/,
    ],
    ['delays', { delay: '1 ms + 1 ms*rand()' }, /its delays are listed.*or leave 'connectivity' out/],
  ])('refuses %s that must be stored', (_, options, message) => {
    expect(() => projected({ ...options, connectivity })).toThrow(message);
    expect(() => projected(options)).not.toThrow();
  });
  test('refuses another word', () => {
    expect(() => projected({ connectivity: 'lazy' as 'stored' })).toThrow(
      /connectivity is 'lazy'; allowed are stored and procedural/,
    );
  });
});
