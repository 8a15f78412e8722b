/** What a path, or standard input, holds: a document, a script for Brian2, or a configuration of SONATA; all become documents. */
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { fromBrian2, leftSentences, ScriptError } from '../document/brian2/index.ts';
import {
  type Built,
  build,
  DocumentError,
  type DocumentWithFiles,
  documentOf,
  type ExperimentDocument,
  filesOf,
  fromSonata,
  kindOf,
  read,
  type TextKind,
} from '../document/index.ts';
import { sonataTitle } from '../document/sonata/document.ts';
import { UserError } from '../errors.ts';
import { note } from './messages.ts';

/** How networks in SONATA are read, which are made for one step. */
interface OpenOptions {
  /** In place of the configuration's. */
  readonly dt?: string | undefined;
  readonly seed?: number | undefined;
}

export interface Opened {
  readonly kind: TextKind;
  /** Throws a UserError where it makes no network. `set`: of the document's parameters; `seed`: in place of its own. */
  build(options?: { readonly set?: Readonly<Record<string, string>>; readonly seed?: number | undefined }): Built;
  /** As a document, with the files that belong beside it. Lists that came in become files where they are of more than `longest` numbers. */
  document(longest: number): DocumentWithFiles;
}

/**
 * Reads it; what is not as the file has it is noted on standard error. Throws a UserError that names the file, the line and the column
 * where something is wrong.
 */
export async function opened(path: string, options: OpenOptions = {}): Promise<Opened> {
  const name = path === '-' ? 'standard input' : path;
  const text = await textOf(path);
  switch (kindOf(text, name)) {
    case 'sonata':
      return openedSonata(path, name, text, options);
    case 'brian2': {
      const { document, left } = scriptAsDocument(text, name);
      for (const each of leftSentences(left)) note(each);
      return openedDocument('brian2', { document, attachments: {} });
    }
    case 'document': {
      const document = await read(text, { name });
      return openedDocument('document', { document, attachments: await attachmentsOf(document, path) });
    }
  }
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

const openedDocument = (kind: TextKind, made: DocumentWithFiles): Opened => ({
  kind,
  build: ({ set = {}, seed } = {}) =>
    build(made.document, { set, attachments: made.attachments, ...(seed === undefined ? {} : { seed }) }),
  document: () => made,
});

/** The bytes of the files beside a document. */
async function attachmentsOf(document: ExperimentDocument, path: string): Promise<Record<string, Uint8Array>> {
  const folder = path === '-' ? '.' : dirname(path);
  const attachments: Record<string, Uint8Array> = {};
  for (const name of filesOf(document)) {
    const file = join(folder, name);
    // What is not there is told with its place when the network is built.
    if (existsSync(file)) attachments[name] = await readFile(file);
  }
  return attachments;
}

/** Mistakes are told with the name of the script and the line, as those of documents are. */
function scriptAsDocument(text: string, name: string): ReturnType<typeof fromBrian2> {
  try {
    return fromBrian2(text);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (!(error instanceof ScriptError)) throw new UserError(`${name}: ${error.message}`);
    const { line, sentence } = error;
    const lines = text.split('\n');
    const written = lines[line - 1]!.trimEnd();
    const column = written.length - written.trimStart().length + 1;
    const at = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
    const place = { at, length: written.length - column + 1, line, column };
    throw new DocumentError([{ path: [], code: 'meaning', sentence, place }], { name, text });
  }
}

/** The files of the network lie beside the configuration; where it comes from standard input, from the folder of the call on. */
function openedSonata(path: string, name: string, text: string, { dt, seed: asked }: OpenOptions): Opened {
  const open = (file: string): Uint8Array | undefined => {
    if (file === name) return new TextEncoder().encode(text);
    return existsSync(file) ? readFileSync(file) : undefined;
  };
  const made = (seed: number | undefined) =>
    fromSonata(name, open, { ...(dt === undefined ? {} : { dt }), ...(seed === undefined ? {} : { seed }) });
  const first = made(asked);
  for (const each of first.notes) note(each);
  return {
    kind: 'sonata',
    build({ set = {}, seed } = {}) {
      const [knob] = Object.keys(set);
      if (knob !== undefined)
        throw new UserError(
          `'${path}' is a configuration of SONATA, which has no parameter '${knob}' for --set; its files have them.`,
        );
      const { network, run } = seed === undefined || seed === first.network.seed ? first : made(seed);
      return { network, run, fixed: new Set() };
    },
    document: (longest) =>
      documentOf(first.network, {
        title: sonataTitle(resolve(name).replaceAll('\\', '/')),
        run: first.run,
        longest,
      }),
  };
}
