/** What a command works on: a preset, or a document from a file or standard input. */
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { build, type ExperimentDocument, filesOf, fromSonata, isSonata, read } from '../document/index.ts';
import { UserError } from '../errors.ts';
import type { Network, SimulateOptions, TraceRequest } from '../index.ts';
import { presetByName, presets, presetValues } from '../presets/index.ts';
import { note } from './messages.ts';

/** An experiment that is ready to run. */
export interface RunSubject {
  /** Name of the preset, or of the file. */
  readonly name: string;
  readonly kind: 'preset' | 'document';
  readonly title: string | undefined;
  readonly reference: string | undefined;
  readonly network: Network;
  /** The network with other values. */
  readonly build: (set: Readonly<Record<string, string>>, seed: number) => Network;
  /** Whether a parameter acts without a new connectivity. */
  readonly isLive: (name: string) => boolean;
  /** Its own way to run, which options of the command override. */
  readonly run: SimulateOptions;
  /** Variables that are recorded where none are named. */
  readonly variables: readonly string[];
  /** What a document records. */
  readonly requests: readonly TraceRequest[];
}

/** Whether a word names a document: '-', a path, or a file that is there and no preset. */
export const isDocument = (word: string): boolean =>
  word === '-' ||
  /\.(?:ya?ml|json)$/i.test(word) ||
  (!presets.some((preset) => preset.name === word) && (/[/\\]/.test(word) || existsSync(word)));

/** A configuration of SONATA, whose files lie beside it. `dt`: of the command. */
function sonataSubject(path: string, dt: string | undefined, seed: number | undefined): RunSubject {
  const open = (file: string): Uint8Array | undefined => (existsSync(file) ? readFileSync(file) : undefined);
  const options = dt === undefined ? {} : { dt };
  const { network, run, notes } = fromSonata(path, open, { ...options, ...(seed === undefined ? {} : { seed }) });
  for (const each of notes) note(each);
  const [first] = network.populations;
  const variables = first!.blueprint.shape.states.slice(0, 1).map((s) => s.name);
  return {
    name: path,
    kind: 'document',
    title: undefined,
    reference: undefined,
    network,
    build: (_, of) => fromSonata(path, open, { ...options, seed: of }).network,
    isLive: () => false,
    run,
    variables,
    requests: [],
  };
}

/** A document and the bytes of the files beside it. Throws a UserError where it cannot be read. */
export async function openDocument(
  path: string,
): Promise<{ document: ExperimentDocument; attachments: Record<string, Uint8Array> }> {
  const text = await textOf(path);
  if (isSonata(text))
    throw new UserError(
      `'${path}' is a configuration of SONATA, not a document; 'galvani run' and 'galvani export' take it.`,
    );
  const document = await read(text, { name: path === '-' ? 'standard input' : path });
  const folder = path === '-' ? '.' : dirname(path);
  const attachments: Record<string, Uint8Array> = {};
  for (const name of filesOf(document)) {
    const file = join(folder, name);
    // What is not there is told with its place when the network is built.
    if (existsSync(file)) attachments[name] = await readFile(file);
  }
  return { document, attachments };
}

async function textOf(path: string): Promise<string> {
  if (path === '-') return readAll(process.stdin);
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : (code ?? error);
    throw new UserError(`'${path}' cannot be read: ${why}.`);
  }
}

export async function subjectOf(
  word: string,
  set: Readonly<Record<string, string>>,
  seed: number | undefined,
  dt?: string,
): Promise<RunSubject> {
  if (!isDocument(word)) {
    const preset = presetByName(word);
    const { name, title, reference, variables, duration, dt, integrator, connectivity } = preset;
    const builds = (own: typeof set, of: number): Network => preset.build(presetValues(preset, own), of);
    const isLive = (knob: string): boolean => preset.parameters.some((p) => p.name === knob && p.acts === 'live');
    const network = builds(set, seed ?? 1);
    const asked = connectivity === undefined ? {} : { connectivity };
    const run = { duration: `${duration} ms`, dt: `${dt} ms`, integrator, ...asked };
    return { name, kind: 'preset', title, reference, network, build: builds, isLive, run, variables, requests: [] };
  }
  if (/\.json$/i.test(word) && isSonata(await textOf(word))) {
    const [knob] = Object.keys(set);
    if (knob !== undefined)
      throw new UserError(
        `'${word}' is a configuration of SONATA, which has no parameter '${knob}' for --set; its files have them.`,
      );
    return sonataSubject(word, dt, seed);
  }
  const { document, attachments } = await openDocument(word);
  const { network, run, fixed } = build(document, { set, attachments, ...(seed === undefined ? {} : { seed }) });
  const first = network.populations.find((p) => p.blueprint.role === 'cells')?.blueprint.shape;
  const requests = (run.record ?? []) as readonly TraceRequest[];
  return {
    name: word,
    kind: 'document',
    title: document.title,
    reference: document.reference,
    network,
    build: (own, of) => build(document, { set: own, attachments, seed: of }).network,
    isLive: (knob) => !fixed.has(knob),
    run,
    variables: requests[0]?.variables ?? first?.states.slice(0, 1).map((s) => s.name) ?? [],
    requests,
  };
}
