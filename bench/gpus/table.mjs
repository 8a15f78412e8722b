/**
 * The table of machines in README.md, from the files beside it.
 *
 *     node bench/gpus/table.mjs             whether the table is that of the files; exit status 1 if not
 *     node bench/gpus/table.mjs --write     writes it
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = import.meta.dirname;
const MARKS = /<!-- table -->\n[\s\S]*?<!-- end -->/;

const number = (value) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));
const cell = (text) =>
  String(text ?? '')
    .replace(/[|\\`<>[\]\r\n]/g, ' ')
    .trim();

/**
 * Rows of one file.
 * @param {string} name
 * @param {{ machine?: Record<string, unknown>, rows: readonly any[] }} file
 */
function rowsOf(name, { machine = {}, rows }) {
  const about = [
    machine.description ?? [machine.cpu, machine.node].filter(Boolean).join(', '),
    machine.date,
    machine.note,
  ];
  return rows.map((row) => [
    name,
    row.name,
    `${row.backend}, ${row.adapter}`,
    row.strategy,
    `${number(row.ms_per_step.median)} (${number(row.ms_per_step.min)}–${number(row.ms_per_step.max)})`,
    number(row.realtime_factor),
    about.filter(Boolean).join('; '),
  ]);
}

/** The README with the table of all files. */
export function withTable() {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort();
  const rows = files.flatMap((file) =>
    rowsOf(file.replace(/\.json$/, ''), JSON.parse(readFileSync(join(folder, file), 'utf8'))),
  );
  const head = [
    'machine',
    'network',
    'backend, adapter',
    'strategy',
    'ms per step, median (least–greatest)',
    's per biological second',
    'about',
  ];
  const lines = [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`);
  return readFileSync(join(folder, 'README.md'), 'utf8').replace(
    MARKS,
    `<!-- table -->\n${lines.join('\n')}\n<!-- end -->`,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const text = withTable();
  const place = join(folder, 'README.md');
  if (process.argv[2] === '--write') writeFileSync(place, text);
  else if (text !== readFileSync(place, 'utf8')) {
    console.error('bench/gpus/README.md does not have the table of the files: node bench/gpus/table.mjs --write');
    process.exitCode = 1;
  }
}
