/** A model of one's own in the place of a preset's: where it begins, in which units it is shown, and how it travels. */
import { describe, expect, test } from 'vitest';
import { defaultExperiment } from '../../src/app/run/experiment.ts';
import { readAddress, writeAddress } from '../../src/app/run/experiment-address.ts';
import { LiveParameters } from '../../src/live/live-parameters.ts';
import { NetworkVariants } from '../../src/live/network-variants.ts';
import { readableUnit } from '../../src/live/shown-units.ts';
import type { ModelText } from '../../src/live/types.ts';
import { presetByName } from '../../src/presets/index.ts';

const preset = presetByName('ei-tutorial');
const experiment = defaultExperiment(preset);
const values = new LiveParameters(preset, experiment.values).internal();
const variants = new NetworkVariants(preset, preset.build(values, 1), experiment.dt);
const own = (change: Partial<ModelText>): ModelText => ({
  equations: 'dv/dt = -v/(10*ms) : volt\ndg_e/dt = -g_e/(5*ms) : nS\ndg_i/dt = -g_i/(5*ms) : nS',
  threshold: 'v > -50*mV',
  reset: 'v = -60*mV',
  refractory: '',
  parameters: {},
  ...change,
});
/** Texts of the values at time 0. */
const startOf = (model: ModelText) => {
  const [population] = variants.network({ models: { '': model } }).populations;
  const { given } = population!.blueprint;
  return given.kind === 'cells' ? given.initial : undefined;
};

describe('values at time 0', () => {
  const [population] = preset.build(values, 1).populations;
  const { given } = population!.blueprint;
  const before = given.kind === 'cells' ? given.initial : {};

  test('a voltage by another name begins where the old one did', () => {
    expect(before['V']).toBeDefined();
    expect(startOf(own({}))).toMatchObject({ v: before['V'] });
  });

  test('those that are given hold, those of the old model that the new one lacks do not disturb', () => {
    expect(startOf(own({ initial: { V: `${before['V']}`, v: '-55*mV' } }))?.['v']).toBe('-55*mV');
    expect(() => startOf(own({ initial: { V: '-1 mV' } }))).toThrow(/no variable or parameter 'V'/);
  });

  test('another kind of quantity does not take over the voltage', () => {
    const equations = own({}).equations.replace('-v/(10*ms) : volt', '-v/(10*ms) : 1');
    expect(startOf(own({ equations, threshold: 'v > 1', reset: 'v = 0' }))?.['v']).toBeUndefined();
  });

  test('they travel in a link', () => {
    const models = { '': own({ initial: { v: 'uniform(-60 mV, -50 mV)' } }) };
    expect(readAddress(writeAddress({ ...experiment, models })).experiment.models).toEqual(models);
    const old = { '': own({}) };
    expect(readAddress(writeAddress({ ...experiment, models: old })).experiment.models).toEqual(old);
  });
});

test.each([
  ['volt', 'mV', 1000],
  ['V', 'mV', 1000],
  ['amp', 'pA', 1e12],
  ['siemens', 'nS', 1e9],
  ['second', 'ms', 1000],
  ['volt/second', 'mV/ms', 1],
  ['amp/meter**2', 'uA/cm^2', 100],
  ['mV', 'mV', 1],
  ['nA', 'nA', 1],
  ['uS', 'uS', 1],
  ['Hz', '1/ms', 0.001],
  ['metre', 'metre', 1],
  ['', '', 1],
])('%s is read in %s', (unit, shown, factor) => {
  const read = readableUnit(unit);
  expect(read.unit).toBe(shown);
  // Rounded once each way.
  expect(read.factor / factor).toBeCloseTo(1, 12);
});

test('traces show the part that a preset names in the place of the voltage, where the model has it', () => {
  const oscillators = presetByName('kuramoto');
  const start = defaultExperiment(oscillators);
  const of = new NetworkVariants(
    oscillators,
    oscillators.build(new LiveParameters(oscillators, start.values).internal(), 1),
    start.dt,
  );
  const [own] = of.members({});
  expect([own!.variable, own!.traced]).toEqual(['theta', 'phase']);
  const bare: ModelText = {
    equations: 'dtheta/dt = 1/(20*ms) : 1',
    threshold: '',
    reset: '',
    refractory: '',
    parameters: {},
  };
  expect(of.members({ '': bare })[0]!.traced).toBe('theta');
  expect(variants.members({}).map((m) => m.traced)).toEqual(variants.members({}).map((m) => m.variable));
});
