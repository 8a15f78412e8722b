/** `galvani sweep`: one preset or document with every combination of some parameters' values. */

import { UserError } from '../errors.ts';
import { combinations, parseStep, releaseDevices, sweep, type VariantResult } from '../index.ts';
import { stepTime } from '../numbers/decimal.ts';
import type { SweepArguments } from './arguments.ts';
import { Progress } from './progress.ts';
import { stepsOf } from './steps.ts';
import { subjectOf } from './subject.ts';

export async function sweepOver(options: SweepArguments): Promise<void> {
  const { vary, seeds } = options;
  const names = Object.keys(vary);
  // With the first values, so that a wrong name or unit is told before anything runs.
  const first = Object.fromEntries(names.map((name) => [name, vary[name]![0]!]));
  const subject = await subjectOf(options.subject, { ...options.set, ...first }, undefined, options.dt);
  if (subject.run.interventions?.length)
    throw new UserError(
      `${subject.name} does something while it runs ('do'), which a sweep leaves undone; take it out, or run the variants one by one.`,
    );
  const dt = parseStep(options.dt ?? subject.run.dt ?? '0.1 ms');
  const steps = stepsOf(subject, options.duration, dt);
  const duration_ms = stepTime(steps, dt);
  const axes = [...names.map((name) => vary[name]!), (seeds ?? [subject.network.seed]).map(String)];
  const places = combinations(axes.map((axis) => [...axis.keys()]));
  const settings = places.map((place) => Object.fromEntries(names.map((name, a) => [name, vary[name]![place[a]!]!])));
  const seedOf = (place: readonly number[]): number => Number(axes.at(-1)![place.at(-1)!]);
  const variants = places.map((place) => ({
    // Places on the axes stand for the texts there, so that a variant has exactly the values of its own run.
    values: Object.fromEntries(names.map((name, a) => [name, place[a]!])),
    seed: seedOf(place),
  }));
  const parameters = names.map((name) => ({
    name,
    acts: subject.isLive(name) ? ('live' as const) : ('rebuild' as const),
  }));
  const progress = new Progress();
  try {
    const integrator = options.integrator ?? subject.run.integrator;
    const swept = await sweep(
      {
        parameters,
        build: (values, seed) =>
          subject.build({ ...options.set, ...Object.fromEntries(names.map((n) => [n, vary[n]![values[n]!]!])) }, seed),
      },
      variants,
      {
        duration: `${duration_ms} ms`,
        dt: `${dt} ms`,
        backend: options.backend ?? subject.run.backend ?? 'auto',
        ...(options.transient === undefined ? {} : { transient: options.transient }),
        ...(integrator === undefined ? {} : { integrator }),
        onProgress: ({ fraction }) => progress.show('sweep', fraction),
      },
    );
    progress.clear();
    const { backend, adapter } = swept;
    const rows = swept.results.map((result) => rowOf(result, settings[result.index]!, variants[result.index]!.seed));
    const facts = { subject: options.subject, backend, adapter, dt_ms: dt, duration_ms, vary, set: options.set };
    if (options.json) process.stdout.write(`${JSON.stringify({ ...facts, wall_s: swept.seconds, results: rows })}\n`);
    else process.stdout.write(`${table(names, rows).join('\n')}\n`);
  } finally {
    progress.clear();
    releaseDevices();
  }
}

/** One variant, in the words of `galvani run --json`. */
type Row = { readonly set: Readonly<Record<string, string>>; readonly seed: number } & (
  | {
      readonly ok: true;
      readonly spikes: number;
      readonly first_spike_ms: number | null;
      readonly rate_hz: Readonly<Record<string, number>>;
      readonly cv_isi: number | null;
      readonly synchrony: number | null;
      readonly silent_fraction: number;
      readonly spike_hash: string;
    }
  | { readonly ok: false; readonly reason: string }
);

function rowOf(result: VariantResult, set: Readonly<Record<string, string>>, seed: number): Row {
  if (!result.ok) return { set, seed, ok: false, reason: result.reason };
  const { spikes, firstSpike, rates, cv, synchrony, silent, hash } = result.measures;
  return {
    ...{ set, seed, ok: true, spikes, first_spike_ms: firstSpike, rate_hz: rates },
    ...{ cv_isi: cv, synchrony, silent_fraction: silent, spike_hash: hash },
  };
}

function table(names: readonly string[], rows: readonly Row[]): string[] {
  const rounded = (x: number | null): string => (x === null ? '–' : x.toFixed(2));
  const heads = [...names, 'seed', 'rate (Hz)', 'ISI CV', 'synchrony', 'silent (%)'];
  const lines = rows.map((row) => {
    const own = [...names.map((name) => row.set[name]!), String(row.seed)];
    if (!row.ok) return { own, says: row.reason };
    const { rate_hz, cv_isi, synchrony, silent_fraction } = row;
    return { own: [...own, ...[rate_hz['all']!, cv_isi, synchrony, 100 * silent_fraction].map(rounded)], says: '' };
  });
  const widths = heads.map((head, k) => Math.max(head.length, ...lines.map(({ own }) => own[k]?.length ?? 0)));
  const padded = (cells: readonly string[]): string => cells.map((cell, k) => cell.padEnd(widths[k]!)).join('  ');
  return [padded(heads), ...lines.map(({ own, says }) => `${padded(own)}  ${says}`)].map((text) => text.trimEnd());
}
