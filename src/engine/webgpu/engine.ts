/** Runs a program on a WebGPU device. */
import { uniformValues } from '../../program/hoist.ts';
import { type Layout, layoutOf } from '../../program/layout.ts';
import { cellsOf, type Program } from '../../program/program.ts';
import type { EmittedWgsl } from '../../program/wgsl.ts';
import { joinSpikes } from '../../record/spikes.ts';
import type { Checkpoint, Chunk, Engine, Fault, Probe } from '../engine.ts';
import { initialState } from '../initial.ts';
import { type Gpu, type GpuOptions, requestGpu } from './adapter.ts';
import { type BindingName, bindings, NETWORK_SIZE, TICK_STRIDE, tickSize } from './bindings.ts';
import { DeviceLostError } from './errors.ts';
import { lengthsOf } from './lengths.ts';
import { checkFits, createMemory, type Memory } from './memory.ts';
import { type ProbePlan, planProbes, splitTraces } from './probes.ts';
import {
  type Contest,
  chooseStrategy,
  contestants,
  millisecondsPerStep,
  namedStrategy,
  rememberedStrategy,
} from './strategies/choose.ts';
import { strategies } from './strategies/index.ts';
import type { BindGroups, Strategy } from './strategies/strategy.ts';
import { type Load, MOST_STEPS, Submitter } from './submitter.ts';
import { checkpointOf, checkShape, placeOf, stateOf } from './transfer.ts';
import { bindingsOf, prepareVariant, type Variant, type VariantRequest } from './variant.ts';

export interface WebgpuOptions extends GpuOptions {
  /** Noted after every step. */
  readonly probes?: readonly Probe[];
  /** A device to share; the engine leaves it alone on `dispose`. By default the engine has its own. */
  readonly gpu?: Gpu;
  /** Name of a strategy (see strategies/names.ts); by default a short timed warm-up chooses. */
  readonly strategy?: string;
  /** Threads per workgroup; by default what the strategy finds right for the adapter. */
  readonly threads?: number;
  /** Most steps per submit; by default 1024, fewer where a submit would take too long. */
  readonly stepsPerSubmit?: number;
}

/**
 * An engine with the program's state at time 0 and the uniforms of its parameters. Rejects with an AdapterLimitError when the network does
 * not fit, and with a UserError when there is no adapter or no such strategy. Calls of the engine reject with a DeviceLostError once the device is lost.
 */
export async function createWebgpuEngine(
  program: Program,
  emitted: EmittedWgsl,
  options: WebgpuOptions = {},
): Promise<Engine> {
  const gpu = options.gpu ?? (await requestGpu(options));
  try {
    return await build(program, emitted, gpu, options);
  } catch (error) {
    if (!options.gpu) gpu.destroy();
    throw error;
  }
}

async function build(program: Program, emitted: EmittedWgsl, gpu: Gpu, options: WebgpuOptions): Promise<WebgpuEngine> {
  const { device } = gpu;
  const layout = layoutOf(program);
  const lengths = lengthsOf(program, layout, emitted);
  checkFits(program, lengths, device.limits);
  const contest: Contest = {
    adapter: gpu.name,
    software: gpu.software,
    cells: cellsOf(program),
    synapses: program.fanout.targets.length,
  };
  const request: VariantRequest = { program, emitted, lengths, gpu, threads: options.threads };
  const compiling = prepareAll(strategiesFor(contest, options.strategy), request);
  device.pushErrorScope('out-of-memory');
  const memory = createMemory(device, program, layout, lengths, emitted, bindingsOf(request));
  const [variants, shortage] = await Promise.all([compiling, device.popErrorScope()]);
  if (shortage) throw new Error(`internal: the device has no memory for the network: ${shortage.message}`);
  const most = Math.max(1, Math.min(MOST_STEPS, options.stepsPerSubmit ?? MOST_STEPS));
  const parts = { program, layout, emitted, gpu, ownsGpu: !options.gpu, memory, most };
  const engine = new WebgpuEngine(parts, variants[0]!);
  try {
    program.populations.forEach((population, p) => {
      const values = new Map(population.parameters.map((parameter) => [parameter.name, parameter.value]));
      engine.setUniforms(p, uniformValues(population.uniforms, values, program.dt));
    });
    if (variants.length > 1)
      await engine.use(await chooseStrategy(contest, variants, (variant) => engine.time(variant)));
    engine.setProbes(options.probes ?? []);
    return engine;
  } catch (error) {
    engine.dispose();
    throw error;
  }
}

/** The strategy asked for, or the one remembered, or those that must be timed. */
function strategiesFor(contest: Contest, name: string | undefined): readonly Strategy[] {
  if (name !== undefined) return [namedStrategy(name, contest.cells)];
  const known = rememberedStrategy(contest);
  return known ? [known] : contestants(contest);
}

/** All that compile. The first must; another that a driver does not take is no loss. */
async function prepareAll(among: readonly Strategy[], request: VariantRequest): Promise<Variant[]> {
  const [first, ...others] = await Promise.allSettled(among.map((strategy) => prepareVariant(strategy, request)));
  if (first!.status === 'rejected') throw first!.reason;
  return [first!.value, ...others.flatMap((other) => (other.status === 'fulfilled' ? [other.value] : []))];
}

interface Parts {
  readonly program: Program;
  readonly layout: Layout;
  readonly emitted: EmittedWgsl;
  readonly gpu: Gpu;
  readonly ownsGpu: boolean;
  readonly memory: Memory;
  /** Most steps per submit. */
  readonly most: number;
}

class WebgpuEngine implements Engine {
  readonly backend = 'webgpu';
  readonly adapter: string;
  readonly software: boolean;
  readonly #parts: Parts;
  readonly #device: GPUDevice;
  readonly #submitter: Submitter;
  readonly #tick: GPUBuffer;
  #variant: Variant;
  #probes: GPUBuffer;
  #plan: ProbePlan;
  #groups: BindGroups;
  /** Everything queued so far; operations follow one another through it. */
  #tail: Promise<unknown> = Promise.resolve();
  #step = 0;
  /** Whether steps queued from now on are probed. */
  #probed = false;
  #failure: Error | undefined;
  #disposed = false;

  constructor(parts: Parts, variant: Variant) {
    this.#parts = parts;
    this.#variant = variant;
    this.#device = parts.gpu.device;
    this.adapter = parts.gpu.name;
    this.software = parts.gpu.software;
    const { UNIFORM, COPY_DST } = GPUBufferUsage;
    const network = this.#device.createBuffer({ label: 'network', size: NETWORK_SIZE, usage: UNIFORM | COPY_DST });
    parts.memory.buffers.set('network', network);
    this.#tick = this.#device.createBuffer({
      label: 'tick',
      // Whole windows, so that the last one of a submit lies within.
      size: Math.ceil(parts.most / WIDEST_WINDOW) * WIDEST_WINDOW * TICK_STRIDE,
      usage: UNIFORM | COPY_DST,
    });
    const cells = cellsOf(parts.program);
    this.#submitter = new Submitter({
      device: this.#device,
      program: parts.program,
      cells,
      network,
      tick: this.#tick,
      most: parts.most,
    });
    this.#plan = planProbes(parts.program, parts.layout, []);
    this.#probes = this.#createProbes();
    this.#groups = this.#createGroups();
    this.#device.lost.then((info) => {
      if (!this.#disposed) this.#failure ??= new DeviceLostError(info.reason, info.message);
    });
    this.#device.addEventListener('uncapturederror', this.#onError);
  }

  get strategy(): string {
    return this.#variant.strategy.name;
  }

  get code(): string {
    return this.#variant.code;
  }

  get step(): number {
    return this.#step;
  }

  get dispatchesPerStep(): number {
    const { strategy, probe } = this.#variant;
    return strategy.dispatchesPerStep + (this.#probed && probe ? 1 : 0);
  }

  /** Steps queued from now on run so. */
  use(variant: Variant): Promise<void> {
    return this.#enqueue(() => {
      this.#variant = variant;
      this.#groups = this.#createGroups();
      this.#submitter.resetPacing();
    });
  }

  /** Milliseconds per step of a variant from time 0 on; then goes back there. For an engine that nobody else uses yet. */
  async time(variant: Variant): Promise<number> {
    await this.use(variant);
    const result = await millisecondsPerStep((steps) => this.run(steps));
    await this.#enqueue(() => this.#rewind());
    return result;
  }

  /** Back to time 0. */
  #rewind(): void {
    const { program, layout } = this.#parts;
    this.#step = 0;
    this.#device.queue.writeBuffer(this.#buffer('state'), 0, Float32Array.from(initialState(program, layout)));
    const encoder = this.#device.createCommandEncoder({ label: 'rewind' });
    encoder.clearBuffer(this.#buffer('accumulators'));
    this.#device.queue.submit([encoder.finish()]);
  }

  async run(steps: number): Promise<Chunk> {
    if (!Number.isInteger(steps) || steps < 1)
      throw new RangeError(`run takes a whole number of steps from 1; it got ${steps}.`);
    const firstStep = this.#step;
    this.#step += steps;
    const [pending, plan] = await this.#enqueue(
      async () => [await this.#submitter.submit(firstStep, steps, this.#load()), this.#plan] as const,
    );
    const pieces = await this.#guard(Promise.all(pending));
    const faulty = pieces.find((piece) => piece.fault)?.fault;
    return {
      firstStep,
      steps,
      spikes: joinSpikes(pieces.map((piece) => piece.spikes)),
      traces: splitTraces(plan, pieces),
      fault: faulty && this.#faultAt(faulty.step, faulty.place),
    };
  }

  async readColumn(population: number, column: number): Promise<Float64Array> {
    const { offset, size } = placeOf(this.#parts.program, this.#parts.layout, population, column);
    const bytes = await this.#download(() => this.#buffer('state'), offset * 4, size * 4);
    return Float64Array.from(new Float32Array(bytes));
  }

  writeColumn(population: number, column: number, values: Float64Array): void {
    const { offset, size } = placeOf(this.#parts.program, this.#parts.layout, population, column);
    if (values.length !== size) throw new RangeError(`The column has ${size} values; ${values.length} were given.`);
    const content = Float32Array.from(values);
    this.#later(() => this.#device.queue.writeBuffer(this.#buffer('state'), offset * 4, content));
  }

  setUniforms(population: number, values: Float64Array): void {
    const { program, layout, memory } = this.#parts;
    const wanted = program.populations[population]?.uniforms.length;
    if (wanted !== values.length)
      throw new RangeError(`Population ${population} has ${wanted ?? 'no'} uniforms; ${values.length} were given.`);
    if (!memory.uniforms || values.length === 0) return;
    const buffer = memory.uniforms;
    const content = Float32Array.from(values, f32);
    this.#later(() => this.#device.queue.writeBuffer(buffer, layout.uniforms[population]! * 4, content));
  }

  setProbes(probes: readonly Probe[]): void {
    const { program, layout } = this.#parts;
    const plan = planProbes(program, layout, probes);
    this.#probed = plan.places.length > 0;
    this.#later(() => {
      this.#plan = plan;
      this.#submitter.setEntries(plan.places.length);
      this.#probes.destroy();
      this.#probes = this.#createProbes();
      this.#groups = this.#createGroups();
    });
  }

  async checkpoint(): Promise<Checkpoint> {
    const { program, layout } = this.#parts;
    const step = this.#step;
    const ring = program.fanout.slots * program.fanout.width;
    const [state, accumulators] = await Promise.all([
      this.#download(() => this.#buffer('state'), 0, layout.stateLength * 4),
      this.#download(() => this.#buffer('accumulators'), 0, ring * 4),
    ]);
    return checkpointOf(program, layout, step, new Float32Array(state), new Int32Array(accumulators));
  }

  restore(checkpoint: Checkpoint): void {
    checkShape(this.#parts.program, checkpoint);
    const state = stateOf(this.#parts.layout, checkpoint);
    const accumulators = Int32Array.from(checkpoint.accumulators);
    this.#step = checkpoint.step;
    this.#later(() => {
      this.#device.queue.writeBuffer(this.#buffer('state'), 0, state);
      this.#device.queue.writeBuffer(this.#buffer('accumulators'), 0, accumulators);
    });
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#failure ??= new Error('The engine was disposed of; it takes no more calls.');
    this.#device.removeEventListener('uncapturederror', this.#onError);
    for (const buffer of this.#parts.memory.buffers.values()) buffer.destroy();
    this.#tick.destroy();
    this.#probes.destroy();
    this.#submitter.destroy();
    if (this.#parts.ownsGpu) this.#parts.gpu.destroy();
  }

  #onError = (event: GPUUncapturedErrorEvent): void => {
    this.#failure ??= new Error(`internal: the GPU device reports: ${event.error.message}`);
  };

  #buffer(name: BindingName): GPUBuffer {
    return this.#parts.memory.buffers.get(name)!;
  }

  /** Runs an operation after all queued ones. */
  #enqueue<T>(operation: () => Promise<T> | T): Promise<T> {
    const result = this.#guard(
      this.#tail.then(() => {
        if (this.#failure) throw this.#failure;
        return operation();
      }),
    );
    this.#tail = result.catch(() => {});
    return result;
  }

  /** Queues an operation whose failure shows in the next call that has a result. */
  #later(operation: () => void): void {
    this.#enqueue(operation).catch((error: Error) => {
      this.#failure ??= error;
    });
  }

  /** Puts the engine's own failure, if there is one, in the place of what it led to. */
  async #guard<T>(promise: Promise<T>): Promise<T> {
    try {
      const result = await promise;
      if (this.#failure) throw this.#failure;
      return result;
    } catch (error) {
      // A mapping is refused just before the loss is announced.
      if (!this.#failure && error instanceof DOMException)
        await Promise.race([this.#device.lost, new Promise((resolve) => setTimeout(resolve, 100))]);
      throw this.#failure ?? error;
    }
  }

  async #download(source: () => GPUBuffer, offset: number, size: number): Promise<ArrayBuffer> {
    if (size === 0) return new ArrayBuffer(0);
    const staging = await this.#enqueue(() => {
      const buffer = this.#device.createBuffer({
        label: 'download',
        size,
        usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
      });
      const encoder = this.#device.createCommandEncoder({ label: 'download' });
      encoder.copyBufferToBuffer(source(), offset, buffer, 0, size);
      this.#device.queue.submit([encoder.finish()]);
      return buffer;
    });
    try {
      await this.#guard(staging.mapAsync(GPUMapMode.READ));
      return staging.getMappedRange().slice(0);
    } finally {
      staging.destroy();
    }
  }

  #createProbes(): GPUBuffer {
    const { places } = this.#plan;
    const buffer = this.#device.createBuffer({
      label: 'probes',
      size: Math.max(16, places.byteLength),
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
    });
    this.#device.queue.writeBuffer(buffer, 0, places);
    return buffer;
  }

  #load(): Load {
    const { kernel, probe } = this.#variant;
    return { kernel, probe, groups: this.#groups };
  }

  #createGroups(): BindGroups {
    const { strategy, networkLayout, tickLayout, used } = this.#variant;
    const buffer = (name: BindingName): GPUBuffer =>
      name === 'record' ? this.#submitter.record : name === 'probes' ? this.#probes : this.#buffer(name);
    return {
      network: this.#device.createBindGroup({
        label: 'network',
        layout: networkLayout,
        entries: bindings
          .filter((b) => used.has(b.name))
          .map((b) => ({ binding: b.binding, resource: { buffer: buffer(b.name) } })),
      }),
      tick: this.#device.createBindGroup({
        label: 'tick',
        layout: tickLayout,
        entries: [{ binding: 0, resource: { buffer: this.#tick, size: tickSize(strategy.window) } }],
      }),
    };
  }

  #faultAt(step: number, place: number): Fault {
    const { program, emitted } = this.#parts;
    const cell = Math.floor(place / emitted.places);
    const population = program.populations.findIndex((p) => cell < p.first + p.size);
    return {
      step,
      population,
      cell: cell - program.populations[population]!.first,
      column: place % emitted.places,
    };
  }
}

/** The most entries of `tick` that a dispatch of any strategy sees. */
const WIDEST_WINDOW = Math.max(...Object.values(strategies).map((strategy) => strategy.window));

const GREATEST = 3.4028234663852886e38;

/** Finite in f32 too. */
const f32 = (value: number): number => Math.max(-GREATEST, Math.min(GREATEST, value));
