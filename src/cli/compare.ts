/** `galvani compare`: two spike files, equal or not. */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type SpikeDifference, spikeDifference } from '../analysis/spike-difference.ts';
import type { Spikes } from '../analysis/spikes.ts';
import { UserError } from '../errors.ts';
import { readSpikeFile, type SpikeFile } from '../files/read-spikes.ts';
import { nearestSteps, parseStep } from '../index.ts';
import { stepTime } from '../numbers/decimal.ts';
import type { CompareArguments } from './arguments.ts';

/** Spikes at most so far apart count as near, ms. */
const NEAR = 1;
/** A time may miss its step by so much of a step: files hold 12 digits and more. */
const OFF_GRID = 1e-3;

/** Answers the exit code: 0 where the spikes are equal, 3 where not. */
export function compare(options: CompareArguments): number {
  const [a, b] = options.files.map(opened) as [SpikeFile, SpikeFile];
  const [nameA, nameB] = options.files;
  const dt = stepOf(options, a, b);
  const [x, y] = [onGrid(a, dt, nameA), onGrid(b, dt, nameB)];
  const size = (of: (s: Spikes) => Uint32Array): number =>
    [x, y].reduce((most, s) => of(s).reduce((m, v) => Math.max(m, v + 1), most), 0);
  const cells = size((s) => s.cells);
  const steps = size((s) => s.steps);
  const found = spikeDifference(x, y, { cells, steps, dt, tolerance: nearestSteps(NEAR, dt) });
  if (options.json) process.stdout.write(`${JSON.stringify({ a: nameA, b: nameB, dt_ms: dt, ...found })}\n`);
  else print(found, dt, nameA, nameB);
  return found.equal ? 0 : 3;
}

/** A folder of results stands for the spikes in it. */
function opened(path: string): SpikeFile {
  const inFolder = join(path, 'spikes.npz');
  const file = statSync(path, { throwIfNoEntry: false })?.isDirectory() && existsSync(inFolder) ? inFolder : path;
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(`'${path}' cannot be read: ${code === 'ENOENT' ? 'there is no such file' : code}.`);
  }
  return readSpikeFile(bytes, file);
}

function stepOf(options: CompareArguments, a: SpikeFile, b: SpikeFile): number {
  const [own, other] = [a.dt ?? b.dt, b.dt ?? a.dt];
  if (own !== other)
    throw new UserError(
      `The two runs have steps of ${own} ms and ${other} ms, so their spikes cannot fall together; compare runs of one dt.`,
    );
  if (options.dt !== undefined) {
    const dt = parseStep(options.dt);
    if (own !== undefined && own !== dt)
      throw new UserError(`--dt is ${options.dt}, and the files say ${own} ms; leave --dt out.`);
    return dt;
  }
  if (own === undefined)
    throw new UserError(
      "CSV and SONATA files do not say the step; give it, such as --dt '0.1 ms', or compare with an NPZ file.",
    );
  return own;
}

/** In steps, sorted by step, then cell. */
function onGrid({ times, neurons }: SpikeFile, dt: number, name: string): Spikes {
  const order = Uint32Array.from(times.keys());
  const step = times.map((t) => Math.round(t / dt));
  const off = times.findIndex(
    (t, k) => !(Math.abs(t / dt - step[k]!) < OFF_GRID && step[k]! >= 0 && step[k]! < 2 ** 32),
  );
  if (off >= 0)
    throw new UserError(
      `${name}: the spike at ${times[off]} ms lies on no step of ${dt} ms; give the --dt of the run.`,
    );
  order.sort((p, q) => step[p]! - step[q]! || neurons[p]! - neurons[q]!);
  return { steps: Uint32Array.from(order, (k) => step[k]!), cells: Uint32Array.from(order, (k) => neurons[k]!) };
}

function print(found: SpikeDifference, dt: number, a: string, b: string): void {
  const { spikes, first_difference: first, rate_hz, distance } = found;
  const say = (name: string, text: string): void => void process.stdout.write(`${name.padEnd(10)} ${text}\n`);
  if (first === null) {
    say('spikes', `equal: ${spikes.a}, each in its step`);
    return;
  }
  const time = stepTime(first.step, dt);
  say('first', `step ${first.step} (${time} ms), neuron ${first.neuron}: only in ${first.only_in === 'a' ? a : b}`);
  say('spikes', `${spikes.a} and ${spikes.b}; ${spikes.common} in common, ${spikes.near} within ${NEAR} ms`);
  const hz = (rate: number | null): string => (rate === null ? '–' : rate.toFixed(3));
  say('rate', `${hz(rate_hz.a)} and ${hz(rate_hz.b)} Hz, of all cells up to the last that spikes`);
  const d = (value: number | null): string => (value === null ? 'none' : value.toFixed(4));
  say(
    'distance',
    `of the cells' rates ${d(distance.rates)}, of intervals ${d(distance.intervals)} (Kolmogorov–Smirnov)`,
  );
}
