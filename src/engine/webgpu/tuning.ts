/** How the kernels are cut for an adapter: every number that differs between adapters, made here and nowhere else. */
import { coreCount } from '../../environment.ts';
import type { Limits } from './limits.ts';

/** What is known of an adapter. */
export interface AdapterFacts {
  /** Whether it emulates a GPU in software. */
  readonly software: boolean;
  /** Cores of the machine; default: as many as there are. */
  readonly cores?: number;
}

export interface Tuning {
  /** Threads per workgroup of kernels that advance cells and meet at no barrier. */
  readonly threads: number;
  /** Threads per workgroup of the kernel whose workgroups gather their spikes at a barrier. */
  readonly gatheringThreads: number;
  /** Threads of the one workgroup that runs whole networks. */
  readonly persistentThreads: number;
  /** Threads per workgroup that steps a cell with dendrites. */
  readonly treeThreads: number;
  /** Cells with dendrites from which a thread for each is tried first, else a workgroup. */
  readonly manyTrees: number;
  /** Threads per workgroup that sum a block of the ring. */
  readonly blockThreads: number;
  /** Most threads per workgroup of kernels that deliver noted spikes, a workgroup per spike. */
  readonly mostDeliveryThreads: number;
  /** Most workgroups of these kernels. */
  readonly deliverers: number;
  /** Whether sums are cleared even where they are 0 (`always_clear` in shaders/gather.wgsl); a constant of the pipelines, so 0 or 1. */
  readonly alwaysClear: 0 | 1;
  /** Cells that each thread advances in a network of so many, in workgroups of so many threads. */
  cellsPerThread(cells: number, threads: number): number;
  /** Limits that are kept to, lower than the device's own. */
  readonly limits: Partial<Limits>;
  /** Whether a barrier costs next to nothing. */
  readonly cheapBarriers: boolean;
  /** Largest network for which strategies are timed against each other, cells. */
  readonly contestCells: number;
}

const gpu: Tuning = {
  threads: 64,
  gatheringThreads: 64,
  persistentThreads: 256,
  treeThreads: 64,
  // As many threads as keep a middling GPU busy.
  manyTrees: 4096,
  blockThreads: 256,
  mostDeliveryThreads: Number.POSITIVE_INFINITY,
  // Enough to fill a large GPU at 64 threads each, few enough that idle ones cost little.
  deliverers: 1024,
  alwaysClear: 0,
  cellsPerThread: () => 1,
  limits: {},
  cheapBarriers: true,
  contestCells: Number.POSITIVE_INFINITY,
};

/** It runs a workgroup on one core, its threads as lanes of vectors. */
const software = (cores: number): Tuning => ({
  threads: 32,
  gatheringThreads: 64,
  persistentThreads: 64,
  treeThreads: 32,
  // A vector for each core.
  manyTrees: 4 * cores,
  blockThreads: 32,
  // One vector. More repeat the search for spikes in each of their vectors: 32 made a step of brunel-2000 a fifth longer, and one of
  // coba-2005-stdp 1.6 to 1.9 times.
  mostDeliveryThreads: 4,
  deliverers: 2 * cores,
  // It executes a branch that no thread takes.
  alwaysClear: 1,
  cellsPerThread: (cells, threads) => cellsForThreads(cells, threads, cores),
  // SwiftShader clears workgroup memory by a statement per value, and takes seconds to compile 16 KiB of them.
  limits: { maxComputeWorkgroupStorageSize: 6144 },
  // One costs ten times a small step.
  cheapBarriers: false,
  // Timing costs start-up.
  contestCells: 512,
});

export const tuningOf = (facts: AdapterFacts): Tuning => (facts.software ? software(facts.cores ?? coreCount()) : gpu);

/**
 * Cells per thread that leave two workgroups for each core; at most 32. Few, large workgroups made a step of 4000 cells a quarter faster on
 * two cores than one cell per thread.
 */
const cellsForThreads = (cells: number, threads: number, cores: number): number =>
  Math.max(1, Math.min(32, Math.ceil(cells / (threads * 2 * cores))));
