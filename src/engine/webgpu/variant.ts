/** A program compiled for one strategy. */
import { cellsOf, type Program } from '../../program/program.ts';
import type { EmittedWgsl } from '../../program/wgsl.ts';
import type { Gpu } from './adapter.ts';
import { type BindingName, networkLayout, tickLayout, tickSize } from './bindings.ts';
import type { Lengths } from './lengths.ts';
import { link } from './link.ts';
import { type PathwayKernels, preparePathways } from './pathways/kernels.ts';
import { computePipeline } from './pipeline.ts';
import type { Kernel, Strategy } from './strategies/strategy.ts';

export interface Variant {
  readonly strategy: Strategy;
  readonly code: string;
  readonly kernel: Kernel;
  /** The dispatch that notes probed values; undefined where the kernel does so itself. */
  readonly probe: GPUComputePipeline | undefined;
  /** The dispatches of the pathways; undefined where there are none. */
  readonly pathways: PathwayKernels | undefined;
  /** Bindings of group 0; the same for every strategy. */
  readonly used: ReadonlySet<BindingName>;
  readonly networkLayout: GPUBindGroupLayout;
  readonly tickLayout: GPUBindGroupLayout;
}

export interface VariantRequest {
  readonly program: Program;
  readonly emitted: EmittedWgsl;
  readonly lengths: Lengths;
  readonly gpu: Gpu;
  /** Threads per workgroup, where the caller wants other than the strategy's choice. */
  readonly threads: number | undefined;
}

/** The bindings that a program's kernels use, whatever the strategy. */
export const bindingsOf = ({ program, emitted, lengths }: VariantRequest): ReadonlySet<BindingName> =>
  link(emitted, lengths, [], program.fanout.weights !== null).bindings;

export async function prepareVariant(strategy: Strategy, request: VariantRequest): Promise<Variant> {
  const { program, emitted, lengths, gpu, threads } = request;
  const { device, software } = gpu;
  const { code, bindings: used } = link(emitted, lengths, strategy.modules, program.fanout.weights !== null);
  const network = networkLayout(device, used);
  const tick = tickLayout(device, tickSize(strategy.window));
  const layout = device.createPipelineLayout({ label: 'steps', bindGroupLayouts: [network, tick] });
  const cells = cellsOf(program);
  const [kernel, probe, pathways] = await Promise.all([
    strategy.prepare({ device, code, layout, cells, software, threads }),
    strategy.probes
      ? undefined
      : computePipeline(device, { label: 'probe', code, entryPoint: 'probe_values', constants: {}, layout }),
    emitted.pathways &&
      preparePathways({
        device,
        code,
        tickLayout: tick,
        cells,
        software,
        threads,
        changesAtTargets: emitted.pathways.changesAtTargets,
      }),
  ]);
  return { strategy, code, kernel, probe, pathways, used, networkLayout: network, tickLayout: tick };
}
