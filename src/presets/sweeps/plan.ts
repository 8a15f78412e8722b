/** What a sweep is: a preset or a document, one or two axes, and how each network is run. */
import type { BackendName } from '../../index.ts';
import { combinations, spaced, UserError } from '../../index.ts';
import { type PresetParameter, pointPresets } from '../index.ts';
import type { PresetFacts } from '../preset.ts';
import { excitatoryShare, share, withShare } from '../share.ts';
import { surroundings } from '../surroundings.ts';

export interface SweepAxis {
  /** A parameter of the preset, or `share_E`. */
  readonly name: string;
  /** In the parameter's unit. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly logarithmic: boolean;
}

export interface SweepPlan {
  readonly preset: string;
  /** Text of the document whose network stands in place of the preset's. */
  readonly document?: string;
  readonly x: SweepAxis;
  readonly y: SweepAxis | undefined;
  /** Every parameter of the preset or document, in its unit; those on an axis are overridden. */
  readonly values: Readonly<Record<string, number>>;
  readonly seed: number;
  /** Networks per point, of consecutive seeds. */
  readonly seeds: number;
  /** ms */
  readonly duration: number;
  /** ms at the start that rates, CV and synchrony leave out. */
  readonly transient: number;
  /** ms */
  readonly dt: number;
  readonly integrator: string;
  readonly backend: BackendName | 'auto';
}

/** Most values along an axis, most networks of a sweep, most networks per point. */
export const mostValues = 64;
const mostNetworks = 1024;
export const mostSeeds = 16;

export const presetOrFirst = (name: string) => pointPresets.find((p) => p.name === name) ?? pointPresets[0]!;

/** What can stand on an axis. */
export function axisParameters({ parameters }: Pick<PresetFacts, 'parameters'>): PresetParameter[] {
  const values = Object.fromEntries(parameters.map((p) => [p.name, p.value]));
  return excitatoryShare(values) === undefined ? [...parameters] : [share, ...parameters];
}

export const parameterOf = (preset: Pick<PresetFacts, 'parameters'>, name: string): PresetParameter | undefined =>
  axisParameters(preset).find((p) => p.name === name);

/** An axis over the surroundings of the default. */
export function defaultAxis(parameter: PresetParameter): SweepAxis {
  const { low, high } = surroundings(parameter);
  const bound = (v: number) => Math.min(parameter.range[1], Math.max(parameter.range[0], v));
  const [from, to] = parameter.logarithmic
    ? [bound(parameter.value / 4), bound(parameter.value * 2)]
    : [bound(low), bound(high)];
  const axis = { name: parameter.name, from, to, count: 5, logarithmic: false };
  return settledAxis({ ...axis, count: new Set(axisValues(axis, parameter)).size }, parameter);
}

/** Refuses what the axis cannot be, in a sentence. */
export function settledAxis(axis: SweepAxis, parameter: PresetParameter): SweepAxis {
  const [low, high] = parameter.range;
  for (const end of [axis.from, axis.to])
    if (!(end >= low && end <= high))
      throw new UserError(
        `${parameter.name} must lie between ${low} and ${high}${parameter.unit ? ` ${parameter.unit}` : ''}.`,
      );
  if (!(Number.isInteger(axis.count) && axis.count >= 1 && axis.count <= mostValues))
    throw new UserError(`An axis has from 1 to ${mostValues} values.`);
  const settled = { ...axis, logarithmic: axis.logarithmic && axis.from > 0 && axis.to > 0 };
  const different = new Set(axisValues(settled, parameter)).size;
  if (different < axis.count)
    throw new UserError(
      `From ${axis.from} to ${axis.to} there ${different === 1 ? 'is one value' : `are ${different} different values`} of ${parameter.name}, not ${axis.count}: use fewer values or a wider range.`,
    );
  return settled;
}

/** Values along an axis, in the parameter's unit; counts are whole. */
export function axisValues(axis: SweepAxis, parameter: PresetParameter | undefined): number[] {
  const values = spaced(axis.from, axis.to, axis.count, axis.logarithmic);
  return parameter?.whole ? values.map(Math.round) : values.map((v) => Number(v.toPrecision(6)));
}

export interface GridPoint {
  /** Places along x and y. */
  readonly i: number;
  readonly j: number;
  /** All parameters, in their units. */
  readonly values: Readonly<Record<string, number>>;
}

/** Every point of the map, y by y. `preset`: that of the plan, or which its document makes. */
export function pointsOf(plan: SweepPlan, preset: Pick<PresetFacts, 'parameters'>): GridPoint[] {
  const xs = axisValues(plan.x, parameterOf(preset, plan.x.name));
  const ys = plan.y === undefined ? [Number.NaN] : axisValues(plan.y, parameterOf(preset, plan.y.name));
  const places = combinations([ys.map((_, j) => j), xs.map((_, i) => i)]);
  if (places.length * plan.seeds > mostNetworks)
    throw new UserError(
      `The sweep has ${places.length * plan.seeds} networks; at most ${mostNetworks} are taken. Use fewer values or seeds.`,
    );
  return places.map(([j, i]): GridPoint => {
    let values = plan.values;
    // The share divides the cells that the other axis may have set.
    const set = [
      { axis: plan.x, value: xs[i!]! },
      ...(plan.y === undefined ? [] : [{ axis: plan.y, value: ys[j!]! }]),
    ].sort((a, b) => Number(a.axis.name === share.name) - Number(b.axis.name === share.name));
    for (const { axis, value } of set)
      values = axis.name === share.name ? withShare(values, value) : { ...values, [axis.name]: value };
    return { i: i!, j: j!, values };
  });
}

export interface SweepExample {
  readonly name: string;
  readonly title: string;
  /** What is swept and how it differs from the preset. */
  readonly note: string;
  readonly plan: SweepPlan;
}

function plan(
  preset: string,
  x: Omit<SweepAxis, 'logarithmic'>,
  y: Omit<SweepAxis, 'logarithmic'>,
  change: Partial<SweepPlan> & { readonly set?: Readonly<Record<string, number>> } = {},
): SweepPlan {
  const { set = {}, ...rest } = change;
  const found = presetOrFirst(preset);
  return {
    preset,
    x: { ...x, logarithmic: false },
    y: { ...y, logarithmic: false },
    values: { ...defaultValues(found), ...set },
    seed: 1,
    seeds: 1,
    duration: 300,
    transient: 100,
    dt: found.dt,
    integrator: found.integrator,
    backend: 'auto',
    ...rest,
  };
}

const defaultValues = ({ parameters }: PresetFacts): Record<string, number> =>
  Object.fromEntries(parameters.map((p) => [p.name, p.value]));

export const examples: readonly SweepExample[] = [
  {
    name: 'exercises',
    title: 'Inhibition and the share of E cells',
    note: 'The tutorial’s exercises at once: 25 networks of 4000 cells that differ in the inhibitory weight and in how many of the cells excite.',
    plan: plan(
      'ei-tutorial',
      { name: 'w_i', from: 0, to: 134, count: 5 },
      { name: 'share_E', from: 0.5, to: 0.9, count: 5 },
    ),
  },
  ...(pointPresets.some((p) => p.name === 'brunel-2000')
    ? [
        {
          name: 'brunel',
          title: 'Brunel’s phase diagram',
          note: '48 sparse networks under Poisson input, at half the paper’s size: 6250 cells with half the synapses of twice the weight, so that the mean input is the paper’s and its fluctuations are 1.4 times as large.',
          // Half the cells and synapses, twice the weight: C·J, and with it the mean input, stays that of the paper.
          plan: plan(
            'brunel-2000',
            { name: 'g', from: 3, to: 8, count: 6 },
            { name: 'eta', from: 0.5, to: 4, count: 8 },
            { set: { n_exc: 5000, n_inh: 1250, c_exc: 500, c_inh: 125, J: 0.2 } },
          ),
        },
      ]
    : []),
];

/** A plan for a preset, or for what a document makes of one. Throws a UserError where there is nothing to vary. */
export function planFor(preset: PresetFacts, document?: string): SweepPlan {
  const example = examples.find((e) => e.plan.preset === preset.name);
  if (document === undefined && example !== undefined) return example.plan;
  const parameters = axisParameters(preset);
  const wanted = ['w_i', 'I', 'g'].flatMap((name) => parameters.filter((p) => p.name === name));
  const x = wanted[0] ?? parameters.find((p) => p.acts === 'live') ?? parameters[0];
  if (x === undefined)
    throw new UserError(`'${preset.title}' has no parameters to sweep; a document names them under 'parameters'.`);
  return {
    preset: preset.name,
    ...(document === undefined ? {} : { document }),
    x: defaultAxis(x),
    y: undefined,
    values: defaultValues(preset),
    seed: 1,
    seeds: 1,
    duration: Math.min(500, preset.duration),
    transient: 0,
    dt: preset.dt,
    integrator: preset.integrator,
    backend: 'auto',
  };
}
