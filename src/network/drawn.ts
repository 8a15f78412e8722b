/** Weights and delays that are drawn from one distribution for all synapses of a projection: as tables of whole numbers. */
import { UserError } from '../errors.ts';
import { type Distribution, extentOf, logarithmicBounds, shareBetween } from '../random/distribution.ts';
import { drawnValue, MOST_BITS, type ValueTable, valueTable } from '../random/value-table.ts';
import { WordStream } from './rules/words.ts';

/** A distribution in the place of a weight or a delay, in internal units. */
export class Drawn {
  readonly of: Distribution;

  constructor(of: Distribution) {
    this.of = of;
  }
}

/**
 * How the values of a projection's synapses are drawn: the k-th synapse of source i takes word k of the row of words of Philox4x32-10 with
 * counter (i, 0, ⌊k/4⌋, purpose.connect) and key (seed, stream), and its value by the table.
 */
export interface DrawnPlan {
  readonly value: Drawn;
  readonly table: ValueTable;
  /** Key of the stream `projection.weight` or `projection.delay`. */
  readonly stream: number;
}

/** Most different values of a drawn weight. */
const WEIGHTS = 4096;
/** The largest lognormal weight takes so many bits, since most of the others are far smaller. */
const LOGNORMAL_BITS = 23;
/** The largest weight takes no more bits than single precision has, however narrow its distribution is. */
const PRECISION = 24;

const powerAbove = (x: number): number => {
  let power = 1;
  while (power < x) power *= 2;
  while (power / 2 >= x) power /= 2;
  return power;
};

/**
 * What drawn weights are multiples of, a power of two: 1/4096 of their whole range or a little more, which is 1/320 to 1/160 of the
 * standard deviation of an unbounded normal law; of lognormal ones 2⁻²³ of the largest.
 */
export function quantumOf({ of }: Drawn): number {
  const [low, high] = extentOf(of);
  const largest = powerAbove(Math.max(Math.abs(low), Math.abs(high)));
  if (of.kind === 'lognormal') return largest * 2 ** -LOGNORMAL_BITS;
  return Math.max(powerAbove((high - low) / (WEIGHTS - 2)), largest * 2 ** -PRECISION);
}

/** The last tables: many projections share a distribution, and engines keep one table for all of them. */
const known = new Map<string, ValueTable>();
const KEPT = 64;

function kept(key: readonly unknown[], make: () => ValueTable): ValueTable {
  const name = key.map(String).join(' ');
  const table = known.get(name) ?? make();
  if (!known.has(name) && known.size >= KEPT) known.delete(known.keys().next().value!);
  known.set(name, table);
  return table;
}

/** The table of a weight as whole multiples of `quantum`, a power of two; that of `quantumOf` or a neighbour's. */
export const weightTable = (drawn: Drawn, quantum: number): ValueTable =>
  kept(['weight', quantum, ...Object.values(drawn.of)], () => makeWeightTable(drawn, quantum));

function makeWeightTable(drawn: Drawn, quantum: number): ValueTable {
  const { of } = drawn;
  const step = Math.max(quantum, quantumOf(drawn));
  const per = step / quantum;
  if (of.kind === 'lognormal') {
    const bounds = logarithmicBounds(of, WEIGHTS);
    const cells = bounds.slice(1).map((to, k) => [bounds[k]!, to] as const);
    return valueTable(
      cells.map(([from, to]) => Math.round((from + to) / 2 / step) * per),
      cells.map(([from, to]) => shareBetween(of, from, to)),
    );
  }
  const { first, shares } = onLattice(of, step);
  return valueTable(
    shares.map((_, k) => (first + k) * per),
    shares,
  );
}

/** Probabilities of the multiples of `step` that numbers are nearest to, from number `first` on. */
function onLattice(of: Distribution, step: number): { first: number; shares: number[] } {
  const [low, high] = extentOf(of);
  const first = Math.round(low / step);
  const count = Math.round(high / step) - first + 1;
  const shares = Array.from({ length: count }, (_, k) =>
    shareBetween(of, (first + k - 0.5) * step, (first + k + 0.5) * step),
  );
  return { first, shares };
}

/** Less of all draws than a word can tell. */
const NEVER = 2 ** -33;

/**
 * The table of a delay in steps of `dt` ms. Throws a UserError where a delay may be shorter than half a step, or so long that the table
 * ends.
 */
export function delayTable({ of }: Drawn, dt: number, projection: string): ValueTable {
  const [low, high] = extentOf(of);
  const advice = `give a lower bound of ${Number((dt / 2).toPrecision(6))} ms or more, as in normal(1.5 ms, 0.5 ms, ${dt} ms)`;
  if (high < dt / 2)
    throw new UserError(`The projection ${projection} has delays of less than half a step (${dt} ms) only; ${advice}.`);
  const longest = Math.round(high / dt);
  if (longest - Math.max(0, Math.round(low / dt)) >= 2 ** MOST_BITS)
    throw new UserError(
      `The delays of the projection ${projection} are spread over more than ${2 ** MOST_BITS} steps, up to ${longest}; give an upper bound, or use a larger dt.`,
    );
  const whole = shareBetween(of, low, high);
  const short = shareBetween(of, low, dt / 2) / whole;
  if (short > NEVER)
    throw new UserError(
      `The projection ${projection} has a share of ${short.toPrecision(2)} of delays that are shorter than half a step (${dt} ms); ${advice}.`,
    );
  return kept(['delay', dt, ...Object.values(of)], () => {
    const { first, shares } = onLattice(of, dt);
    const least = Math.max(1, first);
    return valueTable(
      shares.slice(least - first).map((_, k) => least + k),
      shares.slice(least - first),
    );
  });
}

/** The largest value that may be drawn. */
export const largestOf = ({ values }: ValueTable): number => values.reduce((most, v) => Math.max(most, v), 0);

/** The value of the k-th synapse of a source, by its table. */
export function drawnReader(
  { table, stream }: Omit<DrawnPlan, 'value'>,
  seed: number,
): (source: number, k: number) => number {
  const words = new WordStream(seed, stream);
  let [row, next] = [-1, 0];
  return (source, k) => {
    if (source !== row || k !== next) {
      words.begin(source, 0);
      for (let skipped = 0; skipped < k; skipped++) words.next();
    }
    [row, next] = [source, k + 1];
    return drawnValue(table, words.next());
  };
}
