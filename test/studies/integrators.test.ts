/** The study of integrators: what it measures is what the library compares, row by row. */
import { expect, test } from 'vitest';
import { compareIntegrators } from '../../src/index.ts';
import { presetByName } from '../../src/presets/index.ts';
import { integratorsStudy } from '../../src/studies/index.ts';
import { exercisesOf, type IntegratorsPart, measureIntegrators, settledSteps } from '../../src/studies/measure.ts';
import { subjectOf } from '../../src/studies/subject.ts';

const columnsOf = (tables: ReturnType<typeof integratorsStudy.tables>, name: string) =>
  Object.fromEntries(tables.find((table) => table.name === name)!.columns.map((each) => [each.name, each.values]));

test('errors of each integrator over steps, one table each, and their orders', async () => {
  const options = { preset: 'hh-tutorial', dts: '0.05 ms, 0.1 ms', integrators: 'exp_euler,ind_exp_euler,rk4' };
  const result = await integratorsStudy.run({ ...options, duration: '60 ms' });
  const tables = integratorsStudy.tables(result);
  expect(tables.map(({ name }) => name)).toEqual([
    ...['exp_euler', 'ind_exp_euler', 'rk4', 'exact_spikes', 'late_0.1', 'late_0.05'],
  ]);
  for (const { name, columns } of tables)
    expect(new Set(columns.map(({ values }) => values.length)).size, name).toBe(1);

  const compared = await compareIntegrators({
    subject: subjectOf({ preset: 'hh-tutorial', set: {}, seed: 1 }),
    duration: 60,
    integrators: ['exp_euler', 'ind_exp_euler', 'rk4'],
    dts: [0.1, 0.05],
  });
  const own = columnsOf(tables, 'ind_exp_euler');
  const [coarse, fine] = compared.results.filter((each) => each.integrator === 'ind_exp_euler');
  expect(own['dt_ms']).toEqual([0.1, 0.05]);
  expect(own['spike_time_ms']).toEqual([coarse!.errors!.spikeTime, fine!.errors!.spikeTime]);
  expect(own['voltage_rms_mV']).toEqual([coarse!.errors!.voltage.rms, fine!.errors!.voltage.rms]);
  expect(own['arithmetic']).toEqual([coarse!.cost!.arithmetic, fine!.cost!.arithmetic]);
  expect(columnsOf(tables, 'exact_spikes')['spike_ms']).toEqual(compared.exact.spikeTimes);
  expect(columnsOf(tables, 'late_0.1')['exp_euler_ms']).toEqual(
    compared.results.find((each) => each.integrator === 'exp_euler')!.errors!.spikeTimes,
  );

  // The classical method is not stable at 0.1 ms: it says when it went, has no errors there, and the rest goes on.
  const rk4 = columnsOf(tables, 'rk4');
  const blown = compared.results.find((each) => each.blowUp !== undefined)!;
  expect(blown).toMatchObject({ integrator: 'rk4', dt: 0.1 });
  expect(rk4['blew_up_ms']).toEqual([blown.blowUp!.time, Number.NaN]);
  expect(rk4['outcome']).toEqual([1, 0]);
  expect(rk4['spike_time_ms']).toEqual([Number.NaN, expect.any(Number)]);

  const facts = integratorsStudy.facts(result);
  expect(facts).toMatchObject({
    exact_spikes: compared.exact.spikeTimes.length,
    rk4_order: 4,
    exp_euler_order_by_voltage: compared.orders['exp_euler']!.voltage,
  });
  expect(facts['ind_exp_euler_step_us']).toBeGreaterThan(0);
});

test("what the tutorial's cell says of the two integrators holds from −65 mV and from the starts of three seeds", async () => {
  const said = presetByName('hh-tutorial')
    .claims!.map(({ seen }) => seen)
    .join(' ');
  for (const word of [
    'two to three hundred times',
    'by up to 5 mV',
    'within 0.6 mV',
    '2.1 to 2.2 ms late',
    "exp_euler's 0.003 to 0.005 ms",
  ])
    expect(said).toContain(word);
  for (const [seed, V_spread] of [
    [1, '0 mV'],
    [1, '5 mV'],
    [2, '5 mV'],
    [3, '5 mV'],
  ] as const) {
    const result = await integratorsStudy.run({
      ...{ preset: 'hh-tutorial', seed, set: { V_spread }, dts: [0.1], integrators: 'exp_euler,ind_exp_euler' },
    });
    const [own, independent] = result.rows.map(({ errors }) => errors!);
    const better = independent!.spikeTime / own!.spikeTime;
    expect(better).toBeGreaterThan(200);
    expect(better).toBeLessThan(320);
    expect(own!.peak).toBeGreaterThan(2.5);
    expect(own!.peak).toBeLessThan(5);
    expect(Math.abs(independent!.peak)).toBeLessThan(0.6);
    expect(independent!.spikeTimes.length).toBe(3);
    // As written, with its last digit.
    expect(independent!.spikeTimes[2]).toBeGreaterThan(2.05);
    expect(independent!.spikeTimes[2]).toBeLessThan(2.25);
    expect(own!.spikeTimes[2]).toBeGreaterThan(0.0025);
    expect(own!.spikeTimes[2]).toBeLessThan(0.0055);
  }
});

test('an integrator that does not fit is told as such, with no numbers', async () => {
  const result = await integratorsStudy.run({ integrators: ['exact', 'exp_euler'], dts: [0.1], duration: 5 });
  const table = columnsOf(integratorsStudy.tables(result), 'exact');
  expect(table).toMatchObject({
    outcome: [2],
    spikes: [Number.NaN],
    voltage_rms_mV: [Number.NaN],
    rate_hz: [Number.NaN],
  });
  expect(result.rows[0]!.refusal).toMatch(/\.$/);
});

test('from random starts the shift between two integrators is split in two', async () => {
  const result = await integratorsStudy.run({
    ...{ preset: 'hh-tutorial', starts: 'random', integrators: 'exp_euler,ind_exp_euler', seed: 21 },
    ...{ dts: ['0.1 ms', '0.05 ms'], duration: 100 },
  });
  expect(result.exact.map(({ start }) => start)).toEqual([0, 1]);
  expect(result.exact[0]!.voltage[0]).not.toBe(result.exact[1]!.voltage[0]);
  const tables = integratorsStudy.tables(result);
  expect(tables.map(({ name }) => name)).toEqual([
    'exp_euler',
    'ind_exp_euler',
    'exact_spikes_0',
    'exact_spikes_1',
    'shift',
  ]);
  const { seen_ms, from_starts_ms, from_integrators_ms } = columnsOf(tables, 'shift');
  expect(seen_ms!.length).toBeGreaterThanOrEqual(3);
  const [first, second] = result.rows.filter(({ dt }) => dt === 0.1);
  Array.from(seen_ms!).forEach((seen, k) => {
    expect(seen).toBe(second!.spikeTimes[k]! - first!.spikeTimes[k]!);
    expect(seen).toBeCloseTo(from_starts_ms![k]! + from_integrators_ms![k]!, 12);
  });
  // As in the tutorial's figure: 5 to 7 ms, most of it from the starts.
  const last = seen_ms!.length - 1;
  expect(Math.abs(seen_ms![last]!)).toBeGreaterThan(5);
  expect(Math.abs(seen_ms![last]!)).toBeLessThan(7);
  expect(Math.abs(from_starts_ms![last]!)).toBeGreaterThan(Math.abs(from_integrators_ms![last]!));
});

test('parts come in order: the exact curve, then row after row up to the whole; a stop ends it', async () => {
  const parts: IntegratorsPart[] = [];
  const options = { integrators: ['exp_euler', 'rk4'], dts: [0.1, 0.05], duration: 5 } as const;
  await integratorsStudy.run(options, { onPart: (part) => parts.push(part) });
  expect(parts.map((part) => (part.kind === 'row' ? part.fraction : part.kind))).toEqual(['exact', 0.25, 0.5, 0.75, 1]);
  const stop = new AbortController();
  const { rows } = await integratorsStudy.run(options, {
    signal: stop.signal,
    onPart: (part) => part.kind === 'row' && stop.abort(),
  });
  expect(rows.length).toBe(1);
});

test('a glance has the same spikes, a coarser curve and no orders', async () => {
  const values = { preset: 'hh-classic', set: {}, seed: 1, starts: 'shared', duration: 30, dts: [0.05] } as const;
  const whole = await measureIntegrators({ ...values, integrators: ['exp_euler', 'rk4'] });
  const glance = await measureIntegrators({ ...values, integrators: ['exp_euler', 'rk4'], glance: true });
  expect(glance.orders).toEqual({});
  expect([whole, glance].map(({ exact }) => exact[0]!.times.length)).toEqual([20_001, 4001]);
  expect(glance.rows.map(({ voltage }) => voltage)).toEqual(whole.rows.map(({ voltage }) => voltage));
  // Within a hundredth of a mV, as it promises.
  const [drawn, exact] = [glance.exact[0]!.voltage, whole.exact[0]!.voltage];
  for (const [k, v] of drawn.entries()) expect(Math.abs(v - exact[5 * k]!)).toBeLessThan(0.01);
});

test('steps are bounded, taken once, and the longest comes first', async () => {
  expect(settledSteps([0.025, 0.1, 0.05, 0.1], 100)).toEqual([0.1, 0.05, 0.025]);
  expect(() => settledSteps([], 100)).toThrow('at least one step');
  expect(() => settledSteps([0.001], 2000)).not.toThrow();
  expect(() => settledSteps([0.001], 2001)).toThrow('2001 ms at 0.001 ms would be 2001000 steps; take a longer step.');
  await expect(integratorsStudy.run({ dts: [2] })).rejects.toThrow('dts is 2; it must lie between 0.001 and 1 ms.');
});

test('the exercises of the tutorial are there: rk4, three currents, 500 ms; the study takes each', async () => {
  const exercises = exercisesOf({ name: 'hh-tutorial' }).flatMap(({ list }) => list);
  expect(exercises.map(({ label }) => label)).toEqual(
    expect.arrayContaining(['its figure', 'rk4', '5 nA/cm²', '10 nA/cm²', '15 nA/cm²', '500 ms', '10 µA/cm²']),
  );
  for (const { settings } of exercises) {
    const { I, ...others } = settings;
    const set = I === undefined ? {} : { I: `${I} uA/cm^2` };
    const short = { preset: 'hh-tutorial', dts: [0.1], duration: 5, integrators: ['exp_euler'] } as const;
    const { rows } = await integratorsStudy.run({ ...others, ...short, set });
    expect(rows.length).toBe(1);
  }
  expect(exercisesOf({ name: 'tm-cell' }).flatMap(({ list }) => list).length).toBe(2);
});

test.each([
  [{ starts: 'random' }, "Cells of 'hh-classic' all start alike"],
  [{ preset: 'lif-noisy' }, 'white noise, so it has no exact curve'],
  [{ duration: '3 s' }, 'between 1 and 2000 ms'],
  [{ integrators: 'leapfrog' }, 'Allowed are'],
] as const)('%j is refused', async (options, sentence) => {
  await expect(integratorsStudy.run(options)).rejects.toThrow(sentence);
});
