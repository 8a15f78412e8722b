import { describe, expect, it } from 'vitest';
import { buildModel } from '../../src/equations/cell-model.ts';
import { parameterValue } from '../../src/equations/parameters.ts';
import { TextError } from '../../src/errors.ts';
import { valueAt } from './models.ts';

/** The value of `x = text : unit` in a model without states. */
const value = (text: string, unit = '1', values: Record<string, number> = {}): number =>
  valueAt(buildModel({ equations: `x = ${text} : ${unit}` }).derived[0]!.value, values);

describe('expressions', () => {
  it.each<[string, string, number]>([
    ['1 + 2*3', '1', 7],
    ['-2**2', '1', -4],
    ['2**-1', '1', 0.5],
    ['2**3**2', '1', 512],
    ['2^3', '1', 8],
    ['7 % 4 - 10/4/5', '1', 2.5],
    ['(-7) % 4', '1', 1],
    ['1e3 + .5 + 2.', '1', 1002.5],
    ['6 nS', 'nS', 6],
    ['6nS', 'nS', 6],
    ['13*mV - 3 mV', 'mV', 10],
    ['1 uF/cm^2', 'uF/cm^2', 1],
    ['10 cm^2', 'um^2', 1e7],
    ['10 S/m^2', 'mS/cm^2', 1],
    ['3 mV·ms⁻¹', 'mV/ms', 3],
    ['1/5 ms', '1/ms', 0.2],
    ['36 degC - 26 degC', 'kelvin', 10],
    ['3**((36 degC - 26 degC)/(10 kelvin))', '1', 3],
    ['sqrt(4 mV^2)', 'mV', 2],
    ['(8 mV**3)**(1/3)', 'mV', 2],
    ['max(0, 3 nS, 2 nS)', 'nS', 3],
    ['min(0, 3 nS)', 'nS', 0],
    ['clip(5 mV, 0, 2 mV)', 'mV', 2],
    ['clip(-5 mV, 0, 2 mV)', 'mV', 0],
    ['int(2 > 1) + int(not 2 > 1)', '1', 1],
    ['int(-2.7)', '1', -2],
    ['int(!(1 > 2) && (1 <= 1 || 3 != 3))', '1', 1],
    ['int(true and 1 == 1 and not false)', '1', 1],
    ['int(1 ≤ 2) + int(1 ≥ 2) + int(1 ≠ 2)', '1', 2],
    ['where(1 > 2, 3 mV, 4 mV)', 'mV', 4],
    ['select(1 < 2, 3 mV, 0)', 'mV', 3],
    ['sign(-3 mV) + heaviside(0 mV) + heaviside(-1 mV)', '1', 0],
    ['floor(2.5) + ceil(2.5) + abs(-1)', '1', 6],
    ['mod(7 ms, 4 ms)', 'ms', 3],
    ['expm1(1) + exprel(0)', '1', Math.E],
    ['log(e) + log10(1000)', '1', 4],
    ['sin(pi/2) + cos(0) + tan(0)', '1', 2],
    ['sinh(1) - cosh(1) + tanh(0)', '1', Math.sinh(1) - Math.cosh(1)],
    ['+3 - -2', '1', 5],
    ['(1 + # one\n 2)', '1', 3],
    ['1 + \\\n 2', '1', 3],
  ])('%s in %s', (text, unit, wanted) => {
    expect(value(text, unit)).toBeCloseTo(wanted, 12);
  });

  it('know time, step and cell', () => {
    expect(value('t + 2*dt', 'ms', { t: 10, dt: 0.1 })).toBeCloseTo(10.2, 12);
    expect(value('2*i', '1', { i: 21 })).toBe(42);
    expect(value('sin(2*pi*10*Hz*t)', '1', { t: 25 })).toBeCloseTo(1, 12);
  });

  it('draw fresh random numbers for each call', () => {
    const model = buildModel({ equations: 'x = rand() - rand() + randn() + uniform(2, 4) + normal(0, 3) : 1' });
    expect(model.draws).toEqual({ uniform: 3, normal: 2 });
    const at = { 'uniform 0': 0.5, 'uniform 1': 0.25, 'uniform 2': 0.5, 'normal 0': 10, 'normal 1': 100 };
    expect(valueAt(model.derived[0]!.value, at)).toBeCloseTo(0.25 + 10 + 3 + 300, 12);
  });
});

describe('poisson', () => {
  it('takes literal means that are in range', () => {
    for (const mean of ['0', '1e-9', '30.5', '80', '131071'])
      expect(() => buildModel({ equations: `x = poisson(${mean}) : 1` })).not.toThrow();
    for (const mean of ['-1', '131072', '1e9'])
      expect(() => buildModel({ equations: `x = poisson(${mean}) : 1` })).toThrow(
        /the mean of poisson is at least 0 and less than 131072, not /,
      );
  });
});

describe('flags', () => {
  it.each([
    ['a = randn() : 1\nc = a : 1 (shared)', 'shared', /random numbers are drawn for each cell by itself/],
    ['c = poisson(2) : 1 (shared)', 'shared', /counts for each cell by itself/],
    ['c = 2*v : 1 (shared)\ndv/dt = -v/ms : 1', 'shared', /differs from cell to cell/],
    ['c = k : 1 (shared)\nk : 1', 'shared', /differs from cell to cell/],
    ['c = 2*v : 1 (constant over dt)\ndv/dt = -v/ms : 1', 'constant over dt', /follows the state or the time/],
    ['c = sin(t/ms) : 1 (constant over dt)', 'constant over dt', /follows the state or the time/],
    ['p : 1 (constant, shared)', 'shared', /'p' is 'shared' and has 2 values/],
  ])('%s is refused where it stands', (equations, flag, sentence) => {
    const parameters = equations.startsWith('p ') ? { p: [1, 2] } : {};
    let error: unknown;
    try {
      buildModel({ equations, parameters });
    } catch (e) {
      error = e;
    }
    expect(error).toBeInstanceOf(TextError);
    expect((error as TextError).message).toMatch(sentence);
    const { sentence: said, at, length } = error as TextError;
    expect(said).toMatch(sentence);
    expect(equations.slice(at, at + length)).toBe(flag);
  });

  it.each([
    'c = randn() : 1 (constant over dt)',
    'c = randn() : 1 (constant over dt, shared)',
    'c = 2*p : 1 (shared, constant over dt)',
    'c = sin(t/ms) : 1 (shared)',
    'p : 1 (shared)',
    'p : 1 (constant)',
  ])('%s means what it says', (equations) => {
    expect(() => buildModel({ equations, parameters: { p: 3 } })).not.toThrow();
  });
});

describe('models', () => {
  it('hold while refractory where they say so', () => {
    const { states } = buildModel({
      equations: 'dv/dt = -v/ms : mV (unless refractory)\ndw/dt = -w/ms : pA',
    });
    expect(states.map((s) => s.unlessRefractory)).toEqual([true, false]);
  });

  it('take parameters with and without a declaration, one or many values', () => {
    const { parameters } = buildModel({
      equations: 'g : nS (constant)\nh : 1\nI : amp (shared, constant)',
      parameters: { tau: '5 ms', g: '0.006 uS', V0: ['-60 mV', '-0.05 V'], n: 3, k: [1, 2, '3'] },
    });
    expect(parameters.map(({ name, unit, value: v }) => [name, unit, v])).toEqual([
      ['g', 'nS', 6],
      ['h', '1', undefined],
      ['I', 'amp', undefined],
      ['tau', 'ms', 5],
      ['V0', 'mV', Float64Array.of(-60, -50)],
      ['n', '1', 3],
      ['k', '1', Float64Array.of(1, 2, 3)],
    ]);
    expect(parameterValue(parameters[0]!, '10 nS')).toBe(10);
    expect(() => parameterValue(parameters[0]!, '10 mV')).toThrow('parameters.g: ');
  });

  it('write subexpressions out wherever they are used, in any order', () => {
    const model = buildModel({
      equations: 'dv/dt = I/C : mV\nI = g*(E - v) : pA\nE = -60 mV + 2*shift : mV\nshift = 1 mV : mV',
      parameters: { g: '2 nS', C: '4 pF' },
    });
    expect(model.derived.map((d) => d.name)).toEqual(['I', 'E', 'shift']);
    expect(valueAt(model.states[0]!.derivative, { v: -50, g: 2, C: 4 })).toBe(-4);
  });

  it('may call things after units and shadow i and e', () => {
    const model = buildModel({ equations: 'dmV/dt = (i + e - mV)/ms : 1\ni : 1\ne : 1' });
    expect(valueAt(model.states[0]!.derivative, { i: 5, e: 1, mV: 2 })).toBe(4);
  });

  it('carry resets in order', () => {
    const { reset } = buildModel({
      equations: 'dv/dt = -v/ms : mV\ndw/dt = -w/ms : pA\ndx/dt = 0 : 1',
      threshold: 'v > 0 mV',
      reset: 'v = -60 mV; w += 2*pA\n w -= 1 pA;\n x *= 0.5; x /= 4',
    });
    expect(reset.map(({ target, value: e }) => [target, valueAt(e, { v: 0, w: 10, x: 8 })])).toEqual([
      ['v', -60],
      ['w', 12],
      ['w', 9],
      ['x', 4],
      ['x', 2],
    ]);
  });

  it('cross a level once, whichever step touches it', () => {
    const { threshold } = buildModel({ equations: 'dv/dt = -v/ms : mV', threshold: 'crosses(v, 0 mV)' });
    const crosses = (before: number, now: number): number => valueAt(threshold!, { 'previous v': before, v: now });
    expect([crosses(-1, 1), crosses(-1, 0), crosses(0, 1), crosses(0, 0), crosses(1, 2), crosses(1, -1)]).toEqual([
      1, 1, 0, 0, 0, 0,
    ]);
  });

  it('cross a moving level, and look one step back at expressions', () => {
    const model = buildModel({
      equations: 'dv/dt = -v/ms : mV\ndtheta/dt = -theta/ms : mV\nd = previous(2*v + t*mV/ms) : mV',
      threshold: 'crosses(v, theta)',
    });
    const at = { 'previous v': 1, v: 3, 'previous theta': 2, theta: 3, t: 10, dt: 0.5 };
    expect(valueAt(model.threshold!, at)).toBe(1);
    expect(valueAt(model.threshold!, { ...at, 'previous theta': 1 })).toBe(0);
    expect(valueAt(model.derived[0]!.value, at)).toBe(11.5);
  });

  it('are refractory for a time or under a condition', () => {
    const equations = 'dv/dt = -v/ms : mV\ntau : second';
    const threshold = 'v > 0 mV';
    expect(buildModel({ equations, threshold, refractory: '5 ms + tau' }).refractory).toMatchObject({
      kind: 'duration',
    });
    expect(buildModel({ equations, threshold, refractory: 'v > -20*mV' }).refractory).toMatchObject({
      kind: 'condition',
    });
    expect(() => buildModel({ equations, refractory: '-5 ms' })).toThrow('a duration is not below zero');
  });

  it('read tables at the right entry', () => {
    const model = buildModel({
      equations: 'I = I_t(t) : nA\ny = f(3*ms + t) : 1',
      tables: { I_t: { values: ['0 nA', '1 nA', '0.5 nA'], dt: '0.1 ms' }, f: { values: [1, 2], dt: '2 ms' } },
    });
    expect(model.tables).toEqual([
      { name: 'I_t', values: Float64Array.of(0, 1000, 500) },
      { name: 'f', values: Float64Array.of(1, 2) },
    ]);
    const [I, y] = model.derived.map((d) => d.value);
    expect(I).toMatchObject({ op: 'lookup', table: 0 });
    expect(y).toMatchObject({ op: 'lookup', table: 1 });
    // Every step of 0.1 ms reads its own entry although k·0.1/0.1 is not always k, in f32 still less.
    for (let k = 0; k < 100_000; k++)
      expect(Math.floor(valueAt(I!.args[0]!, { t: Math.fround(Math.fround(0.1) * k), dt: 0.1 })) - k).toBe(0);
    expect(valueAt(y!.args[0]!, { t: 1, dt: 0.1 })).toBe(2);
  });

  it('may have no state at all', () => {
    const source = buildModel({ equations: 'rates : Hz', threshold: 'rand() < rates*dt' });
    expect(source.states).toEqual([]);
    expect(source.draws).toEqual({ uniform: 1, normal: 0 });
  });
});

describe('white noise', () => {
  it('is split off, source by source', () => {
    const [v, w] = buildModel({
      equations: `dv/dt = (E - v)/tau + sigma*sqrt(2/tau)*xi - 3*(mV/ms**0.5)*xi_fast : mV
                  dw/dt = -w/tau + int(w > 0)*(xi/tau**0.5 + xi_2*tau**-0.5)/2 : 1`,
      parameters: { E: '-60 mV', tau: '8 ms', sigma: '2 mV' },
    }).states;
    const at = { v: -50, w: 1, E: -60, tau: 8, sigma: 2 };
    expect(valueAt(v!.derivative, at)).toBe(-1.25);
    expect(v!.noise.map(({ source, amplitude }) => [source, valueAt(amplitude, at)])).toEqual([
      ['xi', 1],
      ['xi_fast', -3],
    ]);
    expect(w!.noise.map(({ source }) => source)).toEqual(['xi', 'xi_2']);
    expect(valueAt(w!.noise[0]!.amplitude, at)).toBeCloseTo(0.5 / Math.sqrt(8), 14);
    expect(valueAt(w!.noise[0]!.amplitude, { ...at, w: -1 })).toBe(0);
  });

  it.each([
    'exp(xi*ms**0.5)/ms',
    'abs(xi)/ms**0.5',
    'x/ms/(1 + xi*ms**0.5)',
    'int(xi > 0)/ms',
    'xi*xi_2',
    'previous(xi)/ms**0.5',
  ])('is refused in %s', (right) => {
    expect(() => buildModel({ equations: `dx/dt = ${right} : 1` })).toThrow(/white noise|no value one step before/);
  });
});
