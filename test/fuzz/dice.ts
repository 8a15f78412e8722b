/** Random numbers of the fuzzers. */
import { philox } from '../../src/random/philox.ts';

/** Whole numbers from 0 to below `n`, the same for one seed. */
export function dice(seed: number): (n: number) => number {
  let draw = 0;
  const out = new Uint32Array(4);
  return (n) => {
    philox(draw++, 0, 0, 0, seed, 1, out);
    return Math.floor((out[0]! / 2 ** 32) * n);
  };
}
