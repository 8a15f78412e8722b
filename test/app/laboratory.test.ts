/** What the laboratory's worker computes and what its address holds. */
import { expect, test } from 'vitest';
import { defaultExperiment, exercisesOf, presetNamed, readSteps } from '../../src/app/rooms/laboratory/experiment.ts';
import { errorText, rateOf } from '../../src/app/rooms/laboratory/figures.ts';
import { readAddress, writeAddress } from '../../src/app/rooms/laboratory/laboratory-address.ts';
import type { PresetCell } from '../../src/app/rooms/laboratory/worker/laboratory-tasks.ts';
import { runCurrentClamp, runSteadyState, runVoltageClamp } from '../../src/app/rooms/laboratory/worker/protocols.ts';
import { readAddress as readSweep } from '../../src/app/rooms/sweep/sweep-address.ts';

const signal = new AbortController().signal;
const cellOf = (name: string): PresetCell => ({
  preset: name,
  values: Object.fromEntries(presetNamed(name).parameters.map((p) => [p.name, p.value])),
  seed: 1,
});

test('the current that holds the voltage is that of the channels less the injected one', () => {
  const cell = cellOf('hh-classic');
  const { sweeps, times } = runVoltageClamp({ cell, hold: -65, levels: [0], stepDuration: 10 }, { part() {}, signal });
  const [sweep] = sweeps;
  const at = times.findIndex((t) => t > 5);
  const inward = sweep!.currents.reduce((sum, c) => sum + c.values[at]!, 0);
  expect(sweep!.clamp[at]).toBeCloseTo(-inward - cell.values['I']!, 6);
  expect(sweep!.peakInward).toBeLessThan(-500);
  expect(sweep!.atEnd).toBeGreaterThan(500);
});

test('the classical cell fires seven times in 100 ms at 10 µA/cm² and would rest at −65 mV without', () => {
  const cell = cellOf('hh-classic');
  const run = runCurrentClamp({ cell, protocol: [{ level: 10, duration: 100 }] });
  expect(run.spikeTimes.length).toBe(7);
  expect(run.currents.map((c) => c.name)).toEqual(['I_Na', 'I_K', 'I_L']);
  const quiet = { ...cell, values: { ...cell.values, I: 0 } };
  const { rests } = runSteadyState({ cell: quiet, voltages: Array.from({ length: 101 }, (_, i) => i - 100) });
  expect(rests.length).toBe(1);
  expect(rests[0]!.voltage).toBeCloseTo(-65, 0);
  expect(rests[0]!.stable).toBe(true);
});

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

test('the exercises of the tutorial are there: rk4, three currents, 500 ms', () => {
  const labels = exercisesOf(presetNamed('hh-tutorial')).flatMap((g) => g.list.map((x) => x.label));
  expect(labels).toEqual(
    expect.arrayContaining(['its figure', 'rk4', '5 nA/cm²', '10 nA/cm²', '15 nA/cm²', '500 ms', '10 µA/cm²']),
  );
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
  expect(rateOf([10, 20, 30])).toBe(100);
});

test('a link to a preset whose cells have dendrites is refused for that', () => {
  for (const read of [readAddress, readSweep])
    expect(read('#x?preset=rallpack-3').refused.join()).toMatch(/cells of 'rallpack-3' have dendrites/);
});
