/** What the laboratory looks at: a cell, integrators and steps. */
import { parseQuantity, UserError } from '../../../index.ts';
import { pointPresets } from '../../../presets/index.ts';
import type { Preset } from '../../../presets/preset.ts';
import { dtRange, within } from '../../entries.ts';
import type { Starts } from './worker/laboratory-tasks.ts';

export const views = [
  { name: 'integrators', title: 'Integrators' },
  { name: 'current-clamp', title: 'Current clamp' },
  { name: 'voltage-clamp', title: 'Voltage clamp' },
  { name: 'fi', title: 'f–I curve' },
  { name: 'iv', title: 'I–V curve' },
] as const;
export type LaboratoryView = (typeof views)[number]['name'];

export interface LaboratoryExperiment {
  readonly preset: string;
  /** In the parameters' own units. */
  readonly values: Readonly<Record<string, number>>;
  readonly seed: number;
  /** ms */
  readonly duration: number;
  readonly integrators: readonly string[];
  /** Falling, ms. */
  readonly dts: readonly number[];
  /** The one of `dts` whose traces are drawn, ms. */
  readonly dt: number;
  readonly starts: Starts;
  readonly view: LaboratoryView;
}

/** Bounds of what the room computes; ms. */
export const durationRange: readonly [number, number] = [1, 2000];
/** Steps of one run, so that traces stay within memory. */
const longestTrace = 2_000_000;
const mostSteps = 10;

const usualIntegrators = ['exp_euler', 'ind_exp_euler', 'staggered', 'backward_euler', 'rk4'];
const usualSteps: readonly number[] = [0.1, 0.05, 0.025, 0.0125, 0.00625];

/** The cells that every build of the page has; further ones come from the worker. */
export const firstCells: readonly string[] = ['hh-tutorial', 'hh-classic', 'tm-cell'];

export const presetNamed = (name: string): Preset =>
  pointPresets.find((p) => p.name === name) ?? presetNamed(firstCells[0]!);

export function defaultExperiment(preset: Preset, view: LaboratoryView = 'integrators'): LaboratoryExperiment {
  const duration = Math.min(preset.duration, durationRange[1]);
  return {
    preset: preset.name,
    values: Object.fromEntries(preset.parameters.map((p) => [p.name, p.value])),
    seed: 1,
    duration,
    integrators: usualIntegrators,
    // Long runs at the shortest steps would take many seconds.
    dts: duration > 300 ? usualSteps.slice(0, 3) : usualSteps,
    dt: usualSteps[0]!,
    starts: 'shared',
    view,
  };
}

/** Whether the preset draws its cells' first voltages, so that cells start apart. */
export const drawsStarts = (preset: Preset): boolean => preset.parameters.some((p) => p.name === 'V_spread');

const time = parseQuantity('1 ms').dimension;

/** '0.1 0.05 0.025', '0.1, 50 us': steps in ms, longest first. */
export function readSteps(text: string, duration: number): number[] {
  const words = text.match(/[\d.]+(e[+-]?\d+)?\s*(ms|us|µs|s)?/gi) ?? [];
  const steps = words.map((word) => {
    const { value } = parseQuantity(
      /[a-zµ]/i.test(word.replace(/e[+-]?\d/i, '')) ? word : `${word} ms`,
      time,
      'A step',
    );
    return within(Number(value.toPrecision(12)), dtRange, 'A step', 'ms');
  });
  if (steps.length === 0) throw new UserError('Give at least one step, for example 0.1 0.05 0.025.');
  if (steps.length > mostSteps) throw new UserError(`${steps.length} steps are too many; ${mostSteps} at most.`);
  const shortest = Math.min(...steps);
  if (duration / shortest > longestTrace)
    throw new UserError(
      `${duration} ms at ${shortest} ms would be ${Math.round(duration / shortest)} steps; take a longer step.`,
    );
  return [...new Set(steps)].sort((a, b) => b - a);
}

export interface Exercise {
  readonly label: string;
  /** What it shows. */
  readonly title: string;
  readonly change: (e: LaboratoryExperiment) => LaboratoryExperiment;
}

const withCurrent =
  (I: number) =>
  (e: LaboratoryExperiment): LaboratoryExperiment => ({ ...e, values: { ...e.values, I } });
const with500: Exercise = {
  label: '500 ms',
  title: 'how the errors grow over a long run',
  change: (e) => ({ ...e, duration: 500, starts: 'shared' }),
};
const withRk4: Exercise = {
  label: 'rk4',
  title: 'the classical Runge–Kutta method beside the two exponential ones',
  change: (e) => ({ ...e, integrators: ['exp_euler', 'ind_exp_euler', 'rk4'], starts: 'shared' }),
};

/** The printed figure's starts are not told; those of this seed make a shift of 5–7 ms as it shows. */
const figureSeed = 21;

/** The tutorial's figure and exercises, as far as they fit the cell. */
export function exercisesOf(
  preset: Preset,
): readonly { readonly heading: string; readonly list: readonly Exercise[] }[] {
  const standard = defaultExperiment(preset);
  const currents = (unit: string, factor: number) =>
    [5, 10, 15].map((n) => ({
      label: `${n} ${unit}`,
      title: `${n} ${unit} injected`,
      change: withCurrent(n * factor),
    }));
  if (preset.name === 'hh-classic') {
    return [{ heading: 'exercises', list: [withRk4, ...currents('µA/cm²', 1), with500] }];
  }
  if (preset.name !== 'hh-tutorial') return [{ heading: 'exercises', list: [withRk4, with500] }];
  const pair = ['exp_euler', 'ind_exp_euler'];
  return [
    {
      heading: 'the tutorial',
      list: [
        {
          label: 'its figure',
          title:
            'two integrators, two random starts, 10 nA/cm², dt 0.1 ms, 100 ms; a seed whose starts give the shift seen there',
          change: () => ({ ...standard, starts: 'random', integrators: pair, seed: figureSeed }),
        },
        {
          label: 'the same from one start',
          title: 'what the integrators alone make of it',
          change: () => ({ ...standard, integrators: pair }),
        },
      ],
    },
    { heading: 'exercises', list: [withRk4, ...currents('nA/cm²', 1e-3), with500] },
    { heading: 'as was meant', list: currents('µA/cm²', 1) },
  ];
}
