/** `galvani import`: a script for Brian2, a configuration of SONATA, or a document, as a document in the standard form. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { type DocumentWithFiles, write } from '../document/index.ts';
import { UserError } from '../errors.ts';
import type { ImportArguments } from './arguments.ts';
import { sizes, sizesText, toldAsJson } from './check.ts';
import { note } from './messages.ts';
import { opened } from './opened.ts';
import { checkWritable, NewFile } from './output.ts';

const endings = ['.yaml', '.yml', '.json'];

/** Lists that come in and have more numbers than this become files beside the document. */
const LONGEST = 100;

/** The exit code: 0 for what came in, 1 for what does not. */
export async function importFile({ file, out, overwrite, json }: ImportArguments): Promise<number> {
  if (out !== undefined) checkWritable('-o', out, endings);
  if (out !== undefined && !overwrite) refuseThere(out);
  try {
    const from = await opened(file);
    const { network } = from.build();
    // On standard output a document stands alone.
    const made = from.document(out === undefined ? Number.POSITIVE_INFINITY : LONGEST);
    const files = Object.keys(made.attachments);
    const text = await write(made.document, { format: extname(out ?? '').toLowerCase() === '.json' ? 'json' : 'yaml' });
    if (out !== undefined) writeBeside(out, text, made, overwrite);
    const facts = { file, ok: true, kind: from.kind, ...sizes(network) };
    if (json)
      process.stdout.write(
        `${JSON.stringify({ ...facts, ...(out === undefined ? { document: made.document } : { out, files }), problems: [] })}\n`,
      );
    else if (out === undefined) process.stdout.write(text);
    else
      process.stdout.write(`${out}: ${sizesText(network)}${files.length === 0 ? '' : `; with ${files.join(', ')}`}.\n`);
    if (out === undefined && files.length > 0) note(`the document speaks of files beside it: ${files.join(', ')}.`);
    return 0;
  } catch (error) {
    return toldAsJson(error, file, json);
  }
}

function refuseThere(path: string): void {
  if (existsSync(path))
    throw new UserError(`-o: '${path}' is there already; name a file that is not, or add --overwrite.`);
}

/** The document last, so that none stands there whose files do not. */
function writeBeside(out: string, text: string, { attachments }: DocumentWithFiles, overwrite: boolean): void {
  const content = new Map<string, string | Uint8Array>();
  for (const [name, bytes] of Object.entries(attachments)) {
    const path = join(dirname(out), name);
    if (name === basename(out)) throw new UserError(`-o: '${out}' is the name of a file beside it; name another one.`);
    if (existsSync(path) && Buffer.compare(readFileSync(path), bytes) === 0) continue;
    if (!overwrite) refuseThere(path);
    content.set(path, bytes);
  }
  content.set(out, text);
  const parts: NewFile[] = [];
  try {
    for (const [path, bytes] of content) {
      const part = new NewFile('-o', path);
      parts.push(part);
      part.write(bytes);
    }
    for (const part of parts) part.finish();
  } finally {
    for (const part of parts) part.abandon();
  }
}
