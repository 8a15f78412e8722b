import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildModel } from '../../src/equations/cell-model.ts';
import type { Model } from '../../src/equations/model.ts';
import { derivative } from '../../src/expression/derivative.ts';
import { statesOf } from '../../src/expression/visit.ts';
import { cobahh, hodgkinHuxley, valueAt } from './models.ts';

const golden = readFileSync(new URL('../golden/rates.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','));
const columns = ['alpha_m', 'beta_m', 'alpha_h', 'beta_h', 'alpha_n', 'beta_n'];

const values = (model: Model): Record<string, number> =>
  Object.fromEntries(model.parameters.map((p) => [p.name, p.value as number]));

describe.each([
  ['TM1991', buildModel(cobahh), 'v'],
  ['HH1952', buildModel(hodgkinHuxley), 'V'],
] as const)('%s', (name, model, voltage) => {
  const rows = golden.filter((row) => row[0] === name);
  const parameters = values(model);

  // The golden file has 8 digits: half a unit in the last is up to 5e-8 of the value.
  it('has the golden rates, singular points included', () => {
    expect(rows).toHaveLength(6);
    for (const row of rows)
      for (const [k, rate] of columns.entries()) {
        const e = model.derived.find((d) => d.name === rate)!.value;
        const value = valueAt(e, { ...parameters, [voltage]: Number(row[1]) });
        const wanted = Number(row[k + 2]);
        expect(Math.abs(value / wanted - 1), `${rate} at ${row[1]} mV`).toBeLessThan(1e-7);
      }
  });

  it('has derivatives that agree with central differences', () => {
    const states = model.states.map((s) => s.name);
    const h = 1e-5;
    let compared = 0;
    for (const V of [-90, -63.2, -55, -50, -48, -40, -23, 5, 40]) {
      const at: Record<string, number> = { ...parameters, m: 0.3, n: 0.4, h: 0.5, ge: 3, gi: 20, [voltage]: V };
      for (const state of model.states) {
        const scale = Math.abs(valueAt(state.derivative, at)) + 1;
        for (const other of states) {
          const exact = valueAt(derivative(state.derivative, other), at);
          const upper = valueAt(state.derivative, { ...at, [other]: at[other]! + h });
          const lower = valueAt(state.derivative, { ...at, [other]: at[other]! - h });
          // Truncation h²·f‴ and rounding 1e-16·f/h are both below 1e-8 of the scale here.
          expect(Math.abs(exact - (upper - lower) / (2 * h)) / (scale + Math.abs(exact))).toBeLessThan(1e-7);
          compared++;
        }
      }
    }
    expect(compared).toBe(9 * states.length ** 2);
  });
});

describe('the published cell', () => {
  const model = buildModel(cobahh);

  it('has its states in order, with units as written', () => {
    expect(model.states.map((s) => [s.name, s.unit])).toEqual([
      ['v', 'volt'],
      ['m', '1'],
      ['n', '1'],
      ['h', '1'],
      ['ge', 'siemens'],
      ['gi', 'siemens'],
    ]);
    expect(statesOf(model.states[0]!.derivative)).toEqual(new Set(['v', 'm', 'n', 'h', 'ge', 'gi']));
    expect(model.parameters.find((p) => p.name === 'g_na')).toMatchObject({ value: 20_000, unit: 'usiemens' });
    expect(model.refractory?.kind).toBe('duration');
    expect(valueAt(model.refractory!.value)).toBe(3);
    expect(model.draws).toEqual({ uniform: 0, normal: 0 });
  });

  it('has the membrane current of the formula', () => {
    const at = { ...values(model), v: -50, m: 0.3, n: 0.4, h: 0.5, ge: 3, gi: 20 };
    const current =
      10 * (-60 + 50) +
      3 * (0 + 50) +
      20 * (-80 + 50) -
      20_000 * 0.3 ** 3 * 0.5 * (-50 - 50) -
      6000 * 0.4 ** 4 * (-50 + 90);
    expect(valueAt(model.states[0]!.derivative, at)).toBeCloseTo(current / 200, 10);
    expect(valueAt(model.threshold!, { v: -20 })).toBe(0);
    expect(valueAt(model.threshold!, { v: -19.99 })).toBe(1);
  });
});
