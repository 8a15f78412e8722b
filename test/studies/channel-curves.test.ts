/** Curves of channels, over the equations of their papers. */
import { expect, test } from 'vitest';
import { channelCurvesStudy } from '../../src/studies/index.ts';
import { gatedChannels } from '../../src/studies/measure.ts';

test("the squid's sodium gates are those of the paper", async () => {
  const result = await channelCurvesStudy.run({ from: -120, to: 60, count: 361 });
  const [m, h] = result.gates;
  result.voltages.forEach((V, k) => {
    // Table 3 of the paper for a rest at −65 mV; α_m is 1 at its singular point.
    const x = -(V + 40) / 10;
    const alphaM = Math.abs(x) < 1e-9 ? 1 : x / (Math.exp(x) - 1);
    const betaM = 4 * Math.exp(-(V + 65) / 18);
    // Some ten operations in double precision, relative errors of 1e-15; 1 − x∞ in the rate of closing cancels up to four digits more.
    expect(m!.alpha[k]! / alphaM).toBeCloseTo(1, 12);
    expect(m!.beta[k]! / betaM).toBeCloseTo(1, 10);
    expect(h!.alpha[k]! / (0.07 * Math.exp(-(V + 65) / 20))).toBeCloseTo(1, 10);
    expect(h!.tau[k]! * (h!.alpha[k]! + h!.beta[k]!)).toBeCloseTo(1, 12);
  });
  const facts = channelCurvesStudy.facts(result);
  expect(facts['m_half_mV']).toBeCloseTo(-40, 0);
  expect(facts['h_slowest_ms']).toBe(Math.max(...h!.tau));
  expect(channelCurvesStudy.tables(result)[0]!.columns.map(({ name }) => name)).toEqual([
    'V_mV',
    ...['m', 'h'].flatMap((gate) => ['inf', 'tau_ms', 'alpha_per_ms', 'beta_per_ms'].map((end) => `${gate}_${end}`)),
  ]);
});

test('a shift moves the curves, warmth makes them faster, calcium opens what it acts on', async () => {
  expect(channelCurvesStudy.facts(await channelCurvesStudy.run({ T: 16.3 }))['temperature_factor']).toBeCloseTo(3, 12);
  expect(channelCurvesStudy.facts(await channelCurvesStudy.run({ channel: 'Na_TM1991' }))).toMatchObject({
    temperature_factor: Number.NaN,
  });
  const half = async (options: Parameters<typeof channelCurvesStudy.run>[0]) =>
    (await channelCurvesStudy.run(options)).gates[0]!;
  const [own, shifted] = [await half({ channel: 'Na_TM1991' }), await half({ channel: 'Na_TM1991', V_sh: '-53 mV' })];
  expect(shifted.half! - own.half!).toBeCloseTo(10, 6);
  const [cold, warm] = [await half({ T: '6.3 degC' }), await half({ T: '16.3 degC' })];
  for (const [k, tau] of cold.tau.entries()) expect(tau / warm.tau[k]!).toBeCloseTo(3, 9);
});

test('every channel of the library has its curves', async () => {
  for (const { name, gates } of gatedChannels) {
    const result = await channelCurvesStudy.run({ channel: name, count: 50 });
    expect(result.gates.map(({ gate }) => gate)).toEqual(gates.map((gate) => gate.name));
    for (const { inf } of result.gates) expect(inf.every(Number.isFinite), name).toBe(true);
  }
});

test.each([
  [{ channel: 'leak' }, 'Allowed are'],
  [{ from: 10, to: 10 }, 'from must be below to'],
  [{ channel: 'Na_TM1991', T: '30 degC' }, "the option 'T' has no effect"],
  [{ Ca: '50 nM' }, "the option 'Ca' has no effect"],
  [{ T: 60 }, 'between 0 and 45 degC'],
] as const)('%j is refused', async (options, sentence) => {
  await expect(channelCurvesStudy.run(options)).rejects.toThrow(sentence);
});
