/** What can be done to a network while it runs. */
import type { CellDescription } from '../../equations/model.ts';
import type { ValueText } from '../../network/values.ts';

/** Network-wide numbers of cells, or their text: '0-99,120'. */
export type CellSet = readonly number[] | string;

/** Something that is done at the time `at`, a quantity such as '12.3 ms', before the step that begins then. */
export type Intervention = { readonly at: string } & (
  | {
      /** A shared parameter of every population that has it, or of one. */
      readonly kind: 'set';
      readonly name: string;
      /** A quantity: '9 nS'. */
      readonly value: string;
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

export interface InterventionOptions {
  readonly interventions?: readonly Intervention[];
  /** Name of the state variable that is kicked and held; populations without it use their first one. Default 'V'. */
  readonly voltage?: string;
}
