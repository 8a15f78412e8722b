/** Runs batches of networks on one kind of backend, keeping the engine where the next batch is of the same program. */
import type { BackendName, Engine, Fault } from '../engine/engine.ts';
import { initialCheckpoint } from '../program/checkpoint.ts';
import { cellsOf, type Program } from '../program/program.ts';
import type { SpikeBlock } from '../record/spikes.ts';
import { pump } from '../run/pump.ts';
import { backends } from '../simulate/backends.ts';
import { chooseEngine } from '../simulate/choose.ts';
import { Synapses } from '../simulate/synapses.ts';
import { type Joined, join, type MemberRange } from './join.ts';
import { type Member, memberParameters, memberUniforms } from './member.ts';

/** Spikes by member, or the first thing that went wrong. */
export type BatchOutcome =
  | { readonly type: 'done'; readonly spikes: (member: number) => SpikeBlock }
  | { readonly type: 'fault'; readonly member: number; readonly fault: Fault; readonly program: Program }
  | { readonly type: 'stopped' };

export interface BatchOptions {
  readonly steps: number;
  readonly signal: AbortSignal | undefined;
  /** Fraction of the batch that has run. */
  readonly onPart: (fraction: number) => void;
  readonly sorter: (cells: number, members: number, places: readonly MemberRange[]) => Sorter;
}

interface Sorter {
  add(spikes: SpikeBlock): void;
  spikesOf(member: number): SpikeBlock;
}

const synapsesOn = (engine: Engine, member: Member): Synapses => {
  const { program } = member.compiled;
  return new Synapses(
    member.network,
    program,
    engine,
    program.populations.map((p) => memberParameters(member, p)),
  );
};

export class BatchRunner {
  readonly #wanted: BackendName | 'auto';
  #engine: Engine | undefined;
  /** What the engine was made from. */
  #program: Program | undefined;
  #engines = 0;
  adapter = '';

  constructor(wanted: BackendName | 'auto') {
    this.#wanted = wanted;
  }

  get engines(): number {
    return this.#engines;
  }

  get backend(): BackendName | undefined {
    return this.#engine?.backend;
  }

  /** Readies an engine for a program, so that the backend is known. */
  async ready(program: Program): Promise<Engine> {
    if (this.#engine && this.#program === program) return this.#engine;
    const known = this.#engine?.backend ?? this.#wanted;
    this.dispose();
    this.#engine = known === 'auto' ? (await chooseEngine(program)).engine : await backends[known].create(program);
    this.#program = program;
    this.#engines++;
    this.adapter = this.#engine.adapter;
    return this.#engine;
  }

  async run(members: readonly Member[], options: BatchOptions): Promise<BatchOutcome> {
    const single = members.length === 1 ? members[0]! : undefined;
    const { joined, engine } = single ? await this.#single(single) : await this.#joined(members);
    // What is done to synapses at regular times; those of joined networks never change.
    const synapses = single && synapsesOn(engine, single);
    const sorter = options.sorter(cellsOf(joined.program), members.length, joined.places);
    const { steps, signal, onPart } = options;
    const parts = pump({
      run: (part) => engine.run(part),
      steps,
      signal,
      ...(synapses ? { ahead: (done: number, underWay: boolean) => synapses.stepsFrom(done, underWay) } : {}),
    });
    let done = 0;
    for await (const chunk of parts) {
      if (signal?.aborted) break;
      if (chunk.fault) {
        const member = joined.memberOf(chunk.fault.population, chunk.fault.cell);
        return { type: 'fault', member, fault: chunk.fault, program: joined.program };
      }
      sorter.add(chunk.spikes);
      done += chunk.steps;
      onPart(done / steps);
    }
    if (done < steps) return { type: 'stopped' };
    return { type: 'done', spikes: (member) => sorter.spikesOf(member) };
  }

  /** One network: another set of parameters on the engine of its program. */
  async #single(member: Member): Promise<{ joined: Joined; engine: Engine }> {
    const { program } = member.compiled;
    const engine = await this.ready(program);
    engine.restore(initialCheckpoint(program));
    program.populations.forEach((p, i) => {
      engine.setUniforms(i, memberUniforms(member, p));
    });
    const places = [{ member: 0, first: 0, count: cellsOf(program), own: 0 }];
    return { joined: { program, places, memberOf: () => 0 }, engine };
  }

  async #joined(members: readonly Member[]): Promise<{ joined: Joined; engine: Engine }> {
    // The SIMD emitter computes with shared parameters in advance, in double precision: per-cell copies would round otherwise.
    const joined = join(members, this.backend !== 'wasm');
    return { joined, engine: await this.ready(joined.program) };
  }

  dispose(): void {
    this.#engine?.dispose();
    this.#engine = undefined;
    this.#program = undefined;
  }
}
