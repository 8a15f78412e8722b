/** What the laboratory's address holds, and how it writes numbers. */
import { expect, test } from 'vitest';
import { defaultExperiment, exercised, presetNamed, readSteps } from '../../src/app/rooms/laboratory/experiment.ts';
import { errorText, rateText } from '../../src/app/rooms/laboratory/figures.ts';
import { readAddress, writeAddress } from '../../src/app/rooms/laboratory/laboratory-address.ts';
import { readAddress as readSweep } from '../../src/app/run/sweep-address.ts';
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
