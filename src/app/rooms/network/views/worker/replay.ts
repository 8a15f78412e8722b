/** What the run does not keep: two variables of a cell, by running the experiment again, and its connectivity. */
import { type Network, type ProjectionCensus, projectionCensus } from '../../../../../index.ts';
import {
  type CellSynapses,
  cellSynapses,
  type Experiment,
  networkOf,
  type PhasePlane,
  type PhasePlaneInput,
  type PhaseVariable,
  phasePlane,
  phaseVariables,
  type SynapseHistograms,
  synapseHistograms,
} from '../../../../../live/index.ts';
import { admittedPreset } from '../../../../own/build.ts';
import type { JoinsInput, SynapseInput, VariablesInput } from './view-tasks.ts';

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
  return cellSynapses(network, census, input);
}

export const synapses = async (input: SynapseInput): Promise<SynapseHistograms[]> =>
  synapseHistograms((await censusOf(input.experiment)).census, input);

export const variables = async ({ experiment, cell }: VariablesInput): Promise<PhaseVariable[]> =>
  phaseVariables(await networkAsked(experiment), cell, experiment.dt);

/** `spikes`: as `phasePlane` takes them. */
export const phase = async (
  input: PhasePlaneInput & { readonly spikes: Uint32Array },
  tools: Parameters<typeof phasePlane>[2],
): Promise<PhasePlane> => phasePlane(await networkAsked(input.experiment), input, tools);
