/** Degrees, weights and delays of projections, and what changes with use as it is now. */
import { histogramOf, rangeOf, type StepHistogram } from '../../analysis/histogram.ts';
import type { ProjectionCensus } from '../../index.ts';
import { readableUnit, shownValues } from '../shown-units.ts';
import type { Weights } from '../types.ts';

/** Of one projection. */
export interface SynapseHistograms {
  readonly name: string;
  readonly onSpike: string;
  readonly synapses: number;
  readonly multapses: number;
  readonly autapses: number;
  readonly out: StepHistogram;
  readonly in: StepHistogram;
  /** At time 0; undefined where all synapses have one weight. */
  readonly weights: StepHistogram | undefined;
  /** Of those in `now`, in the bins of `weights`; of another variable in its own. */
  readonly now: StepHistogram | undefined;
  /** Of the values; undefined: internal units. */
  readonly unit: string | undefined;
  /** ms; undefined for the next step. */
  readonly delays: StepHistogram | number | undefined;
}

export interface SynapseHistogramsInput {
  /** Weights that changed with use as they are now, in the units that are shown; or another variable of the synapses. */
  readonly now: readonly Weights[];
  /** Of that other variable, the units by projection. */
  readonly units?: Readonly<Record<string, string>> | undefined;
}

/** Of each projection of the census. */
export const synapseHistograms = (
  census: readonly ProjectionCensus[],
  { now, units }: SynapseHistogramsInput,
): SynapseHistograms[] =>
  census.map((census): SynapseHistograms => {
    const { name, onSpike, synapses: count, multapses, autapses, delays, weightUnit } = census;
    const begun = units === undefined && census.weights ? shownValues(census.weights, weightUnit) : undefined;
    const changed = now.find((w) => w.name === name)?.values;
    const ranges = [begun, changed].flatMap((values) => (values === undefined ? [] : [rangeOf(values)]));
    const range = [Math.min(...ranges.map(([low]) => low)), Math.max(...ranges.map(([, high]) => high))] as const;
    return {
      name,
      onSpike,
      synapses: count,
      multapses,
      autapses,
      out: histogramOf(census.outDegrees, true),
      in: histogramOf(census.inDegrees, true),
      weights: begun && histogramOf(begun, false, range),
      now: changed && histogramOf(changed, false, range),
      unit: units ? units[name] : weightUnit && readableUnit(weightUnit).unit,
      delays: typeof delays === 'number' || delays === undefined ? delays : histogramOf(delays, false),
    };
  });
