/** Results to be shared: as a table for people, and as the report that a tracker of the project opens with. */
import { threeDigits } from '../../numbers/three-digits.ts';
import type { ResultSet } from './results.ts';

/** Longest address that browsers and hosts take without a word, characters. */
const longest = 7000;

/** Markdown: the machine, a row for each network and backend. Texts of the machine are quoted, so that they stay text. */
export function reportText({ machine, rows }: ResultSet): string {
  const cell = (text: string): string => text.replace(/[|\\`<>[\]\r\n]/g, ' ').trim();
  const lines = rows.map((row) =>
    [
      row.name,
      `${row.backend}, ${row.adapter}`,
      row.strategy,
      threeDigits(row.ms_per_step.median),
      `${threeDigits(row.ms_per_step.min)}–${threeDigits(row.ms_per_step.max)}`,
      threeDigits(row.realtime_factor),
      row.spike_hash.slice(0, 8),
    ]
      .map((text) => `| ${cell(text)} `)
      .join(''),
  );
  return [
    `${cell(machine.name)}: ${cell(machine.description)}; ${machine.date}, medians of ${machine.rounds} rounds.`,
    '',
    '| network | backend, adapter | strategy | ms per step | least–greatest | s per biological second | spikes |',
    '|---|---|---|---|---|---|---|',
    ...lines.map((line) => `${line}|`),
    '',
  ].join('\n');
}

/**
 * Where a new report is written with the results in it. `tracker`: address of the project's issues. Rows that would make the address too
 * long are left out, and the report says that the file has them.
 */
export function reportAddress(tracker: string, set: ResultSet): string {
  for (let count = set.rows.length; ; count--) {
    const left = set.rows.length - count;
    const text = reportText({ ...set, rows: set.rows.slice(0, count) });
    const address = new URL(`${tracker.replace(/\/$/, '')}/new`);
    address.searchParams.set('template', 'bench.yml');
    address.searchParams.set('title', `Bench: ${set.machine.name}`);
    address.searchParams.set('machine', `${set.machine.name}: ${set.machine.description}`);
    address.searchParams.set('rows', left === 0 ? text : `${text}\n${left} more rows are in the file.\n`);
    if (address.href.length <= longest || count === 0) return address.href;
  }
}
