/** What can be done to a network while it runs. */
import type { CellDescription } from '../../equations/model.ts';
import type { ValueText } from '../../network/values.ts';
import type { Amount } from '../../numbers/amount.ts';
import type { Lasting } from './schedule.ts';
import type { Kick } from './touch-cells.ts';

/** Network-wide numbers of cells, or their text: '0-99,120'. */
export type CellSet = readonly number[] | string;

/** Something that is done at the time `at`, a quantity such as '12.3 ms', before the step that begins then. */
export type Intervention = { readonly at: string } & (
  | {
      /** A shared parameter of every population that has it, or of one. */
      readonly kind: 'set';
      readonly name: string;
      /** '9 nS', or `{ value: 9, unit: 'nS' }`. */
      readonly value: string | Amount;
      readonly population?: string;
    }
  | {
      /** A current into each of the cells, inward positive; without a duration to the end of the run. */
      readonly kind: 'inject';
      readonly cells: CellSet;
      /** A quantity such as '100 pA', or a change of the voltage per time where the model has no capacitance. */
      readonly amplitude: string;
      readonly duration?: string;
    }
  | {
      /** No spikes: the voltage is held at what it was at time 0. */
      readonly kind: 'silence';
      readonly cells: CellSet;
      readonly duration?: string;
    }
  | {
      /** A jump of the voltage. */
      readonly kind: 'kick';
      readonly cells: CellSet;
      /** A quantity such as '30 mV'. */
      readonly amplitude: string;
    }
  | {
      /** Another model for a population; state variables that keep their names continue. Default: the first population of cells. */
      readonly kind: 'model';
      readonly population?: string;
      readonly model: CellDescription;
      /** Values at time 0 of what the old model does not have. */
      readonly initial?: Readonly<Record<string, ValueText>>;
    }
);

type Untimed<I> = I extends unknown ? Omit<I, 'at'> : never;
type Of<Kind extends Intervention['kind']> = Untimed<Extract<Intervention, { readonly kind: Kind }>>;
/** A shared parameter turned. */
export type SetAct = Of<'set'>;
/** Another model for a population, as a whole. */
export type ModelAct = Of<'model'>;

/**
 * An intervention apart from its time, read: cells as numbers, durations in ms. `Edit` is how another model is given: as a whole, or by
 * what of the population's own it changes.
 */
export type Act<Edit extends { readonly kind: 'model' } = ModelAct> = Lasting | Kick | SetAct | Edit;

export interface InterventionOptions {
  readonly interventions?: readonly Intervention[];
  /** Name of the state variable that is kicked and held; populations without it use their first one. Default 'V'. */
  readonly voltage?: string;
}
