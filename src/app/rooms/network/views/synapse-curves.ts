/** What the charts of synapses draw, and the words beside them. */
import type { StepHistogram, SynapseHistograms } from '../../../../live/index.ts';
import type { Curve } from '../../../plots/chart/curve.ts';
import { timeText } from '../../../run/figures.ts';
import type { RunRecord } from '../../../run/record.ts';
import type { SynapseKind } from '../../../run/views.ts';

type Counted = Exclude<SynapseKind, 'learned' | 'cell'>;

export const WEIGHT = 'weight';

const hues = [
  { colour: 'var(--e)', dash: 'none' },
  { colour: 'var(--i)', dash: '7 2.5' },
  { colour: 'var(--hue-1)', dash: '2 2.5' },
  { colour: 'var(--hue-2)', dash: '8 3 2 3' },
];

/** What is drawn over time: the weights of projections, or one more variable of theirs. */
export interface Sampled {
  readonly name: string;
  readonly unit: string;
  /** Its place in a sample. */
  readonly at: number;
}

/** `variable`: 'weight' or a name. */
export function sampledOf({ description: { plastic, synaptic } }: RunRecord, variable: string): Sampled[] {
  if (variable === WEIGHT) return plastic.map((p, at) => ({ ...p, at }));
  return synaptic
    .filter(({ sampled }) => sampled)
    .map(({ projection, name, unit }, k) => ({ name: projection, variable: name, unit, at: plastic.length + k }))
    .filter((one) => one.variable === variable);
}

/** The unit of all values; undefined where they have none, or several. */
export function oneUnit(found: readonly SynapseHistograms[]): string | undefined {
  const units = new Set(found.filter((d) => d.weights !== undefined || d.now !== undefined).map((d) => d.unit));
  return units.size === 1 ? [...units][0] : undefined;
}

const histogram = (d: SynapseHistograms, kind: Counted): StepHistogram | undefined => {
  if (kind === 'delays' && typeof d.delays === 'number') return undefined;
  return kind === 'weights' ? (d.weights ?? d.now) : (d[kind] as StepHistogram | undefined);
};

export function histograms(found: readonly SynapseHistograms[], kind: Counted): Curve[] {
  return found.flatMap((d, k): Curve[] => {
    const hue = hues[k % hues.length]!;
    const curve = (name: string, h: StepHistogram | undefined, look: Partial<Curve> = {}): Curve[] =>
      h === undefined || h.x.length === 0 ? [] : [{ key: name, name, ...hue, x: h.x, y: h.y, ...look }];
    if (kind !== 'weights' || d.now === undefined || d.weights === undefined) return curve(d.name, histogram(d, kind));
    return [
      ...curve(`${d.name} at 0 ms`, d.weights, { dash: '3 3', width: 1 }),
      ...curve(`${d.name} now`, d.now, { dash: 'none' }),
    ];
  });
}

/** Means of those that share the first one's unit, with the deviation to both sides. */
export function courses({ learned, dt }: RunRecord, sampled: readonly Sampled[]): Curve[] {
  const x = learned.map((sample) => sample.step * dt);
  return sampled.flatMap(({ name, unit, at: place }, k): Curve[] => {
    if (unit !== sampled[0]!.unit || x.length === 0) return [];
    const hue = hues[k % hues.length]!;
    const at = (by: number) => learned.map(({ means, sds }) => means[place]! + (by === 0 ? 0 : by * sds[place]!));
    return [
      { key: name, name, ...hue, x, y: at(0) },
      { key: `${name} above`, name, ...hue, width: 0.75, quiet: true, x, y: at(1) },
      { key: `${name} below`, name, ...hue, width: 0.75, quiet: true, x, y: at(-1) },
    ];
  });
}

export function meanText(d: SynapseHistograms, kind: Counted, variable: string): string {
  if (kind === 'delays' && typeof d.delays === 'number') return `delay ${d.delays} ms`;
  const h = histogram(d, kind);
  if (h === undefined) {
    if (kind === 'delays') return 'delay: the next step';
    return variable === WEIGHT ? 'one weight for all' : `no ${variable}`;
  }
  const text = (one: StepHistogram) => `${one.mean.toPrecision(3)} ± ${one.sd.toPrecision(2)}`;
  if (kind !== 'weights') return `mean ${text(h)}`;
  const unit = d.unit === undefined || d.unit === '' ? '' : ` ${d.unit}`;
  return d.now === undefined || d.weights === undefined
    ? `mean ${text(h)}${unit}`
    : `mean ${text(d.now)}${unit}, at 0 ms ${text(h)}${unit}`;
}

export function nothing(found: readonly SynapseHistograms[], kind: SynapseKind, variable: string): string {
  if (found.length === 0) return 'This network has no synapses.';
  if (kind === 'learned')
    return variable === WEIGHT
      ? 'Nothing has run yet.'
      : 'Nothing has run yet, or the projections are so large that only their weights are sampled.';
  return kind === 'weights'
    ? 'All synapses of a projection have one weight.'
    : 'All synapses of a projection have one delay.';
}

export function noteOf(
  step: number | undefined,
  record: RunRecord | undefined,
  { kind, variable, sampled }: { kind: SynapseKind; variable: string; sampled: readonly Sampled[] },
): string {
  const made = 'Made anew from the same seed, as at time 0';
  if (record === undefined) return `${made}.`;
  const what = variable === WEIGHT ? 'weights' : `values of ${variable}`;
  if (kind === 'learned') {
    const others =
      new Set(sampled.map((p) => p.unit)).size > 1
        ? ` ${variable === WEIGHT ? 'Weights' : 'Values'} of another unit are not drawn.`
        : '';
    return `Mean, and the standard deviation to both sides, of the run’s own ${what}.${others}`;
  }
  if (kind !== 'weights' || step === undefined) return `${made}.`;
  const now = `as the run has them at ${timeText(step * record.dt, record.dt)}`;
  return variable === WEIGHT ? `${made}; those that change, dashed then, ${now}.` : `All synapses, ${now}.`;
}
