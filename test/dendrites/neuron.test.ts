/** Cells with dendrites against NEURON's fixed step, to 5e-9 mV: `golden/dendrites`. Single precision is in `single-precision.ts`. */
import { describe, expect, it } from 'vitest';
import { compare, goldenFiles } from './golden-run.ts';

describe("equal to NEURON's fixed step", () => {
  it.each(goldenFiles)('%s: %s', async (name, file, dt, rule) => {
    const { differences, spikes, wanted, columns } = await compare(name, file, dt, rule, { backend: 'reference' });
    // Sums of the same numbers in other orders over some 10⁴ steps; NEURON takes slopes as differences over 0.001 mV.
    differences.forEach((d, k) => void expect(d).toBeLessThan(columns[k + 1] === 'cai' ? 1e-12 : 5e-9));
    expect(spikes.map((t) => t.toFixed(4))).toEqual(wanted.map((t) => t.toFixed(4)));
  });
});
