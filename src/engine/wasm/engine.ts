/** The WebAssembly engine: runs an emitted module over one memory, on one thread or several. Exact to the bit for any number of them. */

import { sharesMemory } from '../../environment.ts';
import { sumBytes } from '../../program/coupling.ts';
import { uniformValues } from '../../program/hoist.ts';
import { cellsOf, type Program } from '../../program/program.ts';
import { bytesOf, storedBytes, storedOf } from '../../program/synapses.ts';
import { refusal } from '../../program/target/refusals.ts';
import {
  type Lap,
  laps,
  MAX_STEPS,
  type WasmExports,
  type WasmHost,
  type WasmImage,
} from '../../program/target/simd.ts';
import { joinSpikes, type SpikeBlock } from '../../record/spikes.ts';
import { Pace } from '../../run/pace.ts';
import { turn } from '../../run/turn.ts';
import { checked, disposedError } from '../checked.ts';
import { type CheckpointShape, shapeOf } from '../checkpoint.ts';
import type { Checkpoint, Chunk, Engine, Fault, Probe, Profile } from '../engine.ts';
import { Laps } from '../laps.ts';
import { ThreadLostError } from './errors.ts';
import { wasmFeatures } from './features.ts';
import { harvestFault, harvestSpikes } from './harvest.ts';
import { HostMemory } from './memory.ts';
import { ProbeTable } from './probes.ts';
import { startThreads, type Threads } from './threads.ts';

export interface WasmEngineOptions {
  readonly probes?: readonly Probe[];
}

/**
 * Compiles the module, fills its memory and starts its threads. Throws a UserError when the network does not fit into a WebAssembly
 * memory or this machine has no vector instructions.
 */
export async function createWasmEngine(
  program: Program,
  image: WasmImage,
  options: WasmEngineOptions = {},
): Promise<Engine> {
  if (!wasmFeatures().exists) throw refusal('no-webassembly', {});
  if (!wasmFeatures().simd) throw refusal('no-simd', {});
  const host = new HostMemory(program, image);
  const module = await compiled(image);
  const threads = image.threads > 1 ? await startThreads(module, host.memory, image.threads) : undefined;
  const imports: WasmHost = { memory: host.memory, clock: () => performance.now() };
  const { exports } = await WebAssembly.instantiate(module, { host: imports });
  return checked(
    program,
    new WasmEngine(program, image, host, exports as unknown as WasmExports, threads),
    options.probes,
  );
}

/** A policy may forbid it, and says so before it looks at the module: a module with nothing in it is refused as well then. */
async function compiled({ bytes }: WasmImage): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    if (await mayCompile()) throw error;
    throw refusal('webassembly-forbidden', {}, { cause: error });
  }
}

const mayCompile = (): Promise<boolean> =>
  WebAssembly.compile(Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00)).then(
    () => true,
    () => false,
  );

export class WasmEngine implements Engine {
  readonly backend = 'wasm';
  readonly adapter: string;
  readonly software = false;
  readonly strategy: string;
  readonly dispatchesPerStep = 0;
  readonly code = undefined;
  readonly synapseBytes: number;
  readonly #shape: CheckpointShape;
  readonly #image: WasmImage;
  /** Those laps that every step has. */
  readonly #laps: ReadonlySet<Lap>;
  /** Steps of one call of the module: calls cannot be interrupted, so they are kept short. */
  readonly #pace = new Pace({ target: 25, first: 8, growth: 4 });
  readonly #mostSteps: number;
  #host: HostMemory | undefined;
  #calls: WasmExports;
  #threads: Threads | undefined;
  #probes: ProbeTable;
  #step = 0;
  #tail: Promise<unknown> = Promise.resolve();
  #lastTurn = performance.now();
  #failure: unknown;

  constructor(program: Program, image: WasmImage, host: HostMemory, calls: WasmExports, threads: Threads | undefined) {
    const count = image.threads === 1 ? `1 thread${whyAlone()}` : `${image.threads} threads`;
    this.adapter = `WebAssembly SIMD, ${image.relaxed ? 'relaxed, ' : ''}${count}`;
    const shared = image.map.ringCount < image.threads;
    const several = shared ? 'all spikes to own cells of each thread' : 'scatter to own accumulators of each thread';
    const pointers = (shared ? image.threads : 1) * cellsOf(program) + 1;
    const others = program.synapses.filter(({ kind }) => kind !== 'stored');
    this.synapseBytes = storedBytes(storedOf(program), pointers) + bytesOf(program, others) + sumBytes(program.sums);
    this.strategy = image.threads === 1 ? 'direct scatter' : several;
    this.#shape = shapeOf(program);
    this.#image = image;
    this.#laps = new Set(laps.filter((lap) => lap !== 'gather' && (lap !== 'couple' || program.sums.length > 0)));
    this.#host = host;
    this.#calls = calls;
    this.#threads = threads;
    this.#mostSteps = Math.min(MAX_STEPS, ...capacities(image));
    this.#probes = new ProbeTable(
      host,
      image,
      program.populations.map((p) => p.size),
    );
    this.#probes.set([]);
    program.populations.forEach((p, i) => {
      host.setUniforms(i, uniformValues(p.uniforms, new Map(p.parameters.map((q) => [q.name, q.value])), program.dt));
    });
  }

  get step(): number {
    return this.#step;
  }

  run(steps: number): Promise<Chunk> {
    const firstStep = this.#step;
    this.#step += steps;
    return this.#enqueue((host) => this.#advance(host, firstStep, steps));
  }

  profile(steps: number): Promise<Profile> {
    const firstStep = this.#step;
    this.#step += steps;
    return this.#enqueue(async (host) => {
      // A call that failed may have left something.
      for (const lap of laps) host.takeLap(lap);
      const sums = new Laps();
      let ms = 0;
      const chunk = await this.#advance(host, firstStep, steps, (wall, harvest) => {
        ms += wall;
        sums.add('record', harvest);
      });
      let waiting = 0;
      for (const lap of laps) {
        const spent = host.takeLap(lap);
        if (lap === 'wait') waiting += spent;
        else if (spent > 0 || this.#laps.has(lap)) sums.add(lap, spent);
      }
      return { chunk, means: 'thread clocks', ms, phases: sums.list(), waiting };
    });
  }

  readColumn(population: number, column: number): Promise<Float64Array> {
    return this.#enqueue((host) => Float64Array.from(host.column(population, column)));
  }

  writeColumn(population: number, column: number, values: Float64Array): void {
    const copy = Float32Array.from(values);
    this.#order((host) => host.column(population, column).set(copy));
  }

  readWeights(pathway: number): Promise<Float64Array> {
    return this.#enqueue((host) => Float64Array.from(host.weights(pathway)));
  }

  writeWeights(pathway: number, values: Float64Array, from = 0): void {
    const copy = Float32Array.from(values);
    this.#order((host) => host.weights(pathway).set(copy, from));
  }

  setUniforms(population: number, values: Float64Array): void {
    const copy = values.slice();
    this.#order((host) => host.setUniforms(population, copy));
  }

  setProbes(probes: readonly Probe[]): void {
    this.#order(() => this.#probes.set(probes));
  }

  checkpoint(): Promise<Checkpoint> {
    const step = this.#step;
    return this.#enqueue((host) => ({
      step,
      columns: this.#shape.columns.map((columns, p) => columns.map((_, c) => Float64Array.from(host.column(p, c)))),
      accumulators: host.accumulators(),
      ...(this.#shape.plastic.length > 0
        ? { weights: this.#shape.plastic.map((_, p) => Float64Array.from(host.weights(p))) }
        : {}),
    }));
  }

  restore(checkpoint: Checkpoint): void {
    this.#step = checkpoint.step;
    const columns = checkpoint.columns.map((values) => values.map((v) => Float32Array.from(v)));
    const accumulators = checkpoint.accumulators.slice();
    const weights = checkpoint.weights?.map((values) => Float32Array.from(values));
    this.#order((host) => {
      columns.forEach((values, p) => {
        values.forEach((v, c) => {
          host.column(p, c).set(v);
        });
      });
      host.setAccumulators(accumulators);
      weights?.forEach((values, p) => {
        host.weights(p).set(values);
      });
    });
  }

  dispose(): void {
    this.#threads?.stop();
    this.#threads = undefined;
    this.#host = undefined;
    this.#calls = { run() {}, profile() {} };
  }

  /** Runs jobs one after another, in the order of the calls. */
  #enqueue<T>(job: (host: HostMemory) => T | Promise<T>): Promise<T> {
    const result = this.#tail.then(() => job(this.#open()));
    this.#tail = result.catch(() => undefined);
    return result;
  }

  /** A job without an answer: what goes wrong in it is told by the next run. */
  #order(job: (host: HostMemory) => void): void {
    this.#enqueue(job).catch((error: unknown) => {
      this.#failure ??= error;
    });
  }

  #open(): HostMemory {
    if (!this.#host) throw disposedError();
    this.#checkThreads();
    return this.#host;
  }

  /** One call, on all threads. */
  #together(host: HostMemory, first: number, count: number, timed: boolean): void {
    if (this.#threads) {
      host.announce(first, count, timed);
      this.#threads.ring();
    }
    const { run, profile } = this.#calls;
    try {
      (timed ? profile : run)(0, first, count);
    } catch (error) {
      this.#checkThreads();
      throw error;
    }
  }

  /** Throws a ThreadLostError when one of the threads is gone: what the memory holds is worth nothing then. */
  #checkThreads(): void {
    const reason = this.#threads?.lost();
    if (reason !== undefined) throw new ThreadLostError(reason);
  }

  /** `told`: gets the wall time of each call, and that of taking what it noted, which is a part of it; ms. Given, phases are timed. */
  async #advance(
    host: HostMemory,
    firstStep: number,
    steps: number,
    told?: (wall: number, harvest: number) => void,
  ): Promise<Chunk> {
    if (this.#failure !== undefined) {
      const failure = this.#failure;
      this.#failure = undefined;
      throw failure;
    }
    const blocks: SpikeBlock[] = [];
    const traces = this.#probes.arrays(steps);
    let fault: Fault | undefined;
    for (let done = 0; done < steps; ) {
      if (performance.now() - this.#lastTurn > 10) {
        await turn();
        this.#open();
        this.#lastTurn = performance.now();
      }
      const first = firstStep + done;
      const count = Math.min(steps - done, this.#pace.steps, this.#mostSteps, this.#probes.steps);
      const began = performance.now();
      this.#together(host, first, count, told !== undefined);
      const ended = performance.now();
      this.#pace.note(count, ended - began);
      blocks.push(harvestSpikes(host, this.#image, first, count));
      this.#probes.harvest(traces, done, count);
      const found = harvestFault(host, this.#image.threads);
      fault ??= found;
      done += count;
      if (told) {
        const now = performance.now();
        told(now - began, now - ended);
      }
    }
    return { firstStep, steps, spikes: blocks.length === 1 ? blocks[0]! : joinSpikes(blocks), traces, fault };
  }
}

function whyAlone(): string {
  if (wasmFeatures().threads) return '';
  return sharesMemory() ? ", which a page's main thread must be" : ', since memory is not shared here';
}

/** Steps for which each thread's list of spikes has room even if every cell spikes in every one. */
function capacities(image: WasmImage): number[] {
  const { ranges, threads, populations, map } = image;
  return Array.from({ length: threads }, (_, t) => {
    let cells = 0;
    for (let p = 0; p < populations.length; p++) {
      const at = 2 * (t * populations.length + p);
      cells += (ranges[at + 1]! - ranges[at]!) / 4;
    }
    return cells === 0 ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(map.spikeBytes / 4 / cells));
  });
}
