/** Holds one run, carries out what the page asks for, and sees that its run continues. */
import { type Network, type Simulation, type SimulationOptions, UserError } from '../../index.ts';
import { type Experiment, LiveRun, tracesOf } from '../../live/index.ts';
import type { Preset } from '../../presets/preset.ts';
import { failureOf } from '../tasks/failure.ts';
import type { LeftRun } from './kept-shape.ts';
import type { Answer, Command, KeptRun } from './messages.ts';
import { PutAside, RunControl } from './run-control.ts';
import type { Left, RunStore } from './run-database.ts';
import { RunLoop } from './run-loop.ts';
import { RunSaver } from './run-saver.ts';

export interface HostTools {
  readonly preset: (experiment: Experiment) => Preset | Promise<Preset>;
  readonly create: (network: Network, options: SimulationOptions) => Promise<Simulation>;
  readonly post: (answer: Answer, transfer: Transferable[]) => void;
  /** Where long runs of the page in this folder are kept; undefined where nothing can be. */
  readonly openStore?: (folder: string) => Promise<RunStore | undefined>;
}

type Of<T extends Command['type']> = Extract<Command, { type: T }>;
type During = Extract<Answer, { type: 'failed' }>['during'];

export class SimulationHost {
  readonly #tools: HostTools;
  readonly #loop: RunLoop;
  #store: RunStore | undefined;
  /** Until the store is open, or is known not to. */
  #keeping: Promise<void> = Promise.resolve();
  #control: RunControl | undefined;
  /** Number of the latest network asked for; older ones give up. */
  #latest = -1;

  constructor(tools: HostTools) {
    this.#tools = tools;
    this.#loop = new RunLoop((answer, transfer) => this.#post(answer, transfer));
  }

  handle(command: Command): Promise<void> {
    if (command.type === 'open') return this.#open(command);
    if (command.type === 'keep') {
      this.#keeping = this.#keep(command.folder);
      return this.#keeping;
    }
    if (command.type === 'forget') return this.#forget(command.id);
    const control = this.#control;
    if (control === undefined || control.run !== command.run) return Promise.resolve();
    switch (command.type) {
      case 'run':
        control.until = command.until;
        control.order = command.order;
        return this.#queue(control, 'run', () => this.#loop.advance(control));
      case 'pause':
        control.until = 0;
        control.order = command.order;
        control.wake();
        // It had come to its end when the page, which did not know yet, asked.
        if (!control.advancing)
          this.#post({ type: 'halted', run: control.run, step: control.live.simulation.step, order: control.order });
        return Promise.resolve();
      case 'reset':
        return this.#reset(control, command);
      case 'act':
        return command.action.kind === 'model' ? this.#edit(control, command) : this.#act(control, command);
      case 'undo':
        return this.#errand(control, 'undo', undefined, () => this.#undo(control));
      case 'trace':
        return this.#trace(control, command);
      case 'weights':
        return this.#errand(control, 'weights', command.number, async () => {
          const weights = await control.live.synapses(command.variables);
          const transfer = weights.map(({ values }) => values.buffer as ArrayBuffer);
          const { step } = control.live.simulation;
          this.#post({ type: 'weights', run: control.run, number: command.number, step, weights }, transfer);
        });
      case 'couplings':
        return this.#errand(control, 'couplings', command.number, async () => {
          const { number, cell } = command;
          const answer = { type: 'couplings', run: control.run, number, step: control.live.simulation.step } as const;
          try {
            this.#post({ ...answer, couplings: await control.live.couplings(cell) });
          } catch (thrown) {
            if (!(thrown instanceof UserError)) throw thrown;
            this.#post({ ...answer, couplings: [], problem: thrown.message });
          }
        });
      case 'stop':
        control.live.stop();
        return Promise.resolve();
      case 'taken':
        control.underway--;
        control.wake();
        return Promise.resolve();
      case 'export':
        return this.#errand(control, 'export', undefined, async () => {
          // Most visits end without a file: its formats come when one is asked for.
          const { exportFile } = await import('../../live/files.ts');
          const file = await exportFile(command.kind, control.live, command.window);
          this.#post({ type: 'file', run: control.run, ...file }, [file.bytes.buffer as ArrayBuffer]);
        });
    }
  }

  /** Lets go of all that it holds; what is being built is given up when it is done. */
  async close(): Promise<void> {
    this.#latest = Number.NaN;
    const control = this.#control;
    this.#control = undefined;
    await control?.discard();
  }

  async #open(command: Of<'open'>): Promise<void> {
    const { run, experiment } = command;
    this.#latest = run;
    const old = this.#control;
    this.#control = undefined;
    if (old !== undefined) await old.discard();
    if (this.#latest !== run) return;
    let control: RunControl | undefined;
    try {
      const left = command.resume === undefined ? undefined : await this.#left(command.resume);
      const preset = await this.#tools.preset(experiment);
      const made = left === undefined ? experiment : { ...experiment, backend: left.kept.backend };
      const live = await LiveRun.open(preset, made, command.plan, command.cells, {
        create: this.#tools.create,
        onProgress: (stage, fraction) => {
          this.#post({ type: 'progress', run: control?.run ?? run, stage, fraction });
        },
      });
      if (this.#latest !== run) return live.dispose();
      const until = command.go ? (command.until ?? Math.round(experiment.duration / live.simulation.dt)) : 0;
      live.after = Math.round((command.after ?? 0) / live.simulation.dt);
      if (left !== undefined) await live.takeUp(left.saved, left.parts);
      control = new RunControl(run, live, until);
      this.#control = control;
      this.#loop.saver?.begin(live, performance.now());
      this.#post({ type: 'ready', run, description: live.describe() });
      this.#loop.report(control, left !== undefined);
      if (left !== undefined) {
        this.#loop.sendRecord(control);
        // It may be paused before its next step, and is known by then.
        await this.#loop.tell(control);
      }
      const opened = control;
      if (command.go) await this.#queue(control, 'run', () => this.#loop.advance(opened));
    } catch (thrown) {
      if (this.#latest === run && !(thrown instanceof PutAside))
        this.#post({ type: 'failed', run, during: 'open', failure: failureOf(thrown) });
    }
  }

  /** Keeps long runs from now on, and tells of one that was left. */
  async #keep(folder: string): Promise<void> {
    if (this.#store !== undefined) return;
    this.#store = await this.#tools.openStore?.(folder);
    if (this.#store === undefined) return;
    let left: Left;
    try {
      left = await this.#store.left((kept) => this.#offer(kept));
    } catch {
      // A database that cannot be read holds nothing, and keeps nothing.
      this.#store = undefined;
      return;
    }
    this.#loop.saver = new RunSaver(this.#store);
    if (this.#control !== undefined) this.#loop.saver.begin(this.#control.live, performance.now());
    if (left.unreadable) this.#post({ type: 'unreadable', run: this.#latest });
    if (left.kept !== undefined) this.#offer(left.kept);
  }

  #offer(kept: KeptRun): void {
    this.#post({ type: 'left', run: this.#latest, kept });
  }

  async #left(id: string): Promise<LeftRun> {
    await this.#keeping;
    const left = await this.#store?.load(id);
    if (left === undefined) throw new UserError('The run that was left is no longer there; start it anew.');
    const { isLeftRun } = await import('./kept-shape.ts');
    if (isLeftRun(left)) return left;
    await this.#forget(id);
    throw new UserError('The run that was left cannot be read, and is forgotten; start it anew.');
  }

  /** What the database does not give up stays, and is told of again. */
  async #forget(id: string): Promise<void> {
    await this.#store?.forget(id).catch(() => {});
  }

  /** Runs `work` when what was queued before it is done, unless the run has moved on by then. */
  #queue(control: RunControl, during: During, work: () => Promise<void>): Promise<void> {
    const sequence = control.run;
    control.tail = control.tail.then(async () => {
      if (control.run === sequence) await this.#guard(control, during, undefined, work);
    });
    return control.tail;
  }

  /** Runs `work` between two parts, or at once where nothing runs. */
  #errand(control: RunControl, during: During, number: number | undefined, work: () => Promise<void>): Promise<void> {
    const sequence = control.run;
    return new Promise((resolve) => {
      control.errands.push(async () => {
        if (control.run === sequence)
          await this.#guard(control, during, number, () => this.#loop.despiteLoss(control, work));
        resolve();
      });
      control.wake();
      control.tail = control.tail.then(() => control.runErrands());
    });
  }

  #reset(control: RunControl, command: Of<'reset'>): Promise<void> {
    control.run = command.next;
    control.until = 0;
    control.wake();
    return this.#queue(control, 'run', async () => {
      const program = control.live.simulation;
      control.underway = 0;
      await this.#loop.despiteLoss(control, () => control.live.reset());
      control.failed = false;
      this.#loop.saver?.begin(control.live, performance.now());
      if (control.live.simulation !== program) this.#loop.rebuilt(control, 0);
      this.#loop.report(control, false);
    });
  }

  #act(control: RunControl, { action, number }: Of<'act'>): Promise<void> {
    return this.#errand(control, 'act', number, async () => {
      const { live } = control;
      const program = live.simulation;
      const began = performance.now();
      await live.act(action);
      if (live.simulation !== program) this.#loop.rebuilt(control, performance.now() - began);
      this.#loop.report(control, false);
      this.#post({ type: 'done', run: control.run, number });
    });
  }

  /** The new program is made while the old one runs; a still newer edit takes its place. */
  async #edit(control: RunControl, { action, number }: Of<'act'>): Promise<void> {
    if (action.kind !== 'model') return;
    const sequence = control.run;
    control.edits.set(action.population, number);
    const began = performance.now();
    await this.#guard(control, 'act', number, async () => {
      const prepared = await control.live.prepare(action.population, action.model);
      // Who asked in a run that is no more has been answered by what ended it.
      if (control.run !== sequence) return prepared.simulation.dispose();
      if (control.edits.get(action.population) !== number) {
        prepared.simulation.dispose();
        const failure = { kind: 'stopped', message: 'A newer edit of the model took the place of this one.' } as const;
        this.#post({ type: 'failed', run: control.run, during: 'act', failure, number });
        return;
      }
      await this.#errand(control, 'act', number, async () => {
        await control.live.adopt(action.population, action.model, prepared);
        this.#loop.rebuilt(control, performance.now() - began);
        this.#loop.report(control, false);
        this.#post({ type: 'done', run: control.run, number });
      });
    });
  }

  async #undo(control: RunControl): Promise<void> {
    const { live } = control;
    const program = live.simulation;
    await live.undo();
    if (live.simulation !== program) this.#loop.rebuilt(control, 0);
    this.#post({ type: 'rewound', run: control.run, step: live.reached });
    this.#loop.report(control, true);
    control.failed = false;
    if (!control.advancing) {
      control.until = 0;
      await this.#loop.tell(control);
    }
  }

  #trace(control: RunControl, command: Of<'trace'>): Promise<void> {
    const { live } = control;
    return this.#errand(control, 'trace', undefined, async () => {
      live.cells = command.cells;
      if (!command.replay || live.reached === 0 || control.failed) return live.applyTraces();
      live.onReplayed = (block) => live.traces.append(tracesOf(block.traces, live.simulation.groups));
      await live.replay();
      this.#post({ type: 'progress', run: control.run, stage: 'replay', fraction: 1 });
      this.#post({ type: 'traces', run: control.run, traces: live.traces.all() });
    });
  }

  async #guard(
    control: RunControl,
    during: During,
    number: number | undefined,
    work: () => void | Promise<void>,
  ): Promise<void> {
    const sequence = control.run;
    try {
      await work();
    } catch (thrown) {
      if (this.#control === control && control.run === sequence)
        this.#post({ type: 'failed', run: control.run, during, failure: failureOf(thrown), number });
    }
  }

  #post(answer: Answer, transfer: Transferable[] = []): void {
    this.#tools.post(answer, transfer);
  }
}
