/** Rows cut into pieces, one for each thread: of the synapses onto its cells. */
import type { Program } from '../../../program/program.ts';
import type { WasmImage } from '../../../program/target/simd.ts';

/** Weights, or their numbers. */
type Weights = Int32Array | Int16Array | Uint16Array;

interface Rows {
  readonly rows: Uint32Array;
  readonly targets: Uint32Array;
  readonly weights: Weights | null;
}

interface Destination extends Rows {
  /** Pointer of row i's piece for thread t: entry i·threads + t; and the end of all. */
  readonly rows: Uint32Array;
  /** Of no meaning where all weights are 1. */
  readonly weights: Weights;
}

/** Writes the program's stored synapses with the synapses of each row by thread; within one, their order stays. */
export function splitRows(
  program: Program,
  { rows, targets, weights }: Rows,
  image: WasmImage,
  into: Destination,
): void {
  const { threads } = image;
  const { width } = program.ring;
  const owners = ownersOf(program, image);
  const cursors = new Uint32Array(threads);
  const cells = rows.length - 1;
  for (let i = 0; i < cells; i++) {
    const [begin, end] = [rows[i]!, rows[i + 1]!];
    cursors.fill(0);
    for (let s = begin; s < end; s++) cursors[owners[targets[s]! % width]!]!++;
    let at = begin;
    for (let t = 0; t < threads; t++) {
      into.rows[i * threads + t] = at;
      const count = cursors[t]!;
      cursors[t] = at;
      at += count;
    }
    for (let s = begin; s < end; s++) {
      const to = cursors[owners[targets[s]! % width]!]!++;
      into.targets[to] = targets[s]!;
      if (weights) into.weights[to] = weights[s]!;
    }
  }
  into.rows[cells * threads] = targets.length;
}

/** The thread of each accumulator of a row of the ring. */
function ownersOf({ ring, inlets, populations }: Program, { ranges, threads }: WasmImage): Uint16Array {
  const owners = new Uint16Array(ring.width);
  for (const [i, { population, size: rows }] of inlets.entries()) {
    const { size } = populations[population]!;
    // Of cells with dendrites an inlet has all cells again for each place.
    for (let first = ring.offsets[i]!, all = first + (rows ?? size); first < all; first += size)
      for (let t = 0; t < threads; t++) {
        const at = 2 * (t * populations.length + population);
        owners.fill(t, first + ranges[at]! / 4, first + Math.min(size, ranges[at + 1]! / 4));
      }
  }
  return owners;
}
