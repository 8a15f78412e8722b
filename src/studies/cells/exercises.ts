/** Exercises on integrators: the tutorial's figure and what it asks its readers to try, as settings of a comparison. */
import type { Preset } from '../../presets/preset.ts';
import type { IntegratorsValues } from './measure/integrators.ts';

export interface Exercise {
  readonly label: string;
  /** What it shows. */
  readonly title: string;
  /** Whether it starts from the cell's own settings, and not from those at hand. */
  readonly anew?: boolean;
  readonly settings: Partial<Pick<IntegratorsValues, 'integrators' | 'starts' | 'duration' | 'seed'>> & {
    /** In the unit of the preset's current. */
    readonly I?: number;
  };
}

const with500: Exercise = {
  label: '500 ms',
  title: 'how the errors grow over a long run',
  settings: { duration: 500, starts: 'shared' },
};
const withRk4: Exercise = {
  label: 'rk4',
  title: 'the classical Runge–Kutta method beside the two exponential ones',
  settings: { integrators: ['exp_euler', 'ind_exp_euler', 'rk4'], starts: 'shared' },
};

/** The tutorial's three currents, times `factor` in the unit of the preset. */
const currents = (unit: string, factor: number): Exercise[] =>
  [5, 10, 15].map((n) => ({ label: `${n} ${unit}`, title: `${n} ${unit} injected`, settings: { I: n * factor } }));

/** The printed figure's starts are not told; those of this seed make a shift of 5–7 ms as it shows. */
const figureSeed = 21;

/** The tutorial's figure and exercises, as far as they fit the cell. */
export function exercisesOf({
  name,
}: Pick<Preset, 'name'>): readonly { readonly heading: string; readonly list: readonly Exercise[] }[] {
  if (name === 'hh-classic') return [{ heading: 'exercises', list: [withRk4, ...currents('µA/cm²', 1), with500] }];
  if (name !== 'hh-tutorial') return [{ heading: 'exercises', list: [withRk4, with500] }];
  const pair = ['exp_euler', 'ind_exp_euler'];
  return [
    {
      heading: 'the tutorial',
      list: [
        {
          label: 'its figure',
          title:
            'two integrators, two random starts, 10 nA/cm², dt 0.1 ms, 100 ms; a seed whose starts give the shift seen there',
          anew: true,
          settings: { starts: 'random', integrators: pair, seed: figureSeed },
        },
        {
          label: 'the same from one start',
          title: 'what the integrators alone make of it',
          anew: true,
          settings: { integrators: pair },
        },
      ],
    },
    { heading: 'exercises', list: [withRk4, ...currents('nA/cm²', 1e-3), with500] },
    { heading: 'as was meant', list: currents('µA/cm²', 1) },
  ];
}
