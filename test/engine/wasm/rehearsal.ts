/**
 * The threads of a module, rehearsed one after another on one thread, from a barrier to the next: what each writes there is noted, so that
 * no luck is needed to see two of them meet.
 *
 * The module is the emitter's own but for this: before each store, and before each arrival at the barrier, it says so to its host. A thread
 * is played from the first barrier on, each time anew: at a barrier the host lays down what the others wrote before it, and lets the thread
 * pass; at the last one it breaks off by an exception, and takes back all that was written.
 */

import { FunctionBuilder } from '../../../src/emit/wasm/function-builder.ts';
import { atomic, op, simd, type ValueType } from '../../../src/emit/wasm/opcodes.ts';
import type { Checkpoint } from '../../../src/engine/engine.ts';
import { createWasmEngine } from '../../../src/engine/wasm/engine.ts';
import { harvestFault, harvestSpikes } from '../../../src/engine/wasm/harvest.ts';
import { HostMemory } from '../../../src/engine/wasm/memory.ts';
import { ProbeTable } from '../../../src/engine/wasm/probes.ts';
import { uniformValues } from '../../../src/program/hoist.ts';
import { layoutOf } from '../../../src/program/layout.ts';
import type { Program } from '../../../src/program/program.ts';
import { control, type WasmExports, type WasmImage } from '../../../src/program/target/simd.ts';
import { type ImageOptions, imageOf } from '../../fixtures/programs/wasm.ts';

/** Words of the control block that nobody uses: where is written, and how many bytes. */
const told = { at: 240, bytes: 244 } as const;
/** In the place of the bytes: a thread arrives at the barrier. */
const ARRIVAL = 1;
/** Number of the module's only import, the clock: it is called for this too. */
const CLOCK = 0;
const ARRIVED = Symbol('arrived');
/** Stores of a thread in the steps of a call: some hundred times those of the networks here. */
const MOST_STORES = 20_000_000;
/** Patterns of NaN and ±1e30: as whole numbers far beyond every address and every sum, as states beyond every limit and every threshold. */
const POISONS = [0x7fc0_0001, 0x7149_f2ca, 0xf149_f2ca] as const;
/** One of them, as a word and a phase would have it. */
const poisonOf = (word: number, phase: number): number =>
  POISONS[(Math.imul(word + 7919 * phase, 0x9e37_79b1) >>> 16) % POISONS.length]!;

const stores: Readonly<Record<number, readonly [type: ValueType, bytes: number]>> = {
  [op.i32_store]: ['i32', 4],
  [op.f32_store]: ['f32', 4],
  [op.f64_store]: ['f64', 8],
};
const vectorStores: Readonly<Record<number, number>> = { [simd.v128_store]: 16, [simd.v128_store32_lane]: 4 };

/** The image of a module that tells its host what it writes. */
function tellingImage(program: Program, options: ImageOptions): WasmImage {
  const prototype = FunctionBuilder.prototype;
  const plain = { memory: prototype.memory, simdMemory: prototype.simdMemory, atomic: prototype.atomic };
  const locals = new WeakMap<FunctionBuilder, Map<string, number>>();
  const localOf = (f: FunctionBuilder, name: string, type: ValueType): number => {
    const own = locals.get(f) ?? new Map<string, number>();
    locals.set(f, own);
    const known = own.get(name) ?? f.local(type);
    own.set(name, known);
    return known;
  };
  const say = (f: FunctionBuilder, bytes: number): void => {
    plain.memory.call(f.i32(0).i32(bytes), op.i32_store, told.bytes);
    f.call(CLOCK).op(op.drop);
  };
  /** With an address and a value on the stack. */
  const tell = (f: FunctionBuilder, type: ValueType, bytes: number, offset: number): void => {
    const [address, value] = [localOf(f, 'address', 'i32'), localOf(f, type, type)];
    f.set(value).set(address);
    plain.memory.call(f.i32(0).get(address).i32(offset).op(op.i32_add), op.i32_store, told.at);
    say(f, bytes);
    f.get(address).get(value);
  };
  prototype.memory = function (code, offset, alignment) {
    const store = stores[code];
    if (store) tell(this, ...store, offset);
    return plain.memory.call(this, code, offset, alignment);
  };
  prototype.simdMemory = function (code, offset, lane) {
    const bytes = vectorStores[code];
    if (bytes) tell(this, 'v128', bytes, offset);
    return plain.simdMemory.call(this, code, offset, lane);
  };
  prototype.atomic = function (code, offset) {
    if (code === atomic.i32_rmw_add && offset === control.arrived) say(this, ARRIVAL);
    return plain.atomic.call(this, code, offset);
  };
  try {
    return imageOf(program, options);
  } finally {
    Object.assign(prototype, plain);
  }
}

/** What a thread writes from a barrier to the next: numbers of words, and what they hold then. */
type Writes = ReadonlyMap<number, number>;

interface Play {
  readonly writes: Writes;
  /** Whether the run was over, rather than another barrier reached. */
  readonly over: boolean;
}

interface Call {
  readonly first: number;
  readonly steps: number;
  /** Whether it is `profile` that is called. */
  readonly timed: boolean;
}

class Rehearsal {
  readonly image: WasmImage;
  readonly host: HostMemory;
  /** What each thread writes: phases[n][thread] between the barriers n − 1 and n, and in the last one up to the end. */
  readonly phases: readonly (readonly Writes[])[];
  readonly #program: Program;
  readonly #steps: (thread: number) => void;
  readonly #words: Uint32Array;
  /** What the module says is heard by this. */
  #heard: (address: number, bytes: number) => void = () => {};

  private constructor(program: Program, image: WasmImage, host: HostMemory, module: WebAssembly.Module, call: Call) {
    this.#program = program;
    this.image = image;
    this.host = host;
    const words = host.views.u32;
    this.#words = words;
    const clock = (): number => {
      const bytes = words[told.bytes / 4]!;
      words[told.bytes / 4] = 0;
      // Where nothing was said, `profile` asks for the time.
      if (bytes !== 0) this.#heard(words[told.at / 4]!, bytes);
      return 0;
    };
    const { exports } = new WebAssembly.Instance(module, { host: { memory: host.memory, clock } });
    const { run, profile } = exports as unknown as WasmExports;
    this.#steps = (thread) => (call.timed ? profile : run)(thread, call.first, call.steps);
    this.phases = this.#playAll();
  }

  /** All of a call, played. `prepare` fills the memory, in which it leaves nothing: `finish` does. */
  static async of(
    program: Program,
    options: ImageOptions,
    call: Call,
    prepare: (host: HostMemory, image: WasmImage) => void,
  ): Promise<Rehearsal> {
    const image = tellingImage(program, options);
    const host = new HostMemory(program, image);
    prepare(host, image);
    return new Rehearsal(program, image, host, await WebAssembly.compile(image.bytes), call);
  }

  /**
   * What threads do to one another, in sentences: words that two of them write between two barriers, and words that come out otherwise
   * where nothing can be made of what others write there.
   */
  conflicts(): string[] {
    const counts = this.#counts();
    return this.phases.flatMap((all, phase) => {
      const found: string[] = [];
      const writers = new Map<number, number>();
      all.forEach((writes, thread) => {
        for (const word of writes.keys()) {
          const other = writers.get(word);
          if (other !== undefined) found.push(`phase ${phase}: threads ${other} and ${thread} write word ${word}`);
          writers.set(word, thread);
        }
      });
      all.forEach((writes, thread) => {
        const otherwise = this.#play(this.phases, thread, phase, true).writes;
        for (const word of new Set([...writes.keys(), ...otherwise.keys()]))
          if (counts(word) && writes.get(word) !== otherwise.get(word))
            found.push(`phase ${phase}: what thread ${thread} makes of word ${word} rests on what others write`);
      });
      return found;
    });
  }

  /** Leaves the memory as after the call. */
  finish(): void {
    for (const writes of this.phases.flat()) for (const [word, value] of writes) this.#words[word] = value;
  }

  /**
   * Whether a word belongs to what becomes of cells: not to the values on their way from one stage of the code to the next, which a thread
   * has for itself, nor to what fills up the last vector of a column.
   */
  #counts(): (word: number) => boolean {
    const { map, threads } = this.image;
    const [from, to] = [map.scratch / 4, (map.scratch + threads * map.scratchBytes) / 4];
    const layout = layoutOf(this.#program);
    const filling = new Uint8Array(layout.stateLength).fill(1);
    this.#program.populations.forEach(({ space }, p) => {
      for (const first of layout.columns[p]!) filling.fill(0, first, first + space.rows);
    });
    return (word) => !(word >= from && word < to) && filling[word - map.columns / 4] !== 1;
  }

  #playAll(): (readonly Writes[])[] {
    const phases: (readonly Writes[])[] = [];
    for (let over = false; !over; ) {
      const played = Array.from({ length: this.image.threads }, (_, t) => this.#play(phases, t, phases.length));
      over = played[0]!.over;
      if (played.some((play) => play.over !== over)) throw new Error('One thread is done before the others.');
      phases.push(played.map(({ writes }) => writes));
    }
    return phases;
  }

  /** Plays a thread from the beginning to the end of phase `last`, and takes back what was written. */
  #play(phases: readonly (readonly Writes[])[], thread: number, last: number, poisoned = false): Play {
    const words = this.#words;
    const before = new Map<number, number>();
    const own = new Set<number>();
    const put = (word: number, value: number): void => {
      if (!before.has(word)) before.set(word, words[word]!);
      words[word] = value;
    };
    const ofOthers = (n: number): [number, number][] =>
      phases[n]!.flatMap((writes, t) => (t === thread ? [] : [...writes]));
    let phase = 0;
    let count = 0;
    const begin = (): void => {
      if (phase === last && poisoned) for (const [word] of ofOthers(last)) put(word, poisonOf(word, phase));
    };
    this.#heard = (address, bytes) => {
      if (bytes === ARRIVAL) {
        if (phase === last) throw ARRIVED;
        for (const [word, value] of ofOthers(phase++)) put(word, value);
        // As the last to arrive it finds the barrier open.
        words[control.arrived / 4] = this.image.threads - 1;
        begin();
        return;
      }
      if (++count > MOST_STORES) throw new Error(`Thread ${thread} does not come to an end in phase ${phase}.`);
      if (address % 4 !== 0) throw new Error(`A word at ${address} is written across others.`);
      for (let word = address / 4; word < (address + bytes) / 4; word++) {
        put(word, words[word]!);
        if (phase === last) own.add(word);
      }
    };
    begin();
    let over = true;
    try {
      this.#steps(thread);
    } catch (error) {
      if (error !== ARRIVED) throw error;
      over = false;
    }
    if (over && phase < last) throw new Error(`Thread ${thread} meets the others ${phase} times, not ${last}.`);
    const writes = new Map([...own].map((word): [number, number] => [word, words[word]!]));
    for (const [word, value] of before) words[word] = value;
    return { writes, over };
  }
}

/** What is there after so many steps from the start, on one thread. */
export async function checkpointAfter(program: Program, steps: number): Promise<Checkpoint> {
  const engine = await createWasmEngine(program, imageOf(program, { threads: 1 }));
  try {
    await engine.run(steps);
    return await engine.checkpoint();
  } finally {
    engine.dispose();
  }
}

function restore(host: HostMemory, program: Program, { columns, accumulators, weights }: Checkpoint): void {
  program.populations.forEach((p, i) => {
    host.setUniforms(i, uniformValues(p.uniforms, new Map(p.parameters.map((q) => [q.name, q.value])), program.dt));
    columns[i]!.forEach((values, c) => void host.column(i, c).set(values));
  });
  host.setAccumulators(accumulators);
  weights?.forEach((values, k) => void host.weights(k).set(values));
}

/** Some steps from a checkpoint, rehearsed, with some values of each population recorded. */
export async function rehearsed(
  program: Program,
  from: Checkpoint,
  steps: number,
  options: { readonly threads: number; readonly owned?: boolean },
  timed = false,
) {
  let probes: ProbeTable | undefined;
  const prepare = (host: HostMemory, image: WasmImage): void => {
    restore(host, program, from);
    probes = new ProbeTable(
      host,
      image,
      program.populations.map((p) => p.size),
    );
    probes.set(
      program.populations.flatMap(({ space: { rows }, columns }, population) =>
        columns.length === 0 ? [] : [{ population, cells: [...new Set([0, rows >> 1, rows - 1])], columns: [0] }],
      ),
    );
  };
  const rehearsal = await Rehearsal.of(program, options, { first: from.step, steps, timed }, prepare);
  const { host, image } = rehearsal;
  return {
    rehearsal,
    /** All that there is to know of the run; no more can be played after it. */
    outcome: () => {
      rehearsal.finish();
      const traces = probes!.arrays(steps);
      probes!.harvest(traces, 0, steps);
      return {
        columns: program.populations.map(({ columns }, p) => columns.map((_, c) => host.column(p, c).slice())),
        accumulators: host.accumulators(),
        weights: (from.weights ?? []).map((_, k) => host.weights(k).slice()),
        spikes: harvestSpikes(host, image, from.step, steps),
        fault: harvestFault(host, image.threads),
        traces,
      };
    },
  };
}
