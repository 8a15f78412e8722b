/**
 * Timings that can be trusted on a noisy machine: all contestants are built first, warmed up, and then run in turn, round after round,
 * each from step 0 with the same spikes; the median over rounds is quoted, and ratios are taken within one round.
 */

import { spikeHash } from '../analysis/hash.ts';
import { median } from '../analysis/moments.ts';
import { type BackendName, backendNames, type ProfileMeans } from '../engine/engine.ts';
import { InternalError, UserError } from '../errors.ts';
import type { Connectivity } from '../network/connectivity-words.ts';
import type { Network } from '../network/network.ts';
import { noMore } from '../no-more.ts';
import { callable, flag, listOf, oneOf, optional, optionsOf, text, whole } from '../options.ts';
import type { StepCost } from '../program/cost.ts';
import { createSimulation } from './create.ts';
import type { PhaseProfile, Simulation } from './types.ts';

export interface BenchmarkCase {
  /** Shown in the table: 'ei-brette2007, 4000 cells'. */
  readonly name: string;
  build(): Network;
  /** Steps per round. */
  readonly steps: number;
  readonly dt: string;
  readonly integrator: string;
}

export interface BenchmarkRow {
  readonly name: string;
  readonly backend: BackendName;
  readonly adapter: string;
  readonly strategy: string;
  readonly cells: number;
  readonly synapses: number;
  /** Left out where all synapses are stored. */
  readonly connectivity?: Simulation['connectivity'];
  readonly bytes_per_synapse: number;
  readonly steps: number;
  readonly dispatches_per_step: number;
  readonly build_s: number;
  readonly compile_s: number;
  /** Wall time per step over the rounds. */
  readonly ms_per_step: { readonly median: number; readonly min: number; readonly max: number };
  /** Median wall seconds per biological second. */
  readonly realtime_factor: number;
  /** Median over rounds of this row's time ÷ the first backend's time in the same round. */
  readonly ratio: number;
  readonly spikes: number;
  readonly spike_hash: string;
  readonly cost: StepCost;
  /** Synaptic events per step, mean over the run. */
  readonly events_per_step: number;
  /** Where phases were asked for. */
  readonly phases?: BenchmarkPhases;
}

/** What the phases of a step take, in steps that were timed phase by phase; all times in ms per step, of the round with the median sum. */
export interface BenchmarkPhases {
  readonly means: ProfileMeans;
  /** Wall time of these steps; with timing they take longer than without. */
  readonly ms_per_step: number;
  /** In the order of a step. */
  readonly rows: readonly {
    /** Phases in one piece of code are named together, 'gather+integrate+detect'. */
    readonly phase: string;
    readonly ms_per_step: number;
    readonly dispatches_per_step: number;
  }[];
  /** Threads waiting for each other, mean over them. */
  readonly waiting_ms_per_step: number;
  /** What none of these has: submits, the start of threads, turns of the page. */
  readonly rest_ms_per_step: number;
}

export interface BenchmarkOptions {
  readonly backends: readonly BackendName[];
  /** Numbers of threads to run the wasm backend with, one contestant each; default: its own choice. */
  readonly threads?: readonly number[];
  /** Strategies to run the webgpu backend with, one contestant each; default: its own choice. */
  readonly strategies?: readonly string[];
  /** Ways to keep synapses, one contestant each; default: as the network says. */
  readonly connectivities?: readonly Connectivity[];
  /** At least 1; 5 or more for figures to quote. */
  readonly rounds: number;
  /** Whether the phases of a step are timed too, in as many further rounds; default: no. */
  readonly phases?: boolean;
  readonly onProgress?: (label: string, fraction: number) => void;
  /** Told when a backend cannot run here, with the reason. */
  readonly onRefusal?: (backend: BackendName, reason: string) => void;
}

const readOptions = optionsOf<BenchmarkOptions>('benchmark', {
  backends: listOf(oneOf(...backendNames)),
  threads: optional(listOf(whole(1))),
  strategies: optional(listOf(text)),
  connectivities: optional(listOf(text)),
  rounds: whole(1),
  phases: optional(flag),
  onProgress: optional(callable),
  onRefusal: optional(callable),
});

/** One row per backend that runs here. */
export async function benchmark(
  theCase: BenchmarkCase,
  options: BenchmarkOptions,
  ...more: undefined[]
): Promise<BenchmarkRow[]> {
  noMore('benchmark', 'a case and options', more);
  readOptions(options);
  const { steps, dt, integrator, name } = theCase;
  const contestants: Simulation[] = [];
  try {
    for (const { backend, ...settings } of options.backends.flatMap((name) => entriesOf(name, options))) {
      try {
        contestants.push(await createSimulation(theCase.build(), { dt, integrator, backend, ...settings }));
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        options.onRefusal?.(backend, error.message);
      }
    }
    const walls = contestants.map((): number[] => []);
    const turns = (options.phases ? 2 : 1) * (options.rounds + 1) * contestants.length;
    let taken = 0;
    const progress = (): void => options.onProgress?.(name, ++taken / turns);
    const results: { spikes: number; hash: string }[] = [];
    // Round −1 warms up: caches, just-in-time compilers, part lengths.
    for (let round = -1; round < options.rounds; round++)
      for (const [i, simulation] of contestants.entries()) {
        simulation.reset();
        const began = performance.now();
        const block = await simulation.run(steps);
        const wall = performance.now() - began;
        if (round >= 0) walls[i]!.push(wall / steps);
        else
          results[i] = {
            spikes: block.spikes.steps.length,
            hash: await spikeHash(block.spikes),
          };
        progress();
      }
    const profiles = contestants.map((): PhaseProfile[] => []);
    if (options.phases)
      for (let round = -1; round < options.rounds; round++)
        for (const [i, simulation] of contestants.entries()) {
          simulation.reset();
          const profile = await simulation.profile(steps);
          if (round >= 0) profiles[i]!.push(profile);
          else if ((await spikeHash(profile.spikes)) !== results[i]!.hash)
            throw new InternalError(`${simulation.backend} has other spikes when its phases are timed.`);
          progress();
        }
    return contestants.map((s, i): BenchmarkRow => {
      const sorted = Float64Array.from(walls[i]!).sort();
      return {
        name,
        backend: s.backend,
        adapter: s.adapter,
        strategy: s.strategy,
        cells: s.cells,
        synapses: s.synapses,
        ...(s.connectivity === 'stored' ? {} : { connectivity: s.connectivity }),
        bytes_per_synapse: s.bytesPerSynapse,
        steps,
        dispatches_per_step: s.dispatchesPerStep,
        build_s: s.seconds.build,
        compile_s: s.seconds.compile,
        ms_per_step: { median: median(sorted)!, min: sorted[0]!, max: sorted.at(-1)! },
        realtime_factor: median(sorted)! / s.dt,
        ratio: median(Float64Array.from(walls[i]!, (wall, round) => wall / walls[0]![round]!))!,
        spikes: results[i]!.spikes,
        spike_hash: results[i]!.hash,
        cost: s.cost,
        events_per_step: (results[i]!.spikes / steps) * s.cost.synapses_per_cell,
        ...(options.phases ? { phases: phasesOf(profiles[i]!) } : {}),
      };
    });
  } finally {
    for (const s of contestants) s.dispose();
  }
}

/** Of the round whose wall time is the median, the smaller one of two. */
function phasesOf(rounds: readonly PhaseProfile[]): BenchmarkPhases {
  const sorted = [...rounds].sort((a, b) => a.ms - b.ms);
  const { means, steps, ms, phases, waiting } = sorted[Math.floor((sorted.length - 1) / 2)]!;
  const sum = phases.reduce((n, p) => n + p.ms, waiting);
  return {
    means,
    ms_per_step: ms / steps,
    rows: phases.map((p) => ({
      phase: p.phase,
      ms_per_step: p.ms / steps,
      dispatches_per_step: p.dispatches / steps,
    })),
    waiting_ms_per_step: waiting / steps,
    rest_ms_per_step: Math.max(0, ms - sum) / steps,
  };
}

interface Entry {
  readonly backend: BackendName;
  readonly threads?: number;
  readonly strategy?: string;
  readonly connectivity?: Connectivity;
}

/** The contestants of one backend. */
function entriesOf(backend: BackendName, options: BenchmarkOptions): Entry[] {
  const { connectivities } = options;
  const entries = settingsOf(backend, options);
  return connectivities
    ? entries.flatMap((e) => connectivities.map((connectivity) => ({ ...e, connectivity })))
    : entries;
}

function settingsOf(backend: BackendName, { threads, strategies }: BenchmarkOptions): Entry[] {
  if (backend === 'wasm' && threads) return threads.map((n) => ({ backend, threads: n }));
  if (backend === 'webgpu' && strategies) return strategies.map((strategy) => ({ backend, strategy }));
  return [{ backend }];
}
