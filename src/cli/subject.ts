/** What a command works on: a preset, or a document from a file or standard input. */
import { existsSync } from 'node:fs';
import type { Network, SimulateOptions, TraceRequest } from '../index.ts';
import { presetByName, presets, presetValues } from '../presets/index.ts';
import { opened } from './opened.ts';

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

/** Whether a word names a document, or what is read as one: '-', a path, or a file that is there and no preset. */
export const isDocument = (word: string): boolean =>
  word === '-' ||
  /\.(?:ya?ml|json|py)$/i.test(word) ||
  (!presets.some((preset) => preset.name === word) && (/[/\\]/.test(word) || existsSync(word)));

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
  const from = await opened(word, { dt, seed });
  const { network, run, fixed } = from.build({ set, seed });
  const { title, reference } = from.kind === 'sonata' ? {} : from.document(Number.POSITIVE_INFINITY).document;
  const first = network.populations.find((p) => p.blueprint.role === 'cells')?.blueprint.shape;
  const requests = (run.record ?? []) as readonly TraceRequest[];
  return {
    name: word,
    kind: 'document',
    title,
    reference,
    network,
    build: (own, of) => from.build({ set: own, seed: of }).network,
    isLive: (knob) => !fixed.has(knob),
    run,
    variables: requests[0]?.variables ?? first?.states.slice(0, 1).map((s) => s.name) ?? [],
    requests,
  };
}
