/** `galvani check`: whether a document is right, and where it is not. */
import { build, DocumentError, jsonSchema } from '../document/index.ts';
import { UserError } from '../errors.ts';
import { problemsOf } from './messages.ts';
import { openDocument } from './subject.ts';

/** The exit code: 0 for a document that builds, 1 for one that does not. */
export async function check(options: { file: string | undefined; json: boolean; schema: boolean }): Promise<number> {
  if (options.schema || options.file === undefined) {
    process.stdout.write(`${JSON.stringify(jsonSchema(), null, 2)}\n`);
    return 0;
  }
  const { file, json } = options;
  try {
    const { document, attachments } = await openDocument(file);
    const { network } = build(document, { attachments });
    const { populations, projections } = network;
    const cells = populations.reduce((n, p) => n + p.size, 0);
    const facts = { cells, populations: populations.length, projections: projections.length };
    if (json) process.stdout.write(`${JSON.stringify({ file, ok: true, ...facts, problems: [] })}\n`);
    else
      process.stdout.write(
        `${file} is right: ${cells} cells in ${populations.length} populations, ${projections.length} projections.\n`,
      );
    return 0;
  } catch (error) {
    if (!json || !(error instanceof UserError)) throw error;
    process.stdout.write(`${JSON.stringify({ file, ok: false, problems: told(error) })}\n`);
    return 1;
  }
}

const told = (error: UserError): object[] =>
  error instanceof DocumentError ? problemsOf(error) : [{ path: [], code: 'file', sentence: error.message }];
