/**
 * Runs in short parts, so that a pause, a changed parameter or a new network acts within a part. Never more than a few blocks are
 * on their way to the page: a page that falls behind slows the run, not the other way round.
 */
import { DeviceLostError, ThreadLostError, UserError } from '../../index.ts';
import { finalStatistics, passingStatistics, tracesOf } from '../../live/index.ts';
import { turn } from '../../run/turn.ts';
import type { Answer } from './messages.ts';
import { PutAside, type RunControl } from './run-control.ts';
import type { RunSaver } from './run-saver.ts';

/** Blocks that may be on their way to the page. */
const underwayLimit = 3;
/** Least wall time between two statistics, ms. */
const statisticsInterval = 300;
/** Losses of the device in a row, without a step in between, after which the run ends. */
const mostLosses = 3;
/** Spikes of one block of a run that is taken up. */
const mostInBlock = 200_000;

/** What computed is gone, and something else may continue from a checkpoint. */
const isLoss = (thrown: unknown): boolean => thrown instanceof DeviceLostError || thrown instanceof ThreadLostError;

export class RunLoop {
  readonly #post: (answer: Answer, transfer?: Transferable[]) => void;
  /** Keeps long runs, where the page asked for it. */
  saver: RunSaver | undefined;

  constructor(post: (answer: Answer, transfer?: Transferable[]) => void) {
    this.#post = post;
  }

  /** Runs up to where the run is to go. */
  async advance(control: RunControl): Promise<void> {
    const { live } = control;
    const began = live.simulation.step;
    control.advancing = true;
    let statisticsDue = performance.now() + statisticsInterval;
    while (live.simulation.step < control.until && !control.failed && !live.record.full) {
      await control.still(control.runErrands());
      if (control.underway >= underwayLimit) {
        await control.waitForPage();
        continue;
      }
      if (live.simulation.step >= control.until) continue;
      try {
        await control.still(this.despiteLoss(control, () => this.#part(control)));
      } catch (thrown) {
        if (!(thrown instanceof PutAside)) {
          control.failed = true;
          control.advancing = false;
        }
        throw thrown;
      }
      const now = performance.now();
      if (now >= statisticsDue && live.simulation.step < control.until) {
        this.#post({ type: 'statistics', run: control.run, statistics: passingStatistics(live) });
        // Statistics take a tenth of the time at most, however long the record gets.
        statisticsDue = now + Math.max(statisticsInterval, 10 * (performance.now() - now));
      }
      await control.still(turn());
    }
    await control.still(control.runErrands());
    control.advancing = false;
    if (live.simulation.step !== began) {
      await control.still(this.despiteLoss(control, () => this.#learn(control)));
      await control.still(this.#save(control));
      await this.tell(control);
    }
    if (live.record.full) {
      throw new UserError(
        `The record holds ${live.record.count} spikes, the most it can keep. Download them, then reset.`,
      );
    }
    // A command that came in meanwhile has queued its own stretch.
    this.#post({ type: 'halted', run: control.run, step: live.simulation.step, order: control.order });
  }

  /** The figures of the whole record, with its hash. */
  async tell(control: RunControl): Promise<void> {
    const statistics = await control.still(finalStatistics(control.live));
    this.#post({ type: 'statistics', run: control.run, statistics });
    const rules = await control.still(control.live.simulation.accuracy());
    if (rules.length > 0) this.#post({ type: 'accuracy', run: control.run, rules });
  }

  /** Does the work; if the device is lost meanwhile, continues from a checkpoint on a new one and does it then. */
  async despiteLoss(control: RunControl, work: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await work();
      } catch (thrown) {
        if (!isLoss(thrown) || ++control.losses > mostLosses) throw thrown;
        await control.still(this.#recover(control, thrown instanceof ThreadLostError ? 'thread' : 'device'));
      }
    }
  }

  /** Sends what a run that is taken up has recorded, in blocks that hold nobody up. */
  sendRecord(control: RunControl): void {
    const { record, traces, reached } = control.live;
    for (let firstStep = 0; firstStep < reached; ) {
      const place = record.place(firstStep);
      const last = record.spikes(place, Math.min(record.count, place + mostInBlock)).steps.at(-1);
      const end = last === undefined || record.place(last + 1) === record.count ? reached : last + 1;
      const { steps, cells } = record.spikes(place, record.place(end));
      const spikeSteps = steps.slice();
      const spikeCells = cells.slice();
      control.underway++;
      const block = { firstStep, steps: end - firstStep, spikeSteps, spikeCells, traces: [] };
      this.#post({ type: 'block', run: control.run, ...block }, [spikeSteps.buffer, spikeCells.buffer]);
      firstStep = end;
    }
    const lines = traces.all();
    const transfer = lines.map((t) => t.values.buffer as ArrayBuffer);
    this.#post({ type: 'traces', run: control.run, traces: lines }, transfer);
  }

  rebuilt(control: RunControl, wall: number): void {
    this.#post({ type: 'rebuilt', run: control.run, description: control.live.describe(), wall });
  }

  report(control: RunControl, tellNow: boolean): void {
    this.#post({ type: 'plan', run: control.run, report: control.live.report(tellNow) });
  }

  async #part(control: RunControl): Promise<void> {
    const { live } = control;
    const program = live.simulation;
    if (await control.still(live.settle())) {
      if (live.simulation !== program) this.rebuilt(control, 0);
      this.report(control, true);
    }
    await control.still(this.#learn(control));
    await control.still(this.#save(control));
    const { simulation, pace } = live;
    const began = performance.now();
    const { step } = simulation;
    const ahead = live.samples ? live.learning.ahead(step) : Number.POSITIVE_INFINITY;
    const count = Math.min(pace.steps, control.until - step, live.plan.nextStop(step) - step, ahead);
    // A pause may have come in meanwhile.
    if (count < 1) return;
    const block = await control.still(simulation.run(count));
    control.losses = 0;
    pace.note(block.steps, performance.now() - began);
    live.reached = simulation.step;
    live.record.append(block.spikes.steps, block.spikes.cells);
    const traces = tracesOf(block.traces, simulation.groups);
    live.traces.append(traces);
    const spikeSteps = block.spikes.steps.slice();
    const spikeCells = block.spikes.cells.slice();
    control.underway++;
    // The log keeps its own copies, so these may go.
    const transfer = [spikeSteps.buffer, spikeCells.buffer, ...traces.map((t) => t.values.buffer as ArrayBuffer)];
    const { firstStep, steps } = block;
    this.#post({ type: 'block', run: control.run, firstStep, steps, spikeSteps, spikeCells, traces }, transfer);
  }

  async #learn(control: RunControl): Promise<void> {
    const { run } = control;
    const sample = await control.live.learn();
    if (sample !== undefined) this.#post({ type: 'learned', run, samples: [sample] });
  }

  async #save(control: RunControl): Promise<void> {
    const { live } = control;
    const wanted = this.saver?.due(performance.now()) ?? false;
    const saved = await live.save(wanted);
    if (saved !== undefined && wanted) this.saver?.keep(live, saved, performance.now());
  }

  async #recover(control: RunControl, lost: 'device' | 'thread'): Promise<void> {
    const { live } = control;
    for (;;) {
      try {
        const same = await live.recover();
        const { reached } = live;
        if (!same) this.#post({ type: 'rewound', run: control.run, step: reached });
        this.#post({ type: 'resumed', run: control.run, description: live.describe(), step: reached, lost });
        this.report(control, true);
        return;
      } catch (thrown) {
        if (!isLoss(thrown) || ++control.losses > mostLosses) throw thrown;
      }
    }
  }
}
