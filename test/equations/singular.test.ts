import { describe, expect, it } from 'vitest';
import { buildModel } from '../../src/equations/cell-model.ts';
import { Checker } from '../../src/equations/check.ts';
import { parseExpression } from '../../src/equations/expression.ts';
import { Parser } from '../../src/equations/parser.ts';
import { modelScope, noDraws } from '../../src/equations/scope.ts';
import { simplifySingular } from '../../src/equations/singular.ts';
import { tokenize } from '../../src/equations/tokens.ts';
import * as b from '../../src/expression/build.ts';
import type { Expr } from '../../src/expression/node.ts';
import { some } from '../../src/expression/visit.ts';
import { valueAt } from './models.ts';

const at = { V: 0, VT: -63, k: 4, phi: 3, E: -55 };

const model = buildModel({
  equations: 'dV/dt = 0 : mV',
  parameters: { VT: '-63 mV', k: '4 mV', phi: 3, E: '-55 mV' },
});

/** The expression as written, and as a model reads it; V is a state in mV, k and VT are in mV, phi is plain. */
function read(text: string): { written: Expr; simplified: Expr } {
  const checker = new Checker(text, 'x', modelScope(model), noDraws());
  const written = checker.real(new Parser(text, tokenize(text), 0, 'x').whole()).expr;
  return { written, simplified: simplifySingular(written) };
}

describe('removable singularities', () => {
  // text, the voltage where it is 0/0, the limit there
  it.each<[string, number, number]>([
    ['(V - 3 mV)/mV/(exp((V - 3 mV)/(4 mV)) - 1)', 3, 4],
    ['(V - 3 mV)/mV/(-1 + exp((V - 3 mV)/(4 mV)))', 3, 4],
    ['(V - 3 mV)/mV/(exp((V - 3 mV)/(4 mV)) + -1)', 3, 4],
    ['(V - 3 mV)/mV/(1 - exp(-(V - 3 mV)/(4 mV)))', 3, 4],
    ['(3 mV - V)/mV/(1 - exp((V - 3 mV)/(4 mV)))', 3, 4],
    ['(3 mV - V)/mV/(exp((3 mV - V)/4/mV) - 1.0)', 3, 4],
    ['-(V - 3 mV)/mV/(exp(-(V - 3 mV)/(4 mV)) - 1)', 3, 4],
    ['0.5*(V - VT)/mV/(exp((V - VT)/k) - 1)', -63, 2],
    ['phi*0.5*(V - VT)/mV/(exp((V - VT)/k) - 1)*2', -63, 12],
    ['0.32*(mV**-1)*(13*mV - V + VT)/(exp((13*mV - V + VT)/(4*mV)) - 1.)', -50, 1.28],
    ['(2*V - 2*VT)/mV/(exp((V - VT)/k) - 1)', -63, 8],
    ['1/(exp((V - VT)/k) - 1)*(V - VT)/k', -63, 1],
    ['2/((exp((V - VT)/k) - 1)/((V - VT)/k))', -63, 2],
    ['(V - VT)/k*exp((V - VT)/k)/(exp((V - VT)/k) - 1)', -63, 1],
    ['1 + 2*((V - VT)/mV/(exp((V - VT)/mV) - 1) - 1)', -63, 1],
    ['(V - VT)/mV/(exp((V - VT)/mV) - 1)*((V + 3 mV)/mV/(exp((V + 3 mV)/mV) - 1))', -63, 60 / (1 - Math.exp(-60))],
    ['abs(V)/mV/(exp(abs(V)/k) - 1)', 0, 4],
    // expm1 and its signs, and the mirror images of all forms.
    ['(V - 3 mV)/(4 mV)/expm1((V - 3 mV)/(4 mV))', 3, 1],
    ['0.01*(V + 55 mV)/mV/(-expm1(-(V + 55 mV)/(10 mV)))', -55, 0.1],
    ['0.01*(V/mV + 55)/(-expm1(-(V/mV + 55)/10))', -55, 0.1],
    ['(3 mV - V)/k/(-expm1((V - 3 mV)/k))', 3, 1],
    ['expm1((V - VT)/k)/((V - VT)/k)', -63, 1],
    ['(exp((V - VT)/k) - 1)/((V - VT)/mV)', -63, 0.25],
    ['(1 - exp(-(V - VT)/k))/(V - VT)*mV*phi', -63, 0.75],
    // Literals and parameters in front of both terms, differences of two exponentials, hyperbolic and circular functions.
    ['(V - VT)/mV/(2*exp((V - VT)/k) - 2)', -63, 2],
    ['(V - VT)/mV/(phi*exp((V - VT)/k) - phi)', -63, 4 / 3],
    ['(V - VT)/mV/(phi - exp(-(V - VT)/k)*phi)', -63, 4 / 3],
    ['(V - 3 mV)/mV/(exp((V - 3 mV)/(8 mV)) - exp((3 mV - V)/(8 mV)))', 3, 4],
    ['(V - 3 mV)/(4 mV)/sinh((V - 3 mV)/(4 mV))', 3, 1],
    ['sinh((V - VT)/k)/((V - VT)/mV)', -63, 0.25],
    ['(V - 3 mV)/(4 mV)/tanh((V - 3 mV)/(4 mV))', 3, 1],
    ['tanh((V - 3 mV)/(4 mV))/(V - 3 mV)*mV', 3, 0.25],
    ['sin((V - 3 mV)/(4 mV))/((V - 3 mV)/mV)', 3, 0.25],
    ['(V - 3 mV)/mV/sin((V - 3 mV)/(4 mV))', 3, 4],
    ['tan((V - 3 mV)/(4 mV))/((V - 3 mV)/mV)', 3, 0.25],
    // Within a branch, as in NEURON's vtrap.
    ['where(V > 1 V, 0, V/mV/(exp(V/k) - 1))', 0, 4],
    // A power, a cancelled factor and a Goldman current.
    ['(V - VT)/mV*(exp((V - VT)/k) - 1)**-1', -63, 4],
    ['(V - VT)*(V - 1 mV)/(V - VT)/mV', -63, -64],
    ['(V/k)*(phi - 2*exp(-V/k))/(1 - exp(-V/k))', 0, 1],
  ])('%s', (text, V, limit) => {
    const { written, simplified: e } = read(text);
    expect(valueAt(e, { ...at, V })).toBeCloseTo(limit, 12);
    expect(Number.isFinite(valueAt(written, { ...at, V }))).toBe(false);
    // Beside the point, the plain quotient is what was written.
    for (const d of [-30, -2, 0.5, 7]) {
      const wanted = valueAt(written, { ...at, V: V + d });
      expect(valueAt(e, { ...at, V: V + d }) / wanted).toBeCloseTo(1, 12);
    }
  });

  it.each([
    ['(E + 55 mV)/mV/(exp((E + 55 mV)/(4 mV)) - 1)', 4],
    ['0.01*(E + 55 mV)/mV/(-expm1(-(E + 55 mV)/(10 mV)))', 0.1],
  ])('%s: a parameter may lie at the point as well', (text, limit) => {
    const { simplified: e } = read(text);
    expect(valueAt(e, at)).toBeCloseTo(limit, 12);
    expect(valueAt(e, { ...at, E: -56 })).toBeCloseTo(valueAt(read(text).written, { ...at, E: -56 }), 12);
  });

  it.each([
    ['another point of zero', '(V - 2 mV)/mV/(exp((V - 3 mV)/(4 mV)) - 1)'],
    ['another constant', '(V - 3 mV)/mV/(exp((V - 3 mV)/(4 mV)) - 2)'],
    ['a sum', '(V - 3 mV)/mV/(exp((V - 3 mV)/(4 mV)) + 1)'],
    ['no factor of the exponent above', 'phi/(exp((V - 3 mV)/(4 mV)) - 1)'],
    ['a factor of the exponent that varies', 'V/mV/(exp(V*V/mV/mV) - 1)'],
  ])('leaves %s alone', (_, text) => {
    expect(some(read(text).simplified, (node) => node.op === 'exprel')).toBe(false);
  });

  it('is applied to subexpressions, derivatives and single expressions', () => {
    const text = '(V - VT)/k/(exp((V - VT)/k) - 1)';
    const built = buildModel({
      equations: `dV/dt = ${text}*mV/ms : mV\nx = ${text} : 1`,
      parameters: { VT: '-63 mV', k: '4 mV' },
    });
    const alone = parseExpression(text, modelScope(model)).value;
    for (const e of [built.states[0]!.derivative, built.derived[0]!.value, alone])
      expect(valueAt(e, { ...at, V: -63 })).toBe(1);
  });

  it('is applied to resets, thresholds and refractory periods', () => {
    const text = '(V - VT)/k/(exp((V - VT)/k) - 1)';
    const { reset, threshold, refractory } = buildModel({
      equations: 'dV/dt = 0*mV/ms : mV\ny : 1',
      parameters: { VT: '-63 mV', k: '4 mV', y: 0 },
      threshold: `${text} > 0.5`,
      reset: `V = ${text}*mV`,
      refractory: `${text}*ms`,
    });
    for (const e of [threshold!, reset[0]!.value, refractory!.value]) expect(valueAt(e, { ...at, V: -63 })).toBe(1);
  });

  it('keeps expressions without such quotients as they are', () => {
    const x = b.state('x');
    const e = b.div(b.mul(x, b.add(x, b.one)), b.add(b.exp(x), b.one));
    expect(simplifySingular(e)).toBe(e);
  });

  it('agrees with the series next to the point', () => {
    const { simplified: e } = read('(V - 3 mV)/mV/(exp((V - 3 mV)/(4 mV)) - 1)');
    for (const d of [1e-3, 1e-6, 1e-9, 1e-12, -1e-9]) {
      const x = (3 + d - 3) / 4;
      expect(valueAt(e, { V: 3 + d })).toBeCloseTo(4 * (1 - x / 2 + (x * x) / 12), 13);
    }
  });
});
