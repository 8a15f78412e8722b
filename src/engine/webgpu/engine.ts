/** Opens a program on a WebGPU device: limits checked, memory filled, kernels compiled, a strategy chosen. */
import { InternalError } from '../../errors.ts';
import { junctionsOf } from '../../program/coupling.ts';
import { uniformValues } from '../../program/hoist.ts';
import { layoutOf } from '../../program/layout.ts';
import { cellsOf, type Program } from '../../program/program.ts';
import { rowsOf } from '../../program/space.ts';
import { groupsOf, synapsesOf } from '../../program/synapses.ts';
import type { EmittedWgsl } from '../../program/target/wgsl.ts';
import { checked } from '../checked.ts';
import type { Engine, Probe } from '../engine.ts';
import type { Gpu } from './adapter.ts';
import { borrowGpu } from './borrow.ts';
import { connectionsOf } from './delivery/stored.ts';
import { NetworkFacts } from './facts.ts';
import { lengthsOf } from './lengths.ts';
import { type Limits, limitsOf } from './limits.ts';
import { addConnections, checkFits, createMemory } from './memory.ts';
import { type Contest, chooseStrategy, contestants, namedStrategy, rememberedStrategy } from './strategies/choose.ts';
import { refusalOf, type Strategy } from './strategies/strategy.ts';
import { MOST_STEPS } from './submitter.ts';
import { tuningOf } from './tuning.ts';
import { type KernelVariant, prepareVariant, type VariantRequest } from './variant.ts';
import { WebgpuEngine } from './webgpu-engine.ts';

export interface WebgpuOptions {
  /** Noted after every step. */
  readonly probes?: readonly Probe[];
  /** A device that the engine leaves alone on `dispose`; by default the one that engines share. */
  readonly gpu?: Gpu;
  /** Name of a strategy (see strategies/names.ts); by default a short timed warm-up chooses. */
  readonly strategy?: string;
  /** Threads per workgroup; by default what the strategy finds right for the adapter. */
  readonly threads?: number;
  /** Limits lower than the device's own, to try how a network fits a smaller one. */
  readonly limits?: Partial<Limits>;
  /** Most steps per submit; by default 1024, fewer where a submit would take too long. */
  readonly stepsPerSubmit?: number;
}

/**
 * An engine with the program's state at time 0 and the uniforms of its parameters. Rejects with a CapacityError when the network does
 * not fit, and with a UserError when there is no adapter or no such strategy. Calls of the engine reject with a DeviceLostError once the
 * device is lost.
 */
export async function createWebgpuEngine(
  program: Program,
  emitted: EmittedWgsl,
  options: WebgpuOptions = {},
): Promise<Engine> {
  const gpu = options.gpu ?? (await borrowGpu());
  try {
    return await build(program, emitted, gpu, options);
  } catch (error) {
    if (!options.gpu) gpu.destroy();
    throw error;
  }
}

async function build(program: Program, emitted: EmittedWgsl, gpu: Gpu, options: WebgpuOptions): Promise<Engine> {
  const { device } = gpu;
  const layout = layoutOf(program);
  const tuning = tuningOf(gpu);
  const limits = limitsOf(device, {
    ...tuning.limits,
    ...options.limits,
  });
  const facts = new NetworkFacts(program, limits);
  const contest: Contest = {
    adapter: gpu.name,
    tuning,
    cells: cellsOf(program),
    trees: treesOf(program),
    synapses: synapsesOf(program, ['stored', 'pathway']),
    made: synapsesOf(program, ['made']),
    pathways: groupsOf(program, 'pathway').length > 0,
    junctions: program.sums.reduce((n, sum) => n + junctionsOf(sum), 0),
    refusal: (strategy) => refusalOf(strategy, facts),
  };
  const among = strategiesFor(contest, options.strategy);
  const slots = Math.max(program.ring.slots, ...among.map((strategy) => strategy.slots?.(facts) ?? 0));
  const lengths = lengthsOf(program, layout, emitted, slots);
  checkFits(program, lengths, limits);
  const compiling = prepareAll(among, { facts, emitted, lengths, device, tuning, threads: options.threads });
  device.pushErrorScope('out-of-memory');
  const memory = createMemory(device, program, layout, lengths, emitted);
  // The copies continue while the driver compiles.
  for (const { form } of among) addConnections(device, memory, connectionsOf(form, facts, emitted.made));
  const [variants, shortage] = await Promise.all([compiling, device.popErrorScope()]);
  if (shortage) throw new InternalError(`The device has no memory for the network: ${shortage.message}`);
  const most = Math.max(1, Math.min(MOST_STEPS, options.stepsPerSubmit ?? MOST_STEPS));
  const parts = { program, layout, emitted, gpu, ownsGpu: !options.gpu, memory, slots, most };
  const engine = new WebgpuEngine(parts, variants[0]!);
  try {
    program.populations.forEach((population, p) => {
      const values = new Map(population.parameters.map((parameter) => [parameter.name, parameter.value]));
      engine.setUniforms(p, uniformValues(population.uniforms, values, program.dt));
    });
    if (variants.length > 1)
      await engine.use(await chooseStrategy(contest, variants, (variant) => engine.time(variant)));
    await engine.settle();
    return checked(program, engine, options.probes);
  } catch (error) {
    engine.dispose();
    throw error;
  }
}

/** Cells with dendrites and their sites. */
function treesOf({ populations }: Program): { readonly cells: number; readonly sites: number } {
  const those = populations.filter(({ tree }) => tree);
  return { cells: those.reduce((n, { size }) => n + size, 0), sites: rowsOf({ populations: those }) };
}

/** The strategy asked for, or the one remembered, or those that must be timed. */
function strategiesFor(contest: Contest, name: string | undefined): readonly Strategy[] {
  if (name !== undefined) return [namedStrategy(name, contest)];
  const known = rememberedStrategy(contest);
  return known ? [known] : contestants(contest);
}

/** All that compile. The first must; another that a driver does not take is no loss. */
async function prepareAll(among: readonly Strategy[], request: VariantRequest): Promise<KernelVariant[]> {
  const [first, ...others] = await Promise.allSettled(among.map((strategy) => prepareVariant(strategy, request)));
  if (first!.status === 'rejected') throw first!.reason;
  return [first!.value, ...others.flatMap((other) => (other.status === 'fulfilled' ? [other.value] : []))];
}
