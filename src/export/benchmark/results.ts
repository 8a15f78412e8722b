/** Results of a benchmark on one machine, as the page saves and loads them. The command line's `bench --json` writes the same form. */
import { type BenchmarkRow, backendNames, profileMeans, UserError } from '../../index.ts';

export interface Machine {
  /** What its owner calls it. */
  readonly name: string;
  /** yyyy-mm-dd */
  readonly date: string;
  /** Processor, browser or Node, as far as they tell. */
  readonly description: string;
  readonly rounds: number;
}

/** A row; files of earlier versions lack the counts. */
export type ResultRow = Omit<BenchmarkRow, 'cost' | 'events_per_step'> &
  Partial<Pick<BenchmarkRow, 'cost' | 'events_per_step'>>;

export interface ResultSet {
  readonly machine: Machine;
  readonly rows: readonly ResultRow[];
}

/** Longest file that is read, bytes. */
export const longestFile = 2_000_000;

export const writeResults = (set: ResultSet): string => `${JSON.stringify({ galvani: 'bench', ...set }, null, 2)}\n`;

/** Reads a saved file. Throws a UserError that says what is wrong with it. */
export function readResults(text: string, file: string): ResultSet {
  const wrong = (what: string): UserError => new UserError(`${file} holds no results of the bench: ${what}.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw wrong('it is not JSON');
  }
  if (!isRecord(value)) throw wrong('it is not an object');
  const { rows, machine } = value;
  if (!Array.isArray(rows) || rows.length === 0 || rows.length > 1000) throw wrong('it has no list of rows');
  const about = isRecord(machine) ? machine : {};
  return {
    machine: {
      name: shortText(about['name']) || file.replace(/\.json$/, ''),
      date: shortText(about['date']),
      description: shortText(about['description']) || [about['cpu'], about['node']].map(shortText).join(' ').trim(),
      rounds: typeof about['rounds'] === 'number' ? about['rounds'] : 0,
    },
    rows: rows.map((row: unknown, i) => {
      const problem = rowProblem(row);
      if (problem) throw wrong(`row ${i + 1} ${problem}`);
      return row as ResultRow;
    }),
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const shortText = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 200) : '');

const texts = ['name', 'adapter', 'strategy', 'spike_hash'] as const;
const numbers = [
  'cells',
  'synapses',
  'bytes_per_synapse',
  'steps',
  'dispatches_per_step',
  'build_s',
  'compile_s',
  'realtime_factor',
  'ratio',
  'spikes',
] as const;

function rowProblem(row: unknown): string | undefined {
  if (!isRecord(row)) return 'is not an object';
  if (!backendNames.some((b) => b === row['backend'])) return 'names no known backend';
  const text = texts.find((key) => typeof row[key] !== 'string' || row[key].length > 300);
  if (text) return `has no text '${text}'`;
  const number = numbers.find((key) => typeof row[key] !== 'number' || !Number.isFinite(row[key]));
  if (number) return `has no number '${number}'`;
  const cost = row['cost'];
  const counted = isRecord(cost) && ['bytes_per_cell', 'bytes_per_event'].every((key) => Number.isFinite(cost[key]));
  if (cost !== undefined && !(counted && Number.isFinite(row['events_per_step']))) return 'has counts without numbers';
  const times = row['ms_per_step'];
  const named = isRecord(times) ? times : {};
  const time = ['median', 'min', 'max'].find((key) => !(typeof named[key] === 'number' && named[key] > 0));
  return time ? `has no time per step '${time}'` : phasesProblem(row['phases']);
}

/** What is wrong with a step's phases, where a row has them. */
function phasesProblem(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const { rows, means, ...times } = isRecord(value) ? value : {};
  const isTime = (time: unknown): boolean => typeof time === 'number' && Number.isFinite(time) && time >= 0;
  const named = ['waiting_ms_per_step', 'rest_ms_per_step'] as const;
  if (!profileMeans.some((known) => known === means)) return "has phases without the means 'means'";
  if (!isTime(times['ms_per_step']) || times['ms_per_step'] === 0 || named.some((name) => !isTime(times[name])))
    return 'has phases without times';
  if (!Array.isArray(rows) || rows.length === 0 || rows.length > 20) return 'has no list of phases';
  const isPhase = (row: unknown): boolean =>
    isRecord(row) &&
    typeof row['phase'] === 'string' &&
    /^.{1,100}$/.test(row['phase']) &&
    isTime(row['ms_per_step']) &&
    isTime(row['dispatches_per_step']);
  return rows.every(isPhase) ? undefined : 'has a phase without a name or numbers';
}
