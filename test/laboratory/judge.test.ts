import { describe, expect, it } from 'vitest';
import { cell } from '../../src/cells/index.ts';
import { UserError } from '../../src/errors.ts';
import { altered, judge, specimen } from '../../src/laboratory/index.ts';
import { golden, goldenCrossings, largest, presetCell } from './golden.ts';

describe('the judge', () => {
  const classic = presetCell('hh-classic', { E_L: '-54.3 mV' });

  it("agrees with NEURON's trace of the squid axon to that file's own stated accuracy, 1.1e-5 mV", () => {
    const rows = golden('hh_classic_10uA.csv');
    const verdict = judge(classic, { duration: 100 });
    const { V } = verdict.sample(rows.map((r) => r[0]!));
    expect(
      largest(
        V!,
        rows.map((r) => r[1]!),
      ),
    ).toBeLessThan(1.11e-5);
    expect(largest(verdict.spikeTimes, goldenCrossings('hh_classic_10uA.csv'))).toBeLessThan(2e-6);
  });

  it('agrees with an independent integration of order 8 of the Traub–Miles cell to 1e-5 mV', () => {
    const rows = golden('tm_0.3nA_exact.csv');
    const verdict = judge(presetCell('tm-cell'), { duration: 200, level: -20 });
    const { V } = verdict.sample(rows.map((r) => r[0]!));
    expect(
      largest(
        V!,
        rows.map((r) => r[1]!),
      ),
    ).toBeLessThan(1e-5);
    expect(largest(verdict.spikeTimes, goldenCrossings('tm_0.3nA_exact.csv'))).toBeLessThan(1e-6);
  });

  it("agrees with the exact states of the tutorial's cell to the digits printed", () => {
    const verdict = judge(presetCell('hh-tutorial', { V_spread: '0 mV' }), { duration: 100 });
    // Method and dt are not numbers in these rows: NaN and 0.
    const rows = golden('hh_tutorial_steps.csv').filter((row) => row[1] === 0);
    expect(rows).toHaveLength(3);
    for (const [, , time, V, m, h, n] of rows as [number, number, number, number, number, number, number][]) {
      const found = verdict.at(time);
      expect(Math.abs(found[0]! - V)).toBeLessThan(1e-6);
      expect(largest(found.subarray(1), [m, h, n])).toBeLessThan(1e-8);
    }
  });

  it('gets closer as its tolerance does', () => {
    const times = Float64Array.from({ length: 1000 }, (_, i) => i / 20);
    const reference = judge(classic, { duration: 50, tolerance: 1e-13 }).sample(times)['V']!;
    const error = (tolerance: number): number =>
      largest(judge(classic, { duration: 50, tolerance }).sample(times)['V']!, reference);
    const errors = [1e-6, 1e-8, 1e-10].map(error);
    expect(errors[0]).toBeLessThan(1e-1);
    expect(errors[1]).toBeLessThan(errors[0]! / 10);
    expect(errors[2]).toBeLessThan(errors[1]! / 10);
  });

  it('follows an exponential upstroke that runs to infinity, and what the reset adds to, past what times can tell apart', () => {
    // v' = s·exp(v/D) takes D/s·(exp(−v_0/D) − exp(−v_1/D)) from v_0 to v_1, the last millivolt of it in 1e-21 ms; w decays and jumps by 1
    // at each spike.
    const made = specimen(
      cell({
        equations: 'dv/dt = s*exp(v/D) : mV\ndw/dt = -w/tau : pA',
        threshold: 'v > 100 mV',
        reset: 'v = -5 mV; w += 1 pA',
        parameters: { s: '0.1 mV/ms', D: '2 mV', tau: '50 ms' },
      }),
      { v: '-5 mV', w: '0 pA' },
    );
    const interval = 20 * (Math.exp(2.5) - Math.exp(-50));
    const { spikeTimes } = judge(made, { duration: 5000, longestStep: 10 });
    expect(spikeTimes).toHaveLength(Math.floor(5000 / interval));
    expect(
      largest(
        spikeTimes,
        spikeTimes.map((_, k) => (k + 1) * interval),
      ),
    ).toBeLessThan(1e-7);
    const solution = judge(made, { duration: 3 * interval - 1, longestStep: 10 });
    const f = Math.exp(-interval / 50);
    expect(solution.at(2 * interval + 1)[1]).toBeCloseTo((1 + f) * Math.exp(-1 / 50), 7);
    // Within the climb, too, the curve lies between the step before it and the threshold.
    for (const before of [1e-8, 1e-9, 1e-10, 1e-11]) {
      const [v] = solution.at(interval - before);
      expect(v).toBeGreaterThan(20);
      expect(v).toBeLessThanOrEqual(100);
    }
  });

  it('still says so where a value runs to infinity and no threshold lies on its way', () => {
    const made = specimen(
      cell({
        equations: 'dv/dt = s*exp(v/D) : mV',
        threshold: 'v < -100 mV',
        reset: 'v = -5 mV',
        parameters: { s: '0.1 mV/ms', D: '2 mV' },
      }),
      { v: '-5 mV' },
    );
    expect(() => judge(made, { duration: 500 })).toThrow(/v of cell 0 .* run away/);
  });

  it('finds spikes and resets of an integrate-and-fire cell at their instants', () => {
    // v(t) = 20 mV·(1 − e^(−t/10 ms)) reaches 15 mV at 10·ln 4 ms; held at 0 for 2 ms afterwards.
    const lif = specimen(
      cell({
        equations: 'dv/dt = (20*mV - v)/(10*ms) : mV (unless refractory)',
        threshold: 'v > 15*mV',
        reset: 'v = 0*mV',
        refractory: '2 ms',
      }),
    );
    const first = 10 * Math.log(4);
    const { spikeTimes } = judge(lif, { duration: 100 });
    const expected = Array.from({ length: spikeTimes.length }, (_, i) => first + i * (first + 2));
    expect(spikeTimes).toHaveLength(6);
    expect(largest(spikeTimes, expected)).toBeLessThan(1e-8);
  });

  it('finds the peaks', () => {
    const verdict = judge(classic, { duration: 30 });
    expect(verdict.peaks).toHaveLength(2);
    expect(verdict.peaks[0]!.voltage).toBeCloseTo(40.272816, 5);
    expect(verdict.at(verdict.peaks[0]!.time)[0]).toBeCloseTo(verdict.peaks[0]!.voltage, 9);
  });

  it('reads a pulse of its own stimulus', () => {
    const leaky = cell({
      equations: 'dV/dt = (I/pF*mV/ms*pA/pA - V/ms*0) : mV\nI = select(t >= 3*ms and t < 5*ms, 1*pF, 0*pF) : pF',
    });
    expect(judge(specimen(leaky), { duration: 10 }).sample([10])['V']![0]).toBeCloseTo(2, 6);
  });

  it('refuses a longest step that would not go forward', () => {
    const decay = specimen(cell({ equations: 'dv/dt = -v/ms : mV' }), { v: '1 mV' });
    for (const longestStep of [0, -0, -1, Number.NaN])
      expect(() => judge(decay, { duration: 1, longestStep })).toThrow(UserError);
  });

  it('refuses noise and names the equation', () => {
    const noisy = cell({ equations: 'dv/dt = -v/(10*ms) + 1*mV*xi/ms**0.5 : mV' });
    expect(() => judge(specimen(noisy), { duration: 1 })).toThrow(/dv\/dt has white noise/);
  });

  it('names the variable when the equations themselves run away', () => {
    const runaway = cell({ equations: 'dv/dt = v**2/(mV*ms) : mV' });
    expect(() => judge(specimen(runaway, { v: '1 mV' }), { duration: 5 })).toThrow(/v of cell 0.*t = 1/s);
  });

  it('kicks a state variable in an instant', () => {
    const decay = specimen(cell({ equations: 'dv/dt = -v/(10*ms) : mV' }), { v: '1 mV' });
    const kicks = [
      { time: 5, variable: 'v', by: 2 },
      { time: 0, variable: 'v', by: 1 },
    ];
    const verdict = judge(decay, { duration: 20, kicks });
    // A step ends there and another begins, so both sides of the jump are on curves of their own; tolerance 1e-10 a step, some twenty
    // steps.
    expect(verdict.at(0)[0]).toBe(2);
    expect(verdict.at(5 - 1e-9)[0]).toBeCloseTo(2 * Math.exp(-0.5), 8);
    expect(verdict.at(5)[0]).toBeCloseTo(2 * Math.exp(-0.5) + 2, 8);
    expect(verdict.at(20)[0]).toBeCloseTo((2 * Math.exp(-0.5) + 2) * Math.exp(-1.5), 8);
    expect(() => judge(decay, { duration: 1, kicks: [{ time: 0, variable: 'w', by: 1 }] })).toThrow(
      "A kick names 'w'; the state variables of the cell are v.",
    );
    for (const time of [-1, 1])
      expect(() => judge(decay, { duration: 1, kicks: [{ time, variable: 'v', by: 1 }] })).toThrow(
        `A kick is at ${time} ms; it must lie from 0 to before 1 ms.`,
      );
    expect(() => judge(decay, { duration: 1, kicks: [{ time: 0, variable: 'v', size: 1 } as never] })).toThrow(/size/);
  });

  it('a kick over the threshold is a spike there and then, and does nothing to a held variable of a refractory cell', () => {
    const lif = specimen(
      cell({
        equations: 'dv/dt = -v/(10*ms) : mV (unless refractory)\ndw/dt = 0/ms : 1',
        threshold: 'v > 15*mV',
        reset: 'v = 1*mV',
        refractory: '2 ms',
      }),
    );
    const verdict = judge(lif, {
      duration: 10,
      kicks: [
        { time: 3, variable: 'v', by: 16 },
        { time: 4, variable: 'v', by: 16 },
        { time: 4, variable: 'w', by: 1 },
        { time: 6, variable: 'v', by: 14 },
      ],
    });
    expect(verdict.spikeTimes).toEqual([3]);
    // Held at 1 mV until 5 ms; 14 mV more are too few for a spike at 6 ms.
    expect([...verdict.at(4.5)]).toEqual([1, 1]);
    expect(verdict.at(6)[0]).toBeCloseTo(Math.exp(-0.1) + 14, 8);
  });

  it('a kick over the level is a spike of a cell without a reset', () => {
    const decay = specimen(cell({ equations: 'dv/dt = -v/(10*ms) : mV' }), { v: '-5 mV' });
    const kicks = [{ time: 1, variable: 'v', by: 10 }];
    expect(judge(decay, { duration: 5, kicks }).spikeTimes).toEqual([1]);
    expect(judge(decay, { duration: 5, kicks, level: 8 }).spikeTimes).toEqual([]);
  });

  it('takes changed parameters', () => {
    const quiet = altered(classic, { parameters: { I: 0 } });
    expect(judge(quiet, { duration: 50 }).spikeTimes).toHaveLength(0);
  });
});
