/**
 * Holds one simulation and runs it in short parts, so that a pause, a changed parameter or a new network acts within a part. Never more
 * than a few blocks are on their way to the page: a page that falls behind slows the run, not the other way round.
 */
import { type Network, type Simulation, type SimulationOptions, UserError } from '../../index.ts';
import type { Preset } from '../../presets/preset.ts';
import { exportFile } from './export.ts';
import { failureOf } from './failure.ts';
import { Ledger } from './ledger.ts';
import { LiveParameters } from './live-parameters.ts';
import type { Answer, Command, Experiment, Intervention, Trace } from './messages.ts';
import { Pace } from './pace.ts';
import { finalStatistics, passingStatistics } from './statistics.ts';
import { TraceLog } from './trace-log.ts';
import { defaultCells, traceRequests, tracesOf } from './traced.ts';

export interface HostTools {
  readonly preset: (name: string) => Preset;
  readonly create: (network: Network, options: SimulationOptions) => Promise<Simulation>;
  readonly post: (answer: Answer, transfer: Transferable[]) => void;
}

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

/** Blocks that may be on their way to the page. */
const underwayLimit = 3;
/** Least wall time between two statistics, ms. */
const statisticsInterval = 300;

interface Bench {
  run: number;
  readonly simulation: Simulation;
  readonly live: LiveParameters;
  readonly variable: string;
  readonly ledger: Ledger;
  readonly traces: TraceLog;
  readonly pace: Pace;
  cells: readonly number[];
  interventions: Intervention[];
  /** Step to run up to; 0 stands still. */
  until: number;
  order: number;
  /** Whether the run ended in a failure; only a reset helps. */
  failed: boolean;
  /** Work that needs the simulation for itself, one after the other. */
  tail: Promise<void>;
  /** The part that is running. */
  part: Promise<unknown>;
  underway: number;
  taken: () => void;
}

export class SimulationHost {
  readonly #tools: HostTools;
  #bench: Bench | undefined;
  /** Number of the latest network asked for; older ones give up. */
  #latest = -1;

  constructor(tools: HostTools) {
    this.#tools = tools;
  }

  handle(command: Command): Promise<void> {
    if (command.type === 'open') return this.#open(command);
    const bench = this.#bench;
    if (bench === undefined || bench.run !== command.run) return Promise.resolve();
    switch (command.type) {
      case 'run':
        bench.until = command.until;
        bench.order = command.order;
        return this.#queue(bench, 'run', () => this.#advance(bench));
      case 'pause':
        bench.until = 0;
        bench.order = command.order;
        bench.taken();
        return Promise.resolve();
      case 'reset':
        return this.#reset(bench, command);
      case 'set':
        return this.#guard(bench, 'set', () => this.#set(bench, command));
      case 'trace':
        return this.#trace(bench, command);
      case 'taken':
        bench.underway--;
        bench.taken();
        return Promise.resolve();
      case 'export':
        return this.#guard(bench, 'export', () => this.#export(bench, command));
    }
  }

  async #open(command: Of<'open'>): Promise<void> {
    const { run, experiment } = command;
    this.#latest = run;
    const old = this.#bench;
    this.#bench = undefined;
    if (old !== undefined) await discard(old);
    if (this.#latest !== run) return;
    try {
      const preset = this.#tools.preset(experiment.preset);
      const live = new LiveParameters(preset, experiment.values);
      const { simulation, instead } = await this.#create(run, preset, live, experiment);
      if (this.#latest !== run) return simulation.dispose();
      const variable = preset.variables[0] ?? 'V';
      const bench: Bench = {
        run,
        simulation,
        live,
        variable,
        ledger: new Ledger(),
        traces: new TraceLog(),
        cells: command.cells.filter((cell) => cell < simulation.cells),
        interventions: [],
        pace: new Pace(),
        until: command.go ? Math.round(experiment.duration / simulation.dt) : 0,
        order: 0,
        failed: false,
        tail: Promise.resolve(),
        part: Promise.resolve(),
        underway: 0,
        taken: () => {},
      };
      if (bench.cells.length === 0) bench.cells = defaultCells(simulation.groups);
      this.#bench = bench;
      applyTraces(bench);
      this.#describe(bench, instead);
      if (command.go) await this.#queue(bench, 'run', () => this.#advance(bench));
    } catch (thrown) {
      if (this.#latest === run) this.#post({ type: 'failed', run, during: 'open', failure: failureOf(thrown) });
    }
  }

  /** Where WebGPU does not start, the best of the others does, and `instead` says why. */
  async #create(
    run: number,
    preset: Preset,
    live: LiveParameters,
    experiment: Experiment,
  ): Promise<{ simulation: Simulation; instead: string }> {
    const create = (backend: Experiment['backend']) =>
      this.#tools.create(preset.build(live.internal(), experiment.seed), {
        dt: `${experiment.dt} ms`,
        backend,
        integrator: experiment.integrator,
        onProgress: (stage, fraction) => {
          if (stage !== 'run') this.#post({ type: 'progress', run, stage, fraction });
        },
      });
    try {
      return { simulation: await create(experiment.backend), instead: '' };
    } catch (thrown) {
      if (experiment.backend !== 'webgpu' || !(thrown instanceof UserError)) throw thrown;
      try {
        const simulation = await create('auto');
        const instead = `WebGPU does not start here, so ${simulation.backend} runs instead. ${thrown.message}`;
        return { simulation, instead };
      } catch (second) {
        // What is wrong with the network is wrong with it on every backend.
        throw second instanceof UserError ? thrown : second;
      }
    }
  }

  #describe(bench: Bench, instead: string): void {
    const s = bench.simulation;
    this.#post({
      type: 'ready',
      run: bench.run,
      description: {
        backend: s.backend,
        adapter: s.adapter,
        software: s.software,
        strategy: s.strategy,
        choice: instead === '' ? s.choice : instead,
        integrator: s.integrator,
        dispatchesPerStep: s.dispatchesPerStep,
        dt: s.dt,
        seed: s.seed,
        cells: s.cells,
        synapses: s.synapses,
        groups: s.groups,
        variable: bench.variable,
        unit: 'mV',
        traced: bench.cells,
        build: s.seconds.build,
        compile: s.seconds.compile,
      },
    });
  }

  /** Runs `work` when what was queued before it is done, unless the bench has moved on by then. */
  #queue(bench: Bench, during: 'run' | 'trace', work: () => Promise<void>): Promise<void> {
    const sequence = bench.run;
    bench.tail = bench.tail.then(async () => {
      if (bench.run === sequence) await this.#guard(bench, during, work);
    });
    return bench.tail;
  }

  async #advance(bench: Bench): Promise<void> {
    const { simulation, ledger } = bench;
    const sequence = bench.run;
    const began = simulation.step;
    let statisticsDue = performance.now() + statisticsInterval;
    while (simulation.step < bench.until && !bench.failed && !ledger.full) {
      if (bench.underway >= underwayLimit) {
        await new Promise<void>((resolve) => {
          bench.taken = resolve;
        });
        if (bench.run !== sequence) return;
        continue;
      }
      try {
        await this.#part(bench);
      } catch (thrown) {
        bench.failed = true;
        throw thrown;
      }
      if (bench.run !== sequence) return;
      const now = performance.now();
      if (now >= statisticsDue && simulation.step < bench.until) {
        this.#post({ type: 'statistics', run: bench.run, statistics: passingStatistics(bench) });
        // Statistics take a tenth of the time at most, however long the record gets.
        statisticsDue = now + Math.max(statisticsInterval, 10 * (performance.now() - now));
      }
      await breath();
      if (bench.run !== sequence) return;
    }
    if (simulation.step > began) {
      const statistics = await finalStatistics(bench);
      if (bench.run !== sequence) return;
      this.#post({ type: 'statistics', run: bench.run, statistics });
    }
    if (ledger.full) {
      throw new UserError(`The record holds ${ledger.count} spikes, the most it can keep. Download them, then reset.`);
    }
    // A command that came in meanwhile has queued its own stretch.
    this.#post({ type: 'halted', run: bench.run, step: simulation.step, order: bench.order });
  }

  async #part(bench: Bench): Promise<void> {
    const { simulation, pace } = bench;
    const sequence = bench.run;
    const began = performance.now();
    const part = simulation.run(Math.min(pace.steps, bench.until - simulation.step));
    bench.part = part.catch(() => {});
    const block = await part;
    if (bench.run !== sequence) return;
    pace.note(block.steps, performance.now() - began);
    bench.ledger.append(block.spikes.steps, block.spikes.cells);
    const parts = tracesOf(block.traces, simulation.groups);
    bench.traces.append(parts);
    this.#block(bench, block.firstStep, block.steps, block.spikes.steps, block.spikes.cells, parts);
  }

  #block(bench: Bench, firstStep: number, steps: number, at: Uint32Array, who: Uint32Array, traces: Trace[]): void {
    const spikeSteps = at.slice();
    const spikeCells = who.slice();
    bench.underway++;
    // The log keeps its own copies, so these may go.
    const transfer = [spikeSteps.buffer, spikeCells.buffer, ...traces.map((t) => t.values.buffer as ArrayBuffer)];
    this.#post({ type: 'block', run: bench.run, firstStep, steps, spikeSteps, spikeCells, traces }, transfer);
  }

  #reset(bench: Bench, command: Of<'reset'>): Promise<void> {
    bench.run = command.next;
    bench.until = 0;
    bench.taken();
    return this.#queue(bench, 'run', async () => {
      bench.simulation.reset();
      bench.ledger.clear();
      bench.traces.clear();
      bench.interventions = [];
      bench.live.rebase();
      bench.failed = false;
      bench.underway = 0;
      applyTraces(bench);
    });
  }

  /** Acts between two parts, so that the step it acted at is known. */
  async #set(bench: Bench, command: Of<'set'>): Promise<void> {
    await bench.part;
    if (bench.run !== command.run) return;
    bench.live.set(bench.simulation, command.name, command.value);
    const step = bench.simulation.step;
    if (step > 0) bench.interventions.push({ step, parameter: command.name, value: command.value });
    else bench.live.rebase();
  }

  #trace(bench: Bench, command: Of<'trace'>): Promise<void> {
    bench.cells = command.cells;
    if (command.replay) return this.#queue(bench, 'trace', () => this.#replay(bench));
    return this.#guard(bench, 'trace', async () => {
      await bench.part;
      applyTraces(bench);
    });
  }

  /** Runs the past again, with every change where it was made, for the traces alone: the same spikes come by construction. */
  async #replay(bench: Bench): Promise<void> {
    const { simulation, live, traces, interventions } = bench;
    const sequence = bench.run;
    const end = simulation.step;
    const pace = new Pace();
    if (end === 0 || bench.failed) return applyTraces(bench);
    simulation.reset();
    live.restoreBase(simulation);
    applyTraces(bench);
    traces.clear();
    let spikes = 0;
    let next = 0;
    while (simulation.step < end) {
      while (interventions[next] !== undefined && interventions[next]!.step <= simulation.step) {
        live.set(simulation, interventions[next]!.parameter, interventions[next]!.value);
        next++;
      }
      const stop = Math.min(end, interventions[next]?.step ?? end);
      const began = performance.now();
      const block = await simulation.run(Math.min(pace.steps, stop - simulation.step));
      if (bench.run !== sequence) return;
      pace.note(block.steps, performance.now() - began);
      spikes += block.spikes.steps.length;
      traces.append(tracesOf(block.traces, simulation.groups));
      this.#post({ type: 'progress', run: bench.run, stage: 'replay', fraction: simulation.step / end });
      await breath();
    }
    for (; interventions[next] !== undefined; next++) {
      live.set(simulation, interventions[next]!.parameter, interventions[next]!.value);
    }
    if (spikes !== bench.ledger.count) {
      throw new Error(`internal: a replay brought ${spikes} spikes, the run ${bench.ledger.count}`);
    }
    this.#post({ type: 'traces', run: bench.run, traces: traces.all() });
  }

  #export(bench: Bench, command: Of<'export'>): void {
    const { dt, cells, seed } = bench.simulation;
    const stem = `${bench.live.preset}-seed${seed}`;
    const spikes = bench.ledger.spikes();
    const source = { stem, spikes, traces: bench.traces.all(), variable: bench.variable, dt, cells };
    const file = exportFile(command.kind, source);
    this.#post({ type: 'file', run: bench.run, ...file }, [file.bytes.buffer as ArrayBuffer]);
  }

  async #guard(
    bench: Bench,
    during: 'run' | 'set' | 'trace' | 'export',
    work: () => void | Promise<void>,
  ): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      if (this.#bench === bench) this.#post({ type: 'failed', run: bench.run, during, failure: failureOf(thrown) });
    }
  }

  #post(answer: Answer, transfer: Transferable[] = []): void {
    this.#tools.post(answer, transfer);
  }
}

function applyTraces(bench: Bench): void {
  bench.simulation.setTraces(traceRequests(bench.simulation.groups, bench.cells, bench.variable));
}

async function discard(bench: Bench): Promise<void> {
  bench.run = -1;
  bench.until = 0;
  bench.taken();
  await bench.tail;
  bench.simulation.dispose();
}

/** Lets messages in: a settled promise alone would not. */
const channel = new MessageChannel();
function breath(): Promise<void> {
  return new Promise((resolve) => {
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(0);
  });
}
