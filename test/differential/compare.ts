/** Galvani's run of a network held against the independent one. */
import { type Course, course } from './dense.ts';
import { describe, galvani } from './galvani.ts';
import type { Case } from './model.ts';

/** Unit roundoff of a backend's state. */
const units = { reference: 2 ** -53, wasm: 2 ** -24 } as const;
export type Compared = keyof typeof units;

/**
 * Runs with errors on purpose, beside the plain one, and the factor between the largest of their differences and what is allowed. Galvani's
 * rounding is one more such run. Where a single early error makes it all, as before an upstroke, each draw lies below 1/32 of its largest
 * value once in 32 cases, and both of two once in 32²: too often for the 10⁵ cells of 5000 networks. So what two draws find wrong is held
 * against six more, which are all as small once in 32⁶ cases; the factor stays.
 */
const ROUGH = [2, 8];
const FACTOR = 32;
/** Steps over which the largest part is taken: a value may pass through zero difference by chance. */
const WINDOW = 20;

export interface Verdict {
  readonly network: Case;
  readonly backend: Compared;
  /** Steps compared, of those asked for: up to the first in which rounding may decide a spike or a corner. */
  readonly steps: number;
  readonly asked: number;
  readonly spikes: number;
  /** Whether rounding may have decided something before the end. */
  readonly ambiguous: boolean;
  /** Whether a value left its bounds before the end, in the independent run. */
  readonly blewUp: boolean;
  /** Largest difference ÷ its tolerance. */
  readonly worst: number;
  /** What was wrong, in words. */
  readonly finding: string | undefined;
}

/** `told`: what Galvani is told, where that is to be another network. */
export async function compare(network: Case, backends: readonly Compared[], told: Case = network): Promise<Verdict[]> {
  const plain = course(network, 0, 0);
  const verdicts: Verdict[] = [];
  for (const backend of backends) verdicts.push(await verdict(network, plain, backend, told));
  return verdicts;
}

async function verdict(network: Case, plain: Course, backend: Compared, told: Case): Promise<Verdict> {
  const rough: Course[] = [];
  let last: Verdict | undefined;
  for (const count of ROUGH) {
    while (rough.length < count) rough.push(course(network, units[backend], 1000 * network.seed + rough.length));
    last = await heldAgainst(rough, network, plain, backend, told);
    if (last.finding === undefined) break;
  }
  return last!;
}

async function heldAgainst(
  rough: readonly Course[],
  network: Case,
  plain: Course,
  backend: Compared,
  told: Case,
): Promise<Verdict> {
  const unit = units[backend];
  const steps = Math.min(agreed(plain, rough, unit), ...rough.map((r) => r.steps), plain.steps);
  const common = {
    network,
    backend,
    steps,
    asked: network.steps,
    spikes: plain.spikes.slice(0, steps).reduce((sum, s) => sum + s.length, 0),
    blewUp: plain.steps < network.steps,
    ambiguous: steps < plain.steps,
  };
  if (steps === 0) return { ...common, worst: 0, finding: undefined };
  const got = await galvani(told, steps, backend);
  let worst = 0;
  for (let k = 0; k < steps; k++) {
    const values = firstWrong(network, plain, rough, got.values, unit, k);
    worst = Math.max(worst, values.worst);
    if (values.finding) return { ...common, worst, finding: values.finding };
    const [mine, theirs] = [[...plain.spikes[k]!].sort(), [...got.spikes[k]!].sort()];
    if (mine.join() !== theirs.join())
      return { ...common, worst, finding: `step ${k}: spikes of [${theirs}] instead of [${mine}]` };
  }
  // Weights are those after the last step that was run, which the plain run knows only where it ran no further.
  if (steps === network.steps)
    for (const [name, expected] of plain.weights)
      for (const [at, s] of sourceBySource(network, name).entries()) {
        const w = expected[s]!;
        const tolerance = toleranceOf(
          rough.map((r) => r.weights.get(name)![s]! - w),
          w,
          unit,
        );
        const found = got.weights.get(name)![at]!;
        if (!(Math.abs(found - w) <= tolerance))
          return { ...common, worst, finding: `weight ${at} of ${name}: ${found} instead of ${w} ± ${tolerance}` };
      }
  return { ...common, worst, finding: undefined };
}

/** Numbers of a projection's synapses in the order in which `weights` shows them. */
const sourceBySource = (network: Case, name: string): number[] => {
  const { synapses } = network.projections.find((p) => p.name === name)!;
  return [...synapses.keys()].sort((a, b) => synapses[a]!.from - synapses[b]!.from);
};

const toleranceOf = (parts: readonly number[], size: number, unit: number): number =>
  FACTOR * (Math.max(...parts.map(Math.abs)) + unit * Math.abs(size)) + FACTOR * unit * 1e-3;

/** The largest difference in step k as a multiple of its tolerance, and the first that is larger than that. */
function firstWrong(
  network: Case,
  plain: Course,
  rough: readonly Course[],
  got: readonly Float64Array[],
  unit: number,
  k: number,
): { worst: number; finding: string | undefined } {
  let worst = 0;
  for (const [p, { cell, size, name }] of network.populations.entries()) {
    const n = cell.states.length;
    for (let at = 0; at < size * n; at++) {
      const row = size * n;
      const expected = plain.values[p]![k * row + at]!;
      const parts: number[] = [];
      let largest = 0;
      for (let j = Math.max(0, k - WINDOW); j <= k; j++) {
        const value = plain.values[p]![j * row + at]!;
        largest = Math.max(largest, Math.abs(value));
        for (const r of rough) parts.push(r.values[p]![j * row + at]! - value);
      }
      const tolerance = toleranceOf(parts, largest, unit);
      const difference = Math.abs(got[p]![k * row + at]! - expected);
      worst = Math.max(worst, difference / tolerance);
      if (!(difference <= tolerance))
        return {
          worst,
          finding: `step ${k}: ${cell.states[at % n]!.name} of cell ${Math.floor(at / n)} of ${name} (${cell.family}) is ${got[p]![k * row + at]} instead of ${expected} ± ${tolerance}`,
        };
    }
  }
  return { worst, finding: undefined };
}

/** The first step in which rounding may decide: where a condition's or corner's distance is within the tolerance, or the runs part. */
function agreed(plain: Course, rough: readonly Course[], unit: number): number {
  for (let k = 0; k < plain.steps; k++) {
    const { distance, size } = plain.corners[k]!;
    const others = rough.map((r) => r.corners[k]);
    if (others.some((o) => o?.distance.length !== distance.length)) return k;
    if (rough.some((r) => r.spikes[k]!.join() !== plain.spikes[k]!.join())) return k;
    for (let c = 0; c < distance.length; c++) {
      const parts = others.map((o) => o!.distance[c]! - distance[c]!);
      if (Math.abs(distance[c]!) <= toleranceOf(parts, size[c]!, unit)) return k;
    }
  }
  return plain.steps;
}

/** A finding with all that is needed to see it again. */
export function report({ network, backend, finding }: Verdict): string {
  const { seed, dt, integrator } = network;
  return [
    `seed ${seed} on ${backend}, dt ${dt} ms, ${integrator ?? 'no rule named'}: ${finding}`,
    ...describe(network).map((c) => JSON.stringify(c, undefined, 1)),
    JSON.stringify(network.projections.map(({ synapses, ...p }) => ({ ...p, synapses: synapses.length }))),
  ].join('\n');
}
