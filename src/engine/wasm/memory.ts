/** The linear memory of a module: made, filled, read and written from the host. */
import { CapacityError, UserError } from '../../errors.ts';
import { evaluateAll } from '../../expression/evaluate.ts';
import { layoutOf } from '../../program/layout.ts';
import type { Program } from '../../program/program.ts';
import { logarithmParts } from '../../random/logarithm.ts';
import { shapeOf } from '../checkpoint.ts';
import { initialState } from '../initial.ts';
import { takeHome } from './home.ts';
import { control, GUARD, type Lap, lapWord, threadBlock, threadWord, type WasmImage } from './image.ts';
import { splitRows } from './split-rows.ts';

const PAGE = 65536;

/** Views of the whole memory; they die when it grows. */
interface Views {
  readonly f32: Float32Array;
  readonly f64: Float64Array;
  readonly i32: Int32Array;
  readonly u32: Uint32Array;
}

export class HostMemory {
  readonly memory: WebAssembly.Memory;
  private readonly image: WasmImage;
  private readonly columns: readonly (readonly number[])[];
  private readonly sizes: readonly number[];
  private readonly ringLength: number;
  private readonly plastic: readonly number[];
  private current: Views;

  /** Throws a UserError when the network does not fit. */
  constructor(program: Program, image: WasmImage) {
    this.image = image;
    const layout = layoutOf(program);
    this.columns = layout.columns;
    this.sizes = program.populations.map((p) => p.size);
    this.ringLength = program.fanout.slots * program.fanout.width;
    this.plastic = shapeOf(program).plastic;
    // Threads that share a ring have the rows sorted, which takes a copy.
    const home = image.map.ringCount === image.threads ? takeHome(program.fanout.targets) : undefined;
    this.memory = home ?? memoryFor(program, image);
    if (home) this.#grow(image.map.end, () => tooLarge(program, image));
    this.current = viewsOf(this.memory);
    const { map } = image;
    this.views.u32.set(image.constants, map.constants / 4);
    this.views.f32.set(initialState(program, layout), map.columns / 4);
    program.populations.forEach((p, i) => {
      p.tables.forEach((table, t) => {
        this.views.f32.set(table, map.tables / 4 + layout.tables[i]![t]!);
      });
    });
    if (program.fanout.targets.length > 0) this.#storeFanout(program, home !== undefined);
    if (map.logarithms > 0) this.views.f64.set(logarithmParts, map.logarithms / 8);
    program.pathways?.forEach((pathway, p) => {
      const at = map.pathways[p]!;
      this.views.u32.set(pathway.rows, at.rows / 4);
      this.views.u32.set(pathway.targets, at.targets / 4);
      if (pathway.weights) this.views.i32.set(pathway.weights, at.weights / 4);
      if (!pathway.plasticity) return;
      this.views.f32.set(pathway.plasticity.initial, at.weights / 4);
      this.views.u32.set(pathway.plasticity.columns, at.columns / 4);
      this.views.u32.set(pathway.plasticity.synapses, at.synapses / 4);
      this.views.u32.set(pathway.plasticity.sources, at.sources / 4);
    });
    this.views.u32.set(image.ranges, map.ranges / 4);
    for (let t = 0; t < image.threads; t++) this.setThreadWord(t, 'scratch', map.scratch + t * map.scratchBytes);
  }

  #storeFanout(program: Program, atHome: boolean): void {
    const { map, threads } = this.image;
    const { rows, targets, weights } = program.fanout;
    const { u32, i32 } = this.views;
    if (map.ringCount < threads) {
      splitRows(program, this.image, {
        rows: u32.subarray(map.rows / 4),
        targets: u32.subarray(map.targets / 4),
        weights: i32.subarray(map.weights / 4),
      });
    } else {
      u32.set(rows, map.rows / 4);
      if (!atHome) u32.set(targets, map.targets / 4);
      if (weights) i32.set(weights, map.weights / 4);
    }
    const [nearest, farthest] = extremes(targets);
    this.setWord(control.nearest, 4 * nearest);
    this.setWord(control.farthest, 4 * farthest);
  }

  get views(): Views {
    if (this.current.f32.length === 0 || this.current.f32.buffer !== this.memory.buffer)
      this.current = viewsOf(this.memory);
    return this.current;
  }

  /** Makes sure that addresses below `end` exist, for traces. */
  reach(end: number): void {
    this.#grow(end, (missing) => {
      const more = `${megabytes(missing)} MB more memory than this network's engine may have`;
      return new UserError(`The traces asked for need ${more}. Record fewer cells or variables.`);
    });
  }

  #grow(end: number, refusal: (missing: number) => UserError): void {
    const missing = Math.ceil((end - this.memory.buffer.byteLength) / PAGE);
    if (missing <= 0) return;
    try {
      this.memory.grow(missing);
    } catch {
      throw refusal(missing * PAGE);
    }
  }

  column(population: number, column: number): Float32Array {
    const at = this.image.map.columns / 4 + this.columns[population]![column]!;
    return this.views.f32.subarray(at, at + this.sizes[population]!);
  }

  /** Weights of a pathway's synapses; empty where they are not plastic. */
  weights(pathway: number): Float32Array {
    const at = this.image.map.pathways[pathway]!.weights / 4;
    return this.views.f32.subarray(at, at + this.plastic[pathway]!);
  }

  /** Byte address of a cell's value. */
  addressOf(population: number, column: number, cell: number): number {
    return this.image.map.columns + 4 * (this.columns[population]![column]! + cell);
  }

  setUniforms(population: number, values: Float64Array): void {
    const { map, populations } = this.image;
    const { derived, guards } = populations[population]!;
    const { f32, f64, u32 } = this.views;
    f32.set(values, map.uniforms[population]! / 4);
    const all = evaluateAll([...derived.map((d) => d.value), ...guards], (leaf) =>
      leaf.op === 'uniform' ? values[leaf.index] : undefined,
    );
    derived.forEach(({ address, wide }, i) => {
      if (wide) f64[address / 8] = all[i]!;
      else f32[address / 4] = all[i]!;
    });
    const safe = all.slice(derived.length).every((offset) => Math.abs(offset) <= GUARD);
    u32[map.variants / 4 + population] = safe ? 1 : 0;
  }

  /** The ring of accumulators, summed over those of the threads. */
  accumulators(): Int32Array {
    const { map } = this.image;
    const sum = new Int32Array(this.ringLength);
    for (let t = 0; t < map.ringCount; t++) {
      const at = (map.rings + t * map.ringBytes) / 4;
      const ring = this.views.i32.subarray(at, at + this.ringLength);
      for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + ring[i]!;
    }
    return sum;
  }

  setAccumulators(values: Int32Array): void {
    const { map } = this.image;
    for (let t = 0; t < map.ringCount; t++) {
      const at = (map.rings + t * map.ringBytes) / 4;
      if (t === 0) this.views.i32.set(values, at);
      else this.views.i32.fill(0, at, at + this.ringLength);
    }
  }

  word(address: number): number {
    return this.views.u32[address / 4]!;
  }

  setWord(address: number, value: number): void {
    this.views.u32[address / 4] = value;
  }

  threadWord(thread: number, word: keyof typeof threadWord): number {
    return this.word(threadBlock.base + thread * threadBlock.bytes + threadWord[word]);
  }

  setThreadWord(thread: number, word: keyof typeof threadWord, value: number): void {
    this.setWord(threadBlock.base + thread * threadBlock.bytes + threadWord[word], value);
  }

  /** What `profile` has spent on a lap since the last question, ms, mean over the threads. */
  takeLap(lap: Lap): number {
    const { threads } = this.image;
    let sum = 0;
    for (let t = 0; t < threads; t++) {
      const at = (threadBlock.base + t * threadBlock.bytes + lapWord(lap)) / 8;
      sum += this.views.f64[at]!;
      this.views.f64[at] = 0;
    }
    return sum / threads;
  }

  /** Tells the other threads to start a call. */
  announce(first: number, steps: number, timed: boolean): void {
    this.setWord(control.first, first);
    this.setWord(control.steps, steps);
    this.setWord(control.timed, timed ? 1 : 0);
    Atomics.add(this.views.i32, control.start / 4, 1);
    Atomics.notify(this.views.i32, control.start / 4);
  }
}

function viewsOf(memory: WebAssembly.Memory): Views {
  const { buffer } = memory;
  return {
    f32: new Float32Array(buffer),
    f64: new Float64Array(buffer),
    i32: new Int32Array(buffer),
    u32: new Uint32Array(buffer),
  };
}

function extremes(targets: Uint32Array): [number, number] {
  let [least, greatest] = [targets[0] ?? 0, 0];
  for (let i = 0; i < targets.length; i++) {
    const target = targets[i]!;
    if (target < least) least = target;
    if (target > greatest) greatest = target;
  }
  return [least, greatest];
}

const megabytes = (bytes: number): number => Math.ceil(bytes / 2 ** 20);

function memoryFor(program: Program, image: WasmImage): WebAssembly.Memory {
  const pages = Math.ceil(image.map.end / PAGE);
  try {
    if (pages <= image.maximumPages)
      return new WebAssembly.Memory({ initial: pages, maximum: image.maximumPages, shared: image.shared });
  } catch {
    // The reason is the same in all browsers: no room.
  }
  throw tooLarge(program, image);
}

function tooLarge(program: Program, { map, maximumPages }: WasmImage): CapacityError {
  const { rows, targets } = program.fanout;
  const synapses = (program.pathways ?? []).reduce((sum, p) => sum + p.targets.length, targets.length);
  const needs = `This network of ${rows.length - 1} cells and ${synapses} synapses needs ${megabytes(map.end)} MB`;
  if (map.end > maximumPages * PAGE)
    return new CapacityError(
      `${needs}; a WebAssembly memory holds at most ${megabytes(maximumPages * PAGE)} MB. Use fewer cells or synapses, or the webgpu backend.`,
    );
  return new CapacityError(
    `${needs}, and this machine did not give so much memory. Use fewer cells or synapses, or close other programs.`,
  );
}
