/** Spikes that were recorded elsewhere, from CSV, NPZ and SONATA files: each a time and the number of a cell. */
import { UserError } from '../errors.ts';
import { readNpz } from '../files/npz.ts';
import { readSpikeFile } from '../files/read-spikes.ts';

export interface RecordedSpikes {
  /** Of the file. */
  readonly name: string;
  /** ms, ascending. */
  readonly times: Float64Array;
  /** Network-wide numbers. */
  readonly cells: Uint32Array;
}

const most = 5_000_000;
/** ms per unit. */
const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, us: 0.001 };
const cellNames = /^(?:neuron|neurons|cell|cells|id|ids|i|sender|senders|node_id|node_ids)$/i;

/** Whether a file may hold what was recorded, by its name. */
export const mayHoldRecordings = (name: string): boolean => /\.(csv|npz|h5)$/i.test(name);

/** Throws a UserError that says what is lacking, and in which line. */
export function recordedSpikes(name: string, bytes: Uint8Array): RecordedSpikes {
  if (/\.h5$/i.test(name)) {
    const { times, neurons } = readSpikeFile(bytes, name);
    const wrong = times.findIndex((t, k) => !isSpike(t, neurons[k]!));
    if (wrong >= 0)
      throw new UserError(`'${name}': entry ${wrong} is at ${times[wrong]} ms, which is no time of a spike.`);
    return sorted(name, times, Float64Array.from(neurons));
  }
  return /\.npz$/i.test(name) ? fromNpz(name, bytes) : fromCsv(name, new TextDecoder().decode(bytes));
}

/** 'time_ms', 'time (s)', 't' (ms): ms per unit; undefined for no name of a time. */
function timeUnit(name: string): number | undefined {
  const found = /^(?:t|time|times|timestamps?|spike_times?)(?:[ _]*[([]?(ms|s|us)[)\]]?)?$/i.exec(name.trim());
  return found === null ? undefined : units[(found[1] ?? 'ms').toLowerCase()];
}

function fromNpz(name: string, bytes: Uint8Array): RecordedSpikes {
  const arrays = readNpz(bytes);
  const time = [...arrays.keys()].find((key) => timeUnit(key) !== undefined);
  const cell = [...arrays.keys()].find((key) => cellNames.test(key));
  if (time === undefined || cell === undefined)
    throw new UserError(
      `'${name}' holds ${[...arrays.keys()].join(', ') || 'no arrays'}; spikes are two arrays, time_ms and neuron.`,
    );
  const factor = timeUnit(time)!;
  const times = Float64Array.from(arrays.get(time)!.data as ArrayLike<number>, (t) => Number(t) * factor);
  const cells = Float64Array.from(arrays.get(cell)!.data as ArrayLike<number>, Number);
  if (times.length !== cells.length)
    throw new UserError(`'${name}' has ${times.length} times and ${cells.length} cells; one of each makes a spike.`);
  const wrong = times.findIndex((t, k) => !isSpike(t, cells[k]!));
  if (wrong >= 0)
    throw new UserError(`'${name}': entry ${wrong} is ${times[wrong]} ms, cell ${cells[wrong]}, which is no spike.`);
  return sorted(name, times, cells);
}

function fromCsv(name: string, text: string): RecordedSpikes {
  const lines = text.split(/\r?\n/);
  const heading = (lines[0] ?? '').split(/[,;\t]/).map((title) => title.trim().replace(/^"|"$/g, ''));
  const time = heading.findIndex((title) => timeUnit(title) !== undefined);
  const cell = heading.findIndex((title) => cellNames.test(title));
  if (time < 0 || cell < 0 || heading.length !== 2)
    throw new UserError(
      `'${name}' begins with '${(lines[0] ?? '').slice(0, 60)}'; a file of spikes has two columns under a line 'time_ms,neuron'.`,
    );
  const factor = timeUnit(heading[time]!)!;
  const times: number[] = [];
  const cells: number[] = [];
  lines.slice(1).forEach((line, k) => {
    if (line.trim() === '') return;
    const parts = line.split(/[,;\t]/);
    const [t, c] = [parts[time], parts[cell]].map((part) =>
      part === undefined || part.trim() === '' ? Number.NaN : Number(part),
    );
    if (!isSpike(t! * factor, c!) || times.length >= most)
      throw new UserError(
        times.length >= most
          ? `'${name}' has more than ${most} spikes, the most that are laid over a run.`
          : `'${name}', line ${k + 2}: '${line.slice(0, 40)}' is no time and number of a cell.`,
      );
    times.push(t! * factor);
    cells.push(c!);
  });
  return sorted(name, Float64Array.from(times), Float64Array.from(cells));
}

const isSpike = (time: number, cell: number): boolean =>
  Number.isFinite(time) && time >= 0 && Number.isInteger(cell) && cell >= 0 && cell < 2 ** 31;

function sorted(name: string, times: Float64Array, cells: Float64Array): RecordedSpikes {
  const order = Uint32Array.from(times, (_, k) => k).sort((a, b) => times[a]! - times[b]! || cells[a]! - cells[b]!);
  return {
    name,
    times: Float64Array.from(order, (k) => times[k]!),
    cells: Uint32Array.from(order, (k) => cells[k]!),
  };
}
