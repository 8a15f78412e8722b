/** Phase response: kicks of cells that fire regularly. */
import { describe, expect, test } from 'vitest';
import { createSimulation, linearCrossings, networkOf, type Qif, qifInterval, type Specimen } from '../../src/index.ts';
import { phaseResponseStudy } from '../../src/studies/index.ts';
import { subjectOf } from '../../src/studies/subject.ts';

describe('the leaky cell', () => {
  // The judge's steps are good to 1e-10 of (1 + |V|) each, 6.6e-9 mV; some 60 of them in a period, where V meets the threshold at
  // 0.25 mV/ms, are 1.6e-6 ms, 5e-8 of the period.
  const bound = 5e-8;

  test.each([0.01, 1, -1, 5, 20, -20])('lies on the closed form, kicked by %f mV', async (kick) => {
    const answer = await phaseResponseStudy.run({ preset: 'lif', kick });
    const { phases, shifts, expected, period } = answer;
    expect(period).toBeCloseTo(2 + 20 * Math.log(4), 6);
    expect([phases.length, phases[0], phases.at(-1)]).toEqual([40, 0.0125, 0.9875]);
    shifts[0].forEach((shift, k) => {
      expect(Math.abs(shift - expected![k]!)).toBeLessThan(bound);
    });
    // A spike forgets all that was before.
    for (const shift of shifts[1]) expect(Math.abs(shift)).toBeLessThan(bound);
    expect(phaseResponseStudy.facts(answer)['largest_error']).toBeLessThan(bound);
  });

  test('does not move while it is held, and spikes at once where the kick reaches the threshold', async () => {
    const { phases, shifts, period } = await phaseResponseStudy.run({ preset: 'lif', kick: '20 mV', count: 100 });
    phases.forEach((phase, k) => {
      const now = phase * period > 2 ? 1 - phase : 0;
      expect(Math.abs(shifts[0][k]! - now)).toBeLessThan(bound);
    });
  });
});

test('the quadratic cell lies on its closed form', async () => {
  const { phases, shifts, period, expected } = await phaseResponseStudy.run({ preset: 'qif', kick: 2, count: 20 });
  const { parameters } = subjectOf({ preset: 'qif', set: {}, seed: 1 });
  const cell = parameters as unknown as Qif & { readonly I: number };
  const interval = (from: number, to: number): number => qifInterval({ ...cell, V_r: from, V_th: to }, cell.I);
  expect(expected).toBeUndefined();
  expect(period).toBeCloseTo(interval(cell.V_r, cell.V_th), 7);
  phases.forEach((phase, k) => {
    // Where the voltage is at that phase: by bisection of the interval up to it.
    let [low, high] = [cell.V_r, cell.V_th];
    for (let n = 0; n < 60; n++) {
      const middle = (low + high) / 2;
      if (interval(cell.V_r, middle) < phase * period) low = middle;
      else high = middle;
    }
    const left = low + 2 >= cell.V_th ? 0 : interval(low + 2, cell.V_th);
    // 1e-10 of (1 + |V|) a step, over the slowest climb of 0.25 mV/ms.
    expect(Math.abs(shifts[0][k]! - (1 - (phase * period + left) / period))).toBeLessThan(bound(cell, period));
  });
});

/** Some hundred steps of the judge, each good to 1e-10·(1 + 65) mV, where the cell is slowest: C dV/dt = I − I_T at V_T. */
const bound = ({ C, I, I_T }: Qif & { readonly I: number }, period: number): number =>
  (100 * 6.6e-9) / ((I - I_T) / C) / period;

describe('the squid axon', () => {
  /** The spike before a kick, and those after it (ms), by steps of Runge and Kutta; the kick comes `phase` of a period after the spike. */
  async function simulated(subject: Specimen, kick: number, phase: number, period: number): Promise<number[]> {
    const dt = 0.01;
    const simulation = await createSimulation(networkOf(subject), {
      dt: `${dt} ms`,
      backend: 'reference',
      integrator: 'rk4',
    });
    simulation.setTraces([{ variables: ['V'], cells: [0] }]);
    const until = async (time: number): Promise<number[]> => {
      const { traces } = await simulation.run(Math.round(time / dt) - simulation.step);
      return traces.flatMap((part) => [...part.values]);
    };
    const before = await until(200);
    const spike = linearCrossings(before, dt).at(-1)! + dt + period;
    // The kick falls on the end of a step.
    const more = await until(spike + phase * period);
    const V = (await simulation.read('cell', 'V'))[0]!;
    await simulation.write('cell', 'V', [V + kick]);
    const after = await until(200 + 5 * period);
    simulation.dispose();
    return linearCrossings([...before, ...more, ...after], dt)
      .map((t) => t + dt)
      .filter((t) => t > spike - period / 2);
  }

  test('is advanced late in its cycle and delayed before, as a simulation of other steps says', async () => {
    const { phases, shifts, period } = await phaseResponseStudy.run({ count: 10 });
    const subject = subjectOf({ preset: 'hh-classic', set: {}, seed: 1 });
    for (const k of [3, 5, 7, 9]) {
      const spikes = await simulated(subject, 1, phases[k]!, period);
      // The kick lies up to half a step, 3.4e-4 of the period, beside the phase, where the response changes by at most 0.6 for each
      // period; and crossings on straight lines are good to a tenth of a step.
      const allowed = 0.6 * 3.4e-4 + 2 * 6.8e-5;
      expect(Math.abs(1 - (spikes[1]! - spikes[0]!) / period - shifts[0][k]!)).toBeLessThan(allowed);
      expect(Math.abs(1 - (spikes[2]! - spikes[1]!) / period - shifts[1][k]!)).toBeLessThan(allowed);
    }
    expect(shifts[0][5]).toBeLessThan(-0.01);
    expect(shifts[0][7]).toBeGreaterThan(0.02);
  });

  test('comes to rest for good by a kick of the right phase, where it can rest as well as fire', async () => {
    const set = { I: '7 uA/cm^2' };
    const answer = await phaseResponseStudy.run({ set, kick: 3, count: 20 });
    const { phases, shifts, intervals, period } = answer;
    expect(phaseResponseStudy.facts(answer)).toMatchObject({ kicks_that_stop_it: 3 });
    expect([shifts[0][10], shifts[1][10], intervals[0][10]]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    // The spike before the kick is the last.
    expect(await simulated(subjectOf({ preset: 'hh-classic', set, seed: 1 }), 3, phases[10]!, period)).toHaveLength(1);
  });

  test('answers in proportion to small kicks', async () => {
    const of = async (kick: string) => (await phaseResponseStudy.run({ kick, count: 4 })).shifts[0];
    const [small, twice] = [await of('1 uV'), await of('2 uV')];
    // The second order is a share of kick ÷ (some mV) = 1e-3 at most.
    small.forEach((shift, k) => {
      expect(Math.abs(twice[k]! - 2 * shift)).toBeLessThan(2e-3 * Math.abs(shift) + 1e-8);
    });
  });
});

test.each([
  [{ set: { I: '0 uA/cm^2' } }, /makes \d spikes in 500 ms; three are needed to know its period/],
  [{ preset: 'izhikevich-rs' }, /change with time t, as under a stimulus/],
  [{ preset: 'lif-noisy' }, /white noise/],
  [{ preset: 'lif-adaptive' }, /does not fire regularly: its last two intervals before 500 ms are 33.9/],
  [{ preset: 'lif', set: { V_r: '-45 mV', I: '300 pA' } }, 'the reset must lie below the threshold'],
  [{ preset: 'lif', kick: '300 mV' }, /must lie between -200 and 200 mV/],
])('%j has no phase, and a sentence says so', async (given, sentence) => {
  await expect(phaseResponseStudy.run(given)).rejects.toThrow(sentence);
});

test('an adapting cell has one once it has settled', async () => {
  const { shifts } = await phaseResponseStudy.run({ preset: 'lif-adaptive', settle: '2 s', count: 8 });
  // The threshold remembers: a spike that came early meets a higher one, and the next comes late.
  shifts[0].forEach((shift, k) => {
    if (shift > 0.001) expect(shifts[1][k]).toBeLessThan(0);
  });
});

test('it can be stopped, and tells how far it is', async () => {
  const stop = new AbortController();
  const parts: number[] = [];
  const answer = await phaseResponseStudy.run(
    { preset: 'lif', count: 8 },
    {
      signal: stop.signal,
      onPart: (part) => {
        parts.push(part);
        if (part === 0.25) stop.abort();
      },
    },
  );
  expect(parts).toEqual([0.125, 0.25]);
  expect(Array.from(answer.shifts[0], Number.isNaN)).toEqual([false, false, true, true, true, true, true, true]);
});
