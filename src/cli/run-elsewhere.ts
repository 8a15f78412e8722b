/** `galvani run --engine`: one experiment on NEST or NEURON, reported as a run of a backend is. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InternalError, UserError } from '../errors.ts';
import { readNpz } from '../files/index.ts';
import { SummaryTally } from '../index.ts';
import { stepTime } from '../numbers/decimal.ts';
import type { EngineArguments, RunArguments } from './arguments.ts';
import { runFolder, spikesFile } from './engines.ts';
import { folderOf, writeFolder } from './export.ts';
import { spikeEndings, spikeFile } from './files.ts';
import { note } from './messages.ts';
import { checkWritable } from './output.ts';
import { printSummary } from './print.ts';
import type { Report } from './report.ts';
import { subjectOf } from './subject.ts';

export async function runElsewhere(options: RunArguments, engine: EngineArguments): Promise<void> {
  if (options.spikes !== undefined) checkWritable('--spikes', options.spikes, spikeEndings);
  const building = performance.now();
  const subject = await subjectOf(options.preset, options.set, options.seed, options.dt);
  const { duration, dt, integrator } = options;
  const { synapses, drive, wiring, check, withoutInterventions } = engine;
  const made = await folderOf(subject, {
    ...{ engine: engine.name, duration, dt, integrator, synapses, drive, wiring, check, withoutInterventions },
  });
  for (const each of made.notes) note(each);
  const build = (performance.now() - building) / 1000;
  const folder = mkdtempSync(join(tmpdir(), 'galvani-engine-'));
  try {
    writeFolder(folder, made);
    const { python, ranks } = engine;
    const out = join(folder, 'results');
    const result = await runFolder(folder, made, engine.name, out, { python, ranks, threads: options.threads ?? 1 });
    const spikes = spikesOf(out);
    const facts = { cells: made.cells, dt: made.dt, groups: made.groups };
    const tally = new SummaryTally(facts, 0, made.steps);
    const block = { firstStep: 0, steps: made.steps, spikes, traces: [] };
    tally.add(spikes);
    const summary = tally.finish();
    if (summary.spike_hash !== result.spike_hash)
      throw new InternalError('The spikes read are not those that the engine wrote.');
    const seconds = (made.steps * made.dt) / 1000;
    const report: Report = {
      preset: options.preset,
      backend: engine.name,
      adapter: result.adapter,
      integrator: made.integrator,
      dt_ms: made.dt,
      duration_ms: stepTime(made.steps, made.dt),
      seed: made.program.seed,
      cells: made.cells,
      synapses: made.synapses,
      steps: made.steps,
      spikes: summary.spikes,
      first_spike_ms: summary.first_spike_ms,
      rate_hz: summary.rate_hz,
      cv_isi: summary.cv_isi,
      silent_fraction: summary.silent_fraction,
      spike_hash: summary.spike_hash,
      wall_s: { build: build + result.wall_s.build, compile: result.wall_s.compile, run: result.wall_s.run },
      realtime_factor: result.wall_s.run / seconds,
      dispatches_per_step: 0,
      strategy: '',
      connectivity: 'stored',
      bytes_per_synapse: 0,
      accuracy: [],
      equal_to_reference: result.equal_to_reference,
      compared_steps: result.compared_steps,
      first_difference: result.first_difference,
    };
    if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
    else printSummary(report, subject.kind);
    if (options.spikes !== undefined) {
      const file = spikeFile(options.spikes, facts);
      try {
        file.add(block);
        file.finish(report);
      } finally {
        file.abandon();
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function spikesOf(out: string): { steps: Uint32Array; cells: Uint32Array } {
  const arrays = readNpz(spikesFile(out));
  const [steps, cells] = [arrays.get('step')?.data, arrays.get('neuron')?.data];
  if (!(steps instanceof Uint32Array && cells instanceof Uint32Array))
    throw new UserError("The engine's spikes.npz does not hold what this version writes.");
  return { steps, cells };
}
