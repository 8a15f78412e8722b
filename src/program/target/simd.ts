/**
 * What the SIMD emitter is told of the machine, and what it hands to the engine: a module and the map of the memory that it works on. All
 * addresses are in bytes.
 */
import type { Expr } from '../../expression/node.ts';
import { ADVANCE } from '../../program/phases.ts';
import { childrenOf, type Tree } from '../tree.ts';

/** What the emitter must know of the machine that runs the module: the same program and target give the same bytes anywhere. */
export interface SimdTarget {
  /** Threads that share the cells, from 1; several need shared memory. */
  readonly threads: number;
  /** Whether there is fused multiply-add (relaxed SIMD). */
  readonly relaxed: boolean;
  /** Whether the program's targets lie at `TARGETS` of a shared memory of `MOST_PAGES`, in which the module can work. */
  readonly home: boolean;
}

/** Bytes of a page of memory. */
export const PAGE = 65536;
/** Pages that a memory can have. */
export const MOST_PAGES = 65536;
/** Address of the targets in every memory. Before them lie the control block, the threads' blocks and the literals. */
export const TARGETS = 4 * PAGE;
/** Where weights lie in every memory: after so many targets. */
export const weightsAfter = (targets: number): number => Math.ceil((TARGETS + 4 * targets) / 64) * 64;

/** Words of the control block at address 0 that all threads share. Each atomic one has its own cache line. */
export const control = {
  /** First step and number of steps of the call. */
  first: 8,
  steps: 12,
  /** Where traces go, and how many bytes of them one step fills. */
  traces: 16,
  traceStride: 20,
  /** 4 × the least and the greatest entry among the synapses' targets. */
  nearest: 24,
  farthest: 28,
  /** 1 once a thread is gone: those who wait for it give up. */
  lost: 32,
  /** 1 where the other threads are to call `profile` in the place of `run`. */
  timed: 36,
  /** Barrier: threads that have arrived, number of the barrier, threads asleep. */
  arrived: 64,
  generation: 128,
  sleepers: 192,
} as const;

/** A block of this many bytes per thread follows the control block. */
export const threadBlock = { base: 256, bytes: 256 } as const;

/** Words of a thread's block. */
export const threadWord = {
  /** 1 once a value has left its limits; the four words after it say where. The engine clears it. */
  fault: 0,
  faultStep: 4,
  faultPopulation: 8,
  faultCell: 12,
  faultColumn: 16,
  /** First and one past the last of the thread's entries in the list of probes. */
  probesBegin: 32,
  probesEnd: 36,
  /** Address of the thread's scratch values. */
  scratch: 40,
  /** How often the thread reads a barrier's word before it goes to sleep; 0 before the first barrier. */
  patience: 44,
  /** f64 per entry of `laps`: what `profile` has spent on it, ms. The engine clears them. */
  laps: 64,
} as const;

/** What `profile` tells apart: pieces of the step by their phases, and waiting for other threads. */
export const laps = ['gather', 'couple', ADVANCE, 'deliver', 'record', 'wait'] as const;
export type Lap = (typeof laps)[number];

/** Bytes from a thread's block to what it has spent on a lap. */
export const lapWord = (lap: Lap): number => threadWord.laps + 8 * laps.indexOf(lap);

/** What a module imports as `host`. */
export interface WasmHost extends Record<string, WebAssembly.ImportValue> {
  readonly memory: WebAssembly.Memory;
  /** Milliseconds since whenever; only `profile` asks. */
  readonly clock: () => number;
}

/** What a module exports: the steps from `first` on for one thread's share of the cells, and the same with its laps added up. */
export interface WasmExports {
  readonly run: WasmSteps;
  readonly profile: WasmSteps;
}

type WasmSteps = (thread: number, first: number, steps: number) => void;

/** Most steps in one call of the module. */
export const MAX_STEPS = 8192;

export interface MemoryMap {
  /** Literals of the code. */
  readonly constants: number;
  /** f32 per uniform of population p. */
  readonly uniforms: readonly number[];
  /** One word per population: 1 to use its variant with shared exponentials. */
  readonly variants: number;
  /** Two words per thread and population: 4 × first cell, 4 × (last cell + 1) of its share. */
  readonly ranges: number;
  /** f32, as laid out by `layoutOf`. */
  readonly tables: number;
  readonly columns: number;
  /** Values on their way from one stage of a population's code to the next: `scratchBytes` per thread. */
  readonly scratch: number;
  readonly scratchBytes: number;
  /**
   * Rings of accumulators (i32), each `ringBytes` long: one per thread, which takes the spikes of its own cells to all targets; or a
   * single one, where each thread takes the spikes of all cells to its own targets.
   */
  readonly rings: number;
  readonly ringBytes: number;
  readonly ringCount: number;
  /** Spiking cells in order, u32: `spikeBytes` per thread. */
  readonly spikes: number;
  readonly spikeBytes: number;
  /** Address after the last spike of each step and population, u32: [step][population], `endBytes` per thread. */
  readonly ends: number;
  readonly endBytes: number;
  /**
   * CSR of the stored synapses; all three are 0 when there are none, `weights` also when all are 1. Where threads share a ring, the
   * synapses of a row lie by the thread that owns their target, and each row has a pointer per thread (see `splitRows`).
   */
  readonly rows: number;
  readonly targets: number;
  readonly weights: number;
  /** Values of weights that are kept by number; else 0. */
  readonly levels: number;
  /** f64: `logarithmParts`, where made rows take logarithms; else 0. */
  readonly logarithms: number;
  /** Arrays of each of the program's groups of synapses by name (see `arraysOf`); 0 for those it has not. */
  readonly groups: readonly Readonly<Record<string, number>>[];
  /**
   * Arrays of each term of each of the program's sums: row pointers, 4 × source cell of each junction, weights (f32; 0 where it has none).
   * Three values may be read behind the end of the last two.
   */
  readonly sums: readonly (readonly { readonly rows: number; readonly sources: number; readonly weights: number }[])[];
  /** Tables of each population's tree (see `treeTables`); 0 where its cells have one site. */
  readonly trees: readonly { readonly entries: number; readonly children: number }[];
  /** Tables of each of the program's links. */
  readonly links: readonly number[];
  /** First byte after all this. Probes and traces follow where the engine puts them. */
  readonly end: number;
}

/**
 * A tree as the module reads it. Entries of four words, in order: 4 × row of the site's first cell, the same of its parent, conductance
 * (f32), 8 × number of children. Children of two words, 4 × row and conductance (f32), those of the last entry first.
 */
export function treeTables(
  tree: Pick<Tree, 'order' | 'parents' | 'axial'>,
  cells: number,
): { readonly entries: Uint32Array; readonly children: Uint32Array } {
  const { order, parents, axial } = tree;
  const { firsts, places } = childrenOf(tree);
  const row = (place: number): number => 4 * cells * order[place]!;
  const bits = (value: number): number => new Uint32Array(Float32Array.of(value).buffer)[0]!;
  const entries = new Uint32Array(4 * order.length);
  const children: number[] = [];
  for (let k = order.length - 1; k >= 0; k--) {
    const own = [...places.subarray(firsts[k]!, firsts[k + 1]!)];
    entries.set([row(k), row(parents[k]! < 0 ? k : parents[k]!), bits(axial[k]!), 8 * own.length], 4 * k);
    for (const child of own) children.push(row(child), bits(axial[child]!));
  }
  return { entries, children: Uint32Array.from(children) };
}

export interface DerivedUniform {
  readonly value: Expr;
  readonly address: number;
  /** Whether it is kept as f64 (address a multiple of 8), else as f32. */
  readonly wide: boolean;
}

export interface PopulationImage {
  /** Further uniforms, over the program's `uniform` leaves: the engine evaluates them in f64 and writes them there. */
  readonly derived: readonly DerivedUniform[];
  /** Expressions over `uniform` leaves whose magnitude may not exceed `GUARD` where exponentials are shared. */
  readonly guards: readonly Expr[];
}

/** Exponents that uniforms alone contribute to a shared exponential must stay within ± this. */
export const GUARD = 30;

export interface WasmImage {
  /** The module: imports `WasmHost` as `host`, exports `WasmExports`. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly threads: number;
  /** Whether the memory is a shared one. */
  readonly shared: boolean;
  readonly relaxed: boolean;
  readonly map: MemoryMap;
  /** Words to be written from `map.constants`. */
  readonly constants: Uint32Array;
  /** Words to be written from `map.ranges`. */
  readonly ranges: Uint32Array;
  /** Words to be written from addresses: tables of junctions in the solution. */
  readonly links: readonly { readonly address: number; readonly words: Uint32Array }[];
  readonly populations: readonly PopulationImage[];
  /** Most pages of 64 KiB the memory may have. */
  readonly maximumPages: number;
}
