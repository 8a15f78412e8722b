/** What a person writes of a cell with dendrites, and the reading of it. */
import { type IonPool, type MembranePart, membranePart } from '../cells/fragment.ts';
import { UserError } from '../errors.ts';
import type { Shape } from '../morphology/shape.ts';
import {
  anything,
  listOf,
  number,
  object,
  optional,
  optionsField,
  optionsOf,
  quantity,
  recordOf,
  text,
  whole,
} from '../options.ts';

export interface NeuronOptions {
  /** Of `morphology(text)` or `cable({…})`. */
  readonly shape: Shape;
  /** Resistivity of the cytoplasm: '150 ohm*cm'. Painted ones come before it. */
  readonly Ra: string;
  /** Capacitance per area; default '1 uF/cm^2'. Painted ones come before it. */
  readonly C?: string;
  /** Of the whole cell, '6.3 degC'; left out: each channel's own default. */
  readonly temperature?: string;
  /** How sections are cut; default { lambda: 0.1 }. The rule by length constants takes Ra and C of the cell, not painted ones. */
  readonly compartments?: CutOptions;
  /** Regions by name. */
  readonly regions?: Readonly<Record<string, string>>;
  /** In order; of two channels of one label the later one stays where both are painted. */
  readonly paint: readonly Paint[];
  /** Synapses, clamps and equations at places, by name. */
  readonly place?: Readonly<Record<string, Placed>>;
  /** Where spikes are found and how; default the middle of the root, `crosses(V, 0 mV)`. */
  readonly detect?: { readonly at?: string; readonly when?: string };
}

export interface CutOptions {
  /** Longest compartment in length constants at 100 Hz, or at `frequency`. */
  readonly lambda?: number;
  readonly frequency?: string;
  /** Longest compartment: '20 um'. */
  readonly longest?: string;
  /** Compartments of every section. */
  readonly each?: number;
  /** Compartments of some sections by name, whatever the rule. */
  readonly sections?: Readonly<Record<string, number>>;
}

export interface Paint {
  /** A region. */
  readonly on: string;
  readonly channels?: readonly MembranePart[];
  readonly pools?: readonly IonPool[];
  /** In place of channels: lines whose names begin with I_, or `Im`, in 'uA/cm^2', are inward currents. */
  readonly equations?: string;
  /** Values of the equations' parameters; texts may use distance, diameter, order and x. */
  readonly parameters?: Readonly<Record<string, string | number>>;
  /** Capacitance per area. */
  readonly C?: string;
  /** Resistivity of the cytoplasm: '80 ohm*cm', or an expression of distance, diameter, order and x. */
  readonly Ra?: string;
}

export interface Placed {
  readonly at: string;
  readonly synapse?: MembranePart & { readonly receives: string };
  /** A current that is injected, positive inward: '0.15 nA', or an expression of t. */
  readonly clamp?: string;
  /** When it is on; by default always. */
  readonly from?: string;
  readonly to?: string;
  /** Lines whose names begin with I_, in pA, are inward currents. */
  readonly equations?: string;
  readonly parameters?: Readonly<Record<string, string | number>>;
}

const readPaint = optionsOf<Paint>('paint', {
  on: text,
  channels: optional(listOf(membranePart)),
  pools: optional(listOf(membranePart)),
  equations: optional(text),
  parameters: optional(recordOf(anything)),
  C: optional(quantity),
  Ra: optional(quantity),
});

export const readPlaced = optionsOf<Placed>('place', {
  at: text,
  synapse: optional(membranePart),
  clamp: optional(text),
  from: optional(quantity),
  to: optional(quantity),
  equations: optional(text),
  parameters: optional(recordOf(anything)),
});

export const readNeuron = optionsOf<NeuronOptions>('neuron', {
  shape: object,
  Ra: quantity,
  C: optional(quantity),
  temperature: optional(quantity),
  compartments: optional(
    optionsField(
      optionsOf<CutOptions>('compartments', {
        lambda: optional(number),
        frequency: optional(quantity),
        longest: optional(quantity),
        each: optional(whole(1, 32767)),
        sections: optional(recordOf(whole(1, 32767))),
      }),
    ),
  ),
  regions: optional(recordOf(text)),
  paint: listOf({ kind: 'an entry of paint', check: (value) => void readPaint(value) }),
  place: optional(recordOf(object)),
  detect: optional(
    optionsField(
      optionsOf<NonNullable<NeuronOptions['detect']>>('detect', { at: optional(text), when: optional(text) }),
    ),
  ),
});

/** Throws a UserError for anything but a finite number above 0. */
export function positive(value: number, what: string, written: string | number): number {
  if (value > 0 && Number.isFinite(value)) return value;
  throw new UserError(`${what} is '${written}'; it must be above 0.`);
}
