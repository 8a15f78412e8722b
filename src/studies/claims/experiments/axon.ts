/** Claims on integrators: one squid axon, several rules, against the exact curve. */
import {
  type Contestant,
  compareIntegrators,
  judge,
  type ReferenceSolution,
  type Specimen,
  voltageTrace,
} from '../../../index.ts';
import { regularRate } from '../../run.ts';
import type { Points } from '../../study.ts';
import { subjectOf } from '../../subject.ts';
import type { Findings } from '../story.ts';

/** Cell `start` of a preset; with the tutorial's spread of voltages, every cell starts elsewhere. */
const axon = (preset: string, set: Readonly<Record<string, string>> = {}, start = 0): Specimen =>
  subjectOf({ preset, set, seed: 1 }, start);

/** The tutorial's cell from exactly −65 mV. */
const shared = { V_spread: '0 mV' } as const;

function exactLine(exact: ReferenceSolution): Points {
  const count = 4000;
  const x = Float64Array.from({ length: count + 1 }, (_, i) => (i / count) * exact.duration);
  return { x, y: exact.sample(x)[exact.subject.voltage]! };
}

/** The trace of a rule by its name, or the name given; none where the rule refused. */
function sampledLine(subject: Specimen, result: Contestant, name = result.integrator): Record<string, Points> {
  if (!result.trace) return {};
  const y = voltageTrace(subject, result.trace);
  return { [name]: { x: Float64Array.from({ length: y.length }, (_, k) => k * result.dt), y } };
}

/** The printed cell with and without its current, and the paper's. */
export async function cell(): Promise<Findings> {
  const duration = 100;
  const driven = judge(axon('hh-tutorial', shared), { duration });
  const alone = judge(axon('hh-tutorial', { ...shared, I: '0 uA/cm^2' }), { duration });
  const classic = judge(axon('hh-classic'), { duration });
  const last = Math.min(driven.spikeTimes.length, alone.spikeTimes.length) - 1;
  return {
    lines: { driven: exactLine(driven), alone: exactLine(alone), classic: exactLine(classic) },
    facts: {
      spikes: driven.spikeTimes.length,
      spikesAlone: alone.spikeTimes.length,
      shift: Math.abs(driven.spikeTimes[last]! - alone.spikeTimes[last]!),
      rate: regularRate(driven.spikeTimes),
      rateClassic: regularRate(classic.spikeTimes),
    },
  };
}

/** Both rules of the tutorial from one state, at its step. */
export async function pair(): Promise<Findings> {
  const subject = axon('hh-tutorial', shared);
  const { exact, results } = await compareIntegrators({
    subject,
    duration: 100,
    integrators: ['exp_euler', 'ind_exp_euler'],
    dts: [0.1],
  });
  const [full, own] = results as [Contestant, Contestant];
  return {
    lines: { exact: exactLine(exact), ...sampledLine(subject, full), ...sampledLine(subject, own) },
    facts: {
      lateFull: full.errors!.spikeTimes[2] ?? Number.NaN,
      lateOwn: own.errors!.spikeTimes[2] ?? Number.NaN,
      peakFull: Math.abs(full.errors!.peak),
      peakOwn: Math.abs(own.errors!.peak),
      third: exact.spikeTimes[2] ?? Number.NaN,
    },
  };
}

/** As the tutorial's figure: each rule on its own cell. */
export async function starts(): Promise<Findings> {
  const duration = 100;
  const rules = ['exp_euler', 'ind_exp_euler'] as const;
  let lines: Record<string, Points> = {};
  const thirds: number[] = [];
  const startsAt: number[] = [];
  const exact: number[] = [];
  for (const [k, integrator] of rules.entries()) {
    const subject = axon('hh-tutorial', {}, k);
    const comparison = await compareIntegrators({ subject, duration, integrators: [integrator], dts: [0.1] });
    const result = comparison.results[0]!;
    lines = { ...lines, ...sampledLine(subject, result) };
    thirds.push(result.spikeTimes[2]!);
    exact.push(comparison.exact.spikeTimes[2]!);
    startsAt.push(subject.initial['V']!);
  }
  return {
    lines,
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
export async function cost(): Promise<Findings> {
  const subject = axon('hh-tutorial', shared);
  const rules = ['ind_exp_euler', 'staggered', 'exp_euler'] as const;
  const dts = [0.1, 0.05, 0.025, 0.0125];
  const { results } = await compareIntegrators({ subject, duration: 100, integrators: [...rules], dts });
  const best = (name: string): number =>
    Math.min(...results.flatMap((r) => (r.integrator === name && r.cost ? [r.cost.microsecondsPerStep] : [])));
  const error = (name: string, dt: number): number =>
    Math.abs(results.find((r) => r.integrator === name && r.dt === dt)?.errors?.spikeTimes[2] ?? Number.NaN);
  const rising = Float64Array.from(dts).reverse();
  return {
    lines: Object.fromEntries(rules.map((name) => [name, { x: rising, y: rising.map((dt) => error(name, dt)) }])),
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
export async function rk4(): Promise<Findings> {
  const subject = axon('hh-tutorial', shared);
  const { exact, results } = await compareIntegrators({
    subject,
    duration: 100,
    integrators: ['rk4'],
    dts: [0.1, 0.05],
  });
  const [coarse, fine] = results as [Contestant, Contestant];
  return {
    lines: {
      exact: exactLine(exact),
      ...sampledLine(subject, fine, 'rk4fine'),
      ...sampledLine(subject, coarse, 'rk4coarse'),
    },
    facts: {
      blown: coarse.blowUp ? 1 : 0,
      blowUp: coarse.blowUp?.time ?? Number.NaN,
      lateFine: fine.errors?.spikeTimes[2] ?? Number.NaN,
    },
  };
}

/** The exercise with other currents: as printed, and in the unit that was meant. */
export async function currents(): Promise<Findings> {
  const duration = 300;
  const levels = [5, 10, 15];
  const printed = levels.map((I) => judge(axon('hh-tutorial', { ...shared, I: `${I} nA/cm^2` }), { duration }));
  const meant = levels.map((I) => judge(axon('hh-classic', { I: `${I} uA/cm^2` }), { duration }));
  const rates = [...printed, ...meant].map((v) => (v.spikeTimes.length > 5 ? regularRate(v.spikeTimes.slice(2)) : 0));
  return {
    lines: Object.fromEntries(meant.map((v, k) => [`meant${levels[k]}`, exactLine(v)])),
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
export async function long(): Promise<Findings> {
  const subject = axon('hh-tutorial', shared);
  const rules = ['ind_exp_euler', 'staggered', 'exp_euler'] as const;
  const { exact, results } = await compareIntegrators({ subject, duration: 500, integrators: [...rules], dts: [0.1] });
  const errors = results.map((r) => r.errors!.spikeTimes);
  const own = errors[0]!;
  const half = own[Math.floor(own.length / 2) - 1]!;
  return {
    lines: Object.fromEntries(
      rules.map((name, k) => {
        const y = Float64Array.from(errors[k]!);
        return [name, { x: Float64Array.from(exact.spikeTimes.slice(0, y.length)), y }];
      }),
    ),
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
