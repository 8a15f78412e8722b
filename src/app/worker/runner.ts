/**
 * Runs a bench in short parts, so that a pause, a changed parameter or a new network acts within a part. Never more than a few blocks are
 * on their way to the page: a page that falls behind slows the run, not the other way round.
 */
import { DeviceLostError, ThreadLostError, UserError } from '../../index.ts';
import { turn } from '../../run/turn.ts';
import type { Keeper } from './keeper.ts';
import type { Answer } from './messages.ts';
import type { Seat } from './seat.ts';
import { finalStatistics, passingStatistics } from './statistics.ts';
import { tracesOf } from './traced.ts';

/** Blocks that may be on their way to the page. */
const underwayLimit = 3;
/** Least wall time between two statistics, ms. */
const statisticsInterval = 300;
/** Losses of the device in a row, without a step in between, after which the run ends. */
const mostLosses = 3;
/** Spikes of one block of a run that is taken up. */
const mostInBlock = 200_000;

/** What computed is gone, and something else may go on from a checkpoint. */
const isLoss = (thrown: unknown): boolean => thrown instanceof DeviceLostError || thrown instanceof ThreadLostError;

export class Runner {
  readonly #post: (answer: Answer, transfer?: Transferable[]) => void;
  /** Keeps long runs, where the page asked for it. */
  keeper: Keeper | undefined;

  constructor(post: (answer: Answer, transfer?: Transferable[]) => void) {
    this.#post = post;
  }

  /** Runs up to where the seat is to go. */
  async advance(seat: Seat): Promise<void> {
    const { bench } = seat;
    const sequence = seat.run;
    const began = bench.simulation.step;
    seat.advancing = true;
    let statisticsDue = performance.now() + statisticsInterval;
    while (bench.simulation.step < seat.until && !seat.failed && !bench.ledger.full) {
      await seat.runErrands();
      if (seat.run !== sequence) return;
      if (seat.underway >= underwayLimit) {
        await seat.waitForPage();
        continue;
      }
      if (bench.simulation.step >= seat.until) continue;
      try {
        await this.despiteLoss(seat, () => this.#part(seat));
      } catch (thrown) {
        seat.failed = true;
        seat.advancing = false;
        throw thrown;
      }
      if (seat.run !== sequence) return;
      const now = performance.now();
      if (now >= statisticsDue && bench.simulation.step < seat.until) {
        this.#post({ type: 'statistics', run: seat.run, statistics: passingStatistics(bench) });
        // Statistics take a tenth of the time at most, however long the record gets.
        statisticsDue = now + Math.max(statisticsInterval, 10 * (performance.now() - now));
      }
      await turn();
      if (seat.run !== sequence) return;
    }
    await seat.runErrands();
    if (seat.run !== sequence) return;
    seat.advancing = false;
    if (bench.simulation.step !== began) {
      await this.despiteLoss(seat, () => this.#learn(seat));
      if (seat.run !== sequence) return;
      await this.#save(seat);
      if (seat.run !== sequence) return;
      await this.tell(seat);
    }
    if (seat.run !== sequence) return;
    if (bench.ledger.full) {
      throw new UserError(
        `The record holds ${bench.ledger.count} spikes, the most it can keep. Download them, then reset.`,
      );
    }
    // A command that came in meanwhile has queued its own stretch.
    this.#post({ type: 'halted', run: seat.run, step: bench.simulation.step, order: seat.order });
  }

  /** The figures of the whole record, with its hash. */
  async tell(seat: Seat): Promise<void> {
    const sequence = seat.run;
    const statistics = await finalStatistics(seat.bench);
    if (seat.run !== sequence) return;
    this.#post({ type: 'statistics', run: seat.run, statistics });
    const rules = await seat.bench.simulation.accuracy();
    if (seat.run === sequence && rules.length > 0) this.#post({ type: 'accuracy', run: seat.run, rules });
  }

  /** Does the work; if the device is lost meanwhile, goes on from a checkpoint on a new one and does it then. */
  async despiteLoss(seat: Seat, work: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await work();
      } catch (thrown) {
        if (!isLoss(thrown) || ++seat.losses > mostLosses) throw thrown;
        const sequence = seat.run;
        await this.#recover(seat, thrown instanceof ThreadLostError ? 'thread' : 'device');
        if (seat.run !== sequence) return;
      }
    }
  }

  /** Sends what a run that is taken up has recorded, in blocks that hold nobody up. */
  sendRecord(seat: Seat): void {
    const { ledger, traces, reached } = seat.bench;
    for (let firstStep = 0; firstStep < reached; ) {
      const place = ledger.place(firstStep);
      const last = ledger.spikes(place, Math.min(ledger.count, place + mostInBlock)).steps.at(-1);
      const end = last === undefined || ledger.place(last + 1) === ledger.count ? reached : last + 1;
      const { steps, cells } = ledger.spikes(place, ledger.place(end));
      const spikeSteps = steps.slice();
      const spikeCells = cells.slice();
      seat.underway++;
      const block = { firstStep, steps: end - firstStep, spikeSteps, spikeCells, traces: [] };
      this.#post({ type: 'block', run: seat.run, ...block }, [spikeSteps.buffer, spikeCells.buffer]);
      firstStep = end;
    }
    const lines = traces.all();
    const transfer = lines.map((t) => t.values.buffer as ArrayBuffer);
    this.#post({ type: 'traces', run: seat.run, traces: lines }, transfer);
  }

  rebuilt(seat: Seat, wall: number): void {
    this.#post({ type: 'rebuilt', run: seat.run, description: seat.bench.describe(), wall });
  }

  report(seat: Seat, tellNow: boolean): void {
    this.#post({ type: 'plan', run: seat.run, report: seat.bench.report(tellNow) });
  }

  async #part(seat: Seat): Promise<void> {
    const { bench } = seat;
    const sequence = seat.run;
    const program = bench.simulation;
    if (await bench.settle()) {
      if (seat.run !== sequence) return;
      if (bench.simulation !== program) this.rebuilt(seat, 0);
      this.report(seat, true);
    }
    await this.#learn(seat);
    if (seat.run !== sequence) return;
    await this.#save(seat);
    if (seat.run !== sequence) return;
    const { simulation, pace } = bench;
    const began = performance.now();
    const { step, shape } = simulation;
    const ahead = shape.pathways.length === 0 ? Number.POSITIVE_INFINITY : bench.learning.ahead(step);
    const count = Math.min(pace.steps, seat.until - step, bench.plan.nextStop(step) - step, ahead);
    // A pause may have come in meanwhile.
    if (count < 1) return;
    const block = await simulation.run(count);
    if (seat.run !== sequence) return;
    seat.losses = 0;
    pace.note(block.steps, performance.now() - began);
    bench.reached = simulation.step;
    bench.ledger.append(block.spikes.steps, block.spikes.cells);
    const traces = tracesOf(block.traces, simulation.groups);
    bench.traces.append(traces);
    const spikeSteps = block.spikes.steps.slice();
    const spikeCells = block.spikes.cells.slice();
    seat.underway++;
    // The log keeps its own copies, so these may go.
    const transfer = [spikeSteps.buffer, spikeCells.buffer, ...traces.map((t) => t.values.buffer as ArrayBuffer)];
    const { firstStep, steps } = block;
    this.#post({ type: 'block', run: seat.run, firstStep, steps, spikeSteps, spikeCells, traces }, transfer);
  }

  async #learn(seat: Seat): Promise<void> {
    const { run } = seat;
    const sample = await seat.bench.learn();
    if (sample !== undefined) this.#post({ type: 'learned', run, samples: [sample] });
  }

  async #save(seat: Seat): Promise<void> {
    const { bench } = seat;
    const wanted = this.keeper?.due(performance.now()) ?? false;
    const saved = await bench.save(wanted);
    if (saved !== undefined && wanted) this.keeper?.keep(bench, saved, performance.now());
  }

  async #recover(seat: Seat, lost: 'device' | 'thread'): Promise<void> {
    const { bench } = seat;
    for (;;) {
      try {
        const same = await bench.recover();
        const { reached } = bench;
        if (!same) this.#post({ type: 'rewound', run: seat.run, step: reached });
        this.#post({ type: 'resumed', run: seat.run, description: bench.describe(), step: reached, lost });
        this.report(seat, true);
        return;
      } catch (thrown) {
        if (!isLoss(thrown) || ++seat.losses > mostLosses) throw thrown;
      }
    }
  }
}
