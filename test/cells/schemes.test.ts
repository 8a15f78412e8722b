/** Markov schemes and the current of Goldman, Hodgkin and Katz, against closed forms in f64. */
import { describe, expect, it } from 'vitest';
import {
  Cav12_Ma2020,
  Cav13_Ma2020,
  Cav31_Ma2020,
  calciumPool,
  channelCurves,
  channelKinds,
  compartment,
  K_HH1952,
  Kca11_Ma2020,
  Kca22_Ma2020,
  leak,
  Na_HH1952,
  Na_Rsg,
  steadyState,
} from '../../src/cells/index.ts';
import type { Model } from '../../src/equations/model.ts';
import { evaluate } from '../../src/expression/evaluate.ts';
import { createSimulation, Network } from '../../src/index.ts';

const density = { C: '1 uF/cm^2' } as const;

/** A derived variable with the states as given, internal units. */
function value(model: Model, name: string, states: Readonly<Record<string, number>>): number {
  const constants = new Map(model.parameters.map((p) => [p.name, p.value as number]));
  const found = model.derived.find((d) => d.name === name)!;
  return evaluate(found.value, (leaf) =>
    leaf.op === 'parameter' ? constants.get(leaf.name) : leaf.op === 'state' ? (states[leaf.name] ?? 0) : 0,
  );
}

/** Steady states of a scheme, the one that is 1 − all others included. */
function settled(model: Model, rest: string, V: number): Record<string, number> {
  const states = steadyState(model, 'V', V);
  return { [rest]: 1 - Object.values(states).reduce((a, x) => a + x, 0), ...states };
}

/** Shares of a scheme in which every step is balanced, from ratios of neighbours. */
function balanced(weights: Readonly<Record<string, number>>): Record<string, number> {
  const sum = Object.values(weights).reduce((a, w) => a + w, 0);
  return Object.fromEntries(Object.entries(weights).map(([name, w]) => [name, w / sum]));
}

describe('Kca22_Ma2020 (Hirschberg et al. 1998; Solinas et al. 2007)', () => {
  it.each([1e-5, 3e-4, 1e-3, 0.05])('its states at %d mM are balanced step by step', (Ca) => {
    const model = compartment({ ...density, channels: [Kca22_Ma2020({ Ca: `${Ca} mM` })] });
    // Calcium at the channel is a third of the pool's.
    const c2 = (200 * Ca) / 3 / 0.08;
    const c3 = (c2 * ((160 * Ca) / 3)) / 0.08;
    const c4 = (c3 * ((80 * Ca) / 3)) / 0.2;
    const expected = balanced({ c1: 1, c2, c3, c4, o1: c3 * 0.16, o2: c4 * 12 });
    const found = settled(model, 'c1', -60);
    for (const [name, share] of Object.entries(expected)) expect(found[name]! / share).toBeCloseTo(1, 9);
  });

  it('rates by temperature: 3 at 33 °C', () => {
    const model = compartment({ ...density, channels: [Kca22_Ma2020({ T: '33 degC', Ca: '1 uM' })] });
    expect(value(model, 'k_c4_o2_Kca22', {})).toBeCloseTo(3.6, 12);
    expect(value(model, 'k_c1_c2_Kca22', {})).toBeCloseTo((3 * 0.2) / 3, 12);
  });
});

describe('Kca11_Ma2020 (Cox, Cui & Aldrich 1997)', () => {
  const at = (V: number, Ca: number) =>
    settled(compartment({ ...density, channels: [Kca11_Ma2020({ Ca: `${Ca} mM`, T: '23 degC' })] }), 'c0', V);
  const open = (V: number, Ca: number): number => {
    const states = at(V, Ca);
    return [0, 1, 2, 3, 4].reduce((sum, n) => sum + states[`o${n}`]!, 0);
  };

  it.each([
    [-80, 1e-4],
    [0, 1e-3],
    [40, 0.01],
    [80, 0.1],
  ])('at %d mV and %d mM its states are balanced, and its odds those of the paper within its rounding', (V, Ca) => {
    const RT_F = 0.08617333262 * 296.15;
    // The allosteric scheme in closed form (eq. 3 of the paper): L(0) 1806, Q 1.40, K_C 11 µM, K_O 1.1 µM.
    const L = 1806 * Math.exp((-1.4 * V) / RT_F);
    const odds = ((1 + Ca / 0.0011) / (1 + Ca / 0.011)) ** 4 / L;
    const p = open(V, Ca);
    // The rates are printed with two or three digits: pf0/pb0 is 1/1647.
    expect(p / (1 - p) / odds).toBeGreaterThan(1);
    expect(p / (1 - p) / odds).toBeLessThan(1.11);
    const states = at(V, Ca);
    // Binding is balanced to what that rounding leaves of the cycles.
    for (let n = 0; n < 4; n++) {
      expect(states[`c${n + 1}`]! / states[`c${n}`]! / (((4 - n) * Ca) / ((n + 1) * 0.011))).toBeCloseTo(1, 1);
      expect(states[`o${n + 1}`]! / states[`o${n}`]! / (((4 - n) * Ca) / ((n + 1) * 0.0011))).toBeCloseTo(1, 1);
    }
  });

  it('rates: 0.557 and 0.092 per ms at 0 mV, e-fold by charges of 0.73 and −0.67', () => {
    const model = compartment({ ...density, channels: [Kca11_Ma2020({ T: '23 degC' })] });
    const RT_F = 0.08617333262 * 296.15;
    expect(value(model, 'k_c4_o4_Kca11', { V: 0 })).toBeCloseTo(0.557, 12);
    expect(value(model, 'k_c4_o4_Kca11', { V: RT_F / 0.73 })).toBeCloseTo(0.557 * Math.E, 9);
    expect(value(model, 'k_o4_c4_Kca11', { V: -RT_F / 0.67 })).toBeCloseTo(0.092 * Math.E, 9);
  });
});

describe('Na_Rsg (Raman & Bean 2001; Khaliq, Gouwens & Raman 2003)', () => {
  it.each([-90, -60, -30, 0, 30])('at %d mV its 13 states are balanced step by step', (V) => {
    const model = compartment({ ...density, channels: [Na_Rsg()] });
    const step = (150 * Math.exp(V / 20)) / (3 * Math.exp(-V / 20));
    const a = (0.75 / 0.005) ** 0.25 / (0.005 / 0.5) ** 0.25;
    const weights: Record<string, number> = {};
    let [c, i] = [1, 0.005 / 0.5];
    for (let n = 1; n <= 5; n++) {
      [weights[`c${n}`], weights[`i${n}`]] = [c, i];
      c *= ((5 - n) / n) * step;
      i *= ((5 - n) / n) * step * a;
    }
    weights['o'] = (weights['c5']! * 150) / 40;
    weights['b'] = (weights['o']! * 1.75) / (0.03 * Math.exp(-V / 25));
    weights['i6'] = (weights['o']! * 0.75) / 0.005;
    const found = settled(model, 'c1', V);
    for (const [name, share] of Object.entries(balanced(weights))) expect(found[name]!).toBeCloseTo(share, 12);
  });

  it('rates of the authors at 0 mV, and all channels in c1 where nothing is given', () => {
    const model = compartment({ ...density, channels: [Na_Rsg()] });
    const rate = (name: string): number => value(model, `k_${name}_NaRsg`, { V: 0 });
    expect(rate('c1_c2')).toBeCloseTo(600, 10);
    expect(rate('c5_c4')).toBeCloseTo(12, 10);
    expect(rate('o_b')).toBeCloseTo(1.75, 12);
    expect(rate('b_o')).toBeCloseTo(0.03, 12);
    expect(rate('c5_i5')).toBeCloseTo(0.75, 12);
    expect(rate('i5_c5')).toBeCloseTo(0.005, 12);
    expect(value(model, 'c1', {})).toBe(1);
  });
});

describe('Cav31_Ma2020: the current of Goldman, Hodgkin and Katz', () => {
  const model = compartment({
    ...density,
    channels: [Cav31_Ma2020({ T: '22 degC', Ca: '1e-4 mM', outside: '2 mM', P: '2.5e-4 cm/s' })],
  });
  const RT_F = 0.08617333262 * 295.15;
  /** µA/cm² with both gates open: cm/s·C/mol·mM is 1e-6 A/cm². */
  const printed = (V: number): number => {
    const zeta = (2 * V) / RT_F;
    return (-2.5e-4 * 2 * 96485.33212 * zeta * (1e-4 - 2 * Math.exp(-zeta))) / (1 - Math.exp(-zeta));
  };
  const current = (V: number): number => value(model, 'I_Cav31', { V, p: 1, q: 1 });

  it('has the value of the printed form, inward positive', () => {
    for (const V of [-120, -60, -1, 1, 40, 100]) expect(current(V) / printed(V)).toBeCloseTo(1, 9);
    expect(current(-60)).toBeGreaterThan(0);
  });

  it('is exact where the printed form is 0/0', () => {
    expect(current(0)).toBeCloseTo(2.5e-4 * 2 * 96485.33212 * (2 - 1e-4), 9);
    // Smooth on both sides.
    expect(current(1e-9) / current(0)).toBeCloseTo(1, 9);
    expect(current(-1e-9) / current(0)).toBeCloseTo(1, 9);
  });

  it('reverses at the Nernst potential', () => {
    const E = (RT_F / 2) * Math.log(2 / 1e-4);
    expect(Math.abs(current(E) / current(-60))).toBeLessThan(1e-12);
    expect(current(E + 1)).toBeLessThan(0);
  });

  it('takes both concentrations from a pool, and feeds it', () => {
    const fed = compartment({ ...density, channels: [Cav31_Ma2020()], pools: [calciumPool({ outside: '3 mM' })] });
    expect(fed.parameters.map((p) => p.name)).not.toContain('outside_Cav31');
    expect(value(fed, 'I_Cav31', { V: 0, p: 1, q: 1, Ca: 0.5 })).toBeCloseTo(2.5e-4 * 2 * 96485.33212 * 2.5, 9);
    const states = { V: -30, p: 1, q: 1, Ca: 2.4e-4 };
    const constants = new Map(fed.parameters.map((p) => [p.name, p.value as number]));
    const rise = evaluate(fed.states.find((s) => s.name === 'Ca')!.derivative, (leaf) =>
      'name' in leaf ? (constants.get(leaf.name) ?? states[leaf.name as keyof typeof states]) : undefined,
    );
    expect(rise).toBeGreaterThan(0);
  });

  it('a whole cell has permeability times area', () => {
    const cell = compartment({ C: '200 pF', channels: [Cav31_Ma2020({ P: '5e-8 cm^3/s', Ca: '1e-4 mM' })] });
    // 2e-4 cm² of the density above, in pA.
    expect(value(cell, 'I_Cav31', { V: -60, p: 1, q: 1 }) / (current(-60) * 2e-4 * 1e6)).toBeCloseTo(1, 9);
  });

  it('half activation −52 and −72 mV; time constants at 37 °C (Anwar, Hong & De Schutter 2012)', () => {
    const [p, q] = channelCurves(Cav31_Ma2020.kind, [-52, -72, -32], { T: '37 degC' });
    expect(p!.inf[0]).toBeCloseTo(0.5, 12);
    expect(q!.inf[1]).toBeCloseTo(0.5, 12);
    expect(p!.tau[2]).toBeCloseTo(1 + 1 / (Math.exp(8 / 9) + Math.exp(-70 / 18)), 10);
    expect(q!.tau[2]).toBeCloseTo(16, 12);
  });
});

describe('Cav12_Ma2020 and Cav13_Ma2020 (Evans et al. 2013)', () => {
  it('half activation −8.9 and −40 mV; half inactivated by 0.5 µM calcium', () => {
    const at = (make: typeof Cav12_Ma2020, V: number) => channelCurves(make.kind, [V], { Ca: '0.5 uM' });
    expect(at(Cav12_Ma2020, -8.9)[0]).toMatchObject({
      gate: 'm',
      inf: new Float64Array([0.5]),
      tau: new Float64Array([0]),
    });
    expect(at(Cav13_Ma2020, -40)[0]!.inf[0]).toBe(0.5);
    expect(at(Cav12_Ma2020, -55)[1]!.inf[0]).toBeCloseTo(1 - 0.17 / 2, 12);
    expect(at(Cav13_Ma2020, -37)[1]!.inf[0]).toBeCloseTo(0.5, 12);
    for (const make of [Cav12_Ma2020, Cav13_Ma2020]) expect(at(make, 0)[2]!.inf[0]).toBeCloseTo(0.5, 12);
  });

  it('the time constant of m that the program prints is far below any step', () => {
    const printed = [
      (V: number) => 1 / ((39800 * 9.005) / expm1Over((V + 8.124) / 9.005) + 990 * Math.exp(V / 31.4)),
      (V: number) => 1 / ((39800 * 15.005) / expm1Over((V + 67.24) / 15.005) + 3500 * Math.exp(V / 31.4)),
    ];
    for (const tau of printed) for (let V = -100; V <= 60; V += 10) expect(tau(V)).toBeLessThan(3e-4);
  });
});

/** (eˣ − 1)/x */
const expm1Over = (x: number): number => (x === 0 ? 1 : Math.expm1(x) / x);

describe('a cell with a scheme', () => {
  const model = compartment({
    ...density,
    channels: [
      Na_Rsg({ g: '60 mS/cm^2', T: '32 degC' }),
      K_HH1952(),
      Kca22_Ma2020({ g: '1 mS/cm^2' }),
      leak({ g: '0.3 mS/cm^2', E: '-60 mV' }),
    ],
    I: '10 uA/cm^2',
  });
  const initial = { V: '-65 mV', ...steadyState(model, 'V', -65) };

  async function run(backend: 'reference' | 'wasm', dt: number) {
    const network = new Network({ seed: 1 });
    network.population(model, 1, initial, { name: 'cell' });
    const simulation = await createSimulation(network, { backend, dt: `${dt} ms` });
    const { spikes } = await simulation.run(Math.round(4 / dt));
    const states = await Promise.all(
      model.states.map(async (s) => [s.name, (await simulation.read('cell', s.name))[0]!]),
    );
    simulation.dispose();
    return { first: spikes.steps[0]! * dt, states: Object.fromEntries(states) as Record<string, number> };
  }

  it('needs no integrator chosen, spikes when a fine step says so, and keeps its states shares of 1', async () => {
    expect(model.integrator).toBe('exp_euler');
    const fine = await run('reference', 0.005);
    const coarse = await run('wasm', 0.025);
    expect(fine.first).toBeGreaterThan(1);
    expect(Math.abs(coarse.first - fine.first)).toBeLessThan(0.05);
    for (const { states } of [fine, coarse]) {
      const { V: _, n: __, ...shares } = states;
      for (const share of Object.values(shares)) {
        expect(share).toBeGreaterThan(-1e-5);
        expect(share).toBeLessThan(1 + 1e-5);
      }
    }
  });
});

describe('what does not fit', () => {
  it('is refused in a sentence', () => {
    const build = (make: typeof leak, options: Parameters<typeof leak>[0]) => () =>
      compartment({ ...density, channels: [make(options)] });
    expect(build(Cav31_Ma2020, { g: '1 mS/cm^2' })).toThrow(
      /Cav31_Ma2020 has a permeability and neither g nor E.*Give P/,
    );
    expect(build(Na_HH1952, { P: '1e-4 cm/s' })).toThrow(/Na_HH1952 has a conductance g/);
  });

  it('every scheme goes back and forth between states that it names', () => {
    const schemes = channelKinds.flatMap((kind) => (kind.scheme ? [kind.scheme] : []));
    expect(schemes).toHaveLength(3);
    for (const { states, transitions } of schemes)
      for (const [from, to] of transitions) {
        expect(states).toContain(from);
        expect(states).toContain(to);
      }
  });
});
