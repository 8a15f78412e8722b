/** The linear memory of a module: made, filled, read and written from the host. */

import type { UserError } from '../../errors.ts';
import { evaluateAll } from '../../expression/evaluate.ts';
import { layoutOf } from '../../program/layout.ts';
import { cellsOf, type Program } from '../../program/program.ts';
import { ringLength, storedOf, synapsesOf, weightedOf } from '../../program/synapses.ts';
import { refusal } from '../../program/target/refusals.ts';
import {
  control,
  GUARD,
  type Lap,
  lapWord,
  PAGE,
  threadBlock,
  threadWord,
  treeTables,
  type WasmImage,
} from '../../program/target/simd.ts';
import { initialState } from '../initial.ts';
import type { Views } from './delivery/delivery.ts';
import { fillSynapses } from './delivery/index.ts';
import { takeHome } from './home.ts';

export class HostMemory {
  readonly memory: WebAssembly.Memory;
  private readonly image: WasmImage;
  private readonly columns: readonly (readonly number[])[];
  private readonly rows: readonly number[];
  private readonly ringLength: number;
  /** Address in words, and number, of the weights of each group that has a place in a checkpoint. */
  private readonly weighted: readonly { readonly at: number; readonly length: number }[];
  private current: Views;

  /** Throws a UserError when the network does not fit. */
  constructor(program: Program, image: WasmImage) {
    this.image = image;
    const layout = layoutOf(program);
    this.columns = layout.columns;
    this.rows = program.populations.map((p) => p.space.rows);
    this.ringLength = ringLength(program.ring);
    this.weighted = weightedOf(program).map(({ group, plasticity }) => ({
      at: image.map.groups[group]!['weights']! / 4,
      length: plasticity?.initial.length ?? 0,
    }));
    // Threads that share a ring have the rows sorted, which takes a copy.
    const home = image.map.ringCount === image.threads ? takeHome(storedOf(program).targets) : undefined;
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
    fillSynapses({ program, image, views: this.views, atHome: home !== undefined });
    this.views.u32.set(image.ranges, map.ranges / 4);
    fillSums(program.sums, map, this.views);
    program.populations.forEach(({ tree, size }, p) => {
      if (!tree) return;
      const { entries, children } = treeTables(tree, size);
      this.views.u32.set(entries, map.trees[p]!.entries / 4);
      this.views.u32.set(children, map.trees[p]!.children / 4);
    });
    for (const { address, words } of image.links) this.views.u32.set(words, address / 4);
    for (let t = 0; t < image.threads; t++) this.setThreadWord(t, 'scratch', map.scratch + t * map.scratchBytes);
  }

  get views(): Views {
    if (this.current.f32.length === 0 || this.current.f32.buffer !== this.memory.buffer)
      this.current = viewsOf(this.memory);
    return this.current;
  }

  /** Makes sure that addresses below `end` exist, for traces. */
  reach(end: number): void {
    this.#grow(end, (missing) => refusal('wasm-traces', { missing_bytes: missing }));
  }

  #grow(end: number, refused: (missing: number) => UserError): void {
    const missing = Math.ceil((end - this.memory.buffer.byteLength) / PAGE);
    if (missing <= 0) return;
    try {
      this.memory.grow(missing);
    } catch {
      throw refused(missing * PAGE);
    }
  }

  column(population: number, column: number): Float32Array {
    const at = this.image.map.columns / 4 + this.columns[population]![column]!;
    return this.views.f32.subarray(at, at + this.rows[population]!);
  }

  /** Weights of a pathway's synapses; empty where they are not plastic. */
  weights(pathway: number): Float32Array {
    const { at, length } = this.weighted[pathway]!;
    return this.views.f32.subarray(at, at + length);
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

  /** What the next call of the other threads is. */
  announce(first: number, steps: number, timed: boolean): void {
    this.setWord(control.first, first);
    this.setWord(control.steps, steps);
    this.setWord(control.timed, timed ? 1 : 0);
  }
}

/** Copies the junctions there: sources as 4 × cell, weights in single precision. */
function fillSums(sums: Program['sums'], map: WasmImage['map'], { u32, f32 }: Views): void {
  sums.forEach(({ terms }, k) => {
    terms.forEach(({ rows, sources, weights }, t) => {
      const places = map.sums[k]![t]!;
      u32.set(rows, places.rows / 4);
      u32.set(
        sources.map((cell) => 4 * cell),
        places.sources / 4,
      );
      if (weights) f32.set(weights, places.weights / 4);
    });
  });
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

function tooLarge(program: Program, { map, maximumPages }: WasmImage): UserError {
  const synapses = synapsesOf(program, ['stored', 'pathway']);
  const needs = { cells: cellsOf(program), synapses, needed_bytes: map.end };
  const allowed_bytes = maximumPages * PAGE;
  return map.end > allowed_bytes
    ? refusal('wasm-memory', { ...needs, allowed_bytes })
    : refusal('wasm-memory-refused', needs);
}
