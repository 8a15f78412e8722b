/**
 * Experiments of the visitor's own, beside the presets: documents that were taken in, each as a preset that its document builds. The page
 * and every worker hold their own registry; what reads documents comes with the first one.
 */
import { InternalError } from '../../errors.ts';
import type { Experiment } from '../../live/index.ts';
import { presetFacts } from '../../presets/facts.ts';
import type { PresetFacts } from '../../presets/preset.ts';
import type { BuiltOwn, Own } from './types.ts';

export type { Own } from './types.ts';

export type Named = Pick<Experiment, 'preset' | 'document'>;

/** By the text of the document. */
const taken = new Map<string, Own>();

/** Undefined for presets. Throws where the document was not taken in. */
export function ownOf({ document }: Named): Own | undefined {
  if (document === undefined) return undefined;
  const own = taken.get(document);
  if (own === undefined) throw new InternalError('A document is used before it was read.');
  return own;
}

/** The preset of an experiment, or that which its document makes. */
export const presetOf = (experiment: Named): PresetFacts =>
  ownOf(experiment)?.preset ?? presetFacts.find((p) => p.name === experiment.preset) ?? presetFacts[0]!;

/** Whether both are the same preset or the same document. */
export const sameSubject = (a: Named, b: Named): boolean => a.preset === b.preset && a.document === b.document;

/** Takes a document in, JSON of `read`'s making. Throws a DocumentError where it is not one, or makes no network. */
export async function admit(document: string): Promise<BuiltOwn> {
  const before = taken.get(document);
  if (before !== undefined && builds(before)) return before;
  const { ownFrom } = await import('./own.ts');
  const own = await ownFrom(document);
  taken.set(document, own);
  return own;
}

/** Whether it was read here, not only told of. */
export const builds = (own: Own): own is BuiltOwn => 'build' in own.preset;

/** Takes in what a worker has read. */
export function admitRead(own: Own): void {
  taken.set(own.experiment.document!, own);
}

export const isAdmitted = (document: string): boolean => taken.has(document);

/** By the word that a link has for it: browsers do not deflate alike, and one document has several. */
const byToken = new Map<string, Own>();

/** The document that a link holds, taken in. Throws a UserError where it holds none. */
export async function admitToken(token: string): Promise<Own> {
  const { unpacked } = await import('./token.ts');
  const own = await admit(await unpacked(token));
  byToken.set(token, own);
  return own;
}

/** What a link named, once it was taken in. */
export const ownByToken = (token: string): Own | undefined =>
  byToken.get(token) ?? [...taken.values()].find((own) => own.token === token);
