/** `galvani run`: one preset or document, once. */
import { UserError } from '../errors.ts';
import {
  parseStep,
  type RunBlock,
  releaseDevices,
  type Simulation,
  type Summary,
  SummaryTally,
  type TraceRequest,
} from '../index.ts';
import { Performer } from '../simulate/interventions/performer.ts';
import type { RunArguments } from './arguments.ts';
import { type RunFile, spikeEndings, spikeFile, traceEndings, traceFile } from './files.ts';
import { checkDistinct, checkWritable } from './output.ts';
import { printSummary } from './print.ts';
import { Progress } from './progress.ts';
import { type Report, ruleReport } from './report.ts';
import { ScriptFile } from './script.ts';
import { stepsOf } from './steps.ts';
import { type Subject, subjectOf } from './subject.ts';

/** Cells that `--traces` records when `--neurons` names none. */
const DEFAULT_NEURONS = 3;

export async function run(options: RunArguments): Promise<void> {
  if (options.spikes !== undefined) checkWritable('--spikes', options.spikes, spikeEndings);
  if (options.traces !== undefined) checkWritable('--traces', options.traces, traceEndings);
  checkDistinct({ '--spikes': options.spikes, '--traces': options.traces, '--script': options.script });
  const script = new ScriptFile(options.script);
  const subject = await subjectOf(options.preset, options.set, options.seed);
  const own = subject.run;
  const dt = parseStep(options.dt ?? own.dt ?? '0.1 ms');
  const steps = stepsOf(subject, options.duration, dt);
  const integrator = options.integrator ?? own.integrator;
  const threads = options.threads ?? own.threads;
  const strategy = options.strategy ?? own.strategy;
  const connectivity = options.connectivity ?? own.connectivity;
  await script.before({ subject, dt, steps, integrator });
  const progress = new Progress();
  let performer: Performer | undefined;
  try {
    const how = {
      dt: `${dt} ms`,
      backend: options.backend ?? own.backend ?? ('auto' as const),
      ...(integrator === undefined ? {} : { integrator }),
      ...(threads === undefined ? {} : { threads }),
      ...(strategy === undefined ? {} : { strategy }),
      ...(connectivity === undefined ? {} : { connectivity }),
      onProgress: (stage: 'build' | 'compile' | 'run', fraction: number) => progress.show(stage, fraction),
    };
    performer = await Performer.create(subject.network, how, {
      ...(own.interventions === undefined ? {} : { interventions: own.interventions }),
      ...(own.voltage === undefined ? {} : { voltage: own.voltage }),
    });
    const hash = await runOn(performer, subject, options, dt, steps, progress);
    await script.after({ subject, dt, steps, integrator }, performer.simulation.backend, hash);
  } finally {
    progress.clear();
    performer?.dispose();
    releaseDevices();
  }
}

/** Runs and reports; the hash of the spikes comes back. */
async function runOn(
  performer: Performer,
  subject: Subject,
  options: RunArguments,
  dt: number,
  steps: number,
  progress: Progress,
): Promise<string> {
  const begun = performer.simulation;
  const request = traceRequest(subject, begun, options);
  const start: Float64Array[] = [];
  if (request) {
    // Also where no file is asked for: a wrong name is told either way.
    performer.setTraces([request]);
    const population = request.population ?? begun.groups[0]!.name;
    for (const name of request.variables) start.push(await begun.read(population, name));
  }
  if (request && options.traces === undefined) {
    performer.setTraces([]);
    process.stderr.write('galvani: no traces are written; --traces FILE says where to.\n');
  }
  const files = new RunFiles();
  try {
    if (options.spikes !== undefined) files.take(spikeFile(options.spikes, begun));
    if (options.traces !== undefined && request) {
      const cells = request.cells === 'all' ? [...start[0]!.keys()] : request.cells;
      files.take(traceFile(options.traces, begun, { ...request, cells }, start, steps));
    }
    const tally = new SummaryTally(begun, 0, steps);
    const began = performance.now();
    let done = 0;
    const onBlock = (part: RunBlock): void => {
      tally.add(part.spikes);
      files.add(part);
      done += part.steps;
      progress.show('run', done / steps);
    };
    while (done < steps) {
      const count = Math.min(steps - done, await performer.settle());
      await performer.simulation.run(count, { keep: false, onBlock });
    }
    const wall = (performance.now() - began) / 1000;
    progress.clear();
    const report = await reportOf(performer.simulation, options, tally.finish(), dt, steps, wall);
    // Before the files: what fails there does not take the figures along.
    if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
    else printSummary(report, subject.kind);
    files.finish();
    return report.spike_hash;
  } finally {
    files.abandon();
  }
}

/** The files of a run. One that fails is given up and told of at the end; the run goes on. */
class RunFiles {
  readonly #files = new Set<RunFile>();
  #failure: UserError | undefined;

  take(file: RunFile): void {
    this.#files.add(file);
  }

  add(block: RunBlock): void {
    for (const file of this.#files) this.#attempt(file, () => file.add(block));
  }

  /** Throws the first UserError of any. */
  finish(): void {
    for (const file of this.#files) this.#attempt(file, () => file.finish());
    if (this.#failure) throw this.#failure;
  }

  abandon(): void {
    for (const file of this.#files) file.abandon();
  }

  #attempt(file: RunFile, act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#files.delete(file);
      file.abandon();
      if (!(error instanceof UserError)) throw error;
      this.#failure ??= error;
    }
  }
}

function traceRequest(subject: Subject, simulation: Simulation, options: RunArguments): TraceRequest | undefined {
  if (options.traces === undefined && !options.record && !options.neurons && options.every === undefined)
    return undefined;
  const { requests } = subject;
  const every = options.every === undefined ? {} : { every: options.every };
  if (!options.record && !options.neurons && requests.length > 0) {
    const [first, ...others] = requests as [TraceRequest, ...TraceRequest[]];
    const { variables: _, ...how } = first;
    const same = others.every(({ variables: _, ...other }) => JSON.stringify(other) === JSON.stringify(how));
    if (!same || first.average)
      throw new UserError(
        `${subject.name} records several things, or means; --traces writes the same cells of one population: name variables by --record and cells by --neurons.`,
      );
    return { ...how, variables: requests.flatMap(({ variables }) => variables), ...every };
  }
  const variables = options.record ?? subject.variables;
  const cells = options.neurons ?? [...Array(Math.min(DEFAULT_NEURONS, simulation.cells)).keys()];
  return { variables, cells, ...every };
}

async function reportOf(
  simulation: Simulation,
  options: RunArguments,
  summary: Summary,
  dt: number,
  steps: number,
  wall: number,
): Promise<Report> {
  const biological = (steps * dt) / 1000;
  return {
    preset: options.preset,
    backend: simulation.backend,
    adapter: simulation.adapter,
    integrator: simulation.integrator,
    dt_ms: dt,
    duration_ms: Number((steps * dt).toPrecision(12)),
    seed: simulation.seed,
    cells: simulation.cells,
    synapses: simulation.synapses,
    steps,
    spikes: summary.spikes,
    first_spike_ms: summary.first_spike_ms,
    rate_hz: summary.rate_hz,
    cv_isi: summary.cv_isi,
    silent_fraction: summary.silent_fraction,
    spike_hash: summary.spike_hash,
    wall_s: { ...simulation.seconds, run: wall },
    realtime_factor: wall / biological,
    dispatches_per_step: simulation.dispatchesPerStep,
    strategy: simulation.strategy,
    connectivity: simulation.connectivity,
    bytes_per_synapse: simulation.bytesPerSynapse,
    accuracy: (await simulation.accuracy()).map((a) => ruleReport(a, dt)),
  };
}
