/** A plan carried out: every network of the map, and what came of each point. */
import {
  fromUnit,
  type Measures,
  type SweepOptions,
  type SweepSummary,
  sweep,
  type VariantResult,
} from '../../index.ts';
import type { Preset, PresetFacts } from '../preset.ts';
import { pointsOf, type SweepPlan } from './plan.ts';

const ms = (value: number) => ({ value, unit: 'ms' });

/**
 * The networks lie point by point, in the order of `pointsOf`; those of a point differ in their seed. `preset`: that of the plan, or which
 * its document makes.
 */
export function sweepPlan(
  plan: SweepPlan,
  preset: Preset,
  watch: Pick<SweepOptions, 'signal' | 'onResult' | 'onProgress'> = {},
): Promise<SweepSummary> {
  const variants = pointsOf(plan, preset).flatMap((point) => {
    const values = Object.fromEntries(
      preset.parameters.map((p) => [p.name, fromUnit(point.values[p.name] ?? p.value, p.unit)]),
    );
    return Array.from({ length: plan.seeds }, (_, s) => ({ values, seed: plan.seed + s }));
  });
  const { duration, transient, dt, integrator, backend } = plan;
  return sweep(preset, variants, {
    duration: ms(duration),
    transient: ms(transient),
    dt: ms(dt),
    // '': each model's own.
    ...(integrator === '' ? {} : { integrator }),
    backend,
    ...watch,
  });
}

/** What is known of one point of the map. */
export interface PointOutcome {
  readonly measures: readonly Measures[];
  /** Sentences on networks that failed. */
  readonly reasons: readonly string[];
}

/** Per point, in the order of `pointsOf`; undefined while none of its networks is among the results, which may come in any order. */
export function outcomesOf(
  plan: SweepPlan,
  preset: PresetFacts,
  results: readonly VariantResult[],
): (PointOutcome | undefined)[] {
  const found = new Map(results.map((result) => [result.index, result]));
  return pointsOf(plan, preset).map((_, k) => {
    const own = Array.from({ length: plan.seeds }, (_, s) => found.get(k * plan.seeds + s)).filter(
      (r) => r !== undefined,
    );
    if (own.length === 0) return undefined;
    return {
      measures: own.flatMap((r) => (r.ok ? [r.measures] : [])),
      reasons: [...new Set(own.flatMap((r) => (r.ok ? [] : [r.reason])))],
    };
  });
}
