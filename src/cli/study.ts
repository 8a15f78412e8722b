/** `galvani study`: a study by name, with options from its own table. */
import { extname } from 'node:path';
import { UserError } from '../errors.ts';
import { npzPieces } from '../files/npz.ts';
import { releaseDevices } from '../index.ts';
import { type AnyStudy, studies, studyNamed } from '../studies/all.ts';
import { type Given, type Option, type Options, readOptions } from '../studies/options.ts';
import type { StudyTable, TableColumn } from '../studies/study.ts';
import { parse, parseSeed, parseSettings } from './arguments.ts';
import { opened } from './opened.ts';
import { checkWritable, NewFile } from './output.ts';

const endings = ['.csv', '.npz'];

/** `words`: those after the command. */
export async function study(words: readonly string[]): Promise<void> {
  const [name] = words;
  if (name === undefined || name.startsWith('-')) {
    list(words);
    return;
  }
  const chosen = studyNamed(name);
  const { given: asked, file, out, table, json } = parseStudy(chosen, words.slice(1));
  if (table !== undefined && (out === undefined || extname(out).toLowerCase() !== '.csv'))
    throw new UserError('--table says which table --out writes as .csv; give --out FILE.csv with it.');
  if (out !== undefined) checkWritable('--out', out, endings);
  const given = file === undefined ? asked : await ofDocument(asked, file);
  // Before anything runs, so that a mistake costs no time.
  const options = readOptions(chosen.name, chosen.options, given);
  const began = performance.now();
  try {
    const result = await chosen.run(given);
    const wall_s = (performance.now() - began) / 1000;
    const tables = chosen.tables(result);
    const facts = chosen.facts(result);
    if (out !== undefined) writeTables(out, tables, table);
    if (json) {
      const texts = optionTexts(chosen.options, options);
      const told = {
        study: chosen.name,
        ...(file === undefined ? {} : { document: file }),
        // What the document was built with, which no preset has.
        options:
          file === undefined ? texts : { ...texts, preset: null, set: asked['set'] ?? {}, seed: asked['seed'] ?? null },
        facts,
      };
      process.stdout.write(`${JSON.stringify({ ...told, tables: tablesJson(tables), wall_s })}\n`);
    } else print(chosen, facts, tables, wall_s);
  } finally {
    releaseDevices();
  }
}

const takesDocument = (options: Options): boolean => Object.values(options).some(({ kind }) => kind === 'network');

/** What a document, or what is read as one, stands for: its network, built with these settings. */
async function ofDocument({ set, seed, ...rest }: Given<Options>, file: string): Promise<Given<Options>> {
  const own = seed === undefined ? {} : { seed: parseSeed(String(seed)) };
  const from = await opened(file, own);
  const { network } = from.build({ ...own, ...(set === undefined ? {} : { set: set as Record<string, string> }) });
  return { ...rest, network };
}

function list(words: readonly string[]): void {
  const { values } = parse(words, { json: { type: 'boolean' } });
  const rows = studies.map((each) => ({
    name: each.name,
    title: each.title,
    source: each.source,
    document: takesDocument(each.options),
    options: written(each.options).map(([option, of]) => ({ name: option, ...of })),
  }));
  if (values.json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  else {
    const width = Math.max(...rows.map((row) => row.name.length));
    for (const row of rows) process.stdout.write(`${row.name.padEnd(width)}  ${row.title}\n`);
  }
}

/** Those that are written as words: a document stands for a network. */
const written = (options: Options): [string, Option][] =>
  Object.entries(options).filter(([, { kind }]) => kind !== 'network');

function parseStudy({ name, options }: AnyStudy, words: readonly string[]) {
  const own = Object.fromEntries(
    written(options).map(([name, { kind }]) => [
      name,
      kind === 'settings' ? { type: 'string' as const, multiple: true } : { type: 'string' as const },
    ]),
  );
  const { values, positionals } = parse(words, {
    ...own,
    out: { type: 'string' },
    table: { type: 'string' },
    json: { type: 'boolean' },
  });
  const [file] = positionals;
  if (positionals.length > (takesDocument(options) ? 1 : 0))
    throw new UserError(
      `'galvani study ${name}' takes ${takesDocument(options) ? 'one document at most' : 'no document'} and its options, and got ${positionals.join(', ')}; write --name value.`,
    );
  if (file !== undefined && (values as Readonly<Record<string, unknown>>)['preset'] !== undefined)
    throw new UserError(`Both ${file} and --preset say which cell; leave one of them out.`);
  const { out, table, json, ...rest } = values as Readonly<Record<string, string | string[] | boolean | undefined>>;
  const given = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [
      name,
      options[name]!.kind === 'settings' ? parseSettings(value as string[], `--${name}`) : value,
    ]),
  );
  return {
    given: given as Given<Options>,
    file,
    out: out as string | undefined,
    table: table as string | undefined,
    json: json === true,
  };
}

/** What `galvani study NAME --help` prints. */
export function studyUsage(name: string): string {
  const { title, source, options } = studyNamed(name);
  const rows = written(options).map(([option, of]) => [`--${option} ${sample(of)}`, said(of)] as const);
  const width = Math.max(...rows.map(([left]) => left.length));
  return [
    `galvani study ${name} ${takesDocument(options) ? '[FILE|-] ' : ''}[options]`,
    `    ${title}`,
    `    Source: ${source}.`,
    ...(takesDocument(options)
      ? ['    FILE: a document that has the cell, in the place of --preset; --set and --seed are then its own.']
      : []),
    ...rows.map(([left, right]) => `    ${left.padEnd(width)}  ${right}`),
    `    ${'--out FILE, --table NAME, --json'.padEnd(width)}  as of galvani study`,
  ].join('\n');
}

const quoted = (value: unknown): string => (/[^\w.,:+-]/.test(`${value}`) ? `'${value}'` : `${value}`);

/** What stands behind the option in its help. */
function sample(option: Option): string {
  switch (option.kind) {
    case 'quantity':
      return quoted(withUnit(option.value, option.unit));
    case 'quantities':
      return quoted(option.value.map((value) => withUnit(value, option.unit)).join(', '));
    case 'word':
      return quoted(option.value);
    case 'words':
      return option.value.join(',');
    case 'settings':
      return 'name=value';
    case 'level':
    case 'own-quantity':
      return 'VALUE';
    case 'name':
      return 'NAME';
    case 'network':
      return 'FILE';
    case 'levels':
      return option.value.length > 0 ? quoted(option.value.join(', ')) : 'VALUE,…';
  }
}

function said(option: Option): string {
  switch (option.kind) {
    case 'quantity':
    case 'own-quantity':
    case 'quantities':
      return `${option.label}; ${option.range[0]} to ${withUnit(option.range[1], option.unit)}`;
    case 'word':
    case 'words':
      return option.words.length > 12 ? option.label : `${option.label}: ${option.words.join(', ')}`;
    case 'settings':
      return `${option.label}; may be repeated`;
    default:
      return option.label;
  }
}

const withUnit = (value: number, unit: string): string => (unit === '' ? `${value}` : `${value} ${unit}`);

/** Options as the command line would take them again. */
function optionTexts(options: Options, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    written(options).flatMap(([name, option]): [string, unknown][] => {
      const value = values[name];
      if (option.kind === 'name' && value === undefined) return [];
      return [[name, optionText(option, value)]];
    }),
  );
}

function optionText(option: Option, value: unknown): unknown {
  if (value !== undefined && (option.kind === 'quantity' || option.kind === 'own-quantity'))
    return option.unit === '' ? value : withUnit(value as number, option.unit);
  if (option.kind === 'quantities') return (value as readonly number[]).map((each) => withUnit(each, option.unit));
  return value ?? null;
}

/** The numbers of a column, or its words. */
const cells = ({ values, words }: TableColumn): (number | string)[] =>
  Array.from(values, (value) => (words === undefined ? value : words[value]!));

const tablesJson = (tables: readonly StudyTable[]): Record<string, Record<string, (number | string)[]>> =>
  Object.fromEntries(
    tables.map(({ name, columns }) => [
      name,
      Object.fromEntries(columns.map((column) => [column.name, cells(column)])),
    ]),
  );

/** A CSV file of one table, or an NPZ file with a column of each as `table.column`. */
function writeTables(path: string, tables: readonly StudyTable[], name: string | undefined): void {
  const file = new NewFile('--out', path);
  try {
    if (extname(path).toLowerCase() === '.csv') {
      for (const piece of csvLines(tableCalled(tables, name))) file.write(piece);
    } else {
      const arrays = tables.flatMap((table) =>
        table.columns.map((column) => {
          const data = Float64Array.from(column.values);
          return [`${table.name}.${column.name}`, { data, shape: [data.length] }] as const;
        }),
      );
      for (const piece of npzPieces(Object.fromEntries(arrays))) file.write(piece);
    }
    file.finish();
  } catch (error) {
    file.abandon();
    throw error;
  }
}

function tableCalled(tables: readonly StudyTable[], name: string | undefined): StudyTable {
  const found = name === undefined ? tables[0] : tables.find((table) => table.name === name);
  if (found !== undefined) return found;
  if (tables.length === 0) throw new UserError('The study has no table to write: it measured nothing.');
  throw new UserError(`--table is '${name}'; this study has ${tables.map((table) => table.name).join(', ')}.`);
}

function* csvLines({ columns }: StudyTable): Generator<string> {
  yield `${columns.map((column) => column.name).join(',')}\n`;
  const all = columns.map(cells);
  const rows = all[0]?.length ?? 0;
  for (let k = 0; k < rows; k++) yield `${all.map((column) => column[k]).join(',')}\n`;
}

function print(
  { title }: AnyStudy,
  facts: Readonly<Record<string, number>>,
  tables: readonly StudyTable[],
  wall_s: number,
): void {
  const rows: [string, string][] = Object.entries(facts).map(([name, value]) => [
    name,
    Number.isNaN(value) ? '–' : `${Number(value.toPrecision(6))}`,
  ]);
  for (const { name, columns } of tables)
    rows.push([`table ${name}`, `${columns[0]?.values.length ?? 0} rows: ${columns.map((c) => c.name).join(', ')}`]);
  rows.push(['wall time', `${wall_s.toFixed(2)} s`]);
  const width = Math.max(...rows.map(([name]) => name.length));
  process.stdout.write(`${title}\n${rows.map(([name, text]) => `${name.padEnd(width)}  ${text}\n`).join('')}`);
}
