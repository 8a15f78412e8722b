/** Results of one machine, as they are saved and loaded. The command line's `bench --json` writes the same form. */
import { type BenchmarkRow, backendNames, profileMeans, UserError } from '../../../index.ts';
import { grouped } from '../../../numbers/grouped.ts';

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

/** Memory moved, by count and not by measurement, GB/s; undefined where the file has no counts. */
export function gigabytesPerSecond({
  cost,
  events_per_step: events,
  cells,
  ms_per_step,
}: ResultRow): number | undefined {
  if (cost === undefined || events === undefined) return undefined;
  return (cells * cost.bytes_per_cell + events * cost.bytes_per_event) / (ms_per_step.median * 1e6);
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

/** Three digits. */
export const timeText = (value: number): string =>
  value >= 100
    ? grouped(value.toFixed(0))
    : Number(value.toPrecision(3)).toFixed(Math.min(9, Math.max(0, 2 - Math.floor(Math.log10(value)))));

/** What the browser tells of the machine. */
export function thisMachine(name: string, rounds: number): Machine {
  const { userAgent, hardwareConcurrency } = navigator;
  const browser = /(Firefox|Edg|Chrome|Version)\/[\d.]+/.exec(userAgent)?.[0] ?? 'unknown browser';
  const system = /\(([^;)]+(?:;[^;)]+)?)/.exec(userAgent)?.[1] ?? '';
  return {
    name,
    date: new Date().toISOString().slice(0, 10),
    description: [`${hardwareConcurrency} threads`, browser.replace('/', ' '), system]
      .filter((t) => t !== '')
      .join(', '),
    rounds,
  };
}

/** '3 + 1/256': as many dispatches in every step, and one more in every 256 steps; '–' where nothing is dispatched. */
export function dispatchesText(perStep: number): string {
  if (perStep === 0) return '–';
  const whole = Math.floor(perStep);
  const rest = perStep - whole;
  if (rest === 0) return `${whole}`;
  // Runs go in chunks of a power of two.
  for (let steps = 2; steps <= 65_536; steps *= 2) {
    if (Number.isInteger(rest * steps)) return `${whole === 0 ? '' : `${whole} + `}${rest * steps}/${steps}`;
  }
  return perStep.toPrecision(3);
}
