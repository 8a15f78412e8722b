/** Two variables of a cell against each other, which a run does not keep: by running the experiment again. */
import { InternalError } from '../../errors.ts';
import { createSimulation, type Network } from '../../index.ts';
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
  /** Whether the replay has the run's own spikes. */
  readonly same: boolean;
}

/** A state variable, with the unit that it is shown in. */
export interface PhaseVariable {
  readonly name: string;
  readonly unit: string;
}

/** Pure numbers have no unit to write. */
const shown = (unit: string | undefined) =>
  unit === undefined || unit === '1' ? { unit: '', factor: 1 } : readableUnit(unit);

/** State variables of the cell's population, in the model's order; none for a cell that the network does not have. `dt` in ms. */
export function phaseVariables(network: Network, cell: number, dt: number): PhaseVariable[] {
  let first = 0;
  for (const population of network.populations) {
    if (population.blueprint.role !== 'cells') continue;
    if (cell < first + population.size) {
      const { states } = population.blueprint.model(dt);
      return states.map(({ name, unit }) => ({ name, unit: shown(unit).unit }));
    }
    first += population.size;
  }
  return [];
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
    const same = seen.length === spikes.length && seen.every((step, k) => step === spikes[k]);
    return { x: columns[0], y: columns[1], units: [shown(units[0]).unit, shown(units[1]).unit], same };
  } finally {
    simulation.dispose();
  }
}
