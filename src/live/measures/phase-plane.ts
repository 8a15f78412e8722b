/** Two variables of a cell against each other, which a run does not keep: by running the experiment again. */
import { InternalError, UserError } from '../../errors.ts';
import {
  createSimulation,
  type FixedPoint,
  fromUnit,
  type Model,
  type Network,
  phasePortrait,
  type Simulation,
} from '../../index.ts';
import { columnReader } from '../../network/columns.ts';
import { extent, roundEnds } from '../../numbers/axis.ts';
import { make } from '../make.ts';
import { readableUnit } from '../shown-units.ts';
import { populationOf } from '../traced.ts';
import type { Experiment } from '../types.ts';

export interface PhasePlaneInput {
  /** As it began. */
  readonly experiment: Experiment;
  /** Network-wide number. */
  readonly cell: number;
  readonly x: string;
  readonly y: string;
  /** Steps from ≤ k < to. */
  readonly from: number;
  readonly to: number;
}

/** A value at the end of each step, in the units that are shown. */
export interface PhasePlane {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly units: readonly [string, string];
  /** Ends of the axes: the course with room about it. */
  readonly axes: readonly [Ends, Ends];
  /** Undefined where the two are one variable. */
  readonly portrait: Portrait | undefined;
  /** Why there is no portrait of two variables, a sentence; or ''. */
  readonly whyNone: string;
  /** Whether the replay has the run's own spikes. */
  readonly same: boolean;
}

type Ends = readonly [low: number, high: number];

/** As `PhasePortrait`, at the values and the time at which the course ends, in the units that are shown. */
export interface Portrait {
  readonly nullclines: readonly [Float64Array, Float64Array];
  readonly fixedPoints: readonly FixedPoint[] | undefined;
  readonly held: readonly string[];
  readonly noise: boolean;
}

/** A state variable, with the unit that it is shown in. */
export interface PhaseVariable {
  readonly name: string;
  readonly unit: string;
}

/** Pure numbers have no unit to write. */
const shown = (unit: string | undefined) =>
  unit === undefined || unit === '1' ? { unit: '', factor: 1 } : readableUnit(unit);

/** The cell's population, and the cell's number in it. */
function memberOf(network: Network, cell: number) {
  let first = 0;
  for (const population of network.populations) {
    if (population.blueprint.role !== 'cells') continue;
    if (cell < first + population.size) return { population, own: cell - first };
    first += population.size;
  }
  return undefined;
}

/** State variables of the cell's population, in the model's order; none for a cell that the network does not have. `dt` in ms. */
export function phaseVariables(network: Network, cell: number, dt: number): PhaseVariable[] {
  const { states } = memberOf(network, cell)?.population.blueprint.model(dt) ?? { states: [] };
  return states.map(({ name, unit }) => ({ name, unit: shown(unit).unit }));
}

interface Tools {
  /** Share of the replay that is done. */
  readonly onPart: (fraction: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs the experiment from the start. `network`: its network at the start; `spikes`: the steps of the cell's spikes in the run that is
 * shown, up to `to`. What was done to the run while it went is left out, so `same` tells whether the cell spiked as it did there.
 */
export async function phasePlane(
  network: Network,
  { experiment, cell, x, y, from, to, spikes }: PhasePlaneInput & { readonly spikes: Uint32Array },
  { onPart, signal }: Tools,
): Promise<PhasePlane> {
  const backend = experiment.backend === 'best' ? 'auto' : experiment.backend;
  const simulation = await make(network, experiment, backend, { create: createSimulation, onProgress() {} });
  try {
    const population = populationOf(simulation.groups, cell);
    if (population === undefined) throw new InternalError(`There is no cell ${cell}.`);
    simulation.setTraces([{ population: population.name, variables: [x, y], cells: [cell - population.first] }]);
    const columns = [new Float64Array(to - from), new Float64Array(to - from)] as const;
    const seen: number[] = [];
    let units: readonly string[] = [];
    await simulation.run(to, {
      signal: signal,
      keep: false,
      onBlock: (block) => {
        const trace = block.traces[0];
        if (trace === undefined) return;
        units = trace.units;
        for (let s = 0; s < block.steps; s++) {
          const at = block.firstStep + s - from;
          if (at < 0) continue;
          columns[0][at] = trace.values[2 * s]! * shown(units[0]).factor;
          columns[1][at] = trace.values[2 * s + 1]! * shown(units[1]).factor;
        }
        block.spikes.cells.forEach((c, k) => {
          if (c === cell) seen.push(block.spikes.steps[k]!);
        });
        onPart((block.firstStep + block.steps) / to);
      },
    });
    const axes = [roomy(columns[0]), roomy(columns[1])] as const;
    const same = seen.length === spikes.length && seen.every((step, k) => step === spikes[k]);
    return {
      x: columns[0],
      y: columns[1],
      units: [shown(units[0]).unit, shown(units[1]).unit],
      axes,
      ...(x === y
        ? { portrait: undefined, whyNone: '' }
        : await portraitOf(simulation, network, experiment.dt, { cell, x, y, axes })),
      same,
    };
  } finally {
    simulation.dispose();
  }
}

/** Room on either side of the course: fixed points lie about it, seldom on it. */
const room = 0.05;

function roomy(values: Float64Array): Ends {
  const [low, high] = extent([values]) ?? [0, 1];
  const more = room * (high - low);
  return roundEnds(low - more, high + more);
}

interface Window {
  readonly cell: number;
  readonly x: string;
  readonly y: string;
  readonly axes: readonly [Ends, Ends];
}

/** With the state that the simulation has now, and the parameters that it began with. */
async function portraitOf(
  simulation: Simulation,
  network: Network,
  dt: number,
  { cell, x, y, axes }: Window,
): Promise<Pick<PhasePlane, 'portrait' | 'whyNone'>> {
  const { population, own } = memberOf(network, cell)!;
  const model: Model = population.blueprint.model(dt);
  const columns = await Promise.all(model.states.map((s) => simulation.read(population.name, s.name)));
  const given = columnReader(population, network.seed, model.parameters);
  const parameter = (name: string): number => {
    const value = given(name);
    return typeof value === 'number' ? value : value[own]!;
  };
  const subject = {
    model,
    initial: Object.fromEntries(model.states.map((s, k) => [s.name, fromUnit(columns[k]![own]!, s.unit || '1')])),
    parameters: Object.fromEntries(model.parameters.map((p) => [p.name, parameter(p.name)])),
  };
  const { factor: fx } = shown(model.states.find((s) => s.name === x)!.unit);
  const { factor: fy } = shown(model.states.find((s) => s.name === y)!.unit);
  const axis = (variable: string, [low, high]: Ends, factor: number) => ({
    variable,
    low: low / factor,
    high: high / factor,
  });
  try {
    const { nullclines, fixedPoints, held, noise } = phasePortrait(subject, {
      x: axis(x, axes[0], fx),
      y: axis(y, axes[1], fy),
      time: simulation.step * dt,
    });
    const scaled = (pieces: Float64Array) => pieces.map((v, k) => v * (k % 2 === 0 ? fx : fy));
    const portrait: Portrait = {
      nullclines: [scaled(nullclines.x), scaled(nullclines.y)],
      fixedPoints: fixedPoints?.map((p) => ({ x: p.x * fx, y: p.y * fy, stable: p.stable })),
      held,
      noise,
    };
    return { portrait, whyNone: '' };
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    return { portrait: undefined, whyNone: thrown.message };
  }
}
