/** Making simulations of an experiment, on the backend asked for or the next best. */
import { gpuHere, type Network, type Simulation, type SimulationOptions, UserError } from '../index.ts';
import type { Experiment, ProgressStage } from './types.ts';

export interface SimulationTools {
  readonly create: (network: Network, options: SimulationOptions) => Promise<Simulation>;
  readonly onProgress: (stage: ProgressStage, fraction: number) => void;
}

export interface MadeSimulation {
  readonly simulation: Simulation;
  /** Why another backend runs than was asked for; '' if none does. */
  readonly instead: string;
}

/** `tell`: whether the stages of building are told. */
export function make(
  network: Network,
  experiment: Experiment,
  backend: Exclude<Experiment['backend'], 'best'>,
  tools: SimulationTools,
  tell = false,
): Promise<Simulation> {
  return tools.create(network, {
    dt: { value: experiment.dt, unit: 'ms' },
    backend,
    ...(experiment.integrator === '' ? {} : { integrator: experiment.integrator }),
    connectivity: experiment.connectivity,
    onProgress: (stage, fraction) => {
      if (tell && stage !== 'run') tools.onProgress(stage, fraction);
    },
  });
}

/** Where WebGPU does not start, the best of the others does; where there is no graphics card, what is fastest is best. */
export async function makeAnywhere(
  network: Network,
  experiment: Experiment,
  backend: Experiment['backend'],
  tools: SimulationTools,
  tell = false,
): Promise<MadeSimulation> {
  const wanted = backend === 'best' ? ((await gpuHere())?.software === false ? 'webgpu' : 'auto') : backend;
  try {
    return { simulation: await make(network, experiment, wanted, tools, tell), instead: '' };
  } catch (thrown) {
    if (wanted !== 'webgpu' || !(thrown instanceof UserError)) throw thrown;
    try {
      const simulation = await make(network, experiment, 'auto', tools, tell);
      const instead = `WebGPU does not start here, so ${simulation.backend} runs instead. ${thrown.message}`;
      return { simulation, instead };
    } catch (second) {
      // What is wrong with the network is wrong with it on every backend.
      throw second instanceof UserError ? thrown : second;
    }
  }
}
