/**
 * Holds one bench and runs it in short parts, so that a pause, a changed parameter or a new network acts within a part. Never more than a
 * few blocks are on their way to the page: a page that falls behind slows the run, not the other way round.
 */
import { DeviceLostError, type Network, type Simulation, type SimulationOptions, UserError } from '../../index.ts';
import type { Preset } from '../../presets/preset.ts';
import { Bench } from './bench.ts';
import { breath } from './breath.ts';
import { exportFile } from './export.ts';
import { failureOf } from './failure.ts';
import type { Answer, Command } from './messages.ts';
import { Seat } from './seat.ts';
import { finalStatistics, passingStatistics } from './statistics.ts';
import { tracesOf } from './traced.ts';

export interface HostTools {
  readonly preset: (name: string) => Preset;
  readonly create: (network: Network, options: SimulationOptions) => Promise<Simulation>;
  readonly post: (answer: Answer, transfer: Transferable[]) => void;
}

type Of<T extends Command['type']> = Extract<Command, { type: T }>;
type During = Extract<Answer, { type: 'failed' }>['during'];

/** Blocks that may be on their way to the page. */
const underwayLimit = 3;
/** Least wall time between two statistics, ms. */
const statisticsInterval = 300;
/** Losses of the device in a row, without a step in between, after which the run ends. */
const mostLosses = 3;

export class SimulationHost {
  readonly #tools: HostTools;
  #seat: Seat | undefined;
  /** Number of the latest network asked for; older ones give up. */
  #latest = -1;

  constructor(tools: HostTools) {
    this.#tools = tools;
  }

  handle(command: Command): Promise<void> {
    if (command.type === 'open') return this.#open(command);
    const seat = this.#seat;
    if (seat === undefined || seat.run !== command.run) return Promise.resolve();
    switch (command.type) {
      case 'run':
        seat.until = command.until;
        seat.order = command.order;
        return this.#queue(seat, 'run', () => this.#advance(seat));
      case 'pause':
        seat.until = 0;
        seat.order = command.order;
        seat.wake();
        return Promise.resolve();
      case 'reset':
        return this.#reset(seat, command);
      case 'act':
        return command.action.kind === 'model' ? this.#edit(seat, command) : this.#act(seat, command);
      case 'undo':
        return this.#errand(seat, 'undo', undefined, () => this.#undo(seat));
      case 'trace':
        return this.#trace(seat, command);
      case 'taken':
        seat.underway--;
        seat.wake();
        return Promise.resolve();
      case 'export':
        return this.#errand(seat, 'export', undefined, async () => {
          const file = await exportFile(command.kind, seat.bench, command.window);
          this.#post({ type: 'file', run: seat.run, ...file }, [file.bytes.buffer as ArrayBuffer]);
        });
    }
  }

  async #open(command: Of<'open'>): Promise<void> {
    const { run, experiment } = command;
    this.#latest = run;
    const old = this.#seat;
    this.#seat = undefined;
    if (old !== undefined) await old.discard();
    if (this.#latest !== run) return;
    let seat: Seat | undefined;
    try {
      const preset = this.#tools.preset(experiment.preset);
      const bench = await Bench.open(preset, experiment, command.plan, command.cells, {
        create: this.#tools.create,
        onProgress: (stage, fraction) => {
          this.#post({ type: 'progress', run: seat?.run ?? run, stage, fraction });
        },
      });
      if (this.#latest !== run) return bench.dispose();
      const until = command.go ? Math.round(experiment.duration / bench.simulation.dt) : 0;
      seat = new Seat(run, bench, until);
      this.#seat = seat;
      this.#post({ type: 'ready', run, description: bench.describe() });
      this.#report(seat, false);
      const opened = seat;
      if (command.go) await this.#queue(seat, 'run', () => this.#advance(opened));
    } catch (thrown) {
      if (this.#latest === run) this.#post({ type: 'failed', run, during: 'open', failure: failureOf(thrown) });
    }
  }

  /** Runs `work` when what was queued before it is done, unless the bench has moved on by then. */
  #queue(seat: Seat, during: During, work: () => Promise<void>): Promise<void> {
    const sequence = seat.run;
    seat.tail = seat.tail.then(async () => {
      if (seat.run === sequence) await this.#guard(seat, during, undefined, work);
    });
    return seat.tail;
  }

  /** Runs `work` between two parts, or at once where nothing runs. */
  #errand(seat: Seat, during: During, number: number | undefined, work: () => Promise<void>): Promise<void> {
    const sequence = seat.run;
    return new Promise((resolve) => {
      seat.errands.push(async () => {
        if (seat.run === sequence) await this.#guard(seat, during, number, () => this.#despiteLoss(seat, work));
        resolve();
      });
      seat.wake();
      seat.tail = seat.tail.then(() => seat.runErrands());
    });
  }

  async #advance(seat: Seat): Promise<void> {
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
        await this.#despiteLoss(seat, () => this.#part(seat));
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
      await breath();
      if (seat.run !== sequence) return;
    }
    await seat.runErrands();
    if (seat.run !== sequence) return;
    seat.advancing = false;
    if (bench.simulation.step !== began) await this.#tell(seat);
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
  async #tell(seat: Seat): Promise<void> {
    const sequence = seat.run;
    const statistics = await finalStatistics(seat.bench);
    if (seat.run === sequence) this.#post({ type: 'statistics', run: seat.run, statistics });
  }

  async #part(seat: Seat): Promise<void> {
    const { bench } = seat;
    const sequence = seat.run;
    const program = bench.simulation;
    if (await bench.settle()) {
      if (seat.run !== sequence) return;
      if (bench.simulation !== program) this.#rebuilt(seat, 0);
      this.#report(seat, true);
    }
    await bench.save();
    if (seat.run !== sequence) return;
    const { simulation, pace } = bench;
    const began = performance.now();
    const { step } = simulation;
    const count = Math.min(pace.steps, seat.until - step, bench.plan.nextStop(step) - step);
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

  /** Does the work; if the device is lost meanwhile, goes on from a checkpoint on a new one and does it then. */
  async #despiteLoss(seat: Seat, work: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await work();
      } catch (thrown) {
        if (!(thrown instanceof DeviceLostError) || ++seat.losses > mostLosses) throw thrown;
        const sequence = seat.run;
        await this.#recover(seat);
        if (seat.run !== sequence) return;
      }
    }
  }

  async #recover(seat: Seat): Promise<void> {
    const { bench } = seat;
    for (;;) {
      try {
        const same = await bench.recover();
        const { reached } = bench;
        if (!same) this.#post({ type: 'rewound', run: seat.run, step: reached });
        this.#post({ type: 'resumed', run: seat.run, description: bench.describe(), step: reached });
        this.#report(seat, true);
        return;
      } catch (thrown) {
        if (!(thrown instanceof DeviceLostError) || ++seat.losses > mostLosses) throw thrown;
      }
    }
  }

  #reset(seat: Seat, command: Of<'reset'>): Promise<void> {
    seat.run = command.next;
    seat.until = 0;
    seat.wake();
    return this.#queue(seat, 'run', async () => {
      const program = seat.bench.simulation;
      seat.underway = 0;
      await this.#despiteLoss(seat, () => seat.bench.reset());
      seat.failed = false;
      if (seat.bench.simulation !== program) this.#rebuilt(seat, 0);
      this.#report(seat, false);
    });
  }

  #act(seat: Seat, { action, number }: Of<'act'>): Promise<void> {
    return this.#errand(seat, 'act', number, async () => {
      const { bench } = seat;
      const program = bench.simulation;
      const began = performance.now();
      await bench.act(action);
      if (bench.simulation !== program) this.#rebuilt(seat, performance.now() - began);
      this.#report(seat, false);
      this.#post({ type: 'done', run: seat.run, number });
    });
  }

  /** The new program is made while the old one runs; a still newer edit takes its place. */
  async #edit(seat: Seat, { action, number }: Of<'act'>): Promise<void> {
    if (action.kind !== 'model') return;
    const sequence = seat.run;
    const mine = ++seat.edit;
    const began = performance.now();
    await this.#guard(seat, 'act', number, async () => {
      const prepared = await seat.bench.prepare(action.population, action.model);
      if (seat.run !== sequence || seat.edit !== mine) {
        prepared.dispose();
        return;
      }
      await this.#errand(seat, 'act', number, async () => {
        await seat.bench.adopt(action.population, action.model, prepared);
        this.#rebuilt(seat, performance.now() - began);
        this.#report(seat, false);
        this.#post({ type: 'done', run: seat.run, number });
      });
    });
  }

  async #undo(seat: Seat): Promise<void> {
    const { bench } = seat;
    const program = bench.simulation;
    await bench.undo();
    if (bench.simulation !== program) this.#rebuilt(seat, 0);
    this.#post({ type: 'rewound', run: seat.run, step: bench.reached });
    this.#report(seat, true);
    seat.failed = false;
    if (!seat.advancing) {
      seat.until = 0;
      await this.#tell(seat);
    }
  }

  #trace(seat: Seat, command: Of<'trace'>): Promise<void> {
    const { bench } = seat;
    return this.#errand(seat, 'trace', undefined, async () => {
      bench.cells = command.cells;
      if (!command.replay || bench.reached === 0 || seat.failed) return bench.applyTraces();
      bench.onReplayed = (block) => bench.traces.append(tracesOf(block.traces, bench.simulation.groups));
      await bench.replay();
      this.#post({ type: 'traces', run: seat.run, traces: bench.traces.all() });
    });
  }

  #rebuilt(seat: Seat, wall: number): void {
    this.#post({ type: 'rebuilt', run: seat.run, description: seat.bench.describe(), wall });
  }

  #report(seat: Seat, tellNow: boolean): void {
    this.#post({ type: 'plan', run: seat.run, report: seat.bench.report(tellNow) });
  }

  async #guard(
    seat: Seat,
    during: During,
    number: number | undefined,
    work: () => void | Promise<void>,
  ): Promise<void> {
    const sequence = seat.run;
    try {
      await work();
    } catch (thrown) {
      if (this.#seat === seat && seat.run === sequence)
        this.#post({ type: 'failed', run: seat.run, during, failure: failureOf(thrown), number });
    }
  }

  #post(answer: Answer, transfer: Transferable[] = []): void {
    this.#tools.post(answer, transfer);
  }
}
