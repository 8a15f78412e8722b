/** `galvani run`: one preset, once. */
import {
  createSimulation,
  parseStep,
  type RunBlock,
  releaseDevices,
  type Simulation,
  stepsIn,
  summarise,
  type TraceRequest,
} from '../index.ts';
import { type Preset, presetByName, presetValues } from '../presets/index.ts';
import type { RunArguments } from './arguments.ts';
import { spikeEndings, spikeFile, traceEndings, traceFile } from './files.ts';
import { checkWritable, write } from './output.ts';
import { printSummary } from './print.ts';
import { Progress } from './progress.ts';
import { type Report, ruleReport } from './report.ts';
import { ScriptFile } from './script.ts';

/** Cells that `--traces` records when `--neurons` names none. */
const DEFAULT_NEURONS = 3;

export async function run(options: RunArguments): Promise<void> {
  const preset = presetByName(options.preset);
  const values = presetValues(preset, options.set);
  const dt = parseStep(options.dt ?? `${preset.dt} ms`);
  const steps = stepsIn(options.duration ?? `${preset.duration} ms`, dt);
  if (options.spikes !== undefined) checkWritable('--spikes', options.spikes, spikeEndings);
  if (options.traces !== undefined) checkWritable('--traces', options.traces, traceEndings);
  const script = new ScriptFile(options.script);
  const integrator = options.integrator ?? preset.integrator;
  const network = preset.build(values, options.seed);
  await script.before({ preset, network, dt, steps, integrator });
  const progress = new Progress();
  let simulation: Simulation | undefined;
  try {
    simulation = await createSimulation(network, {
      dt: `${dt} ms`,
      backend: options.backend,
      integrator,
      ...(options.threads === undefined ? {} : { threads: options.threads }),
      ...(options.strategy === undefined ? {} : { strategy: options.strategy }),
      ...(options.connectivity === undefined ? {} : { connectivity: options.connectivity }),
      onProgress: (stage, fraction) => progress.show(stage, fraction),
    });
    const hash = await runOn(simulation, preset, options, dt, steps, progress);
    await script.after({ preset, network, dt, steps, integrator }, simulation.backend, hash);
  } finally {
    progress.clear();
    simulation?.dispose();
    releaseDevices();
  }
}

/** Runs and reports; the hash of the spikes comes back. */
async function runOn(
  simulation: Simulation,
  preset: Preset,
  options: RunArguments,
  dt: number,
  steps: number,
  progress: Progress,
): Promise<string> {
  const request = traceRequest(preset, simulation, options);
  const start: Float64Array[] = [];
  if (request) {
    // Also where no file is asked for: a wrong name is told either way.
    simulation.setTraces([request]);
    for (const name of request.variables) start.push(await simulation.read(simulation.groups[0]!.name, name));
  }
  if (request && options.traces === undefined) {
    simulation.setTraces([]);
    process.stderr.write('galvani: no traces are written; --traces FILE says where to.\n');
  }
  const began = performance.now();
  let done = 0;
  const block = await simulation.run(steps, {
    onBlock: (part) => {
      done += part.steps;
      progress.show('run', done / steps);
    },
  });
  const wall = (performance.now() - began) / 1000;
  progress.clear();
  if (options.spikes !== undefined)
    await write('--spikes', options.spikes, spikeFile(options.spikes, simulation, block));
  if (options.traces !== undefined && request)
    await write('--traces', options.traces, traceFile(options.traces, simulation, block.traces[0]!, start));
  const report = await reportOf(simulation, options, block, dt, steps, wall);
  if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
  else printSummary(report);
  return report.spike_hash;
}

function traceRequest(preset: Preset, simulation: Simulation, options: RunArguments): TraceRequest | undefined {
  if (options.traces === undefined && !options.record && !options.neurons && options.every === undefined)
    return undefined;
  const variables = options.record ?? preset.variables;
  const cells = options.neurons ?? [...Array(Math.min(DEFAULT_NEURONS, simulation.cells)).keys()];
  return { variables, cells, ...(options.every === undefined ? {} : { every: options.every }) };
}

async function reportOf(
  simulation: Simulation,
  options: RunArguments,
  block: RunBlock,
  dt: number,
  steps: number,
  wall: number,
): Promise<Report> {
  const summary = await summarise(simulation, block.spikes, 0, steps);
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
