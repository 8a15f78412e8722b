/** From a network to a running simulation. */

import { assemble } from '../compile/assemble.ts';
import { buildAhead } from '../compile/stored.ts';
import { integratorNamed } from '../compile/tree-rule.ts';
import { loadTrees } from '../compile/trees.ts';
import { type BackendName, backendNames } from '../engine/engine.ts';
import { synapsesAtHome } from '../engine/wasm/home.ts';
import { strategyName } from '../engine/webgpu/strategies/names.ts';
import { coreCount } from '../environment.ts';
import { CapacityError, shown, UserError } from '../errors.ts';
import { makeable } from '../network/connectivity.ts';
import { type Connectivity, checkConnectivity } from '../network/connectivity-words.ts';
import { Network } from '../network/network.ts';
import { noMore } from '../no-more.ts';
import { amount, anything, callable, type Fields, optional, optionsOf, text } from '../options.ts';
import { initialCheckpoint } from '../program/checkpoint.ts';
import type { Program } from '../program/program.ts';
import { type BackendOptions, backends } from './backends.ts';
import { chooseEngine, type EngineChoice } from './choose.ts';
import { parseStep } from './clock.ts';
import { EngineSimulation } from './simulation.ts';
import type { Simulation, SimulationOptions } from './types.ts';

/**
 * Builds the network, compiles it for a backend and readies it at step 0. Throws a UserError for a bad option, an integrator that does
 * not fit, or a backend that is not to be had here.
 */
export async function createSimulation(
  network: Network,
  options: SimulationOptions = {},
  ...more: undefined[]
): Promise<Simulation> {
  noMore('createSimulation', 'a network and options', more);
  checkNetwork('createSimulation', network);
  readSimulation(options);
  const dt = parseStep(options.dt ?? '0.1 ms');
  const wanted = options.backend ?? 'auto';
  if (wanted !== 'auto' && !backendNames.includes(wanted))
    throw new UserError(`There is no backend ${shown(wanted)}. Allowed are auto, ${backendNames.join(', ')}.`);
  if (options.integrator !== undefined) integratorNamed(options.integrator);
  const { threads: count, strategy } = options;
  if (count !== undefined && !(Number.isInteger(count) && count >= 1 && count <= 256))
    throw new UserError(`threads is ${shown(count)}; it must be a whole number from 1 to 256.`);
  if (strategy !== undefined) {
    strategyName(strategy);
    if (wanted !== 'auto' && wanted !== 'webgpu')
      throw new UserError(
        `A strategy is of the backend webgpu; the backend ${wanted} has none. Leave one of the two out.`,
      );
  }
  const settings: BackendOptions = {
    ...(count === undefined ? {} : { threads: count }),
    ...(strategy === undefined ? {} : { strategy }),
  };
  const connectivity = options.connectivity === undefined ? undefined : checkConnectivity(options.connectivity);
  const advise = adviser(network, connectivity);
  const began = performance.now();
  const onProgress = (fraction: number) => options.onProgress?.('build', fraction);
  const compiled = await advised(advise, async () => {
    const synapses = wanted === 'wasm' || wanted === 'auto' ? { synapses: synapsesAtHome } : {};
    await loadTrees(network);
    await buildAhead(network, dt, { threads: count ?? buildThreads(), onProgress, connectivity, ...synapses });
    return assemble(network, dt, options.integrator, onProgress, connectivity);
  });
  const built = performance.now();
  const { program } = compiled;
  const parameters = program.populations.map((p) => new Map(p.parameters.map((q) => [q.name, q.value])));
  const { engine, why } = await createEngine(program, wanted, settings, advise);
  return new EngineSimulation({
    network,
    compiled,
    engine,
    parameters,
    choice: why,
    integrator: compiled.integrator,
    integratorAsked: options.integrator,
    seconds: { build: (built - began) / 1000, compile: (performance.now() - built) / 1000 },
    start: initialCheckpoint(program),
  });
}

/** Fields of the options of whatever makes a simulation. */
export const simulationFields: Fields<SimulationOptions> = {
  dt: optional(amount),
  backend: optional(text),
  integrator: optional(text),
  threads: optional(anything),
  strategy: optional(text),
  connectivity: optional(text),
  onProgress: optional(callable),
};

const readSimulation = optionsOf<SimulationOptions>('createSimulation', simulationFields);

/** Refuses what is no network. */
export function checkNetwork(what: string, network: unknown): asserts network is Network {
  if (!(network instanceof Network))
    throw new UserError(`${what}: a network, as new Network() makes it, is expected, not ${shown(network)}.`);
}

/** More than these would only wait for memory. */
const buildThreads = (): number => Math.min(8, coreCount());

/** The engine asked for, or for 'auto' the fastest here. */
async function createEngine(
  program: Program,
  wanted: BackendName | 'auto',
  settings: BackendOptions,
  advise: Adviser,
): Promise<EngineChoice> {
  if (wanted === 'auto') return chooseEngine(program, settings, advise);
  return advised(advise, async () => ({
    engine: await backends[wanted].create(program, settings),
    why: `${wanted}, as asked for.`,
  }));
}

type Adviser = (refusal: UserError) => UserError;

/** Where a network is too large and most of its synapses need not be stored, says so. */
function adviser(network: Network, connectivity: Connectivity | undefined): Adviser {
  return (refusal) => {
    if (!(refusal instanceof CapacityError)) return refusal;
    const { stored, made } = makeable(network, connectivity);
    if (!(made > stored)) return refusal;
    return new CapacityError(
      `${refusal.message} Or keep no synapses: with connectivity 'procedural' (--connectivity procedural) about ${made.toPrecision(2)} of them are made anew at each spike and take no memory.`,
      { cause: refusal },
    );
  };
}

async function advised<T>(advise: Adviser, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof UserError ? advise(error) : error;
  }
}
