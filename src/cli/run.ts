/** `galvani run`: one preset or document, once. */

import { readRecord } from '../document/index.ts';
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
import { stepTime } from '../numbers/decimal.ts';
import { Performer } from '../simulate/interventions/performer.ts';
import type { RunArguments } from './arguments.ts';
import { type RunFile, spikeEndings, spikeFile, traceEndings, traceFile } from './files.ts';
import { note } from './messages.ts';
import { checkDistinct, checkWritable } from './output.ts';
import { printSummary } from './print.ts';
import { Progress } from './progress.ts';
import { type Report, ruleReport } from './report.ts';
import { ResultsFile, resultsEndings } from './results.ts';
import { ScriptFile } from './script.ts';
import { stepsOf } from './steps.ts';
import { type RunSubject, subjectOf } from './subject.ts';

/** Cells that `--traces` records when `--neurons` names none. */
const DEFAULT_NEURONS = 3;

export async function run(options: RunArguments): Promise<void> {
  if (options.spikes !== undefined) checkWritable('--spikes', options.spikes, spikeEndings);
  if (options.traces !== undefined) checkWritable('--traces', options.traces, traceEndings);
  if (options.results !== undefined) checkWritable('--results', options.results, resultsEndings);
  const { spikes, traces, results } = options;
  checkDistinct({ '--spikes': spikes, '--traces': traces, '--results': results, '--script': options.script });
  const script = new ScriptFile(options.script);
  const subject = await subjectOf(options.preset, options.set, options.seed, options.dt);
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
  subject: RunSubject,
  options: RunArguments,
  dt: number,
  steps: number,
  progress: Progress,
): Promise<string> {
  const begun = performer.simulation;
  const asked = await traceRequests(subject, begun, options);
  // A file of traces takes one; that of results takes what the run has.
  const requests = options.traces === undefined ? asked : oneRequest(asked);
  // Also where no file is asked for: a wrong name is told either way.
  performer.setTraces(requests);
  const starts: Float64Array[][] = [];
  for (const request of requests) starts.push(await startOf(begun, request));
  if (requests.length > 0 && options.traces === undefined && options.results === undefined) {
    performer.setTraces([]);
    note('no traces are written; --traces FILE says where to.');
  }
  const files = new RunFiles();
  try {
    if (options.spikes !== undefined) files.take(spikeFile(options.spikes, begun));
    const [request] = requests;
    if (options.traces !== undefined && request) {
      const cells = request.cells === 'all' ? [...starts[0]![0]!.keys()] : request.cells;
      files.take(traceFile(options.traces, begun, { ...request, cells }, starts[0]!, steps));
    }
    if (options.results !== undefined) files.take(new ResultsFile(options.results, begun, requests, starts));
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
    files.finish(report);
    return report.spike_hash;
  } finally {
    files.abandon();
  }
}

/** The files of a run. One that fails is given up and told of at the end; the run continues. */
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
  finish(report: Report): void {
    for (const file of this.#files) this.#attempt(file, () => file.finish(report));
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

/** What is recorded: what the call names, else what the document does, else, for `--traces`, the first cells. */
async function traceRequests(
  subject: RunSubject,
  simulation: Simulation,
  { record, neurons, every, traces, results }: RunArguments,
): Promise<readonly TraceRequest[]> {
  const interval = every === undefined ? {} : { every };
  if (typeof record === 'string') {
    if (neurons || every !== undefined)
      throw new UserError(
        `--record names cells and intervals itself; leave ${neurons ? '--neurons' : '--every'} out, or give --record plain names.`,
      );
    return readRecord(record, '--record');
  }
  const named = record !== undefined || neurons !== undefined;
  if (traces === undefined && results === undefined && !named && every === undefined) return [];
  const { requests } = subject;
  if (!named && requests.length > 0) return requests.map((request) => ({ ...request, ...interval }));
  // Results have spikes alone where nothing else is asked for.
  if (traces === undefined && !named && every === undefined) return [];
  const variables = record ?? subject.variables;
  const cells = neurons ?? [...Array(Math.min(DEFAULT_NEURONS, simulation.cells)).keys()];
  return [{ variables, cells, ...interval }];
}

/** Requests that differ in their variables alone, as one. */
function oneRequest(requests: readonly TraceRequest[]): readonly TraceRequest[] {
  const [first, ...others] = requests;
  if (first === undefined) return [];
  const { variables: _, ...how } = first;
  const same = others.every(({ variables: _, ...other }) => JSON.stringify(other) === JSON.stringify(how));
  if (!same || first.average)
    throw new UserError(
      'Several things, or means, are recorded; --traces writes the same cells of one population: name variables by --record and cells by --neurons, or take all by --results FILE.npz.',
    );
  return [{ ...how, variables: requests.flatMap(({ variables }) => variables) }];
}

/** Values at time 0 of each variable of a request, all cells of its population. */
async function startOf(simulation: Simulation, { population, variables }: TraceRequest): Promise<Float64Array[]> {
  const values: Float64Array[] = [];
  for (const name of variables) values.push(await simulation.read(population ?? simulation.groups[0]!.name, name));
  return values;
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
    duration_ms: stepTime(steps, dt),
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
