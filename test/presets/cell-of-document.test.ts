/** Cells of documents in the laboratory: what their views measure is the cell's own, in the units that are drawn. */
import { expect, test } from 'vitest';
import { build, type ExperimentDocument } from '../../src/document/index.ts';
import { specimenOf, UserError } from '../../src/index.ts';
import { documentCell } from '../../src/presets/cell-of-document.ts';
import { presetDocument } from '../../src/presets/document.ts';
import { type Preset, pointPresets, presetByName, presetValues } from '../../src/presets/index.ts';
import {
  measureCurrentClamp,
  measureFI,
  measureIntegrators,
  measureSteadyState,
  measureVoltageClamp,
  singleCells,
} from '../../src/studies/measure.ts';

const document = (given: object) =>
  ({ galvani: 1, run: { duration: '50 ms', seed: 7 }, ...given }) as unknown as ExperimentDocument;

const two = document({
  title: 'Two kinds',
  description: 'E and I.',
  parameters: { w: '1 nS', g_L: { value: '10 nS', label: 'leak', range: ['1 nS', '40 nS'] }, n: 30, low: '-70 mV' },
  models: {
    e: {
      equations:
        'dv/dt = (g_L*(-60*mV - v) + g*(0*mV - v))/C_m : volt\ndg/dt = -g/(5 ms) : siemens\nI_L = g_L*(-60*mV - v) : amp',
      parameters: { C_m: '200 pF' },
      threshold: 'v > -50 mV',
      reset: 'v = -60 mV',
    },
    slow: { equations: 'dv/dt = -v/tau : mV', parameters: { tau: '20 ms' } },
  },
  populations: {
    drive: { poisson: { rate: '800 Hz' }, size: 20 },
    E: { model: 'e', size: 'n', initial: { v: 'uniform(low, -50 mV)' } },
    S: { model: 'slow', size: 10 },
  },
  projections: [{ from: 'drive', to: 'E', connect: { fixedProbability: 0.5 }, onSpike: 'g += w' }],
});

const networkOf = (cell: Preset, set: Record<string, string>) => cell.build(presetValues(cell, set), 7);
const on = (of: object, name?: string, set: Record<string, string> = {}) => ({
  preset: 'own',
  network: networkOf(documentCell(of as ExperimentDocument, name), set),
  set: {},
  seed: 7,
});

test('a cell of a network is taken without it, with the values that its network draws', () => {
  const cell = documentCell(two);
  expect(cell).toMatchObject({ title: 'Two kinds: E', duration: 50 });
  expect(cell.summary).toBe(
    "E and I. One cell of 'E' without its network: projections, couplings and stimuli are left out.",
  );
  // Of the document, those that reach the cell; and what is injected.
  expect(cell.parameters.map((p) => [p.name, p.value, p.unit])).toEqual([
    ['g_L', 10, 'nS'],
    ['low', -70, 'mV'],
    ['I', 0, 'pA'],
  ]);
  const alone = specimenOf(cell.build(presetValues(cell), 7));
  const { network } = build(two);
  const whole = specimenOf(network, 0, 'E');
  // Volts go to millivolts and back, which may round once.
  expect(alone.initial).toEqual({ v: expect.closeTo(whole.initial['v']!, 12), g: 0 });
  expect(whole.initial['v']).toBeLessThan(-50);
});

test('clamps and curves are in the units that are drawn, whatever the equations are written in', async () => {
  const clamp = measureCurrentClamp({ ...on(two), protocol: [{ level: 50, duration: 300 }] });
  // At rest at E_L + I/g_L, in mV; of the 10 mV at the start at most, e^-15 is left.
  expect(clamp.voltage.at(-1)).toBeCloseTo(-55, 4);
  expect([clamp.stimulusUnit, clamp.currentUnit]).toEqual(['pA', 'pA']);
  expect(clamp.currents.find((c) => c.name === 'I_L')!.values.at(-1)).toBeCloseTo(-50, 3);
  const stiff = measureCurrentClamp({ ...on(two, 'E', { g_L: '20 nS' }), protocol: [{ level: 50, duration: 300 }] });
  expect(stiff.voltage.at(-1)).toBeCloseTo(-57.5, 4);
  const held = measureVoltageClamp({ ...on(two), hold: -60, levels: [-40], stepDuration: 10 });
  expect(held.sweeps[0]!.atEnd).toBeCloseTo(200, 6);
  expect(held.currentUnit).toBe('pA');
  const iv = measureSteadyState({ ...on(two), from: -80, to: -40, count: 5 });
  expect([...iv.total]).toEqual([-200, -100, 0, 100, 200].map((x) => expect.closeTo(x, 6)));
  const fi = await measureFI({
    ...on(two),
    ...{ currents: [50, 150, 300], duration: 500, dt: 0.05, integrator: 'exp_euler', backend: 'reference' },
  });
  // Interval τ ln(RI/(RI − θ)): τ = 20 ms, R = 100 MΩ, θ = 10 mV; within the step.
  const interval = (RI: number) => 20 * Math.log(RI / (RI - 10));
  expect(fi.rates[0]).toBe(0);
  for (const [k, RI] of [
    [1, 15],
    [2, 30],
  ] as const)
    expect(Math.abs(1000 / fi.rates[k]! - interval(RI))).toBeLessThan(0.06);
  const { rows } = await measureIntegrators({
    ...on(two, 'E', { I: '300 pA' }),
    ...{ starts: 'shared', integrators: ['exp_euler'], dts: [0.05], duration: 100 },
  });
  const [row] = rows;
  expect(row!.spikeTimes.length).toBeGreaterThan(5);
  // Between spikes the equations are linear, so that the first is late by less than the step.
  expect(Math.abs(row!.errors!.spikeTimes[0]!)).toBeLessThan(0.05);
});

test('of a document without parameters, those of the model can be set', () => {
  const plain = { ...two, parameters: {} };
  const set = JSON.parse(
    JSON.stringify(plain)
      .replaceAll('g_L*', '10*nS*')
      .replace('"n"', '30')
      .replace('uniform(low', 'uniform(-70 mV')
      .replace('+= w', '+= 1*nS'),
  );
  const cell = documentCell(set);
  expect(cell.parameters.map((p) => [p.name, p.value, p.unit])).toEqual([
    ['C_m', 200, 'pF'],
    ['I', 0, 'pA'],
  ]);
  const halfway = (C_m: string) =>
    measureCurrentClamp({ ...on(set, 'E', { C_m }), protocol: [{ level: 0, duration: 20 }] }).voltage;
  const [fast, slow] = [halfway('100 pF'), halfway('400 pF')];
  const left = (v: Float64Array) => (v.at(-1)! + 60) / (v[0]! + 60);
  expect(left(fast)).toBeCloseTo(Math.exp(-2), 6);
  expect(left(slow)).toBeCloseTo(Math.exp(-0.5), 6);
  // The capacitance that the clamp charges is the one that was set.
  expect(
    measureVoltageClamp({ ...on(set, 'E', { C_m: '400 pF' }), hold: -60, levels: [-40], stepDuration: 10 }).sweeps[0]!
      .atEnd,
  ).toBeCloseTo(200, 6);
});

test('what a cell does not allow is said', () => {
  // No capacitance: nothing can be injected, and nothing is known of what holds the voltage.
  expect(() => measureCurrentClamp({ ...on(two, 'S'), protocol: [{ level: 1, duration: 5 }] })).toThrow(
    /no injected current I/,
  );
  expect(() => measureVoltageClamp({ ...on(two, 'S'), hold: 0, levels: [10], stepDuration: 5 })).toThrow(
    /no parameter C, by which its currents follow/,
  );
  const said = (of: object, name?: string) => {
    try {
      documentCell(of as ExperimentDocument, name);
      return '';
    } catch (thrown) {
      expect(thrown).toBeInstanceOf(UserError);
      return (thrown as UserError).message;
    }
  };
  expect(said(two, 'drive')).toBe("'Two kinds' has no population of cells 'drive'; it has E, S.");
  expect(said(document({ populations: { p: { poisson: { rate: '8 Hz' }, size: 2 } } }))).toMatch(
    /no population of cells/,
  );
  const one = (model: object) => document({ models: { m: model }, populations: { cells: { model: 'm', size: 1 } } });
  expect(said(one({ equations: 'dx/dt = -x/(10 ms) : 1' }))).toMatch(/no variable in volts/);
});

test('a current that the equations have is the one that is clamped, and sums over other cells are nothing', () => {
  const coupled = document({
    parameters: { I: { value: '0.1 nA', label: 'drive', range: ['0 nA', '1 nA'] } },
    models: {
      m: {
        equations: 'dV/dt = (10*nS*(-60*mV - V) + I + I_gap)/C : mV\nI_gap : nA (summed)',
        parameters: { C: '200 pF' },
      },
    },
    populations: { cells: { model: 'm', size: 2, initial: { V: '-60 mV' } } },
    couplings: [{ from: 'cells', to: 'cells', connect: 'allToAll', current: '1*nS*(V_pre - V_post)', into: 'I_gap' }],
  });
  const cell = documentCell(coupled);
  expect(cell.parameters).toEqual([
    { name: 'I', label: 'drive', unit: 'pA', value: 100, range: [0, 1000], acts: 'live' },
  ]);
  const { voltage } = measureCurrentClamp({ ...on(coupled), protocol: [{ level: 100, duration: 400 }] });
  expect(voltage.at(-1)).toBeCloseTo(-50, 6);
});

test('the cell of a preset as a document has the traces of the preset, at every one of its parameters', () => {
  const takesCurrent = ({ name }: { readonly name: string }) =>
    presetByName(name).parameters.some((p) => p.name === 'I');
  const names = singleCells()
    .filter(takesCurrent)
    .map((cell) => cell.name);
  expect(names.length).toBeGreaterThan(6);
  for (const name of names) {
    const preset = presetByName(name);
    const values = presetValues(preset);
    const { document: given } = presetDocument(preset, preset.build(values, 7), values, {
      longest: Number.POSITIVE_INFINITY,
    });
    const cell = documentCell(given);
    const I = preset.parameters.find((p) => p.name === 'I')!;
    expect(
      cell.parameters.find((p) => p.name === 'I'),
      name,
    ).toMatchObject({ value: expect.closeTo(I.value, 9), unit: I.unit });
    const set = { I: `${1.5 * I.value + 1} ${I.unit}` };
    const protocol = [{ level: 1.5 * I.value + 1, duration: 4 }];
    const own = measureCurrentClamp({ ...on(given, undefined, set), protocol });
    const known = measureCurrentClamp({ preset: name, set, seed: 7, protocol });
    const apart = own.voltage.reduce((most, v, k) => Math.max(most, Math.abs(v - known.voltage[k]!)), 0);
    // The judge's tolerance of 1e-10 a step, grown by the upstroke of a spike.
    expect(apart, name).toBeLessThan(1e-5);
  }
});

test('of every preset as a document there is a cell, or a sentence says why not', () => {
  for (const preset of pointPresets) {
    if (preset.parameters.some((p) => p.name === 'n_exc' && p.value > 5000)) continue;
    const values = presetValues(preset);
    const { document: given } = presetDocument(preset, preset.build(values, 1), values, {
      longest: Number.POSITIVE_INFINITY,
    });
    try {
      expect(documentCell(given).build({}, 1).populations, preset.name).toHaveLength(1);
    } catch (thrown) {
      expect(thrown, preset.name).toBeInstanceOf(UserError);
      expect((thrown as Error).message, preset.name).toMatch(/no variable in volts/);
    }
  }
});
