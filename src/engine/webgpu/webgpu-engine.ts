/** A program at work on a WebGPU device. */
import { sumBytes } from '../../program/coupling.ts';
import type { Layout } from '../../program/layout.ts';
import { cellsOf, type Program } from '../../program/program.ts';
import { rowsOf } from '../../program/space.ts';
import { bytesOf, synapsesOf } from '../../program/synapses.ts';
import type { EmittedWgsl } from '../../program/target/wgsl.ts';
import { joinSpikes } from '../../record/spikes.ts';
import { disposedError } from '../checked.ts';
import type { Checkpoint, Chunk, Engine, Probe, Profile } from '../engine.ts';
import { initialState } from '../initial.ts';
import { Laps } from '../laps.ts';
import type { Gpu } from './adapter.ts';
import { type BindingName, NETWORK_SIZE, TICK_STRIDE } from './bindings.ts';
import type { PlasticWeights } from './delivery/delivery.ts';
import { deliveries } from './delivery/index.ts';
import { createGroups, type Groups } from './groups.ts';
import { dispatchesPerStep } from './kernel.ts';
import { destroyMemory, keepConnections, type Memory } from './memory.ts';
import { createProbes, type ProbePlan, planProbes, splitTraces } from './probes.ts';
import { OperationQueue } from './queue.ts';
import { timeStrategy } from './strategies/choose.ts';
import { strategies } from './strategies/index.ts';
import { type Load, type Piece, Submitter } from './submitter.ts';
import { timerOf } from './timers/best.ts';
import { checkpointOf, f32, faultAt, moveRing, placeOf, stateOf } from './transfer.ts';
import type { KernelVariant } from './variant.ts';

export interface EngineParts {
  readonly program: Program;
  readonly layout: Layout;
  readonly emitted: EmittedWgsl;
  readonly gpu: Gpu;
  readonly ownsGpu: boolean;
  readonly memory: Memory;
  /** Rows of the ring of accumulators, at least those of the program. */
  readonly slots: number;
  /** Most steps per submit. */
  readonly most: number;
}

export class WebgpuEngine implements Engine {
  readonly backend = 'webgpu';
  readonly adapter: string;
  readonly software: boolean;
  readonly #parts: EngineParts;
  readonly #device: GPUDevice;
  readonly #queue: OperationQueue;
  readonly #submitter: Submitter;
  readonly #tick: GPUBuffer;
  #variant: KernelVariant;
  #probes: GPUBuffer;
  #plan: ProbePlan;
  #groups: Groups;
  #step = 0;
  /** Whether steps queued from now on are probed. */
  #probed = false;
  #disposed = false;

  constructor(parts: EngineParts, variant: KernelVariant) {
    this.#parts = parts;
    this.#variant = variant;
    this.#device = parts.gpu.device;
    this.adapter = parts.gpu.name;
    this.software = parts.gpu.software;
    this.#queue = new OperationQueue(parts.gpu.device);
    const { UNIFORM, COPY_DST } = GPUBufferUsage;
    const network = this.#device.createBuffer({ label: 'network', size: NETWORK_SIZE, usage: UNIFORM | COPY_DST });
    parts.memory.buffers.set('network', network);
    this.#tick = this.#device.createBuffer({
      label: 'tick',
      // Any step of a submit can be the first of a window.
      size: (parts.most + WIDEST_WINDOW) * TICK_STRIDE,
      usage: UNIFORM | COPY_DST,
    });
    const cells = cellsOf(parts.program);
    this.#submitter = new Submitter({
      device: this.#device,
      program: parts.program,
      slots: parts.slots,
      cells,
      rows: rowsOf(parts.program),
      network,
      tick: this.#tick,
      most: parts.most,
    });
    this.#plan = planProbes(parts.program, parts.layout, []);
    this.#probes = createProbes(this.#device, this.#plan);
    this.#groups = this.#createGroups();
  }

  get strategy(): string {
    return this.#variant.strategy.name;
  }

  get synapseBytes(): number {
    const { program } = this.#parts;
    const { arrays } = this.#variant.connections;
    const within = synapsesOf(program, ['stored', 'made']) > 0 ? arrays.reduce((n, { length }) => n + length, 0) : 0;
    const apart = program.synapses.filter(({ kind }) => deliveries[kind].after);
    return 4 * within + bytesOf(program, apart) + sumBytes(program.sums);
  }

  get code(): string {
    return this.#variant.code;
  }

  get step(): number {
    return this.#step;
  }

  get dispatchesPerStep(): number {
    const { kernel, probe, before, after } = this.#variant;
    return (
      dispatchesPerStep(kernel) +
      (before?.dispatches.length ?? 0) +
      after.reduce((n, { dispatches }) => n + dispatches.length, 0) +
      (this.#probed && probe ? 1 : 0)
    );
  }

  /** Steps queued from now on run so. */
  use(variant: KernelVariant): Promise<void> {
    return this.#queue.enqueue(() => {
      this.#variant = variant;
      this.#groups = this.#createGroups();
      this.#submitter.resetPace();
    });
  }

  /** Frees what only other variants need: no more of them will be used. */
  settle(): Promise<void> {
    return this.#queue.enqueue(() => keepConnections(this.#parts.memory, this.#variant.connections.form));
  }

  /** Milliseconds per step of a variant from time 0 on; then goes back there. For an engine that nobody else uses yet. */
  async time(variant: KernelVariant): Promise<number> {
    await this.use(variant);
    const result = await timeStrategy((steps) => this.run(steps));
    await this.#queue.enqueue(() => this.#rewind());
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
    for (const after of this.#parts.memory.after) after.rewind();
  }

  async run(steps: number): Promise<Chunk> {
    const firstStep = this.#step;
    this.#step += steps;
    const [pending, plan] = await this.#queue.enqueue(
      async () => [await this.#submitter.submit(firstStep, steps, this.#load()), this.#plan] as const,
    );
    return this.#chunk(firstStep, steps, plan, await this.#queue.guard(Promise.all(pending)));
  }

  profile(steps: number): Promise<Profile> {
    const firstStep = this.#step;
    this.#step += steps;
    return this.#queue.enqueue(async () => {
      const timer = timerOf(this.#device);
      try {
        // What was queued before does not count.
        await this.#submitter.idle();
        const laps = new Laps();
        const { pieces, ms } = await this.#submitter.profile(firstStep, steps, this.#load(), timer, laps);
        const chunk = this.#chunk(firstStep, steps, this.#plan, pieces);
        return { chunk, means: timer.means, ms, phases: laps.list(), waiting: 0 };
      } finally {
        timer.destroy();
      }
    });
  }

  #chunk(firstStep: number, steps: number, plan: ProbePlan, pieces: readonly Piece[]): Chunk {
    const faulty = pieces.find((piece) => piece.fault)?.fault;
    return {
      firstStep,
      steps,
      spikes: joinSpikes(pieces.map((piece) => piece.spikes)),
      traces: splitTraces(plan, pieces),
      fault: faulty && faultAt(this.#parts.program, this.#parts.emitted.places, faulty.step, faulty.place),
    };
  }

  async readColumn(population: number, column: number): Promise<Float64Array> {
    const { offset, size } = placeOf(this.#parts.program, this.#parts.layout, population, column);
    const bytes = await this.#queue.download(() => this.#buffer('state'), offset * 4, size * 4);
    return Float64Array.from(new Float32Array(bytes));
  }

  writeColumn(population: number, column: number, values: Float64Array): void {
    const { offset } = placeOf(this.#parts.program, this.#parts.layout, population, column);
    const content = Float32Array.from(values);
    this.#queue.later(() => this.#device.queue.writeBuffer(this.#buffer('state'), offset * 4, content));
  }

  async readWeights(pathway: number): Promise<Float64Array> {
    const weights = this.#weights!;
    const { offset, size } = weights.placeOf(pathway);
    const bytes = await this.#queue.download(() => weights.buffer, offset * 4, size * 4);
    return Float64Array.from(new Float32Array(bytes));
  }

  writeWeights(pathway: number, values: Float64Array, from = 0): void {
    const weights = this.#weights!;
    const content = Float32Array.from(values);
    this.#queue.later(() => weights.write(pathway, content, from));
  }

  setUniforms(population: number, values: Float64Array): void {
    const { layout, memory } = this.#parts;
    if (!memory.uniforms || values.length === 0) return;
    const buffer = memory.uniforms;
    const content = Float32Array.from(values, f32);
    this.#queue.later(() => this.#device.queue.writeBuffer(buffer, layout.uniforms[population]! * 4, content));
  }

  setProbes(probes: readonly Probe[]): void {
    const { program, layout } = this.#parts;
    const plan = planProbes(program, layout, probes);
    this.#probed = plan.places.length > 0;
    this.#queue.later(() => {
      this.#plan = plan;
      this.#submitter.setEntries(plan.places.length);
      this.#probes.destroy();
      this.#probes = createProbes(this.#device, this.#plan);
      this.#groups = this.#createGroups();
    });
  }

  async checkpoint(): Promise<Checkpoint> {
    const { program, layout, slots } = this.#parts;
    const step = this.#step;
    const ring = slots * program.ring.width;
    const [state, accumulators, weights] = await Promise.all([
      this.#queue.download(() => this.#buffer('state'), 0, layout.stateLength * 4),
      this.#queue.download(() => this.#buffer('accumulators'), 0, ring * 4),
      this.#weights && Promise.all(this.#weights.lengths.map((_, p) => this.readWeights(p))),
    ]);
    const sums = moveRing(new Int32Array(accumulators), slots, program.ring.slots, program.ring.width, step);
    return checkpointOf(program, layout, step, new Float32Array(state), sums, weights);
  }

  restore(checkpoint: Checkpoint): void {
    const { program, layout, slots } = this.#parts;
    const state = stateOf(layout, checkpoint);
    const { accumulators: sums, step } = checkpoint;
    const accumulators = moveRing(sums, program.ring.slots, slots, program.ring.width, step);
    const weights = checkpoint.weights?.map((values) => Float32Array.from(values));
    this.#step = step;
    this.#queue.later(() => {
      this.#device.queue.writeBuffer(this.#buffer('state'), 0, state);
      this.#device.queue.writeBuffer(this.#buffer('accumulators'), 0, accumulators);
      weights?.forEach((values, p) => {
        this.#weights!.write(p, values);
      });
    });
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#queue.close(disposedError());
    destroyMemory(this.#parts.memory);
    this.#tick.destroy();
    this.#probes.destroy();
    this.#submitter.destroy();
    if (this.#parts.ownsGpu) this.#parts.gpu.destroy();
  }

  #buffer(name: BindingName): GPUBuffer {
    const { buffers, connections } = this.#parts.memory;
    return (buffers.get(name) ?? connections.get(this.#variant.connections.form)?.get(name))!;
  }

  #load(): Load {
    const { kernel, probe } = this.#variant;
    const { before, after } = this.#groups;
    return { kernel, probe, groups: this.#groups, before, after };
  }

  #createGroups(): Groups {
    const buffer = (name: BindingName): GPUBuffer =>
      name === 'record' ? this.#submitter.record : name === 'probes' ? this.#probes : this.#buffer(name);
    return createGroups(this.#device, this.#variant, this.#tick, buffer, this.#parts.memory);
  }

  get #weights(): PlasticWeights | undefined {
    return this.#parts.memory.after.find(({ weights }) => weights)?.weights;
  }
}

/** The most entries of `tick` that a dispatch of any strategy sees. */
const WIDEST_WINDOW = Math.max(...Object.values(strategies).map((strategy) => strategy.window));
