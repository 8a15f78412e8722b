/** The shown run as files. What is seldom wanted is loaded when it is. */

import type { ExportedExperiment } from '../export/index.ts';
import {
  figureSvg,
  nearestSteps,
  spikesCsv,
  spikesNpz,
  spikesSonata,
  type TraceTable,
  tracesCsv,
  tracesNpz,
  UserError,
  zipFolder,
} from '../index.ts';
import { stepTime } from '../numbers/decimal.ts';
import { actionLine } from './action-text.ts';
import { networkOf } from './at-start.ts';
import { shownGroups } from './groups.ts';
import { LiveParameters } from './live-parameters.ts';
import type { LiveRun } from './live-run.ts';
import { scripted } from './scripted.ts';
import { finalStatistics } from './statistics.ts';
import type { Models } from './types.ts';
import { weightsCsv, weightsNpz } from './weights-file.ts';

const exportKinds = [
  'spikes.csv',
  'spikes.npz',
  'spikes.h5',
  'traces.csv',
  'traces.npz',
  'weights.csv',
  'weights.npz',
  'figure.svg',
  'figure.png',
  'methods.html',
  'methods.md',
  'script.mjs',
  'script.py',
  'record.json',
  'neuron.zip',
  'nest.zip',
] as const;
export type ExportKind = (typeof exportKinds)[number];

export interface ExportFile {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
  readonly paint?: { readonly width: number; readonly height: number } | undefined;
}

/** `window`, ms, is what a figure shows. */
export async function exportFile(
  kind: ExportKind,
  live: LiveRun,
  window: { readonly from: number; readonly to: number },
): Promise<ExportFile> {
  const { dt, cells, seed } = live.simulation;
  const stem = `${live.preset.name}-seed${seed}`;
  const spikes = live.record.spikes();
  const file = (end: string, mime: string, content: string | Uint8Array): ExportFile => ({
    name: `${stem}-${end}`,
    mime,
    bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
  });
  switch (kind) {
    case 'spikes.csv':
      return file(kind, 'text/csv', spikesCsv(spikes, dt, cells));
    case 'spikes.npz':
      return file(kind, 'application/zip', spikesNpz(spikes, dt, cells));
    case 'spikes.h5':
      return file(kind, 'application/x-hdf5', spikesSonata(spikes, dt, { cells, groups: namedGroups(live) }));
    case 'traces.csv':
      return file(kind, 'text/csv', tracesCsv(traceTable(live), dt));
    case 'traces.npz':
      return file(kind, 'application/zip', tracesNpz(traceTable(live), dt));
    case 'weights.csv':
      return file(kind, 'text/csv', await weightsCsv(live));
    case 'weights.npz':
      return file(kind, 'application/zip', await weightsNpz(live));
    case 'figure.svg':
    case 'figure.png': {
      const { svg, width, height } = figureOf(live, window);
      const made = file('figure.svg', 'image/svg+xml', svg);
      return kind === 'figure.svg' ? made : { ...made, paint: { width, height } };
    }
    case 'methods.html':
    case 'methods.md': {
      const { methodsOf } = await import('../export/index.ts');
      const experiment = await experimentOf(live);
      // A methods section tells the network and its run, not what was done to it later, so the hash would not be of what it tells.
      const methods = methodsOf(live.plan.doneCount > 0 ? { ...experiment, spikeHash: undefined } : experiment);
      return kind === 'methods.md'
        ? file(kind, 'text/markdown', methods.markdown)
        : file(kind, 'text/html', page(live.preset.title, methods.html));
    }
    case 'script.mjs': {
      const { scriptOf } = await import('../export/index.ts');
      return file(kind, 'text/javascript', scriptOf(await experimentOf(live)));
    }
    case 'script.py': {
      const { brian2ScriptOf } = await import('../export/index.ts');
      return file(kind, 'text/x-python', note(live) + brian2ScriptOf(await experimentOf(live)));
    }
    case 'neuron.zip':
    case 'nest.zip':
      return { name: `${stem}-${kind}`, mime: 'application/zip', bytes: await cluster(kind, live, stem) };
    case 'record.json':
      return file(kind, 'application/json', await record(live));
  }
}

/** Most synapses that a folder lists, of those that a cluster could draw anew: some 10 MB. */
const MOST_LISTED = 1e6;
/** What the cluster compares before it continues, ms. */
const CHECKED = 20;

/** The folder that NEST or NEURON runs, for the whole duration, as a ZIP. Throws a UserError where they cannot. */
async function cluster(kind: 'neuron.zip' | 'nest.zip', live: LiveRun, stem: string): Promise<Uint8Array> {
  const { clusterFolder } = await import('../export/cluster/folder.ts');
  const { preset, experiment, simulation, plan } = live;
  if (plan.doneCount > 0)
    throw new UserError(
      'What was done to the network while it ran does not go to a cluster; undo it, or save the experiment and take galvani export with --without-interventions.',
    );
  const { dt } = simulation;
  const steps = Math.max(live.reached, nearestSteps(experiment.duration, dt));
  const { files } = await clusterFolder({
    network: networkOf(live.preset, live.begun),
    engine: kind === 'nest.zip' ? 'nest' : 'neuron',
    dt,
    steps,
    integrator: experiment.integrator === '' ? undefined : experiment.integrator,
    synapses: simulation.synapses > MOST_LISTED ? 'remade' : 'explicit',
    checkSteps: Math.min(steps, nearestSteps(CHECKED, dt)),
    name: preset.name,
    title: preset.title,
    reference: preset.reference,
  });
  return zipFolder(`${stem}-${kind.replace('.zip', '')}`, files);
}

function namedGroups(live: LiveRun): { name: string; first: number; count: number }[] {
  return shownGroups(live.simulation.groups).filter((g) => g.role === 'cells');
}

function figureOf(live: LiveRun, window: { readonly from: number; readonly to: number }) {
  const { dt, seed, integrator, backend } = live.simulation;
  const end = live.reached * dt;
  const to = Math.max(dt, Math.min(window.to, end));
  const { populations } = live.describe();
  const traced = live.cells[0] ?? 0;
  const { variable = 'V', unit = '' } =
    populations.find((p) => traced >= p.first && traced < p.first + p.count) ?? populations[0] ?? {};
  return figureSvg(
    {
      spikes: live.record.spikes(),
      groups: namedGroups(live),
      dt,
      window: { from: Math.min(window.from, to - dt), to },
      traces: {
        variable,
        unit,
        // The value after step s holds at the end of it.
        lines: live.traces.all().map((t) => ({ cell: t.cell, firstStep: t.firstStep + 1, values: t.values })),
      },
    },
    { title: live.preset.title, source: `Seed ${seed}, dt ${dt} ms, ${integrator}, backend ${backend}, Galvani.` },
  );
}

/** As a script or a methods section tells it: the run from its start. */
async function experimentOf(live: LiveRun): Promise<ExportedExperiment> {
  const { preset, experiment, simulation } = live;
  const { hash } = await finalStatistics(live);
  return {
    network: networkOf(live.preset, live.begun),
    dt: simulation.dt,
    duration: stepTime(live.reached, simulation.dt),
    // '' stands for each model's own.
    integrator: experiment.integrator || undefined,
    backend: simulation.backend,
    connectivity: experiment.connectivity,
    preset: preset.name,
    title: preset.title,
    reference: preset.reference,
    spikeHash: hash,
    accuracy: await simulation.accuracy(),
    traces: [{ variables: [live.variable()], cells: live.cells }],
    interventions: scripted(preset, live.begun, live.plan.done),
    voltage: preset.variables[0] ?? 'V',
  };
}

/** Begins a script that cannot do what was done to the run. */
function note(live: LiveRun): string {
  if (live.plan.doneCount === 0) return '';
  const lines = planLines(live).map((line) => `#   ${line.replace(/[\r\n\u2028\u2029]/g, ' ')}`);
  return `# What was done to the network while it ran is not part of this script:\n${lines.join('\n')}\n`;
}

function planLines(live: LiveRun): string[] {
  return live.plan.done.map((i) => actionLine(i, live.simulation.dt));
}

async function record(live: LiveRun): Promise<string> {
  const { recordJson, reproducibilityRecord } = await import('../export/index.ts');
  const { hash, spikes } = await finalStatistics(live);
  const { values, models } = live.begun;
  // By the names of their populations.
  const named = (edits: Models) =>
    Object.fromEntries(live.describe().populations.flatMap((p) => (edits[p.key] ? [[p.name, edits[p.key]]] : [])));
  return recordJson(
    await reproducibilityRecord({
      preset: live.preset,
      values: new LiveParameters(live.preset, values).internal(),
      simulation: live.simulation,
      steps: live.reached,
      spikes,
      spikeHash: hash ?? '',
      ...(Object.keys(models).length === 0 ? {} : { model: named(models) }),
      interventions: planLines(live),
    }),
  );
}

/** A whole document around a fragment. */
function page(title: string, body: string): string {
  const escaped = title.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);
  return `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>${escaped}</title>\n<style>body{font:16px/1.5 serif;max-width:50em;margin:2em auto;padding:0 1em}table{border-collapse:collapse;width:100%;margin:1em 0}td,th{border:1px solid #999;padding:.2em .5em;text-align:left;vertical-align:top}</style>\n${body}\n</html>\n`;
}

/** All traces over the times they share. */
function traceTable(live: LiveRun): TraceTable {
  const sorted = live.traces.all().sort((a, b) => a.cell - b.cell);
  const first = Math.max(0, ...sorted.map((t) => t.firstStep));
  const end = sorted.length === 0 ? first : Math.min(...sorted.map((t) => t.firstStep + t.values.length));
  const values = new Float64Array(Math.max(0, end - first) * sorted.length);
  sorted.forEach((trace, c) => {
    for (let step = first; step < end; step++)
      values[(step - first) * sorted.length + c] = trace.values[step - trace.firstStep]!;
  });
  // Row s holds the values after step first + s, at the time (first + s + 1)·dt.
  return { variables: [live.variable()], cells: sorted.map((t) => t.cell), firstStep: first + 1, values };
}
