/** `galvani export`: an experiment as a folder for NEST, NEURON or bmtk. */

import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../errors.ts';
import type { ClusterEngine, DrawnBy, SynapseForm } from '../export/cluster/engine.ts';
import { type ClusterFolder, clusterFolder } from '../export/cluster/folder.ts';
import { nearestSteps, parseStep, stepsIn } from '../index.ts';
import { stepTime } from '../numbers/decimal.ts';
import type { ExportArguments } from './arguments.ts';
import { note } from './messages.ts';
import { write } from './output.ts';
import { stepsOf } from './steps.ts';
import { type RunSubject, subjectOf } from './subject.ts';

/** How long a run is compared with the reference backend where nothing else is asked for, ms. */
const CHECK = 20;

export async function exportFolder(options: ExportArguments): Promise<void> {
  checkFolder(options.folder);
  const subject = await subjectOf(options.preset, options.set, options.seed, options.dt);
  const { to } = options;
  const made = await folderOf(subject, { ...options, engine: to === 'sonata' ? 'nest' : to, sonata: to === 'sonata' });
  writeFolder(options.folder, made);
  const { checked } = made;
  const compared = made.isExact
    ? `the first ${checked.ms} ms, ${made.spikesOfCheck} spikes, are compared`
    : 'nothing is compared';
  process.stdout.write(
    `${options.folder}: ${made.files.size} files, ${made.synapses} synapses; ${compared}. See ${join(options.folder, 'README.md')}.\n`,
  );
  for (const each of made.notes) note(each);
}

interface FolderOptions {
  readonly engine: ClusterEngine;
  readonly sonata?: boolean;
  readonly duration: string | undefined;
  readonly dt: string | undefined;
  readonly integrator: string | undefined;
  readonly synapses: SynapseForm;
  readonly drive: DrawnBy;
  readonly wiring: DrawnBy;
  readonly check: string | undefined;
  readonly withoutInterventions: boolean;
}

/** The folder of a subject, in memory. Throws a UserError where these engines cannot run it with equal spikes. */
export async function folderOf(
  subject: RunSubject,
  options: FolderOptions,
): Promise<ClusterFolder & { readonly dt: number; readonly steps: number; readonly checked: { readonly ms: number } }> {
  const { run } = subject;
  const dt = parseStep(options.dt ?? run.dt ?? '0.1 ms');
  const steps = stepsOf(subject, options.duration, dt);
  const wanted = options.check === undefined ? nearestSteps(CHECK, dt) : stepsIn(options.check, dt);
  const checkSteps = Math.min(steps, wanted);
  const folder = await clusterFolder({
    network: subject.network,
    engine: options.engine,
    dt,
    steps,
    integrator: options.integrator ?? run.integrator,
    synapses: options.synapses,
    sonata: options.sonata ?? false,
    drive: options.drive,
    wiring: options.wiring,
    checkSteps,
    name: subject.name,
    title: subject.title,
    reference: subject.reference,
    interventions: options.withoutInterventions ? [] : run.interventions,
    record: subject.requests,
  });
  return { ...folder, dt, steps, checked: { ms: stepTime(checkSteps, dt) } };
}

/** Refuses what is there and not empty: an export never mixes with another. */
function checkFolder(path: string): void {
  const known = statSync(path, { throwIfNoEntry: false });
  if (known === undefined) return;
  if (!known.isDirectory())
    throw new UserError(`-o is '${path}', which is a file; name a folder that is not there yet.`);
  if (readdirSync(path).length > 0)
    throw new UserError(`-o is '${path}', which is a folder with files in it; name one that is not there yet.`);
}

export function writeFolder(path: string, { files }: Pick<ClusterFolder, 'files'>): void {
  try {
    for (const folder of new Set(['', ...[...files.keys()].map(dirname)]))
      mkdirSync(join(path, folder), { recursive: true });
  } catch (error) {
    throw new UserError(`-o: the folder '${path}' could not be made (${(error as NodeJS.ErrnoException).code}).`);
  }
  for (const [name, content] of files) write('-o', join(path, name), content);
}
