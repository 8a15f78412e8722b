import { describe, expect, test } from 'vitest';
import { resolveNetwork } from '../../src/compile/resolve.ts';
import { buildModel } from '../../src/equations/cell-model.ts';
import { Network } from '../../src/network/network.ts';
import { normals, philox, purpose, streamKey, uniform24 } from '../../src/random/philox.ts';

const model = () =>
  buildModel({
    equations: `
      dv/dt = (E - v)/tau + w*mV/ms : mV
      dw/dt = (w_inf - w)/tau : 1
      w_inf = 1/(1 + exp(-(v + 40 mV)/(5 mV))) : 1
      E : mV
    `,
    parameters: { tau: '10 ms', E: '-65 mV' },
  });

function values(initial: Record<string, string>, size = 1000, name = 'cells', seed = 1) {
  const net = new Network({ seed });
  net.population(model(), size, initial, { name });
  const population = resolveNetwork(net, 0.1).populations[0]!;
  const of = (variable: string): number | Float64Array => {
    const state = population.model.states.findIndex((s) => s.name === variable);
    return state >= 0 ? population.initial[state]! : population.parameters.find((p) => p.name === variable)!.value;
  };
  return { v: of('v') as Float64Array, w: of('w') as Float64Array, E: of('E') };
}

describe('initial values', () => {
  test('come from the stream of their population and variable, rounded to f32', () => {
    const { v, w } = values({ v: 'uniform(-70 mV, -60 mV)', w: 'normal(0.5, 0.1)' });
    const words = new Uint32Array(4);
    for (const cell of [0, 1, 999]) {
      philox(cell, 0, 0, purpose.initial, 1, streamKey('cells.v'), words);
      expect(v[cell]).toBe(Math.fround(-70 + 10 * uniform24(words[0]!)));
      philox(cell, 0, 0x8000, purpose.initial, 1, streamKey('cells.w'), words);
      expect(w[cell]).toBe(Math.fround(0.5 + 0.1 * normals(words[0]!, words[1]!)[0]));
    }
  });

  test('have the mean and spread that the text says', () => {
    // 20 000 cells; mean and variance within 5 standard errors, alpha 2 × 6e-7.
    const n = 20_000;
    const { v } = values({ v: 'normal(-65 mV, 5 mV)' }, n);
    const mean = v.reduce((a, x) => a + x, 0) / n;
    const variance = v.reduce((a, x) => a + (x - mean) ** 2, 0) / n;
    expect(Math.abs(mean + 65)).toBeLessThan((5 * 5) / Math.sqrt(n));
    expect(Math.abs(variance / 25 - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
  });

  test('depend on seed and names, not on the number of cells', () => {
    const text = { v: 'uniform(-70 mV, -60 mV)' };
    const { v } = values(text);
    expect([...values(text, 10).v]).toEqual([...v.subarray(0, 10)]);
    expect([...values(text, 10, 'other').v]).not.toEqual([...v.subarray(0, 10)]);
    expect([...values(text, 10, 'cells', 2).v]).not.toEqual([...v.subarray(0, 10)]);
  });

  test('may refer to parameters, other variables and subexpressions, in any order', () => {
    const { v, w, E } = values({ w: 'w_inf', v: 'E + 1 mV', E: '-40 mV + i*1 mV' }, 3);
    expect([...(E as Float64Array)]).toEqual([-40, -39, -38]);
    expect([...v]).toEqual([-39, -38, -37]);
    for (let i = 0; i < 3; i++) expect(w[i]).toBeCloseTo(1 / (1 + Math.exp(-(i + 1) / 5)), 14);
  });

  test('that are fixed stay f64 and one number', () => {
    expect(values({ v: '-61.3 mV' }).v).toBe(-61.3);
  });

  test('must be finite', () => {
    expect(() => values({ v: '1 mV/(i - 1)' }, 3)).toThrow(/initial value of v of cells is Infinity for cell 1/);
  });
});
