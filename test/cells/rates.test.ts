import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compartment, K_HH1952, K_TM1991, Na_HH1952, Na_TM1991 } from '../../src/cells/index.ts';
import type { Model } from '../../src/equations/model.ts';
import { byName, evaluate } from '../../src/expression/evaluate.ts';

const models: Record<string, Model> = {
  HH1952: compartment({ C: '1 uF/cm^2', channels: [Na_HH1952(), K_HH1952()] }),
  TM1991: compartment({ C: '1 uF/cm^2', channels: [Na_TM1991(), K_TM1991()] }),
};

/** Value of a named subexpression at a voltage, in 1/ms. */
function rate(model: Model, name: string, V: number): number {
  const { value } = model.derived.find((d) => d.name === name)!;
  const constants = new Map(model.parameters.map((p) => [p.name, p.value as number]));
  return evaluate(
    value,
    byName((leaf) => (leaf === 'V' ? V : constants.get(leaf))),
  );
}

describe('rates against the golden table (made from the published formulas; eight digits)', () => {
  const [header, ...lines] = readFileSync(new URL('../golden/rates.csv', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const names = header!.split(',').slice(2);
  for (const line of lines) {
    const [kind, V, ...values] = line.split(',');
    it(`${kind} at ${V} mV`, () => {
      names.forEach((name, i) => {
        const expected = Number(values[i]);
        // The table has eight significant digits: half a unit of the last is at most 5e-8 relative.
        expect(Math.abs(rate(models[kind!]!, name, Number(V)) / expected - 1)).toBeLessThan(1e-7);
      });
    });
  }
});

describe('singular points of the rates', () => {
  it('are exact', () => {
    expect(rate(models['TM1991']!, 'alpha_m', -50)).toBe(1.28);
    expect(rate(models['TM1991']!, 'beta_m', -23)).toBe(1.4);
    expect(rate(models['TM1991']!, 'alpha_n', -48)).toBe(0.16);
    expect(rate(models['HH1952']!, 'alpha_m', -40)).toBe(1);
    expect(rate(models['HH1952']!, 'alpha_n', -55)).toBe(0.1);
  });
});
