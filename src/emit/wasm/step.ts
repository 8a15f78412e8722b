/** Code around the populations: `record` of traces, the barrier between threads, and the loop over steps. */

import { ADVANCE } from '../../program/phases.ts';
import type { Ring } from '../../program/synapses.ts';
import { control, type Lap, lapWord, type MemoryMap, threadBlock, threadWord } from '../../program/target/simd.ts';
import type { DeliveryCalls } from './delivery/delivery.ts';
import { FunctionBuilder } from './function-builder.ts';
import { JUNCTION_STEP, type LinkTables } from './links.ts';
import { atomic, op } from './opcodes.ts';

/** probe(thread, s): copies the thread's probed values into row s of the traces. A probe is two words: from where, to which byte. */
export function probeFunction(): FunctionBuilder {
  const f = new FunctionBuilder(['i32', 'i32']);
  const [thread, s] = [0, 1] as const;
  const at = f.local('i32');
  const end = f.local('i32');
  const row = f.local('i32');
  f.i32(0).memory(op.i32_load, control.traces);
  f.get(s).i32(0).memory(op.i32_load, control.traceStride).op(op.i32_mul).op(op.i32_add).set(row);
  f.get(thread).memory(op.i32_load, threadWord.probesBegin).set(at);
  f.get(thread).memory(op.i32_load, threadWord.probesEnd).set(end);
  f.while(
    () => f.get(at).get(end).op(op.i32_lt_u),
    () => {
      f.get(row).get(at).memory(op.i32_load, 4).op(op.i32_add);
      f.get(at).memory(op.i32_load, 0).memory(op.i32_load, 0).memory(op.i32_store, 0);
      f.advance(at, 8);
    },
  );
  return f;
}

/** Least and most reads of the barrier's word before a thread goes to sleep: some 3 and 40 microseconds. */
const LEAST_SPINS = 8_000;
const MOST_SPINS = 100_000;

/**
 * barrier(thread): returns once all threads have called it; `thread` is the caller's block. The last to arrive opens it; the others spin
 * for a while, then sleep. A thread that had to sleep spins for half as long the next time: the others may be waiting for its core. One
 * that had not spins for twice as long. Once a thread is gone (`control.lost`, after which the word of the barrier changes), it traps.
 */
export function barrierFunction(threads: number): FunctionBuilder {
  const f = new FunctionBuilder(['i32']);
  const thread = 0;
  const generation = f.local('i32');
  const spins = f.local('i32');
  const limit = f.local('i32');
  const giveUpIfLost = (): void => {
    f.i32(0)
      .atomic(atomic.i32_load, control.lost)
      .if(() => f.op(op.unreachable));
  };
  f.i32(0).atomic(atomic.i32_load, control.generation).set(generation);
  // After the word was read: what changes it from now on is seen as the opening of the barrier.
  giveUpIfLost();
  f.i32(0).i32(1).atomic(atomic.i32_rmw_add, control.arrived);
  f.i32(threads - 1).op(op.i32_eq);
  f.if(() => {
    f.i32(0).i32(0).atomic(atomic.i32_store, control.arrived);
    f.i32(0).get(generation).i32(1).op(op.i32_add).atomic(atomic.i32_store, control.generation);
    f.i32(0).atomic(atomic.i32_load, control.sleepers);
    f.if(() => f.i32(0).i32(-1).atomic(atomic.notify, control.generation).op(op.drop));
    f.op(op.return);
  });
  const closed = (): FunctionBuilder =>
    f.i32(0).atomic(atomic.i32_load, control.generation).get(generation).op(op.i32_eq);
  /** Keeps twice or half of the limit, within its bounds. */
  const learn = (change: number, bound: number, beyond: number): void => {
    f.get(thread).get(limit).i32(1).op(change).tee(limit);
    f.i32(bound).get(limit).i32(bound).op(beyond).op(op.select);
    f.memory(op.i32_store, threadWord.patience);
  };
  f.get(thread)
    .memory(op.i32_load, threadWord.patience)
    .tee(limit)
    .op(op.i32_eqz)
    .if(() => f.i32(MOST_SPINS).set(limit));
  f.doWhile(() => {
    closed()
      .op(op.i32_eqz)
      .if(() => {
        giveUpIfLost();
        learn(op.i32_shl, MOST_SPINS, op.i32_lt_u);
        f.op(op.return);
      });
    f.get(spins).i32(1).op(op.i32_add).tee(spins).get(limit).op(op.i32_lt_u);
  });
  learn(op.i32_shr_u, LEAST_SPINS, op.i32_gt_u);
  f.i32(0).i32(1).atomic(atomic.i32_rmw_add, control.sleepers).op(op.drop);
  f.while(closed, () => f.i32(0).get(generation).wait(control.generation).op(op.drop));
  f.i32(0).i32(1).atomic(atomic.i32_rmw_sub, control.sleepers).op(op.drop);
  giveUpIfLost();
  return f;
}

/**
 * Steps between two sweeps for values that have decayed to nothing; a power of 2. By the number of the step, so calls may be cut anywhere.
 */
const FLUSH_EVERY = 256;

/** Number of a function, and the population whose cells it goes through. */
interface Pass {
  readonly population: number;
  readonly function: number;
}

export interface RunCalls {
  /** Functions as those of populations, for what arrives before sums are put together. */
  readonly arrive: readonly Pass[];
  /** Functions (begin, end), one per sum. */
  readonly sums: readonly Pass[];
  /** Functions as those of populations with junctions in the solution, up to the elimination; the others begin behind it. */
  readonly beginnings: readonly Pass[];
  /** What comes then (`joinFunction`), and its tables. */
  readonly join: { readonly function: number; readonly links: readonly LinkTables[] } | undefined;
  /** Whether such junctions join cells, which may be of two threads. */
  readonly between: boolean;
  /** Functions of each population: without and with shared exponentials, and the sweep for decayed values if it needs one. */
  readonly populations: readonly {
    readonly plain: number;
    readonly sharedExponentials: number;
    readonly flush: number | undefined;
  }[];
  readonly deliver: DeliveryCalls;
  readonly probe: number;
  readonly threads: number;
  /** Absent with one thread. */
  readonly barrier: number | undefined;
}

/**
 * run(thread, first, steps): the phases of each step, for the thread's share of the cells. With the number of a `clock` function, the same
 * steps with the time between their pieces added to the thread's laps.
 */
export function runFunction(map: MemoryMap, accumulators: Ring, calls: RunCalls, clock?: number): FunctionBuilder {
  const f = new FunctionBuilder(['i32', 'i32', 'i32']);
  const [thread, first, steps] = [0, 1, 2] as const;
  const s = f.local('i32');
  const row = f.local('i32');
  const list = f.local('i32');
  const start = f.local('i32');
  /** Whether each thread takes the spikes of all cells to its own ones. */
  const owned = map.ringCount < calls.threads;
  const ends = f.local('i32');
  const block = f.local('i32');
  const ranges = f.local('i32');
  const count = calls.populations.length;
  const scaled = (base: number, stride: number): FunctionBuilder =>
    f.get(thread).i32(stride).op(op.i32_mul).i32(base).op(op.i32_add);
  scaled(threadBlock.base, threadBlock.bytes).set(block);
  scaled(map.spikes, map.spikeBytes).set(list);
  scaled(map.ends, map.endBytes).set(ends);
  scaled(map.ranges, 8 * count).set(ranges);
  const now = clock === undefined ? undefined : { clock, last: f.local('f64'), next: f.local('f64') };
  if (now) f.call(now.clock).set(now.last);
  /** What went by since the last lap was this. */
  const lap = (of: Lap): void => {
    if (!now) return;
    f.get(block).get(block).memory(op.f64_load, lapWord(of));
    f.call(now.clock).tee(now.next).get(now.last).op(op.f64_sub).op(op.f64_add);
    f.memory(op.f64_store, lapWord(of)).get(now.next).set(now.last);
  };
  const meet = (): void => {
    if (calls.barrier === undefined) return;
    f.get(block).call(calls.barrier);
    lap('wait');
  };
  f.doWhile(() => {
    const step = (): FunctionBuilder => f.get(first).get(s).op(op.i32_add);
    if (accumulators.slots > 0)
      step()
        .i32(accumulators.slots)
        .op(op.i32_rem_u)
        .i32(4 * accumulators.width)
        .op(op.i32_mul)
        .set(row);
    f.get(list).set(start);
    const range = (p: number): FunctionBuilder => {
      f.get(ranges).memory(op.i32_load, 8 * p);
      return f.get(ranges).memory(op.i32_load, 8 * p + 4);
    };
    if (calls.arrive.length > 0) {
      for (const { population, function: index } of calls.arrive) {
        step();
        range(population).get(row).get(list).get(block).call(index).op(op.drop);
      }
      lap('gather');
      // Sums read what other threads took in.
      meet();
    }
    if (calls.sums.length > 0) {
      for (const { population, function: index } of calls.sums) range(population).call(index);
      lap('couple');
      // Nobody overwrites what others still read.
      meet();
    }
    for (const { population, function: index } of calls.beginnings) {
      step();
      range(population).get(row).get(list).get(block).call(index).op(op.drop);
    }
    if (calls.join) {
      if (calls.between) {
        lap(ADVANCE);
        meet();
      }
      for (const tables of calls.join.links) {
        const mine = (word: number): FunctionBuilder => scaled(tables.ranges, 8).memory(op.i32_load, word);
        mine(0);
        mine(4).i32(tables.rows).i32(tables.rowsEnd).i32(tables.junctions);
        f.i32(JUNCTION_STEP * tables.count)
          .get(block)
          .memory(op.i32_load, threadWord.scratch);
        f.call(calls.join.function);
      }
      if (calls.between) {
        lap(ADVANCE);
        meet();
      }
    }
    calls.populations.forEach(({ plain, sharedExponentials, flush }, p) => {
      const advance = (index: number): void => {
        step();
        f.get(ranges).memory(op.i32_load, 8 * p);
        f.get(ranges).memory(op.i32_load, 8 * p + 4);
        f.get(row).get(list).get(block).call(index).set(list);
      };
      if (plain === sharedExponentials) advance(plain);
      else
        f.i32(0)
          .memory(op.i32_load, map.variants + 4 * p)
          .if(
            () => advance(sharedExponentials),
            () => advance(plain),
          );
      f.get(ends)
        .get(list)
        .memory(op.i32_store, 4 * p);
      if (flush === undefined) return;
      step()
        .i32(FLUSH_EVERY - 1)
        .op(op.i32_and)
        .op(op.i32_eqz)
        .if(() => {
          f.get(ranges).memory(op.i32_load, 8 * p);
          f.get(ranges).memory(op.i32_load, 8 * p + 4);
          f.call(flush);
        });
    });
    lap(ADVANCE);
    const plainly = (index: number): void => {
      f.get(start).get(list).get(row);
      scaled(map.rings, map.ringBytes).call(index);
    };
    const passing = (index: number): void => {
      f.get(start).get(list).get(row);
      scaled(map.rings, map.ringBytes);
      step().call(index);
    };
    const { plain, passes, firstReadsOthers } = calls.deliver;
    if (owned) {
      // All lists of spikes are complete then. What one thread notes in the next step goes behind what others still read.
      meet();
      for (let t = 0; t < calls.threads; t++) {
        const ended = (before: number): void => {
          f.get(s)
            .i32(4 * count)
            .op(op.i32_mul);
          f.memory(op.i32_load, map.ends + t * map.endBytes + 4 * (count - 1 - before));
        };
        f.get(s).if(
          () => {
            ended(count);
            f.set(start);
          },
          () => f.i32(map.spikes + t * map.spikeBytes).set(start),
        );
        for (const index of plain) {
          f.get(start);
          ended(0);
          f.get(row).i32(map.rings).get(thread).call(index);
        }
      }
    } else plain.forEach(plainly);
    const meetBetween = (): void => {
      lap('deliver');
      meet();
    };
    passes.forEach((functions, n) => {
      // A later pass reads the other end's state, and weights that other threads used or changed in the one before.
      if (n > 0 || firstReadsOthers) meetBetween();
      functions.forEach(passing);
    });
    lap('deliver');
    f.get(block).get(s).call(calls.probe);
    lap('record');
    // Next states wait until no thread reads these, and row step + 1 of the rings until all have added to it.
    if (!owned) meet();
    f.advance(ends, 4 * count);
    f.get(s).i32(1).op(op.i32_add).tee(s).get(steps).op(op.i32_lt_u);
  });
  // The host and the next call find all delivered.
  if (owned && calls.barrier !== undefined) {
    f.get(block).call(calls.barrier);
    lap('wait');
  }
  // The host finds the laps of all threads.
  if (now && calls.barrier !== undefined) f.get(block).call(calls.barrier);
  return f;
}
