/**
 * The dispatches of shaders/couplings.wgsl, before those of each step. Their layout is their own: a plain step is bound to none of this.
 */
import couplings from '../../../../shaders/couplings.wgsl?raw';
import type { Phase } from '../../../program/phases.ts';
import type { Program } from '../../../program/program.ts';
import type { EmittedSums, EmittedWgsl } from '../../../program/target/wgsl.ts';
import { type BindingName, bindings, networkLayout } from '../bindings.ts';
import type { After, AfterBuild, AfterKernels } from '../delivery/delivery.ts';
import { type Dispatch, gridOf } from '../kernel.ts';
import { computePipeline } from '../pipeline.ts';
import { couplingBindings, couplingLengths, couplingMemory } from './memory.ts';

/** Why a strategy of many steps per dispatch does not take couplings: a clause that follows its name. `label`: one of them. */
export const couplingRefusal = (label: string): string =>
  `runs many steps in one dispatch, and the coupling '${label}' needs sums over other cells before every step`;

/** `partial_sums` in shaders/couplings.wgsl. */
const PARTIAL_SUMS = 64;

/** Most workgroups that put a common sum together. */
const MOST_COMMON = 1024;

/** What comes before each step; undefined for a program without sums. */
export function couplingOf(program: Program, emitted: EmittedWgsl): After | undefined {
  const { sums } = emitted;
  if (!sums) return undefined;
  const lengths = couplingLengths(program);
  return {
    title: 'The junctions of couplings',
    lengths,
    largest: Math.max(...Object.values(lengths)),
    modules: [couplings, `const common_cells: u32 = ${sums.largest}u;\n`, sums.code],
    prepare: (build) => prepare(build, sums, usesOf(emitted)),
    createMemory: (device) => couplingMemory(device, program),
  };
}

/** What they use of group 0. */
function usesOf({ uniforms, tables }: EmittedWgsl): ReadonlySet<BindingName> {
  const names: BindingName[] = ['network', 'state', 'accumulators'];
  if (uniforms === 'buffer') names.push('uniforms');
  if (tables) names.push('tables');
  return new Set(names);
}

async function prepare(build: AfterBuild, sums: EmittedSums, uses: ReadonlySet<BindingName>): Promise<AfterKernels> {
  const { device, code, cells, tuning, threads = tuning.threads } = build;
  const used = bindings.filter((b) => uses.has(b.name));
  const network = networkLayout(device, used);
  const arrays = device.createBindGroupLayout({
    label: 'couplings layout',
    entries: couplingBindings.map(({ binding }) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type: 'read-only-storage' as const },
    })),
  });
  const layout = device.createPipelineLayout({
    label: 'couplings',
    bindGroupLayouts: [network, build.tickLayout, arrays],
  });
  const most = device.limits.maxComputeWorkgroupsPerDimension;
  const perCell = gridOf(cells, threads, most);
  const stretches = Math.max(1, Math.min(MOST_COMMON, Math.ceil(sums.largest / PARTIAL_SUMS)));
  const wanted: readonly {
    phases: Phase;
    entryPoint: string;
    grid: Dispatch['grid'];
    constants: Record<string, number>;
  }[] = [
    ...(sums.arrives
      ? [
          {
            phases: 'gather' as const,
            entryPoint: 'arrive_cells',
            grid: perCell,
            constants: { coupling_threads: threads, always_clear: tuning.alwaysClear },
          },
        ]
      : []),
    ...(sums.own
      ? [
          {
            phases: 'couple' as const,
            entryPoint: 'couple_cells',
            grid: perCell,
            constants: { coupling_threads: threads },
          },
        ]
      : []),
    ...(sums.common > 0
      ? [
          {
            phases: 'couple' as const,
            entryPoint: 'couple_common',
            grid: [stretches, sums.common] as const,
            constants: {},
          },
        ]
      : []),
  ];
  const dispatches = await Promise.all(
    wanted.map(
      async ({ phases, entryPoint, grid, constants }): Promise<Dispatch> => ({
        phases,
        grid,
        pipeline: await computePipeline(device, { code, entryPoint, constants, layout }),
      }),
    ),
  );
  return {
    dispatches,
    bind(of, { buffers }, groupOf) {
      const groups = {
        network: groupOf(network, used),
        arrays: of.createBindGroup({
          label: 'couplings',
          layout: arrays,
          entries: couplingBindings.map(({ name, binding }) => ({ binding, resource: { buffer: buffers[name]! } })),
        }),
      };
      return dispatches.map((dispatch) => ({ ...dispatch, groups }));
    },
  };
}
