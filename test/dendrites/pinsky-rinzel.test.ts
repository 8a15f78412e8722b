/** Pinsky & Rinzel's cell in double precision; single precision is in `single-precision.ts`. */
import { describe, expect, it } from 'vitest';
import { crossings, farthest, published } from './pinsky-rinzel.ts';

describe('the cell of Pinsky and Rinzel by rk4 in steps of 0.01 ms', () => {
  it('bursts as the equations themselves at 1 µA/cm²', async () => {
    const wanted = published('pinsky-rinzel_Is1', 500);
    const found = await crossings(1, 500, { backend: 'reference' });
    expect(found).toHaveLength(15);
    expect(wanted).toHaveLength(15);
    expect(farthest(found, wanted)).toBeLessThan(0.005);
  });
  it('and at 2.5 µA/cm², where late spikes are sensitive', async () => {
    const found = await crossings(2.5, 300, { backend: 'reference' });
    expect(found).toHaveLength(23);
    expect(farthest(found, published('pinsky-rinzel_Is2.5', 100))).toBeLessThan(0.001);
    expect(farthest(found, published('pinsky-rinzel_Is2.5', 300))).toBeLessThan(0.2);
  });
});
