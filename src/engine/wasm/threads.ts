/**
 * Threads beyond the first. All engines of a process, or of a page's worker, share them: each thread has an instance of every engine's
 * module over that engine's memory, and sleeps until a call of one of them begins. The thread that calls is one, so calls never overlap.
 *
 * The first thread waits for the others without looking at its messages, so one more thread watches over them: it hears at once of one that
 * ends, and wakes all who wait for it (see `control.lost`).
 */

import { isNode } from '../../environment.ts';
import { InternalError } from '../../errors.ts';
import { control } from '../../program/target/simd.ts';
import { startBrowserCrew } from './browser-crew.ts';
import type { Crew } from './crew.ts';
import { startNodeCrew } from './node-crew.ts';
import { bellWords, type Drop, type Start, type Take } from './orders.ts';

export interface Threads {
  /** Starts a call of this engine in them; what it is stands in the memory. */
  ring(): void;
  /** Why a thread is gone, '' where nobody knows; undefined while all are there. */
  lost(): string | undefined;
  stop(): void;
}

/** Resolves when threads 1 … threads − 1 are ready for calls of the module over this memory. */
export async function startThreads(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  threads: number,
): Promise<Threads> {
  const met = team;
  try {
    return await present().take(module, memory, threads);
  } catch (error) {
    // A thread of others may have ended without anybody's notice until now.
    if (met === undefined || !met.gone) throw error;
    return present().take(module, memory, threads);
  }
}

/** The threads that there are; undefined while no engine has several. */
let team: Team | undefined;

function present(): Team {
  team ??= new Team();
  return team;
}

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

class Team {
  readonly #crew: Crew;
  /** Of threads 1, 2, …, and whether each is ready. */
  readonly #bells: Int32Array[] = [];
  readonly #started: Promise<void>[] = [];
  readonly #memories = new Map<number, WebAssembly.Memory>();
  readonly #waiting = new Map<number, Waiting>();
  #tickets = 0;
  #engines = 0;
  #users = 0;
  #gone: string | undefined;

  constructor() {
    const heard = { done: (ticket: number) => this.#done(ticket), lost: (reason: string) => this.#lose(reason) };
    this.#crew = isNode() ? startNodeCrew(heard) : startBrowserCrew(heard);
  }

  get gone(): boolean {
    return this.#gone !== undefined;
  }

  async take(module: WebAssembly.Module, memory: WebAssembly.Memory, threads: number): Promise<Threads> {
    this.#users++;
    try {
      while (this.#started.length < threads - 1) this.#started.push(this.#start(this.#started.length + 1));
      await Promise.all(this.#started.slice(0, threads - 1));
      const engine = ++this.#engines;
      this.#memories.set(engine, memory);
      const bells = this.#bells.slice(0, threads - 1);
      const order = (ticket: number): Take => ({ kind: 'take', ticket, engine, module, memory });
      await Promise.all([
        this.#answered((ticket) => this.#crew.watch({ kind: 'take', ticket, engine, memory })),
        ...bells.map((_, i) => this.#answered((ticket) => this.#mail(i + 1, order(ticket)))),
      ]);
      return this.#threadsOf(engine, memory, bells);
    } catch (error) {
      this.#leave();
      throw error;
    }
  }

  #threadsOf(engine: number, memory: WebAssembly.Memory, bells: readonly Int32Array[]): Threads {
    const words = new Int32Array(memory.buffer, 0, control.lost / 4 + 1);
    let stopped = false;
    return {
      ring: () => {
        for (const bell of bells) {
          Atomics.store(bell, bellWords.engine, engine);
          ring(bell, bellWords.calls);
        }
      },
      lost: () => (Atomics.load(words, control.lost / 4) === 1 ? (this.#gone ?? '') : undefined),
      stop: () => {
        if (stopped) return;
        stopped = true;
        this.#memories.delete(engine);
        // Threads that end need not be told.
        if (this.#users > 1) {
          const order: Drop = { kind: 'drop', ticket: 0, engine };
          this.#crew.watch(order);
          for (const i of bells.keys()) this.#mail(i + 1, order);
        }
        this.#leave();
      },
    };
  }

  async #start(thread: number): Promise<void> {
    const bell = new Int32Array(new SharedArrayBuffer(64));
    this.#bells.push(bell);
    await this.#answered((ticket) => {
      const order: Start = { kind: 'start', ticket, thread, bell, control, lock: this.#crew.lockFor(thread) };
      this.#crew.start(order);
    });
  }

  #mail(thread: number, order: Take | Drop): void {
    this.#crew.send(thread, order);
    ring(this.#bells[thread - 1]!, bellWords.mails);
  }

  /** Resolves when what `send` sends by this ticket was done. */
  #answered(send: (ticket: number) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#gone !== undefined) return reject(notStarted(this.#gone));
      const ticket = ++this.#tickets;
      this.#waiting.set(ticket, { resolve, reject });
      this.#crew.expect(this.#waiting.size);
      send(ticket);
    });
  }

  #done(ticket: number): void {
    const waiting = this.#waiting.get(ticket);
    this.#waiting.delete(ticket);
    this.#crew.expect(this.#waiting.size);
    waiting?.resolve();
  }

  /** Nothing more comes of these threads; new engines get others. */
  #lose(reason: string): void {
    this.#gone = this.#gone || reason;
    if (team === this) team = undefined;
    for (const { buffer } of this.#memories.values()) Atomics.store(new Int32Array(buffer), control.lost / 4, 1);
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(notStarted(reason));
    this.#crew.expect(0);
  }

  #leave(): void {
    if (--this.#users > 0) return;
    if (team === this) team = undefined;
    this.#crew.stop();
  }
}

const notStarted = (reason: string): InternalError => new InternalError(`A thread did not start: ${reason}`);

function ring(bell: Int32Array, what: number): void {
  Atomics.add(bell, what, 1);
  Atomics.add(bell, bellWords.rung, 1);
  Atomics.notify(bell, bellWords.rung);
}
