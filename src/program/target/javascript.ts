/** What the JavaScript emitter hands to the reference engine: text that becomes functions, and what the engine must put in. */
import type { exprelOf } from '../../expression/ops.ts';
import type { phi1Action } from '../../expression/phi1.ts';
import type { normals, philox } from '../../random/philox.ts';
import type { poissonCount } from '../../random/poisson.ts';
import type { Term } from '../coupling.ts';
import type { Layout } from '../layout.ts';

export interface EmittedJavascript {
  /**
   * Body of a function of one argument, a `Support`, that returns an array with one `Advance` per population, then one for each population
   * that takes what arrives before the sums are put together, then one for each that begins its step before the junctions in the solution
   * are worked out (`links.ts`), up to the elimination; its other `Advance` begins behind that.
   */
  readonly source: string;
  /** The populations that take what arrives, in order. */
  readonly arriving: readonly number[];
  /** The populations with such junctions, in order. */
  readonly beginning: readonly number[];
  /** Body of a function of a `Support` that returns the `PassRules` of each pathway. */
  readonly pathways: string;
  /** Body of a function of a `Support` that returns a `PutTogether` for each sum. */
  readonly sums: string;
  readonly layout: Layout;
}

/** What the text calls by name. */
export interface Support {
  readonly exprel: typeof exprelOf;
  readonly phi1Action: typeof phi1Action;
  readonly philox: typeof philox;
  readonly normals: typeof normals;
  readonly poissonCount: typeof poissonCount;
  /** Where a block of random words is put. */
  readonly words: Uint32Array;
  /** By population: the two ways through the linear systems of its trees. `fault`: as in `Advance`. */
  readonly eliminate: readonly (((state: Float64Array) => void) | undefined)[];
  readonly substitute: readonly (((state: Float64Array, fault: Int32Array) => void) | undefined)[];
}

/**
 * Advances all cells of the population by one step. `row`: first accumulator of this step's ring row; `spiked`: receives network-wide
 * cells from index `count` on; returns the new count. `fault`: [cell, column], written where a value leaves its limit and fault[0] is
 * still −1.
 */
export type Advance = (
  state: Float64Array,
  uniforms: Float64Array,
  tables: Float64Array,
  accumulators: Int32Array,
  row: number,
  step: number,
  dt: number,
  spiked: Uint32Array,
  count: number,
  fault: Int32Array,
) => number;

/** Puts a sum together in its column of the flat state. */
export type PutTogether = (
  state: Float64Array,
  uniforms: Float64Array,
  terms: readonly Pick<Term, 'rows' | 'sources' | 'weights'>[],
) => void;

/**
 * Carries out the changes of a pass for one synapse: number s, from source cell i to target cell j. `values`: of the pathway, as
 * `Plasticity.initial`. Returns what it delivers of the weight.
 */
type PassRule = (
  state: Float64Array,
  uniforms: Float64Array,
  values: Float64Array,
  step: number,
  s: number,
  i: number,
  j: number,
) => number;

/** One per pass of a pathway; null where it changes nothing and delivers all. */
export type PassRules = readonly (PassRule | null)[];
