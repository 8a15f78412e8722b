/** Connection rules: exact properties, and distributions against theory. All draws are seeded; alpha is the chance that a right program's
 * seed would fail. */
import { describe, expect, test } from 'vitest';
import {
  allToAll,
  type ConnectionRule,
  fixedInDegree,
  fixedOutDegree,
  fixedProbability,
  fixedTotalNumber,
  oneToOne,
  synapseList,
} from '../../src/network/rules/index.ts';
import type { RuleTask } from '../../src/network/rules/rule.ts';
import { rejection, WordStream } from '../../src/network/rules/words.ts';
import { logComplement, logUniform } from '../../src/random/logarithm.ts';
import { philox, purpose } from '../../src/random/philox.ts';
import { chiSquare } from '../statistics/chi-square.ts';

const taskOf = (sources: number, targets: number, more: Partial<RuleTask> = {}): RuleTask => ({
  sources,
  targets,
  shift: 0,
  seed: 1,
  stream: 12345,
  ...more,
});

/** Targets of each source, made in parts of `part` units. */
function build(rule: ConnectionRule, task: RuleTask, part = Number.POSITIVE_INFINITY): number[][] {
  rule.check(task);
  const counts = new Uint32Array(task.sources);
  const units = rule.units(task);
  const parts: [number, number][] = [];
  for (let from = 0; from < units; from += part) parts.push([from, Math.min(units, from + part)]);
  for (const [from, to] of parts) rule.count(task, counts, from, to);
  const cursors = new Uint32Array(task.sources);
  let total = 0;
  counts.forEach((n, i) => {
    cursors[i] = total;
    total += n;
  });
  const starts = cursors.slice();
  const entries = new Uint32Array(total);
  for (const [from, to] of parts) rule.fill(task, { cursors, entries, base: 1000 }, from, to);
  return Array.from(starts, (start, i) => {
    expect(cursors[i]).toBe(start + counts[i]!);
    return Array.from(entries.subarray(start, cursors[i]!), (e) => e - 1000);
  });
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const distinct = (row: readonly number[]): boolean => new Set(row).size === row.length;

/** χ² of counts against one expected value, as a standard normal deviate (Wilson & Hilferty 1931). */
function chiSquareDeviate(counts: readonly number[], expected: number): number {
  const df = counts.length - 1;
  const chi2 = sum(counts.map((c) => (c - expected) ** 2 / expected));
  return ((chi2 / df) ** (1 / 3) - (1 - 2 / (9 * df))) / Math.sqrt(2 / (9 * df));
}

const everyRule: readonly [ConnectionRule, RuleTask][] = [
  [fixedOutDegree(30), taskOf(100, 200)],
  [fixedOutDegree(30, { multapses: false, autapses: false }), taskOf(100, 40)],
  [fixedInDegree(30), taskOf(100, 200)],
  [fixedInDegree(80, { multapses: false, autapses: false }), taskOf(100, 200)],
  [fixedProbability(0.1), taskOf(100, 200)],
  [fixedProbability(0.9, { autapses: false }), taskOf(100, 200)],
  [oneToOne(), taskOf(100, 100)],
  [allToAll({ autapses: false }), taskOf(20, 30)],
  [
    synapseList([
      [3, 1],
      [0, 5],
      [3, 0],
      [3, 1],
    ]),
    taskOf(5, 6),
  ],
];

describe.each(everyRule)('$name', (rule, task) => {
  test('does not depend on how its units are split', () => {
    const whole = build(rule, task);
    expect(build(rule, task, 1)).toEqual(whole);
    expect(build(rule, task, 7)).toEqual(whole);
    expect(sum(whole.map((row) => row.length))).toBeGreaterThan(0);
  });
  test('targets exist', () => {
    for (const row of build(rule, task)) for (const j of row) expect(j >= 0 && j < task.targets).toBe(true);
  });
});

describe('random words', () => {
  test('are those of Philox with the house’s counter', () => {
    const words = new WordStream(9, 10);
    words.begin(77, 5);
    const block = new Uint32Array(4);
    for (let k = 0; k < 40; k++) {
      philox(77, 0, k >> 2, purpose.connect, 9, 10, block);
      expect(words.next()).toBe(block[k & 3]);
    }
  });
  test('bounded numbers are the high word of the product, low words below 2^32 mod range rejected', () => {
    for (const range of [1, 2, 3, 4000, 2 ** 21 + 1, 0x80000001, 0xffffffff]) {
      const words = new WordStream(1, 2);
      const raw = new WordStream(1, 2);
      const reject = rejection(range);
      expect(reject).toBe(Number(2n ** 32n % BigInt(range)));
      words.begin(3, 0);
      raw.begin(3, 0);
      for (let k = 0; k < 200; k++) {
        let product: bigint;
        do product = BigInt(raw.next()) * BigInt(range);
        while (Number(product & 0xffffffffn) < reject);
        expect(words.below(range, reject)).toBe(Number(product >> 32n));
      }
    }
  });
});

describe('logarithms', () => {
  test('of uniform words are right to 1e-14', () => {
    for (let k = 0; k <= 40_000; k++) {
      const word = k < 100 ? k : k < 200 ? 0xffffffff - (k - 100) : Math.floor((k / 40_000) * 0xffffffff);
      expect(Math.abs(logUniform(word) - Math.log((word + 1) / 2 ** 32)) < 1e-14).toBe(true);
    }
    expect(logUniform(0xffffffff)).toBe(0);
  });
  test('of 1 − p keep their digits for small p', () => {
    for (const p of [1e-12, 1e-6, 0.02, 0.25, 0.26, 0.5, 0.9, 1 - 1e-9])
      expect(Math.abs(logComplement(p) / Math.log1p(-p) - 1)).toBeLessThan(1e-14);
  });
});

describe('fixedOutDegree', () => {
  test('gives every source its degree, autapses and multapses only where allowed', () => {
    const task = taskOf(50, 50);
    const rows = build(fixedOutDegree(40, { multapses: false, autapses: false }), task);
    for (const [i, row] of rows.entries()) {
      expect(row).toHaveLength(40);
      expect(distinct(row)).toBe(true);
      expect(row).not.toContain(i);
    }
    const free = build(fixedOutDegree(40), task);
    expect(free.some((row) => !distinct(row))).toBe(true);
    expect(free.some((row, i) => row.includes(i))).toBe(true);
  });
  test('finds itself across slices: source i is target i + shift', () => {
    for (const shift of [-10, 5])
      for (const [i, row] of build(
        fixedOutDegree(19, { multapses: false, autapses: false }),
        taskOf(20, 20, { shift }),
      ).entries())
        expect(row).not.toContain(i + shift);
  });
  test.each([
    ['with', true],
    ['without', false],
  ])('%s multapses draws targets uniformly', (_, multapses) => {
    // 200 000 synapses onto 500 targets, expected 400 each; |deviate| < 5: alpha 6e-7. (Without multapses counts vary by 1 − 200/500
    // of the multinomial variance, for which expected is scaled.)
    const degree = 200;
    const rows = build(fixedOutDegree(degree, { multapses }), taskOf(1000, 500));
    const counts = new Array<number>(500).fill(0);
    for (const j of rows.flat()) counts[j]!++;
    const scale = multapses ? 1 : 1 - degree / 500;
    const scaled = counts.map((c) => 400 + (c - 400) / Math.sqrt(scale));
    expect(Math.abs(chiSquareDeviate(scaled, 400))).toBeLessThan(5);
  });
  test('without autapses still draws the others uniformly', () => {
    // Distance from source to target, modulo 40: 39 values, 4000 synapses each expected 2000·80/39. alpha 6e-7.
    const rows = build(fixedOutDegree(2000, { autapses: false }), taskOf(40, 40));
    const counts = new Array<number>(40).fill(0);
    rows.forEach((row, i) => {
      for (const j of row) counts[(j - i + 40) % 40]!++;
    });
    expect(counts[0]).toBe(0);
    expect(Math.abs(chiSquareDeviate(counts.slice(1), (2000 * 40) / 39))).toBeLessThan(5);
  });
});

describe('fixedInDegree', () => {
  test('gives every target its degree; sources are uniform', () => {
    const task = taskOf(500, 1000);
    for (const options of [{}, { multapses: false, autapses: false }]) {
      const rows = build(fixedInDegree(100, options), task);
      const received = new Array<number>(1000).fill(0);
      for (const j of rows.flat()) received[j]!++;
      expect(received.every((n) => n === 100)).toBe(true);
      if ('multapses' in options) {
        for (const [i, row] of rows.entries()) {
          expect(distinct(row)).toBe(true);
          expect(row).not.toContain(i);
        }
      } else {
        // 100 000 synapses from 500 sources; alpha 6e-7.
        expect(
          Math.abs(
            chiSquareDeviate(
              rows.map((row) => row.length),
              200,
            ),
          ),
        ).toBeLessThan(5);
      }
    }
  });
});

describe('fixedProbability', () => {
  test.each([0.001, 0.02, 0.5, 0.97])('p = %f joins pairs independently', (p) => {
    // Number of synapses: binomial over 1e6 pairs, within 5 standard deviations. Out-degrees and in-degrees: variance over mean as of a
    // binomial; the ratio's standard deviation is √(2/1000). alpha 3 × 6e-7.
    const n = 1000;
    const rows = build(fixedProbability(p), taskOf(n, n));
    const total = sum(rows.map((row) => row.length));
    expect(Math.abs(total - n * n * p)).toBeLessThan(5 * Math.sqrt(n * n * p * (1 - p)));
    const received = new Array<number>(n).fill(0);
    for (const row of rows) {
      expect(distinct(row)).toBe(true);
      for (const j of row) received[j]!++;
    }
    for (const degrees of [rows.map((row) => row.length), received]) {
      const mean = n * p;
      const variance = sum(degrees.map((d) => (d - mean) ** 2)) / n;
      expect(Math.abs(variance / (mean * (1 - p)) - 1)).toBeLessThan(5 * Math.sqrt(2 / n + 1 / (n * mean * (1 - p))));
    }
  });
  test('ends: nobody at 0, everybody at 1, itself only where allowed', () => {
    expect(build(fixedProbability(0), taskOf(3, 3)).flat()).toEqual([]);
    expect(build(fixedProbability(1), taskOf(2, 3))).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ]);
    expect(build(fixedProbability(1, { autapses: false }), taskOf(2, 3))).toEqual([
      [1, 2],
      [0, 2],
    ]);
  });
  test('another seed or name gives other synapses', () => {
    const base = build(fixedProbability(0.1), taskOf(50, 50));
    expect(build(fixedProbability(0.1), taskOf(50, 50, { seed: 2 }))).not.toEqual(base);
    expect(build(fixedProbability(0.1), taskOf(50, 50, { stream: 1 }))).not.toEqual(base);
  });
});

describe('fixedTotalNumber', () => {
  const [SOURCES, TARGETS] = [60, 40];
  test('the same for any chunks, and another seed gives others', () => {
    const rule = fixedTotalNumber(5000);
    const task = taskOf(SOURCES, TARGETS);
    const rows = build(rule, task);
    expect(rows.flat()).toHaveLength(5000);
    const counts = new Uint32Array(SOURCES);
    for (let i = SOURCES - 1; i >= 0; i--) rule.count(task, counts, i, i + 1);
    expect([...counts]).toEqual(rows.map((row) => row.length));
    expect(build(fixedTotalNumber(5000), taskOf(SOURCES, TARGETS, { seed: 2 }))).not.toEqual(rows);
  });
  test('pairs are equally likely, cells onto themselves among them', () => {
    const pairs = build(fixedTotalNumber(240_000), taskOf(SOURCES, TARGETS)).flatMap((row, i) =>
      row.map((j) => TARGETS * i + j),
    );
    // One test: it misses a right program with probability 1e-5.
    expect(chiSquare(pairs, (k) => (k < SOURCES * TARGETS ? 1 / (SOURCES * TARGETS) : 0))).toBeGreaterThan(1e-5);
  });
  test('without autapses the other pairs are equally likely', () => {
    // Sources 10 … 49 are targets 0 … 39.
    const shift = -10;
    const rows = build(fixedTotalNumber(236_000, { autapses: false }), taskOf(SOURCES, TARGETS, { shift }));
    const number = (i: number, j: number): number => TARGETS * i + j;
    const own = (k: number): boolean => k % TARGETS === Math.floor(k / TARGETS) + shift;
    const pairs = rows.flatMap((row, i) => row.map((j) => number(i, j)));
    expect(pairs.some(own)).toBe(false);
    const joined = SOURCES * TARGETS - 40;
    expect(chiSquare(pairs, (k) => (k < SOURCES * TARGETS && !own(k) ? 1 / joined : 0))).toBeGreaterThan(1e-5);
  });
});

test('the plain rules', () => {
  expect(build(oneToOne(), taskOf(3, 3))).toEqual([[0], [1], [2]]);
  expect(build(allToAll({ autapses: false }), taskOf(2, 3, { shift: 1 }))).toEqual([
    [0, 2],
    [0, 1],
  ]);
  const columns = { sources: Uint16Array.of(1, 0, 1), targets: [2, 0, 0] };
  expect(build(synapseList(columns), taskOf(2, 3))).toEqual([[0], [2, 0]]);
});

test('whole numbers of 64 bits, as NumPy writes them, are cells; others are refused', () => {
  const list = (sources: bigint[]) =>
    synapseList({ sources: BigInt64Array.from(sources), targets: BigUint64Array.of(2n, 0n) });
  expect(build(list([1n, 0n]), taskOf(2, 3))).toEqual([[0], [2]]);
  expect(() => list([-1n, 0n])).toThrow('Synapse 0 of the list is -1 → 2; cells are whole numbers from 0.');
  expect(() => list([0n, 2n ** 33n])).toThrow(
    'Synapse 1 of the list is 8589934592 → 0; cells are whole numbers from 0.',
  );
});

test('a long list in no order: each source has its synapses in the order of the list, and arrays follow', () => {
  const words = new WordStream(3, 4);
  words.begin(0, 0);
  // Sources of one, two and three bytes, some of them often.
  const sources = Uint32Array.from(
    { length: 5000 },
    () => [300, 70_000, 100_000][words.next() % 3]! - (words.next() % 40),
  );
  const targets = Uint32Array.from(sources, () => words.next() % 50);
  const rule = synapseList({ sources, targets });
  const order = [...sources.keys()].sort((a, b) => sources[a]! - sources[b]! || a - b);
  expect([...rule.arrayOrder!]).toEqual(order);
  const rows = build(rule, taskOf(100_001, 50), 60_000);
  expect(rows.flat()).toEqual(order.map((k) => targets[k]));
  expect(sum(rows.map((row) => row.length))).toBe(5000);
});

test.each<[string, () => unknown, RegExp]>([
  ['degree', () => fixedOutDegree(-1), /from 0 to 4 294 967 295.*-1/],
  ['fraction', () => fixedInDegree(0.5), /whole number/],
  ['probability', () => fixedProbability(Number.NaN), /0 to 1/],
  [
    'too few targets',
    () => build(fixedOutDegree(5, { multapses: false }), taskOf(2, 4)),
    /at least 5 targets.*there are 4/,
  ],
  ['none but itself', () => build(fixedOutDegree(1, { autapses: false }), taskOf(1, 1)), /no targets/],
  ['total', () => fixedTotalNumber(1.5), /whole number of synapses from 0 to 4 294 967 295; it got 1\.5/],
  ['total beyond 32 bits', () => fixedTotalNumber(2 ** 32), /from 0 to 4 294 967 295; it got 4294967296/],
  ['option', () => fixedTotalNumber(5, { multapses: false } as object), /multapses/],
  [
    'pair of none',
    () => build(fixedTotalNumber(1, { autapses: false }), taskOf(1, 1)),
    /no pair of a source and a target/,
  ],
  ['no sources', () => build(fixedInDegree(1), taskOf(0, 1)), /no sources/],
  ['unequal sides', () => build(oneToOne(), taskOf(2, 3)), /2 sources and 3 targets/],
  ['list outside', () => build(synapseList([[0, 3]]), taskOf(1, 3)), /target cell 3.*3 cells/],
  ['list of fractions', () => synapseList([[0.5, 0]]), /whole numbers/],
  ['list of unequal columns', () => synapseList({ sources: [1], targets: [] }), /1 sources and 0 targets/],
])('refuses a wrong %s', (_, act, message) => {
  expect(act).toThrow(message);
  expect(act).toThrow(expect.objectContaining({ name: 'UserError' }));
});
