/** Integrators side by side, from one shared initial state, against the exact curve. */
import { type BackendName, backendNames } from '../engine/engine.ts';
import { integratorByName } from '../integrators/index.ts';
import { noMore } from '../no-more.ts';
import { abortSignal, callable, listOf, number, object, oneOf, optional, optionsOf, text } from '../options.ts';
import { cubicCrossings, linearCrossings, type StateTrace, sampledPeaks } from './crossings.ts';
import { judge, type ReferenceSolution } from './judge.ts';
import type { Specimen } from './specimen.ts';
import { runTrial, type Trial } from './trial.ts';

export interface CompareOptions {
  readonly subject: Specimen;
  /** ms */
  readonly duration: number;
  /** Names of integrators. */
  readonly integrators: readonly string[];
  /** Steps, ms. */
  readonly dts: readonly number[];
  /** Voltage whose upward crossing is a spike, mV. Default 0. */
  readonly level?: number;
  /** Default 'reference'. */
  readonly backend?: BackendName;
  /** Of the judge; default 1e-10. */
  readonly tolerance?: number;
  readonly signal?: AbortSignal;
  /** Gets each result as soon as it is there, with the fraction of the work that is done. */
  readonly onResult?: (result: Contestant, fraction: number) => void;
}

const readCompare = optionsOf<CompareOptions>('compareIntegrators', {
  subject: object,
  duration: number,
  integrators: listOf(text),
  dts: listOf(number),
  level: optional(number),
  backend: optional(oneOf(...backendNames)),
  tolerance: optional(number),
  signal: optional(abortSignal),
  onResult: optional(callable),
});

export interface Contestant extends Trial {
  /** Upward crossings of the level on cubics between the samples, ms; of a cell with a reset its spikes, at the ends of their steps. */
  readonly spikeTimes: readonly number[];
  /** The same crossings on straight lines, as the field's tables give them, ms. */
  readonly linearSpikeTimes: readonly number[];
  /** Undefined for a run that blew up or was refused. */
  readonly errors: Errors | undefined;
}

export interface Errors {
  /** Of each spike: its time less the exact one's, ms. As many as both have. */
  readonly spikeTimes: readonly number[];
  /** Root mean square of those, ms; NaN where there is no spike. */
  readonly spikeTime: number;
  /** Root mean square error of the intervals between successive spikes, ms; NaN with fewer than two. */
  readonly interval: number;
  /** Largest difference of a sampled peak from the true one, signed, mV; NaN where there is no spike. */
  readonly peak: number;
  /** Spikes more (or fewer) than the exact curve has. */
  readonly extraSpikes: number;
  /** Root mean square and largest |ΔV| over all points of the grid, mV. */
  readonly voltage: { readonly rms: number; readonly max: number };
}

export interface Comparison {
  /** The exact curve. */
  readonly exact: ReferenceSolution;
  /** By integrator, then dt, as asked for. */
  readonly results: readonly Contestant[];
  /** By name of the integrator. */
  readonly orders: Readonly<Record<string, MeasuredOrder>>;
}

export interface MeasuredOrder {
  /** Order in theory; Infinity for an exact rule. */
  readonly theory: number;
  /** Slope of log error against log dt by least squares; NaN with fewer than two steps. */
  readonly spikeTime: number;
  readonly interval: number;
  readonly peak: number;
  readonly voltage: number;
}

/**
 * Runs every integrator with every step from the specimen's one initial state. Runs that blow up or do not fit are kept as answers, and
 * the rest continues. Throws a UserError for unknown names and for a cell that has no exact curve.
 */
export async function compareIntegrators(options: CompareOptions, ...more: undefined[]): Promise<Comparison> {
  noMore('compareIntegrators', 'options', more);
  const { subject, duration, integrators, dts, level = 0, backend, signal, onResult } = readCompare(options);
  for (const name of integrators) integratorByName(name);
  const { tolerance } = options;
  const exact = judge(subject, { duration, level, ...(tolerance === undefined ? {} : { tolerance }) });
  const results: Contestant[] = [];
  const total = integrators.length * dts.length;
  for (const integrator of integrators)
    for (const dt of dts) {
      if (signal?.aborted) break;
      const trial = await runTrial(subject, {
        integrator,
        dt,
        duration,
        ...(backend ? { backend } : {}),
        ...(signal ? { signal } : {}),
      });
      const result = contestant(subject, trial, exact, level);
      results.push(result);
      onResult?.(result, results.length / total);
    }
  const orders = Object.fromEntries(
    integrators.map((name) => [
      name,
      measuredOrder(
        name,
        results.filter((r) => r.integrator === name),
      ),
    ]),
  );
  return { exact, results, orders };
}

function contestant(subject: Specimen, trial: Trial, exact: ReferenceSolution, level: number): Contestant {
  const { trace } = trial;
  if (!trace) return { ...trial, spikeTimes: [], linearSpikeTimes: [], errors: undefined };
  const voltage = voltageTrace(subject, trace);
  const spikeTimes = trial.resets ?? cubicCrossings(subject, trace, level);
  return {
    ...trial,
    spikeTimes,
    linearSpikeTimes: trial.resets ?? linearCrossings(voltage, trace.dt, level),
    errors: trial.blowUp ? undefined : errorsOf(subject, trace, spikeTimes, exact, level),
  };
}

/** The voltage of a trace, mV. */
export function voltageTrace(subject: Specimen, trace: StateTrace, ...more: undefined[]): Float64Array {
  noMore('voltageTrace', 'a specimen and its trace', more);
  return trace.states[subject.model.states.findIndex((s) => s.name === subject.voltage)]!;
}

function errorsOf(
  subject: Specimen,
  trace: StateTrace,
  spikeTimes: readonly number[],
  exact: ReferenceSolution,
  level: number,
): Errors {
  const truth = exact.spikeTimes;
  const common = Math.min(spikeTimes.length, truth.length);
  const errors = Array.from({ length: common }, (_, i) => spikeTimes[i]! - truth[i]!);
  const intervals = errors.slice(1).map((e, i) => e - errors[i]!);
  const voltage = voltageTrace(subject, trace);
  const index = subject.model.states.findIndex((s) => s.name === subject.voltage);
  const y = new Float64Array(subject.model.states.length);
  let [square, max] = [0, 0];
  voltage.forEach((v, i) => {
    const d = Math.abs(v - exact.at(Math.min(i * trace.dt, exact.duration), y)[index]!);
    square += d * d;
    max = Math.max(max, d);
  });
  const peaks = sampledPeaks(voltage, level)
    .slice(0, exact.peaks.length)
    .map((peak, i) => peak - exact.peaks[i]!.voltage);
  return {
    spikeTimes: errors,
    spikeTime: rms(errors),
    interval: rms(intervals),
    peak: peaks.reduce((worst, e) => (Math.abs(e) > Math.abs(worst) || Number.isNaN(worst) ? e : worst), Number.NaN),
    extraSpikes: spikeTimes.length - truth.length,
    voltage: { rms: Math.sqrt(square / voltage.length), max },
  };
}

const rms = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : Math.sqrt(values.reduce((s, x) => s + x * x, 0) / values.length);

function measuredOrder(name: string, results: readonly Contestant[]): MeasuredOrder {
  const by = (error: (e: Errors) => number): number =>
    slope(results.flatMap((r) => (r.errors ? [[r.dt, Math.abs(error(r.errors))] as const] : [])));
  return {
    theory: integratorByName(name).order,
    spikeTime: by((e) => e.spikeTime),
    interval: by((e) => e.interval),
    peak: by((e) => e.peak),
    voltage: by((e) => e.voltage.rms),
  };
}

/** Slope of log y against log x by least squares, over points with y above 0. */
function slope(points: readonly (readonly [number, number])[]): number {
  const logs = points.filter(([, y]) => y > 0).map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  if (logs.length < 2) return Number.NaN;
  const mean = (k: 0 | 1): number => logs.reduce((s, p) => s + p[k], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const [up, down] = logs.reduce(([a, b], p) => [a + (p[0] - x) * (p[1] - y), b + (p[0] - x) ** 2], [0, 0]);
  return down > 0 ? up / down : Number.NaN;
}
