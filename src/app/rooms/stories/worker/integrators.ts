/** Experiments of the story on integrators: one squid axon, several rules, against the exact curve. */
import {
  type Contestant,
  compareIntegrators,
  judge,
  type Specimen,
  specimenOf,
  type Verdict,
  voltageTrace,
} from '../../../../index.ts';
import { presetByName, presetValues } from '../../../../presets/index.ts';
import type { Line, Outcome, Picture } from './tasks.ts';

/** Cell `start` of a preset; with the tutorial's spread of voltages, every cell starts elsewhere. */
function axon(name: string, set: Readonly<Record<string, string>> = {}, start = 0): Specimen {
  const preset = presetByName(name);
  const values = presetValues(preset, { ...(start > 0 ? { cells: `${start + 1}` } : {}), ...set });
  return specimenOf(preset.build(values, 1), start);
}

/** The tutorial's cell from exactly −65 mV. */
const shared = { V_spread: '0 mV' } as const;

function exactLine(verdict: Verdict, name: string, look: Partial<Line> = {}): Line {
  const count = 4000;
  const x = Float64Array.from({ length: count + 1 }, (_, i) => (i / count) * verdict.duration);
  return { name, x, y: verdict.sample(x)[verdict.subject.voltage]!, hue: 0, ...look };
}

function sampledLine(subject: Specimen, result: Contestant, hue: Line['hue'], dash?: string): Line[] {
  if (!result.trace) return [];
  const y = voltageTrace(subject, result.trace);
  const x = Float64Array.from({ length: y.length }, (_, k) => k * result.dt);
  return [{ name: result.integrator, x, y, hue, ...(dash === undefined ? {} : { dash }) }];
}

const voltages = (lines: readonly Line[], duration: number, from = 0): Picture => ({
  lines,
  x: { title: 't (ms)', low: from, high: duration },
  y: { title: 'V (mV)', low: -90, high: 60 },
});

/** Rate of a regular train from its intervals, Hz; 0 with fewer than two spikes. */
function rate(times: readonly number[]): number {
  return times.length < 2 ? 0 : (1000 * (times.length - 1)) / (times.at(-1)! - times[0]!);
}

/** The printed cell with and without its current, and the paper's. */
async function cell(): Promise<Outcome> {
  const duration = 100;
  const driven = judge(axon('hh-tutorial', shared), { duration });
  const alone = judge(axon('hh-tutorial', { ...shared, I: '0 uA/cm^2' }), { duration });
  const classic = judge(axon('hh-classic'), { duration });
  const last = Math.min(driven.spikeTimes.length, alone.spikeTimes.length) - 1;
  return {
    pictures: [
      voltages(
        [
          exactLine(driven, 'driven', { ground: true }),
          exactLine(alone, 'alone', { hue: 1 }),
          exactLine(classic, 'classic', { hue: 2, dash: '5 3' }),
        ],
        duration,
      ),
    ],
    facts: {
      spikes: driven.spikeTimes.length,
      spikesAlone: alone.spikeTimes.length,
      shift: Math.abs(driven.spikeTimes[last]! - alone.spikeTimes[last]!),
      rate: rate(driven.spikeTimes),
      rateClassic: rate(classic.spikeTimes),
    },
  };
}

/** Both rules of the tutorial from one state, at its step. */
async function pair(): Promise<Outcome> {
  const subject = axon('hh-tutorial', shared);
  const duration = 100;
  const { exact, results } = await compareIntegrators({
    subject,
    duration,
    integrators: ['exp_euler', 'ind_exp_euler'],
    dts: [0.1],
  });
  const [full, own] = results as [Contestant, Contestant];
  const lines = [
    exactLine(exact, 'exact', { ground: true }),
    ...sampledLine(subject, full, 1),
    ...sampledLine(subject, own, 2, '6 3'),
  ];
  const third = exact.spikeTimes[2] ?? duration;
  return {
    pictures: [voltages(lines, duration), voltages(lines, third + 4, third - 2)],
    facts: {
      lateFull: full.errors!.spikeTimes[2] ?? Number.NaN,
      lateOwn: own.errors!.spikeTimes[2] ?? Number.NaN,
      peakFull: Math.abs(full.errors!.peak),
      peakOwn: Math.abs(own.errors!.peak),
    },
  };
}

/** As the tutorial's figure: each rule on a cell of its own. */
async function starts(): Promise<Outcome> {
  const duration = 100;
  const rules = ['exp_euler', 'ind_exp_euler'] as const;
  const lines: Line[] = [];
  const firsts: number[] = [];
  const thirds: number[] = [];
  const startsAt: number[] = [];
  const exact: number[] = [];
  for (const [k, integrator] of rules.entries()) {
    const subject = axon('hh-tutorial', {}, k);
    const comparison = await compareIntegrators({ subject, duration, integrators: [integrator], dts: [0.1] });
    const result = comparison.results[0]!;
    lines.push(...sampledLine(subject, result, k === 0 ? 1 : 2, k === 0 ? undefined : '6 3'));
    firsts.push(result.spikeTimes[0]!);
    thirds.push(result.spikeTimes[2]!);
    exact.push(comparison.exact.spikeTimes[2]!);
    startsAt.push(subject.initial['V']!);
  }
  return {
    pictures: [voltages(lines, duration)],
    facts: {
      V1: startsAt[0]!,
      V2: startsAt[1]!,
      apart: Math.abs(thirds[1]! - thirds[0]!),
      apartExact: Math.abs(exact[1]! - exact[0]!),
      rule: Math.abs(thirds[1]! - exact[1]! - (thirds[0]! - exact[0]!)),
    },
  };
}

/** What a step costs and what it is worth. */
async function cost(): Promise<Outcome> {
  const subject = axon('hh-tutorial', shared);
  const rules = ['ind_exp_euler', 'staggered', 'exp_euler'] as const;
  const dts = [0.1, 0.05, 0.025, 0.0125];
  const { results } = await compareIntegrators({ subject, duration: 100, integrators: [...rules], dts });
  const best = (name: string): number =>
    Math.min(...results.flatMap((r) => (r.integrator === name && r.cost ? [r.cost.microsecondsPerStep] : [])));
  const error = (name: string, dt: number): number =>
    Math.abs(results.find((r) => r.integrator === name && r.dt === dt)?.errors?.spikeTimes[2] ?? Number.NaN);
  const lines = rules.map(
    (name, k): Line => ({
      name,
      x: Float64Array.from(dts).reverse(),
      y: Float64Array.from(dts, (dt) => error(name, dt)).reverse(),
      hue: ([2, 3, 1] as const)[k]!,
    }),
  );
  return {
    pictures: [
      {
        lines,
        x: { title: 'dt (ms)', low: 0.011, high: 0.115, log: true },
        y: { title: '|Δt₃| (ms)', low: 1e-6, high: 10, log: true },
      },
    ],
    facts: {
      ratio: best('exp_euler') / best('ind_exp_euler'),
      errorOwn: error('ind_exp_euler', 0.1),
      errorStaggered: error('staggered', 0.1),
      errorFull: error('exp_euler', 0.1),
      gain: error('ind_exp_euler', 0.1) / error('staggered', 0.1),
      halving: error('ind_exp_euler', 0.1) / error('ind_exp_euler', 0.05),
    },
  };
}

/** The exercise with the fourth-order method. */
async function rk4(): Promise<Outcome> {
  const subject = axon('hh-tutorial', shared);
  const duration = 100;
  const { exact, results } = await compareIntegrators({
    subject,
    duration,
    integrators: ['rk4'],
    dts: [0.1, 0.05],
  });
  const [coarse, fine] = results as [Contestant, Contestant];
  const named = (result: Contestant, name: string, hue: Line['hue']): Line[] =>
    sampledLine(subject, result, hue).map((line) => ({
      ...line,
      name,
      y: line.y.map((v) => (Math.abs(v) < 200 ? v : Number.NaN)),
    }));
  return {
    pictures: [
      voltages(
        [exactLine(exact, 'exact', { ground: true }), ...named(fine, 'rk4fine', 1), ...named(coarse, 'rk4coarse', 2)],
        duration,
      ),
    ],
    facts: {
      blown: coarse.blowUp ? 1 : 0,
      blowUp: coarse.blowUp?.time ?? Number.NaN,
      lateFine: fine.errors?.spikeTimes[2] ?? Number.NaN,
    },
  };
}

/** The exercise with other currents: as printed, and in the unit that was meant. */
async function currents(): Promise<Outcome> {
  const duration = 300;
  const printed = [5, 10, 15].map((I) => judge(axon('hh-tutorial', { ...shared, I: `${I} nA/cm^2` }), { duration }));
  const meant = [5, 10, 15].map((I) => judge(axon('hh-classic', { I: `${I} uA/cm^2` }), { duration }));
  const rates = [...printed, ...meant].map((v) => (v.spikeTimes.length > 5 ? rate(v.spikeTimes.slice(2)) : 0));
  return {
    pictures: [
      voltages(
        meant.map((v, k) =>
          exactLine(v, `meant${[5, 10, 15][k]}`, {
            hue: ([3, 1, 2] as const)[k]!,
            ...(k === 0 ? {} : { dash: k === 1 ? '6 3' : '2 2' }),
          }),
        ),
        100,
      ),
    ],
    facts: {
      printed5: rates[0]!,
      printed15: rates[2]!,
      meant5: rates[3]!,
      spikes5: meant[0]!.spikeTimes.length,
      meant10: rates[4]!,
      meant15: rates[5]!,
    },
  };
}

/** The exercise with a longer run: how late each spike is. */
async function long(): Promise<Outcome> {
  const subject = axon('hh-tutorial', shared);
  const duration = 500;
  const rules = ['ind_exp_euler', 'staggered', 'exp_euler'] as const;
  const { exact, results } = await compareIntegrators({ subject, duration, integrators: [...rules], dts: [0.1] });
  const errors = results.map((r) => r.errors!.spikeTimes);
  const lines = rules.map((name, k): Line => {
    const y = Float64Array.from(errors[k]!);
    return { name, x: Float64Array.from(exact.spikeTimes.slice(0, y.length)), y, hue: ([2, 3, 1] as const)[k]! };
  });
  const own = errors[0]!;
  const half = own[Math.floor(own.length / 2) - 1]!;
  const top = Math.max(...own);
  return {
    pictures: [
      {
        lines,
        x: { title: 't (ms)', low: 0, high: duration },
        y: { title: 'Δt (ms)', low: -1, high: Math.ceil(top) },
      },
    ],
    facts: {
      spikes: own.length,
      own: own.at(-1)!,
      staggered: Math.abs(errors[1]!.at(-1)!),
      full: Math.abs(errors[2]!.at(-1)!),
      growth: own.at(-1)! / half,
      period: (100 * (own.at(-1)! - own[0]!)) / (exact.spikeTimes[own.length - 1]! - exact.spikeTimes[0]!),
    },
  };
}

export const integratorExperiments = { cell, pair, starts, cost, rk4, currents, long };
