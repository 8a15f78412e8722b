/** Puts steps into submits and reads their records back, with no wait between submits. */
import type { Program } from '../../program/program.ts';
import { decodeBits, type SpikeBlock } from '../../record/spikes.ts';
import { Pace } from '../../run/pace.ts';
import type { Laps } from '../laps.ts';
import { NETWORK_SIZE, TICK_STRIDE } from './bindings.ts';
import { type BindGroups, encodeSteps, type Following, type Kernel, type StepWork } from './kernel.ts';
import { mapForReading } from './mapping.ts';
import { StagingRing } from './staging.ts';
import type { Around, StepTimer } from './timers/timer.ts';

/** Most steps per submit, whatever their cost. */
export const MOST_STEPS = 1024;
/** Aim for the size of one record, bytes; one step may need more. */
const RECORD_BYTES = 16 * 2 ** 20;
/** Staging buffers that rotate: one being decoded, one waited for, one being filled. */
const STAGING = 3;

/** Workgroup size of shaders/probe.wgsl. */
const PROBE_THREADS = 64;

/** What one submit read back. */
export interface Piece {
  readonly firstStep: number;
  readonly steps: number;
  readonly spikes: SpikeBlock;
  /** Probed values, steps × entries. */
  readonly values: Float32Array;
  /** Step of the first fault and its place, or undefined. */
  readonly fault: { readonly step: number; readonly place: number } | undefined;
}

export interface SubmitterParts {
  readonly device: GPUDevice;
  readonly program: Program;
  /** Rows of the ring of accumulators. */
  readonly slots: number;
  readonly cells: number;
  /** Sites of all cells. */
  readonly rows: number;
  readonly network: GPUBuffer;
  readonly tick: GPUBuffer;
  /** Most steps per submit that the caller wants. */
  readonly most: number;
}

/** What runs. */
export interface Load {
  readonly kernel: Kernel;
  /** Notes probed values, where the kernel does not. */
  readonly probe: GPUComputePipeline | undefined;
  readonly groups: BindGroups;
  /** Dispatches before each step, and after it. */
  readonly before: readonly Following[];
  readonly after: readonly Following[];
}

/** Words of a record that holds `steps` steps, as shaders/record.wgsl tells. */
const recordWords = (steps: number, words: number, entries: number): number => steps * (1 + words + entries);

/** Fewer than `steps` where more are to follow and a dispatch would end early. */
const wholeBatches = (steps: number, left: number, batch: number): number =>
  steps < left && steps > batch ? steps - (steps % batch) : steps;

/** Wall time aimed at for one submit, ms. Estimates lag and loads vary, so this is well below the 100 ms that must hold. */
const TARGET = 40;
/** Guess before anything is measured: µs per site and step on a slow adapter. */
const FIRST_GUESS = 0.25;

/**
 * Steps of one submit: enough to hide the cost of a submit, few enough that it ends well before a watchdog takes the device away and that
 * the desktop stays smooth. `rows`: sites of all cells; `most`: what the buffers hold.
 */
export function submitPace(rows: number, most: number): Pace {
  const fitting = Math.floor((TARGET * 1000) / (FIRST_GUESS * Math.max(rows, 1)));
  return new Pace({ target: TARGET, first: Math.max(1, Math.min(fitting, most, 32)), most, growth: 2 });
}

export class Submitter {
  readonly #parts: SubmitterParts;
  readonly #words: number;
  readonly #ticks: ArrayBuffer;
  readonly #staging: StagingRing;
  #pace: Pace;
  #entries = 0;
  #most = 1;
  #record: GPUBuffer;
  /** When the last submit that has come home did so, ms. */
  #lastHome = 0;
  /** Resolves when the last submit has come home, or failed. */
  #allHome: Promise<unknown> = Promise.resolve();

  constructor(parts: SubmitterParts) {
    this.#parts = parts;
    this.#words = Math.ceil(parts.cells / 32);
    this.#ticks = new ArrayBuffer(parts.most * TICK_STRIDE);
    this.#most = this.#mostSteps(0);
    this.#pace = submitPace(parts.rows, this.#most);
    this.#record = this.#createRecord();
    this.#staging = new StagingRing(parts.device, STAGING, this.#record.size);
  }

  get record(): GPUBuffer {
    return this.#record;
  }

  /** Makes room for so many probed values per step. Returns whether `record` is a new buffer. */
  setEntries(entries: number): boolean {
    if (entries === this.#entries) return false;
    this.#entries = entries;
    this.#most = this.#mostSteps(entries);
    this.#pace = submitPace(this.#parts.rows, this.#most);
    this.#record.destroy();
    this.#record = this.#createRecord();
    this.#staging.resize(this.#record.size);
    return true;
  }

  /** Forgets how long steps took: another kernel follows. */
  resetPace(): void {
    this.#pace = submitPace(this.#parts.rows, this.#most);
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.#allHome;
  }

  /** Submits all steps, pausing only while all staging buffers are in use. The pieces come home later. */
  async submit(firstStep: number, steps: number, load: Load): Promise<Promise<Piece>[]> {
    const pieces: Promise<Piece>[] = [];
    for (let done = 0; done < steps; ) {
      const staging = await this.#staging.acquire();
      this.#staging.check();
      const now = wholeBatches(Math.min(this.#pace.steps, steps - done), steps - done, load.kernel.batch);
      const piece = this.#submitOne(firstStep + done, now, load, staging);
      // A failure is handled where the pieces are joined, if the run gets so far.
      this.#allHome = piece.catch(() => {});
      pieces.push(piece);
      done += now;
    }
    return pieces;
  }

  destroy(): void {
    this.#record.destroy();
    this.#staging.destroy();
  }

  /**
   * Submits all steps, each submit when the last has come home, and adds what their phases took to `laps`; reading the record is a part of
   * `record`. `ms`: from each submit until it is home, sum over them. The pace learns nothing of it.
   */
  async profile(
    firstStep: number,
    steps: number,
    load: Load,
    timer: StepTimer,
    laps: Laps,
  ): Promise<{ pieces: Piece[]; ms: number }> {
    const { batch } = load.kernel;
    const work = this.#work(load);
    const pieces: Piece[] = [];
    let ms = 0;
    for (let done = 0; done < steps; ) {
      const staging = await this.#staging.acquire();
      this.#staging.check();
      const left = steps - done;
      const now = wholeBatches(Math.min(this.#pace.steps, timer.mostSteps(work), left), left, batch);
      const bytes = this.#prepare(firstStep + done, now);
      const around: Around = {
        before: (encoder) => encoder.clearBuffer(this.#record, 0, bytes),
        after: (encoder) => encoder.copyBufferToBuffer(this.#record, 0, staging, 0, bytes),
      };
      const submitted = await timer.run(work, now, around, laps);
      const ended = performance.now();
      pieces.push(await this.#bringHome(firstStep + done, now, this.#entries, staging, bytes));
      const home = performance.now();
      laps.add('record', home - ended);
      ms += home - submitted;
      done += now;
    }
    return { pieces, ms };
  }

  #submitOne(firstStep: number, steps: number, load: Load, staging: GPUBuffer): Promise<Piece> {
    const { device } = this.#parts;
    const bytes = this.#prepare(firstStep, steps);
    const encoder = device.createCommandEncoder({ label: 'steps' });
    encoder.clearBuffer(this.#record, 0, bytes);
    const pass = encoder.beginComputePass({ label: 'steps' });
    encodeSteps(this.#work(load), steps, () => pass);
    pass.end();
    encoder.copyBufferToBuffer(this.#record, 0, staging, 0, bytes);
    device.queue.submit([encoder.finish()]);
    return this.#bringHome(firstStep, steps, this.#entries, staging, bytes, performance.now());
  }

  #work({ kernel, probe, groups, before, after }: Load): StepWork {
    const following: Following[] = [...after];
    if (probe && this.#entries > 0)
      following.push({ phases: 'record', pipeline: probe, grid: [Math.ceil(this.#entries / PROBE_THREADS), 1] });
    return { preceding: before, kernel, following, groups };
  }

  /** Writes what the kernels are told of a submit. Returns the bytes of its record. */
  #prepare(firstStep: number, steps: number): number {
    this.#writeShape(steps);
    this.#writeTicks(firstStep, steps);
    return recordWords(steps, this.#words, this.#entries) * 4;
  }

  /** `submitted`: when, ms; without it the pace learns nothing. */
  async #bringHome(
    firstStep: number,
    steps: number,
    entries: number,
    staging: GPUBuffer,
    bytes: number,
    submitted?: number,
  ): Promise<Piece> {
    try {
      await mapForReading(this.#parts.device, staging, bytes);
    } catch (error) {
      this.#staging.fail(error);
      throw error;
    }
    const home = performance.now();
    if (submitted !== undefined) this.#pace.note(steps, home - Math.max(submitted, this.#lastHome));
    this.#lastHome = home;
    const record = new Uint32Array(staging.getMappedRange(0, bytes));
    const firstValue = recordWords(steps, this.#words, 0);
    const faulty = record.subarray(0, steps).findIndex((word) => word !== 0);
    const piece: Piece = {
      firstStep,
      steps,
      spikes: decodeBits(record.subarray(steps, firstValue), this.#words, firstStep, steps),
      values: new Float32Array(record.slice(firstValue, firstValue + steps * entries).buffer),
      fault: faulty < 0 ? undefined : { step: firstStep + faulty, place: ~record[faulty]! >>> 0 },
    };
    staging.unmap();
    this.#staging.release(staging);
    return piece;
  }

  #mostSteps(entries: number): number {
    const perStep = recordWords(1, this.#words, entries) * 4;
    return Math.max(1, Math.min(this.#parts.most, Math.floor(RECORD_BYTES / perStep)));
  }

  #createRecord(): GPUBuffer {
    return this.#parts.device.createBuffer({
      label: 'record',
      size: recordWords(this.#most, this.#words, this.#entries) * 4,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
    });
  }

  /** `Network` of shaders/network.wgsl. */
  #writeShape(steps: number): void {
    const { device, program, slots, cells, network } = this.#parts;
    const shape = new Uint32Array(NETWORK_SIZE / 4);
    shape[0] = cells;
    shape[1] = this.#words;
    shape[2] = slots * program.ring.width;
    shape[3] = program.seed;
    shape[4] = this.#entries;
    shape[5] = recordWords(steps, this.#words, 0);
    shape[6] = steps;
    device.queue.writeBuffer(network, 0, shape);
  }

  /** `Tick` of shaders/network.wgsl, one per step. */
  #writeTicks(firstStep: number, steps: number): void {
    const { device, program, slots, tick } = this.#parts;
    const { width } = program.ring;
    const view = new DataView(this.#ticks);
    for (let s = 0; s < steps; s++) {
      const at = s * TICK_STRIDE;
      const step = firstStep + s;
      view.setUint32(at, s, true);
      view.setUint32(at + 4, step, true);
      view.setUint32(at + 8, slots === 0 ? 0 : (step % slots) * width, true);
      view.setFloat32(at + 12, step * program.dt, true);
    }
    device.queue.writeBuffer(tick, 0, this.#ticks, 0, steps * TICK_STRIDE);
  }
}
