/** Firing rate against injected current: all currents at once, as the cells of one population. */
import { type BackendName, backendNames } from '../engine/engine.ts';
import { UserError } from '../errors.ts';
import { noMore } from '../no-more.ts';
import { abortSignal, callable, listOf, number, oneOf, optional, optionsOf, text } from '../options.ts';
import { fromUnit } from '../quantity/quantity.ts';
import { createSimulation } from '../simulate/create.ts';
import { networkOf, type Specimen, unitNamed } from './specimen.ts';

export interface FICurveOptions {
  /** Values of the parameter in its own unit, one cell each. */
  readonly currents: ArrayLike<number>;
  /** Name of the parameter; default 'I'. */
  readonly parameter?: string;
  /** ms; default 1000. */
  readonly duration?: number;
  /** Spikes before this time count neither for the rate nor as intervals, ms; default a fifth of the duration. */
  readonly settle?: number;
  /** ms; default 0.05. */
  readonly dt?: number;
  /** Default 'staggered': cheap, and right to about 0.1 % in rate at this dt. */
  readonly integrator?: string;
  /** Default 'auto'. */
  readonly backend?: BackendName | 'auto';
  readonly signal?: AbortSignal;
  readonly onProgress?: (fraction: number) => void;
}

const readCurve = optionsOf<FICurveOptions>('fICurve', {
  currents: listOf(number),
  parameter: optional(text),
  duration: optional(number),
  settle: optional(number),
  dt: optional(number),
  integrator: optional(text),
  backend: optional(oneOf('auto', ...backendNames)),
  signal: optional(abortSignal),
  onProgress: optional(callable),
});

export interface FICurve {
  readonly parameter: string;
  /** Unit of the currents. */
  readonly unit: string;
  readonly currents: Float64Array;
  /** Inverse of the mean interval between spikes after `settle`; 0 with fewer than two spikes there. Hz */
  readonly rates: Float64Array;
  /** Inverse of the first interval of the run; 0 without one. Hz. Above `rates` where the cell adapts. */
  readonly onset: Float64Array;
  /** Time of the first spike, ms; NaN without one. */
  readonly latency: Float64Array;
  /** Number of all spikes. */
  readonly spikes: Uint32Array;
  /** Smallest current of those given that fires repeatedly to the end; undefined if none does. */
  readonly rheobase: number | undefined;
  readonly backend: BackendName;
}

/**
 * Runs one cell per current. Spikes are those of the model's threshold. Throws a UserError for a model without one or without the
 * parameter, a BlowUpError where the integrator is not stable.
 */
export async function fICurve(subject: Specimen, options: FICurveOptions, ...more: undefined[]): Promise<FICurve> {
  noMore('fICurve', 'a specimen and options', more);
  const {
    parameter = 'I',
    duration = 1000,
    dt = 0.05,
    integrator = 'staggered',
    backend = 'auto',
  } = readCurve(options);
  const settle = options.settle ?? duration / 5;
  if (!(duration > 0 && dt > 0 && duration / dt <= 1e7))
    throw new UserError(`The curve takes ${duration} ms in steps of ${dt} ms; it takes from one step to 10⁷.`);
  if (!subject.model.threshold)
    throw new UserError("This cell has no threshold, so it makes no spikes; give it one, such as 'crosses(V, 0 mV)'.");
  const unit = unitNamed(subject.model, parameter);
  const currents = Float64Array.from(options.currents);
  const network = networkOf(subject, currents.length, { [parameter]: currents.map((x) => fromUnit(x, unit)) });
  const simulation = await createSimulation(network, { dt: `${dt} ms`, integrator, backend });
  const times: number[][] = Array.from(currents, () => []);
  try {
    const steps = Math.max(1, Math.round(duration / dt));
    let done = 0;
    await simulation.run(steps, {
      keep: false,
      ...(options.signal ? { signal: options.signal } : {}),
      onBlock: (block) => {
        block.spikes.cells.forEach((cell, k) => {
          times[cell]!.push(block.spikes.steps[k]! * dt);
        });
        done += block.steps;
        options.onProgress?.(done / steps);
      },
    });
  } finally {
    simulation.dispose();
  }
  const late = times.map((all) => all.filter((t) => t >= settle));
  const rates = Float64Array.from(late, (t) => (t.length < 2 ? 0 : (1000 * (t.length - 1)) / (t.at(-1)! - t[0]!)));
  // A cell that stopped has no spike within the last three of its own intervals.
  const lasting = late.map((t, i) => rates[i]! > 0 && duration - t.at(-1)! < 3000 / rates[i]!);
  const firing = Array.from(currents).filter((_, i) => lasting[i]);
  return {
    parameter,
    unit,
    currents,
    rates,
    onset: Float64Array.from(times, (t) => (t.length < 2 ? 0 : 1000 / (t[1]! - t[0]!))),
    latency: Float64Array.from(times, (t) => t[0] ?? Number.NaN),
    spikes: Uint32Array.from(times, (t) => t.length),
    rheobase: firing.length > 0 ? Math.min(...firing) : undefined,
    backend: simulation.backend,
  };
}
