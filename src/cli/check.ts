/** `galvani check`: whether a document, or what is read as one, is right, and where it is not. */
import { jsonSchema } from '../document/index.ts';
import { UserError } from '../errors.ts';
import type { Network } from '../index.ts';
import { problemsOf } from './messages.ts';
import { opened } from './opened.ts';

/** The exit code: 0 for a document that builds, 1 for one that does not. */
export async function check(options: { file: string | undefined; json: boolean; schema: boolean }): Promise<number> {
  if (options.schema || options.file === undefined) {
    process.stdout.write(`${JSON.stringify(jsonSchema(), null, 2)}\n`);
    return 0;
  }
  const { file, json } = options;
  try {
    const { network } = (await opened(file)).build();
    if (json) process.stdout.write(`${JSON.stringify({ file, ok: true, ...sizes(network), problems: [] })}\n`);
    else process.stdout.write(`${file} is right: ${sizesText(network)}.\n`);
    return 0;
  } catch (error) {
    return toldAsJson(error, file, json);
  }
}

/** How large a network is, for programs. */
export function sizes({ populations, projections }: Network) {
  const cells = populations.reduce((n, p) => n + p.size, 0);
  return { cells, populations: populations.length, projections: projections.length };
}

/** The same for people. */
export function sizesText(network: Network): string {
  const { cells, populations, projections } = sizes(network);
  return `${cells} cells in ${populations} populations, ${projections} projections`;
}

/** Prints what is wrong with a file and answers the exit code, where `json` is wanted and it is a UserError; else throws it again. */
export function toldAsJson(error: unknown, file: string, json: boolean): number {
  if (!json || !(error instanceof UserError)) throw error;
  process.stdout.write(`${JSON.stringify({ file, ok: false, problems: problemsOf(error) })}\n`);
  return 1;
}
