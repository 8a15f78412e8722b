/** A piece of a compartment: its equations, parameters and the currents it adds to the membrane. */
import type { ParameterValue } from '../equations/model.ts';
import { field } from '../options.ts';

export interface Fragment {
  /** Equation lines, in the syntax of `equations/`. */
  readonly equations: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** Names of subexpressions that are inward currents of the membrane. */
  readonly currents: readonly string[];
  /** The ion that these currents carry, for pools. */
  readonly carries?: string;
}

/** What ion pools offer to the other parts of a membrane, by ion. */
export type Pools = ReadonlyMap<string, Pick<IonPool, 'concentration' | 'reversal' | 'outside'>>;

/**
 * The two conventions of the field, both coherent: a whole cell in pF, nS and pA, or densities in µF/cm², mS/cm² and µA/cm².
 */
export interface Convention {
  readonly capacitance: 'pF' | 'uF/cm^2';
  readonly conductance: 'nS' | 'mS/cm^2';
  readonly current: 'pA' | 'uA/cm^2';
  /** The cell's temperature, for parts that depend on one and were given none of their own; left out: each part's default. */
  readonly temperature?: string;
}

export const wholeCell: Convention = { capacitance: 'pF', conductance: 'nS', current: 'pA' };
export const perArea: Convention = { capacitance: 'uF/cm^2', conductance: 'mS/cm^2', current: 'uA/cm^2' };

/** A part as it was asked for, so that documents can ask for it again. */
export interface Written {
  /** Of the function that makes it: 'Na_HH1952'. */
  readonly name: string;
  /** Its first argument, of synapses. */
  readonly label?: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** Anything that can sit in a membrane. `taken` tells which names other parts already use. */
export interface MembranePart {
  /** Short label that ends its parameters' names: 'Na' gives g_Na and E_Na. */
  readonly label: string;
  /** Whether its states change into one another faster than any step, so that rules which take each alone blow up. */
  readonly stiff?: boolean;
  /** Of parts of the library; those of somebody's own may do without. */
  readonly written?: Written;
  fragment(
    convention: Convention,
    taken: ReadonlySet<string>,
    pools?: Pools,
  ): Fragment & { readonly states: readonly string[] };
}

/** A part, or an ion pool. */
export const membranePart = field(
  "a part of a membrane, as leak({ g: '10 nS' }) makes it,",
  (x) => typeof x === 'object' && x !== null && 'fragment' in x && typeof x.fragment === 'function',
);

/** An ion's concentration under the membrane. */
export interface IonPool {
  readonly ion: string;
  /** Name of its concentration (mM), a state variable. */
  readonly concentration: string;
  /** Name of the reversal potential that follows from it. */
  readonly reversal: string;
  /** Name of the concentration outside (mM), a parameter. */
  readonly outside: string;
  readonly written?: Written;
  /** `currents`: names of the inward currents that carry the ion. */
  fragment(convention: Convention, currents: readonly string[]): Omit<Fragment, 'currents'>;
}
