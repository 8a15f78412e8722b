/** The third pass of a build, over the sources of a projection: weights and delays that tables draw (see `drawn.ts`). */

import { WordStream } from '../../network/rules/words.ts';
import type { DrawnValues } from '../../program/made.ts';

export interface DrawJob {
  readonly seed: number;
  /** Sources from ≤ i < to. */
  readonly from: number;
  readonly to: number;
  /** Per source: its synapses by one statement, and where those of the last statement end. */
  readonly totals: Uint32Array;
  readonly ends: Uint32Array;
  readonly statements: number;
  /** Expected synapses of one source by all statements. */
  readonly expected: number;
  readonly targets: Uint32Array;
  readonly weights: Int32Array | Int16Array | null;
  /** 'one': all weights are 1; undefined: they come later. */
  readonly weight: DrawnValues | 'one' | undefined;
  /** Undefined: the targets hold the delays. */
  readonly delay: DrawnValues | undefined;
  /** Of a row of the ring: what one step of delay adds to a target. */
  readonly width: number;
}

/** Synapses made between two reports, roughly. */
const CHUNK = 1 << 19;

/** Draws; gives the expected number of synapses after each part. */
export function* drawValues(job: DrawJob): Generator<number> {
  const { seed, from, to, totals, ends, statements, expected, targets, weights, weight, delay, width } = job;
  const draw = (values: DrawnValues | undefined) => values && { ...values, words: new WordStream(seed, values.stream) };
  const weightDraw = weights && weight !== 'one' ? draw(weight) : undefined;
  const delayDraw = draw(delay);
  let made = 0;
  for (let i = from; i < to; i++) {
    const n = totals[i]!;
    const first = ends[i]! - statements * n;
    if (weights && weight === 'one') weights.fill(1, first, ends[i]!);
    if (weightDraw) {
      drawRow(weightDraw, i, weights!, first, first + n, 1);
      for (let s = 1; s < statements; s++) weights!.copyWithin(first + s * n, first, first + n);
    }
    if (delayDraw)
      for (let s = 0; s < statements; s++) drawRow(delayDraw, i, targets, first + s * n, first + (s + 1) * n, width);
    made += expected;
    if (made < CHUNK) continue;
    yield made;
    made = 0;
  }
  if (made > 0) yield made;
}

/** Adds the values of a row, each times `unit`, to what `into` holds from ≤ at < to: `drawnValue` of each word, written out. */
function drawRow(
  { table, words }: DrawnValues & { readonly words: WordStream },
  row: number,
  into: Uint32Array | Int32Array | Int16Array,
  from: number,
  to: number,
  unit: number,
): void {
  const { bits, entries, values } = table;
  const [rest, mask] = [32 - bits, (1 << bits) - 1];
  words.begin(row, to - from);
  for (let at = from; at < to; at++) {
    const word = words.next();
    const slot = word >>> rest;
    const entry = entries[slot]!;
    into[at]! += values[(word << bits) >>> bits < entry >>> bits ? slot : entry & mask]! * unit;
  }
}
