/** A network as the generator makes it: what both sides read. */
import type { Term, Unit } from './terms.ts';

export interface StateForm {
  readonly name: string;
  readonly unit: Unit;
  readonly slope: Term;
  /** '(unless refractory)'. */
  readonly held: boolean;
}

export interface ParameterForm {
  readonly name: string;
  readonly unit: Unit;
  readonly value: number;
  /** Whether each cell has a value of its own, spread by a tenth around `value`. */
  readonly perCell: boolean;
}

/** lhs > rhs (or ≥), or lhs crossing rhs upwards: `crosses(lhs, rhs)`. */
export interface Condition {
  readonly kind: '>' | '>=' | 'crosses';
  readonly lhs: Term;
  readonly rhs: Term;
}

export interface CellForm {
  readonly family: string;
  readonly states: readonly StateForm[];
  readonly parameters: readonly ParameterForm[];
  readonly threshold: Condition | undefined;
  /** In order; each sees those before it. */
  readonly reset: readonly { readonly name: string; readonly value: Term }[];
  readonly refractory:
    | { readonly kind: 'duration'; readonly value: Term }
    | { readonly kind: 'condition'; readonly is: Condition }
    | undefined;
  /** Where synapses may end, and the usual size of what one event adds. */
  readonly inputs: readonly { readonly name: string; readonly size: number }[];
  /** Values at time 0: range of each state that does not start at 0. */
  readonly start: Readonly<Record<string, readonly [low: number, high: number]>>;
  /** Steps that it stands, ms. */
  readonly steps: readonly number[];
  /** Rules that it does not stand at these steps. */
  readonly not: readonly string[];
  /** Parts of Galvani's library that its text is made of; else it is written out from the terms above. */
  readonly library?: LibraryParts;
}

interface LibraryParts {
  /** Ends of the library's names: Na_TM1991 and K_TM1991, or Na_HH1952 and K_HH1952. */
  readonly channels: 'TM1991' | 'HH1952';
  /** nS, mV. */
  readonly gNa: number;
  readonly gK: number;
  readonly gLeak: number;
  readonly eLeak: number;
  readonly shift: number;
  readonly synapses: readonly LibrarySynapse[];
}

/** Time constants in ms, reversal potential in mV. */
export interface LibrarySynapse {
  readonly label: string;
  readonly kind: 'exponential' | 'alpha' | 'double' | 'nmda' | 'exponentialCurrent' | 'alphaCurrent' | 'doubleCurrent';
  readonly rise: number;
  readonly decay: number;
  readonly E: number;
}

export interface PopulationForm {
  readonly name: string;
  readonly cell: CellForm;
  readonly size: number;
  /** Values at time 0 by state. */
  readonly start: Readonly<Record<string, readonly number[]>>;
  /** Values by parameter and cell; one for all where it is shared. */
  readonly values: Readonly<Record<string, readonly number[]>>;
}

/** Cells that spike in given steps. */
export interface SourceForm {
  readonly name: string;
  readonly size: number;
  readonly steps: readonly (readonly number[])[];
}

export interface Synapse {
  readonly from: number;
  readonly to: number;
  /** A multiple of 2⁻¹⁰ of the unit, so that every sum of them is exact. */
  readonly weight: number;
  /** Whole steps, at least 1. */
  readonly delay: number;
}

interface ShortTerm {
  readonly U: number;
  readonly rec: number;
  readonly facil: number | undefined;
}

interface PairRule {
  readonly plus: number;
  readonly minus: number;
  readonly tauPlus: number;
  readonly tauMinus: number;
  readonly low: number;
  readonly high: number;
  readonly nearest: boolean;
  readonly multiplicative: boolean;
}

export interface ProjectionForm {
  readonly name: string;
  /** Name of a population or a source. */
  readonly source: string;
  readonly target: string;
  /** What a synapse adds its weight to, times `factor`. */
  readonly effects: readonly { readonly name: string; readonly factor: number }[];
  readonly synapses: readonly Synapse[];
  readonly rule: 'list' | 'all' | 'one';
  /** One weight for all, and where it is written; else one per synapse. */
  readonly common: 'statement' | 'parameter' | 'weight' | undefined;
  readonly release: ShortTerm | undefined;
  readonly plasticity: PairRule | undefined;
}

export interface Case {
  readonly seed: number;
  /** ms */
  readonly dt: number;
  readonly steps: number;
  /** Undefined: what the structure of each model asks for. */
  readonly integrator: string | undefined;
  readonly populations: readonly PopulationForm[];
  readonly sources: readonly SourceForm[];
  readonly projections: readonly ProjectionForm[];
  /** A shared parameter that changes before step `step`. */
  readonly change:
    | { readonly step: number; readonly population: string; readonly parameter: string; readonly value: number }
    | undefined;
}
