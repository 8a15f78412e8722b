/** A sweep's numbers for people and for other programs. */
import type { PresetFacts } from '../preset.ts';
import { type Measure, pooled } from './measures.ts';
import { axisValues, parameterOf, pointsOf, type SweepAxis, type SweepPlan } from './plan.ts';
import type { PointOutcome } from './run.ts';

/** '42.1 Hz', '42.1 ± 1.2 Hz', 'none', 'failed', ''. */
export function valueText(measure: Measure, outcome: PointOutcome | undefined): string {
  if (outcome === undefined) return '';
  const value = pooled(measure, outcome.measures);
  if (value === undefined) return outcome.measures.length === 0 ? 'failed' : 'none';
  const unit = measure.unit === '' ? '' : `\u2009${measure.unit}`;
  const mean = measure.text(value.mean);
  // No finer than the mean itself.
  const decimals = mean.split('.')[1]?.length ?? 0;
  const spread = value.sd === undefined ? '' : ` ± ${value.sd.toFixed(decimals)}`;
  return `${mean}${spread}${unit}`;
}

/** CSV with a row per point, in the order of `pointsOf`; means over seeds, in the units that the head names. */
export function sweepCsv(
  plan: SweepPlan,
  preset: PresetFacts,
  outcomes: readonly (PointOutcome | undefined)[],
  measures: readonly Measure[],
): string {
  const named = (name: string, unit: string) => (unit === '' ? name : `${name}_${unit === '%' ? 'percent' : unit}`);
  const axes = [plan.x, ...(plan.y === undefined ? [] : [plan.y])].map((axis: SweepAxis) => {
    const parameter = parameterOf(preset, axis.name);
    return { head: named(axis.name, parameter?.unit ?? ''), values: axisValues(axis, parameter) };
  });
  const head = [...axes.map((axis) => axis.head), ...measures.map((m) => named(m.key.replace('-', '_'), m.unit))];
  const rows = pointsOf(plan, preset).map(({ i, j }, k) => {
    const outcome = outcomes[k];
    return [
      ...axes.map(({ values }, a) => values[a === 0 ? i : j]!),
      ...measures.map((m) => (outcome === undefined ? '' : (pooled(m, outcome.measures)?.mean ?? ''))),
    ];
  });
  return `${[head, ...rows].map((row) => row.join(',')).join('\n')}\n`;
}
