/** Holds one bench, carries out what the page asks for, and sees that its run goes on. */
import { type Network, type Simulation, type SimulationOptions, UserError } from '../../index.ts';
import type { Preset } from '../../presets/preset.ts';
import { failureOf } from '../tasks/failure.ts';
import { Bench } from './bench.ts';
import { Keeper } from './keeper.ts';
import type { LeftRun } from './kept-shape.ts';
import type { Answer, Command, Experiment, KeptRun } from './messages.ts';
import { Runner } from './runner.ts';
import { Seat } from './seat.ts';
import { tracesOf } from './traced.ts';
import type { Left, RunShelf } from './vault.ts';

export interface HostTools {
  readonly preset: (experiment: Experiment) => Preset | Promise<Preset>;
  readonly create: (network: Network, options: SimulationOptions) => Promise<Simulation>;
  readonly post: (answer: Answer, transfer: Transferable[]) => void;
  /** Where long runs of the page in this folder are kept; undefined where nothing can be. */
  readonly openVault?: (folder: string) => Promise<RunShelf | undefined>;
}

type Of<T extends Command['type']> = Extract<Command, { type: T }>;
type During = Extract<Answer, { type: 'failed' }>['during'];

export class SimulationHost {
  readonly #tools: HostTools;
  readonly #runner: Runner;
  #vault: RunShelf | undefined;
  /** Until the vault is open, or is known not to. */
  #keeping: Promise<void> = Promise.resolve();
  #seat: Seat | undefined;
  /** Number of the latest network asked for; older ones give up. */
  #latest = -1;

  constructor(tools: HostTools) {
    this.#tools = tools;
    this.#runner = new Runner((answer, transfer) => this.#post(answer, transfer));
  }

  handle(command: Command): Promise<void> {
    if (command.type === 'open') return this.#open(command);
    if (command.type === 'keep') {
      this.#keeping = this.#keep(command.folder);
      return this.#keeping;
    }
    if (command.type === 'forget') return this.#forget(command.id);
    const seat = this.#seat;
    if (seat === undefined || seat.run !== command.run) return Promise.resolve();
    switch (command.type) {
      case 'run':
        seat.until = command.until;
        seat.order = command.order;
        return this.#queue(seat, 'run', () => this.#runner.advance(seat));
      case 'pause':
        seat.until = 0;
        seat.order = command.order;
        seat.wake();
        // It had come to its end when the page, which did not know yet, asked.
        if (!seat.advancing)
          this.#post({ type: 'halted', run: seat.run, step: seat.bench.simulation.step, order: seat.order });
        return Promise.resolve();
      case 'reset':
        return this.#reset(seat, command);
      case 'act':
        return command.action.kind === 'model' ? this.#edit(seat, command) : this.#act(seat, command);
      case 'undo':
        return this.#errand(seat, 'undo', undefined, () => this.#undo(seat));
      case 'trace':
        return this.#trace(seat, command);
      case 'weights':
        return this.#errand(seat, 'weights', command.number, async () => {
          const weights = await seat.bench.weights();
          const transfer = weights.map(({ values }) => values.buffer as ArrayBuffer);
          const { step } = seat.bench.simulation;
          this.#post({ type: 'weights', run: seat.run, number: command.number, step, weights }, transfer);
        });
      case 'stop':
        seat.bench.stop();
        return Promise.resolve();
      case 'taken':
        seat.underway--;
        seat.wake();
        return Promise.resolve();
      case 'export':
        return this.#errand(seat, 'export', undefined, async () => {
          // Most visits end without a file: its formats come when one is asked for.
          const { exportFile } = await import('./export.ts');
          const file = await exportFile(command.kind, seat.bench, command.window);
          this.#post({ type: 'file', run: seat.run, ...file }, [file.bytes.buffer as ArrayBuffer]);
        });
    }
  }

  /** Lets go of all that it holds; what is being built is given up when it is done. */
  async close(): Promise<void> {
    this.#latest = Number.NaN;
    const seat = this.#seat;
    this.#seat = undefined;
    await seat?.discard();
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
      const left = command.resume === undefined ? undefined : await this.#left(command.resume);
      const preset = await this.#tools.preset(experiment);
      const made = left === undefined ? experiment : { ...experiment, backend: left.kept.backend };
      const bench = await Bench.open(preset, made, command.plan, command.cells, {
        create: this.#tools.create,
        onProgress: (stage, fraction) => {
          this.#post({ type: 'progress', run: seat?.run ?? run, stage, fraction });
        },
      });
      if (this.#latest !== run) return bench.dispose();
      const until = command.go ? (command.until ?? Math.round(experiment.duration / bench.simulation.dt)) : 0;
      bench.after = Math.round((command.after ?? 0) / bench.simulation.dt);
      if (left !== undefined) await bench.takeUp(left.saved, left.parts);
      seat = new Seat(run, bench, until);
      this.#seat = seat;
      this.#runner.keeper?.begin(bench, performance.now());
      this.#post({ type: 'ready', run, description: bench.describe() });
      this.#runner.report(seat, left !== undefined);
      if (left !== undefined) {
        this.#runner.sendRecord(seat);
        // It may be paused before its next step, and is known by then.
        await this.#runner.tell(seat);
      }
      const opened = seat;
      if (command.go) await this.#queue(seat, 'run', () => this.#runner.advance(opened));
    } catch (thrown) {
      if (this.#latest === run) this.#post({ type: 'failed', run, during: 'open', failure: failureOf(thrown) });
    }
  }

  /** Keeps long runs from now on, and tells of one that was left. */
  async #keep(folder: string): Promise<void> {
    if (this.#vault !== undefined) return;
    this.#vault = await this.#tools.openVault?.(folder);
    if (this.#vault === undefined) return;
    let left: Left;
    try {
      left = await this.#vault.left((kept) => this.#offer(kept));
    } catch {
      // A database that cannot be read holds nothing, and keeps nothing.
      this.#vault = undefined;
      return;
    }
    this.#runner.keeper = new Keeper(this.#vault);
    if (this.#seat !== undefined) this.#runner.keeper.begin(this.#seat.bench, performance.now());
    if (left.unreadable) this.#post({ type: 'unreadable', run: this.#latest });
    if (left.kept !== undefined) this.#offer(left.kept);
  }

  #offer(kept: KeptRun): void {
    this.#post({ type: 'left', run: this.#latest, kept });
  }

  async #left(id: string): Promise<LeftRun> {
    await this.#keeping;
    const left = await this.#vault?.load(id);
    if (left === undefined) throw new UserError('The run that was left is no longer there; start it anew.');
    const { isLeftRun } = await import('./kept-shape.ts');
    if (isLeftRun(left)) return left;
    await this.#forget(id);
    throw new UserError('The run that was left cannot be read, and is forgotten; start it anew.');
  }

  /** What the database does not give up stays, and is told of again. */
  async #forget(id: string): Promise<void> {
    await this.#vault?.forget(id).catch(() => {});
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
        if (seat.run === sequence) await this.#guard(seat, during, number, () => this.#runner.despiteLoss(seat, work));
        resolve();
      });
      seat.wake();
      seat.tail = seat.tail.then(() => seat.runErrands());
    });
  }

  #reset(seat: Seat, command: Of<'reset'>): Promise<void> {
    seat.run = command.next;
    seat.until = 0;
    seat.wake();
    return this.#queue(seat, 'run', async () => {
      const program = seat.bench.simulation;
      seat.underway = 0;
      await this.#runner.despiteLoss(seat, () => seat.bench.reset());
      seat.failed = false;
      this.#runner.keeper?.begin(seat.bench, performance.now());
      if (seat.bench.simulation !== program) this.#runner.rebuilt(seat, 0);
      this.#runner.report(seat, false);
    });
  }

  #act(seat: Seat, { action, number }: Of<'act'>): Promise<void> {
    return this.#errand(seat, 'act', number, async () => {
      const { bench } = seat;
      const program = bench.simulation;
      const began = performance.now();
      await bench.act(action);
      if (bench.simulation !== program) this.#runner.rebuilt(seat, performance.now() - began);
      this.#runner.report(seat, false);
      this.#post({ type: 'done', run: seat.run, number });
    });
  }

  /** The new program is made while the old one runs; a still newer edit takes its place. */
  async #edit(seat: Seat, { action, number }: Of<'act'>): Promise<void> {
    if (action.kind !== 'model') return;
    const sequence = seat.run;
    seat.edits.set(action.population, number);
    const began = performance.now();
    await this.#guard(seat, 'act', number, async () => {
      const prepared = await seat.bench.prepare(action.population, action.model);
      // Who asked in a run that is no more has been answered by what ended it.
      if (seat.run !== sequence) return prepared.simulation.dispose();
      if (seat.edits.get(action.population) !== number) {
        prepared.simulation.dispose();
        const failure = { kind: 'stopped', message: 'A newer edit of the model took the place of this one.' } as const;
        this.#post({ type: 'failed', run: seat.run, during: 'act', failure, number });
        return;
      }
      await this.#errand(seat, 'act', number, async () => {
        await seat.bench.adopt(action.population, action.model, prepared);
        this.#runner.rebuilt(seat, performance.now() - began);
        this.#runner.report(seat, false);
        this.#post({ type: 'done', run: seat.run, number });
      });
    });
  }

  async #undo(seat: Seat): Promise<void> {
    const { bench } = seat;
    const program = bench.simulation;
    await bench.undo();
    if (bench.simulation !== program) this.#runner.rebuilt(seat, 0);
    this.#post({ type: 'rewound', run: seat.run, step: bench.reached });
    this.#runner.report(seat, true);
    seat.failed = false;
    if (!seat.advancing) {
      seat.until = 0;
      await this.#runner.tell(seat);
    }
  }

  #trace(seat: Seat, command: Of<'trace'>): Promise<void> {
    const { bench } = seat;
    return this.#errand(seat, 'trace', undefined, async () => {
      bench.cells = command.cells;
      if (!command.replay || bench.reached === 0 || seat.failed) return bench.applyTraces();
      bench.onReplayed = (block) => bench.traces.append(tracesOf(block.traces, bench.simulation.groups));
      await bench.replay();
      this.#post({ type: 'progress', run: seat.run, stage: 'replay', fraction: 1 });
      this.#post({ type: 'traces', run: seat.run, traces: bench.traces.all() });
    });
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
