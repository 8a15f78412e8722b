/** What a run notes, as documents write it. */
import { noMore } from '../no-more.ts';
import { readCells } from '../simulate/interventions/cells.ts';
import type { TraceRequest } from '../simulate/types.ts';
import { defined } from './build/context.ts';
import { DocumentError } from './error.ts';
import { type RecordDocument, record } from './schema/experiment.ts';
import { checkKind, type Problem } from './schema/kinds.ts';
import { errorOf, remember } from './source.ts';

/** One request for each variable, so that each may have its own interval. `interval` reads the texts of `every`. */
export function requestsOf(
  recorded: RecordDocument,
  interval: (every: string | number) => string | number,
): TraceRequest[] {
  const list = isList(recorded)
    ? recorded
    : Object.entries(recorded).map(([variable, given]) => ({
        variables: [variable],
        ...(typeof given === 'object' && 'cells' in given ? given : { cells: given }),
      }));
  return list.map(({ cells, every, ...rest }) => ({
    ...rest,
    cells: cells === 'all' ? 'all' : typeof cells === 'string' ? readCells(cells) : cells,
    ...defined({ every: every === undefined ? undefined : String(interval(every)) }),
  }));
}

const isList = (recorded: RecordDocument): recorded is Extract<RecordDocument, readonly unknown[]> =>
  Array.isArray(recorded);

/**
 * The requests of a text such as '{ v: 0-9, g_e: { cells: all, every: 1 ms, average: true } }': YAML or JSON, as `record` of a document
 * has it. Throws a DocumentError; `name` is what the text is called in it.
 */
export async function readRecord(text: string, name: string, ...more: undefined[]): Promise<TraceRequest[]> {
  noMore('readRecord', 'a text and a name', more);
  const { parseText } = await import('./yaml.ts');
  const { value, problems, place } = parseText(text);
  const source = { name, text, place };
  if (problems.length > 0) throw new DocumentError(problems, source);
  if (typeof value === 'object' && value !== null) remember(value, source);
  const found: Problem[] = [];
  checkKind(record, value, [], found);
  if (found.length > 0) throw errorOf(value, found);
  return requestsOf(value as RecordDocument, (every) => every);
}
