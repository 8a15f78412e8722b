/** What the run does not keep: two variables of a cell, by running the experiment again, and its connectivity. */
import { InternalError } from '../../../../../errors.ts';
import {
  createSimulation,
  type Network,
  type ProjectionCensus,
  projectionCensus,
  type Simulation,
} from '../../../../../index.ts';
import { type Experiment, networkOf, populationOf, readableUnit, shownValues } from '../../../../../live/index.ts';
import { admittedPreset } from '../../../../own/build.ts';
import { histogramOf, rangeOf } from './histogram.ts';
import { synapsesOf } from './joins.ts';
import type {
  CellSynapses,
  Degrees,
  JoinsInput,
  PhaseInput,
  PhaseOutput,
  SynapseInput,
  VariablesOutput,
} from './view-tasks.ts';

const networkAsked = async (experiment: Experiment): Promise<Network> =>
  networkOf(await admittedPreset(experiment), experiment);

/** The synapses of the experiment that was asked for last: plastic ones are asked for again and again. */
let counted:
  | { readonly of: string; readonly network: Network; readonly census: readonly ProjectionCensus[] }
  | undefined;

async function censusOf(experiment: Experiment): Promise<NonNullable<typeof counted>> {
  const of = JSON.stringify(experiment);
  if (counted?.of === of) return counted;
  const network = await networkAsked(experiment);
  counted = { of, network, census: projectionCensus(network, { dt: { value: experiment.dt, unit: 'ms' } }) };
  return counted;
}

export async function joins(input: JoinsInput): Promise<CellSynapses[]> {
  const { network, census } = await censusOf(input.experiment);
  return synapsesOf(network, census, input);
}

export async function synapses({ experiment, now, units }: SynapseInput): Promise<Degrees[]> {
  return (await censusOf(experiment)).census.map((census): Degrees => {
    const { name, onSpike, synapses: count, multapses, autapses, delays, weightUnit } = census;
    const begun = units === undefined && census.weights ? shownValues(census.weights, weightUnit) : undefined;
    const changed = now.find((w) => w.name === name)?.values;
    const ranges = [begun, changed].flatMap((values) => (values === undefined ? [] : [rangeOf(values)]));
    const range = [Math.min(...ranges.map(([low]) => low)), Math.max(...ranges.map(([, high]) => high))] as const;
    return {
      name,
      onSpike,
      synapses: count,
      multapses,
      autapses,
      out: histogramOf(census.outDegrees, true),
      in: histogramOf(census.inDegrees, true),
      weights: begun && histogramOf(begun, false, range),
      now: changed && histogramOf(changed, false, range),
      unit: units ? units[name] : weightUnit && readableUnit(weightUnit).unit,
      delays: typeof delays === 'number' || delays === undefined ? delays : histogramOf(delays, false),
    };
  });
}

export async function variables({
  experiment,
  cell,
}: {
  experiment: Experiment;
  cell: number;
}): Promise<VariablesOutput> {
  let first = 0;
  for (const population of (await networkAsked(experiment)).populations) {
    if (population.blueprint.role !== 'cells') continue;
    if (cell < first + population.size) {
      const { states } = population.blueprint.model(experiment.dt);
      return { variables: states.map(({ name, unit }) => ({ name, unit: shown(unit).unit })) };
    }
    first += population.size;
  }
  return { variables: [] };
}

/** Pure numbers have no unit to write. */
const shown = (unit: string | undefined) =>
  unit === undefined || unit === '1' ? { unit: '', factor: 1 } : readableUnit(unit);

interface Context {
  readonly onPart: (fraction: number) => void;
  readonly signal: AbortSignal;
}

/** With the steps of the cell's spikes in the run that is shown, up to `to`. */
type Seen = PhaseInput & { readonly spikes: Uint32Array };

/** Runs the experiment from the start. `same` tells whether the cell spiked as in the run that is shown. */
export async function phase(input: Seen, { onPart, signal }: Context): Promise<PhaseOutput> {
  const { experiment, cell, from, to } = input;
  const simulation = await createSimulation(await networkAsked(experiment), {
    dt: { value: experiment.dt, unit: 'ms' },
    backend: experiment.backend === 'best' ? 'auto' : experiment.backend,
    ...(experiment.integrator === '' ? {} : { integrator: experiment.integrator }),
    connectivity: experiment.connectivity,
  });
  try {
    return await follow(simulation, input, { onPart, signal });
  } finally {
    simulation.dispose();
  }

  async function follow(run: Simulation, { x, y, spikes }: Seen, context: Context): Promise<PhaseOutput> {
    const population = populationOf(run.groups, cell);
    if (population === undefined) throw new InternalError(`There is no cell ${cell}.`);
    run.setTraces([{ population: population.name, variables: [x, y], cells: [cell - population.first] }]);
    const columns = [new Float64Array(to - from), new Float64Array(to - from)] as const;
    const seen: number[] = [];
    let units: readonly string[] = [];
    await run.run(to, {
      signal: context.signal,
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
        context.onPart((block.firstStep + block.steps) / to);
      },
    });
    const same = seen.length === spikes.length && seen.every((step, k) => step === spikes[k]);
    return { x: columns[0], y: columns[1], units: [shown(units[0]).unit, shown(units[1]).unit], same };
  }
}
