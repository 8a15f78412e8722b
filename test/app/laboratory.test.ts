/** What the laboratory's address holds, and how it writes numbers. */
import { expect, test } from 'vitest';
import { readNumber } from '../../src/app/entries.ts';
import { admit } from '../../src/app/own/registry.ts';
import { presetNamed } from '../../src/app/rooms/laboratory/cell.ts';
import { defaultExperiment, exercised, readSteps } from '../../src/app/rooms/laboratory/experiment.ts';
import { errorText, rateText } from '../../src/app/rooms/laboratory/figures.ts';
import { Laboratory } from '../../src/app/rooms/laboratory/laboratory.ts';
import { readAddress, writeAddress } from '../../src/app/rooms/laboratory/laboratory-address.ts';
import { protocolNumbers, protocolsOf } from '../../src/app/rooms/laboratory/protocols.ts';
import { readAddress as readSweep } from '../../src/app/run/sweep-address.ts';
import { pointPresets } from '../../src/presets/index.ts';
import { exercisesOf } from '../../src/studies/measure.ts';

test('an address holds the experiment and refuses what does not fit', () => {
  const e = {
    ...defaultExperiment(presetNamed('hh-tutorial'), 'fi'),
    integrators: ['rk4', 'euler'],
    dts: [0.05, 0.01],
    dt: 0.01,
    duration: 50,
    seed: 7,
    starts: 'random' as const,
  };
  expect(readAddress(writeAddress(e))).toEqual({ experiment: e, refused: [] });
  const { experiment, refused } = readAddress('#laboratory?preset=hh-classic&starts=random&dts=5&integrators=magic');
  expect(experiment.starts).toBe('shared');
  expect(refused.length).toBe(2);
});

test('an address holds what the views ask for, each number as its field reads it', () => {
  for (const name of ['hh-tutorial', 'hh-classic', 'tm-cell']) {
    const numbers = protocolNumbers(presetNamed(name));
    for (const part of [0, 0.1, 1 / 3, 0.77, 1]) {
      const protocol = Object.fromEntries(
        numbers.map(({ name: key, unit, label, whole, range: [low, high] }) => {
          const value = readNumber(`${Number((low + part * (high - low)).toPrecision(4))}`, unit, label);
          return [key, whole ? Math.round(value) : value];
        }),
      );
      const e = {
        ...defaultExperiment(presetNamed(name), 'voltage-clamp'),
        ...{ protocol, error: 'peak' as const, beside: 'run' as const, 'fi.integrator': 'rk4' },
      };
      const { experiment, refused } = readAddress(writeAddress(e));
      expect(refused).toEqual([]);
      // A number at its usual value is not written.
      expect(protocolsOf(experiment)).toEqual(protocolsOf(e));
      expect({ ...experiment, protocol }).toEqual(e);
    }
  }
  const clamp = { 'voltage-clamp.from': -80, 'voltage-clamp.step': 25, 'fi.to': 12.5, 'fi.count': 20 };
  expect(writeAddress({ ...defaultExperiment(presetNamed('hh-classic')), protocol: clamp })).toBe(
    '#laboratory?preset=hh-classic&voltage-clamp.from=-80+mV&voltage-clamp.step=25+mV&fi.to=12.5+uA%2Fcm%5E2&fi.count=20',
  );
  expect(readAddress('#laboratory?preset=hh-classic&voltage-clamp.hold=-0.07+V').experiment.protocol).toEqual({
    'voltage-clamp.hold': -70,
  });
});

test('what the views cannot take is refused by name, and the rest is read', () => {
  const { experiment, refused } = readAddress(
    '#laboratory?preset=hh-classic&voltage-clamp.hold=200+mV&voltage-clamp.step=0&voltage-clamp.to=5+ms&fi.count=2.5&iv.from=' +
      '&fi.integrator=magic&error=x&beside=y&voltage-clamp.toString=1&iv.to=-20+mV',
  );
  expect(experiment.protocol).toEqual({ 'iv.to': -20 });
  expect(experiment).toEqual({ ...defaultExperiment(presetNamed('hh-classic')), protocol: { 'iv.to': -20 } });
  expect(refused).toEqual([
    "In the link, '200 mV' was refused: voltage-clamp.hold is 200 mV; it must lie between -150 and 150 mV.",
    "In the link, '0' was refused: voltage-clamp.step is 0 mV; it must lie between 1 and 100 mV.",
    "In the link, '5 ms' was refused: voltage-clamp.to: '5 ms' is a time; a voltage such as '5 mV' is expected.",
    "In the link, '2.5' was refused: fi.count is 2.5; it counts things and must be a whole number.",
    "In the link, '' was refused: iv.from is empty; -100 mV would be its default.",
    expect.stringMatching(/^In the link, 'magic' was refused: the integrators are /),
    "In the link, 'x' was refused: the errors are spikeTime, interval, peak, voltage.",
    "In the link, 'y' was refused: beside is one of cost, run.",
    "In the link, '1' was refused: there is no parameter 'voltage-clamp.toString'.",
  ]);
});

test('links from before the views came into the address read as they did, and are written the same', () => {
  const link =
    '#laboratory?preset=hh-tutorial&I=0.02+uA%2Fcm%5E2&view=fi&integrators=rk4+euler&dts=0.05+0.01&dt=0.01+ms&duration=50+ms&seed=7&starts=random';
  expect(writeAddress(readAddress(link).experiment)).toBe(link);
  expect(readAddress(link).experiment.protocol).toEqual({});
});

test('no parameter of a cell hides a key of the room', () => {
  const e = {
    ...defaultExperiment(presetNamed('hh-classic'), 'fi'),
    ...{ error: 'peak' as const, beside: 'run' as const, seed: 2, 'fi.integrator': 'rk4' },
  };
  const keys = [...new URLSearchParams(writeAddress(e).split('?')[1]).keys()];
  expect(keys).toContain('beside');
  const names = [...keys, ...protocolNumbers(presetNamed('hh-classic')).map((n) => n.name)];
  for (const preset of pointPresets)
    expect(preset.parameters.map((p) => p.name).filter((name) => names.includes(name))).toEqual([]);
});

test('another cell keeps what the views ask for, but no currents, whose unit may be another', () => {
  const laboratory = new Laboratory(defaultExperiment(presetNamed('hh-classic'), 'voltage-clamp'));
  for (const [name, value] of [
    ['voltage-clamp.hold', -80],
    ['fi.count', 20],
    ['fi.to', 7],
    ['current-clamp.level_before', 5],
  ] as const)
    laboratory.setProtocol(name, value);
  laboratory.change({ error: 'peak', duration: 20 });
  laboratory.choose({ preset: 'hh-tutorial' });
  expect(laboratory.experiment.value).toEqual({
    ...defaultExperiment(presetNamed('hh-tutorial'), 'voltage-clamp'),
    ...{ error: 'peak', protocol: { 'voltage-clamp.hold': -80, 'fi.count': 20 } },
  });
});

test('steps are read in several units, sorted, and bounded', () => {
  expect(readSteps('0.025, 0.1 50us', 100)).toEqual([0.1, 0.05, 0.025]);
  expect(() => readSteps('', 100)).toThrow('at least one step');
  expect(() => readSteps('0.001', 2000)).not.toThrow();
  expect(() => readSteps('0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1 0.01', 100)).toThrow('too many');
  expect(() => readSteps('2', 100)).toThrow('between');
});

test("the tutorial's figure starts from the cell's own settings, an exercise from those at hand", () => {
  const changed = { ...defaultExperiment(presetNamed('hh-tutorial'), 'fi'), duration: 50, integrators: ['euler'] };
  const lists = exercisesOf(presetNamed('hh-tutorial')).flatMap(({ list }) => list);
  const after = (label: string) => exercised(changed, lists.find((each) => each.label === label)!);
  expect(after('its figure')).toEqual({
    ...defaultExperiment(presetNamed('hh-tutorial')),
    ...{ starts: 'random', integrators: ['exp_euler', 'ind_exp_euler'], seed: 21 },
  });
  expect(after('10 nA/cm²')).toEqual({ ...changed, values: { ...changed.values, I: 0.01 }, view: 'integrators' });
  expect(after('500 ms')).toEqual({ ...changed, duration: 500, view: 'integrators' });
});

test('errors are written with two digits', () => {
  expect([2.154, 0.0281, -0.54, 2.8e-5, 0, Number.NaN].map((x) => errorText(x))).toEqual([
    '2.2',
    '0.028',
    '−0.54',
    '2.8·10⁻⁵',
    '0',
    '–',
  ]);
  expect(errorText(2.154, true)).toBe('+2.2');
  expect([[10, 20, 30], [10]].map((times) => rateText(times, 1))).toEqual(['100.0', '–']);
});

test('a link to a preset whose cells have dendrites is refused for that', () => {
  for (const read of [readAddress, readSweep])
    expect(read('#x?preset=rallpack-3').refused.join()).toMatch(/cells of 'rallpack-3' have dendrites/);
});

const own = (more: object = {}) =>
  JSON.stringify({
    galvani: 1,
    title: 'Two kinds',
    parameters: { g_L: { value: '10 nS', range: ['1 nS', '40 nS'] }, w: '1 nS' },
    models: {
      e: { equations: 'dv/dt = (g_L*(-60*mV - v) + I)/C : mV', parameters: { C: '200 pF', I: '50 pA' } },
      p: { equations: 'dv/dt = -v/(10 ms) : mV' },
    },
    populations: {
      drive: { poisson: { rate: '9 Hz' }, size: 2 },
      E: { model: 'e', size: 3 },
      P: { model: 'p', size: 2 },
    },
    projections: [{ from: 'drive', to: 'E', connect: 'allToAll', onSpike: 'v += w*mV/nS' }],
    run: { duration: '80 ms', seed: 5 },
    ...more,
  });

test('a link holds a cell of the visitor’s own document, of any of its populations', async () => {
  const document = own();
  const { token } = await admit(document);
  const { experiment, refused } = readAddress(`#laboratory?doc=${token}&g_L=20+nS&fi.to=300+pA`);
  expect(refused).toEqual([]);
  expect(experiment).toMatchObject({ preset: 'own', document, duration: 80, seed: 5, values: { g_L: 20, I: 50 } });
  expect(experiment.protocol).toEqual({ 'fi.to': 300 });
  const address = writeAddress(experiment);
  expect([...new URLSearchParams(address.split('?')[1]).keys()]).toEqual(['doc', 'g_L', 'fi.to']);
  expect(readAddress(address)).toEqual({ experiment, refused: [] });
  const other = readAddress(`#laboratory?doc=${token}&population=P`);
  expect(other).toMatchObject({ experiment: { population: 'P', values: {} }, refused: [] });
  expect(readAddress(writeAddress(other.experiment))).toEqual(other);
  const laboratory = new Laboratory(experiment);
  laboratory.choose({ preset: 'own', document, population: 'P' });
  expect(laboratory.experiment.value).toMatchObject({ document, population: 'P', seed: 5, protocol: {} });
  laboratory.choose({ preset: 'hh-classic' });
  expect(laboratory.experiment.value).toEqual(defaultExperiment(presetNamed('hh-classic')));
});

test('what a link asks of a document that it does not have is told, and what a cell leaves out', async () => {
  const { token } = await admit(own({ do: [{ at: '10 ms', set: { g_L: '20 nS' } }] }));
  const { experiment, refused } = readAddress(`#laboratory?doc=${token}&population=drive&w=2+nS`);
  expect(experiment).toMatchObject({ preset: 'own', population: undefined });
  expect(refused.join('\n')).toMatch(
    /'drive' was refused: 'Two kinds' has no population of cells 'drive'; it has E, P/,
  );
  expect(refused.join('\n')).toMatch(/does while it runs \(do\) is left out/);
  expect(refused.join('\n')).toMatch(/there is no parameter 'w'/);
  const number = await admit(
    own({
      models: { e: { equations: 'dx/dt = -x/(9 ms) : 1' } },
      populations: { E: { model: 'e', size: 1 } },
      projections: [],
    }),
  );
  const none = readAddress(`#laboratory?doc=${number.token}`);
  expect(none.experiment.preset).toBe('hh-tutorial');
  expect(none.refused.join()).toMatch(/no variable in volts/);
  // Of presets there is nothing to choose.
  expect(readAddress('#laboratory?preset=hh-classic&population=x').refused.join()).toMatch(/no parameter 'population'/);
});
