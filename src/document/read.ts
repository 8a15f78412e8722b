/** From a text, or plain data, to a checked document. */

import { UserError } from '../errors.ts';
import { noMore } from '../no-more.ts';
import { optional, optionsOf, text } from '../options.ts';
import { DocumentError } from './error.ts';
import { type ExperimentDocument, experiment, VERSION } from './schema/experiment.ts';
import { checkKind, type Problem } from './schema/kinds.ts';
import { errorOf, remember } from './source.ts';

/** Longest text that is read, in UTF-16 code units; arrays beyond it belong into files. */
const MAX_LENGTH = 20_000_000;

export interface ReadOptions {
  /** Name of the text in errors. Default 'The document'. */
  readonly name?: string;
}

const readOptions = optionsOf<ReadOptions>('read', { name: optional(text) });

/**
 * The document that a YAML or JSON text holds, or plain data as one. Throws a DocumentError that names every mistake, with its line and
 * column. What the document means is checked by `build`.
 */
export async function read(
  given: string | object,
  options: ReadOptions = {},
  ...more: undefined[]
): Promise<ExperimentDocument> {
  noMore('read', 'a document and options', more);
  const { name = 'The document' } = readOptions(options);
  if (typeof given !== 'string') return checked(given);
  if (given.length > MAX_LENGTH)
    throw new UserError(
      `${name} has ${given.length} characters; at most ${MAX_LENGTH} are read. Put arrays into files.`,
    );
  const { parseText } = await import('./yaml.ts');
  const { value, problems, place } = parseText(given);
  const source = { name, text: given, place };
  if (problems.length > 0)
    throw new DocumentError(
      problems.map((problem) => ({ ...problem, place: problem.place })),
      source,
    );
  if (typeof value === 'object' && value !== null) remember(value, source);
  else throw new DocumentError([{ path: [], code: 'kind', sentence: startSentence, place: undefined }], source);
  return checked(value);
}

const startSentence = `a document starts with 'galvani: ${VERSION}' and has populations and run; 'galvani new' writes one to begin with.`;

/** The value, if it is a document. Throws a DocumentError that names every mistake. */
export function checked(value: unknown): ExperimentDocument {
  const version = typeof value === 'object' && value !== null ? (value as { galvani?: unknown }).galvani : undefined;
  if (typeof version === 'number' && version > VERSION)
    throw errorOf(value, [
      {
        path: ['galvani'],
        code: 'kind',
        sentence: `the document is of version ${version}; this library reads version ${VERSION}. Take a newer one.`,
      },
    ]);
  const found: Problem[] = [];
  checkKind(experiment, value, [], found);
  if (found.length > 0) throw errorOf(value, found);
  return value as ExperimentDocument;
}
