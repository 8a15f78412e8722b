/**
 * The compiled form of a network: everything an emitter and an engine need, and nothing about neurons.
 *
 * One step k covers the time from k·dt to (k+1)·dt. Its phases, the same in every backend, have names and an order in `phases.ts`: spikes
 * of step k are noted at step k, probed columns hold their values at (k+1)·dt, and a spike arrives for step k + delay.
 *
 * Gather, integrate and detect are one pure expression graph per population; deliver and record belong to the engine, and so does couple,
 * over one expression per term of a sum (see `coupling.ts`).
 */
import type { Expr } from '../expression/node.ts';
import type { Sum } from './coupling.ts';
import type { Links } from './links.ts';
import type { Space } from './space.ts';
import type { Ring, SynapseGroup } from './synapses.ts';
import type { Tree } from './tree.ts';

export interface Program {
  /** Seed of all random numbers, u32. */
  readonly seed: number;
  /** Integration step, ms. */
  readonly dt: number;
  readonly populations: readonly PopulationProgram[];
  readonly inlets: readonly Inlet[];
  /** The accumulators of the inlets, to which all synapses deliver. */
  readonly ring: Ring;
  /** Groups of synapses, each of a kind; those of one kind in the order in which their weights are numbered. */
  readonly synapses: readonly SynapseGroup[];
  /** What cells pull from other cells' state, each in its own column. */
  readonly sums: readonly Sum[];
  /** Junctions that take part in the solution of trees; each cell is in one component at most. */
  readonly links: readonly Links[];
}

export interface PopulationProgram {
  readonly name: string;
  /** Number of cells. */
  readonly size: number;
  /** Rows of its columns, cell by cell. */
  readonly space: Space;
  /** Network-wide index of its cell 0. Populations follow one another without gaps. */
  readonly first: number;
  /** Key of its random stream, from its name; u32. */
  readonly stream: number;
  /** Values of each site: first the state variables, then the parameters that each has of its own. */
  readonly columns: readonly Column[];
  /** How many of the columns are state (advanced every step). */
  readonly states: number;
  /** Shared parameters; they can change between runs. */
  readonly parameters: readonly SharedParameter[];
  /**
   * What `uniform` leaves stand for: expressions over shared parameters and dt. Hosts evaluate them in f64 with `uniformValues` and hand
   * the numbers to the engine.
   */
  readonly uniforms: readonly Expr[];
  /** Network-wide numbers of its inlets: `inlet` leaf i reads inlets[i]. */
  readonly inlets: readonly number[];
  /** Tables for `lookup` leaves, one set for all cells. */
  readonly tables: readonly Float64Array[];
  /**
   * Where sums read what arrives for the same step: each state column with that in it, over old state, uniforms and inlets. Then cells take
   * it before the sums are put together, and `next` and `spike` read no inlets.
   */
  readonly arrive?: readonly Expr[] | undefined;
  /** Next value of each state column, over old state, per-cell parameters, uniforms, inlets, time, step, cell and random leaves. */
  readonly next: readonly Expr[];
  /** Whether the cell spikes in this step; undefined if it never does. */
  readonly spike: Expr | undefined;
  /** Cells of several sites have a tree in place of `next` and `spike`, which are then empty. */
  readonly tree?: Tree;
}

/**
 * What a column holds: a state variable or a per-cell parameter of the model, a sum over other cells, state that the projection of that
 * name added, or what the step keeps for itself and nobody asks for by name.
 */
export type ColumnRole = 'state' | 'parameter' | 'sum' | 'hidden' | { readonly attached: string };

export interface Column {
  /** Unlike that of any other column of the population. */
  readonly name: string;
  readonly role: ColumnRole;
  /** Unit of the values as shown to people, for example 'mV'. */
  readonly unit: string;
  /** Values at time 0 in internal units, one per site; one number stands for all. */
  readonly initial: Float64Array | number;
  /** A magnitude beyond which (or NaN) the run has blown up. */
  readonly limit: number;
}

export interface SharedParameter {
  readonly name: string;
  readonly unit: string;
  /** In internal units. */
  readonly value: number;
}

/** An integer accumulator per cell of one population, for one kind of event; of cells with a tree one for each place of a kernel. */
export interface Inlet {
  readonly population: number;
  /** Accumulators; left out: one per cell. */
  readonly size?: number;
  /** For people: 'g_e of cells'. */
  readonly label: string;
}

/** What cells compute in their own step, without trees and without what arrives before sums: next values, then the condition to spike. */
export const ownRoots = ({ next, spike }: PopulationProgram): Expr[] => (spike ? [...next, spike] : [...next]);

export const cellsOf = (program: Program): number => {
  const last = program.populations.at(-1);
  return last ? last.first + last.size : 0;
};

/** Where cells take what arrives before sums are put together: that as a population whose step is nothing else. */
export const arrivalOf = (p: PopulationProgram): PopulationProgram | undefined =>
  p.arrive && { ...p, next: p.arrive, spike: undefined };

/** The population as it integrates and detects: after such arrivals without inlets. */
export const advanceOf = (p: PopulationProgram): PopulationProgram => (p.arrive ? { ...p, inlets: [] } : p);
