/** Runs a preset as the command line would, on a chosen backend. */
import { type BackendName, createSimulation, type RunBlock, stepsIn, type TraceBlock } from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';

export async function presetRun(
  name: string,
  options: {
    readonly set?: Readonly<Record<string, string>>;
    readonly backend: BackendName;
    /** ms */
    readonly dt?: number;
    /** ms */
    readonly duration?: number;
    readonly seed?: number;
    /** Cells of the first population whose first variable is noted. */
    readonly record?: readonly number[];
    /** Gets traces as they come; then nothing is kept. */
    readonly onTrace?: (block: TraceBlock) => void;
  },
): Promise<RunBlock & { readonly dt: number; readonly cells: number }> {
  const preset = presetByName(name);
  const dt = options.dt ?? preset.dt;
  const duration = options.duration ?? preset.duration;
  const network = preset.build(presetValues(preset, options.set), options.seed ?? 1);
  const simulation = await createSimulation(network, {
    dt: `${dt} ms`,
    backend: options.backend,
    integrator: preset.integrator,
  });
  try {
    const { record, onTrace } = options;
    if (record) simulation.setTraces([{ variables: [preset.variables[0]!], cells: record }]);
    const block = await simulation.run(stepsIn(`${duration} ms`, dt), {
      keep: onTrace === undefined,
      onBlock: (part) => {
        if (onTrace) for (const trace of part.traces) onTrace(trace);
      },
    });
    return { ...block, dt, cells: simulation.cells };
  } finally {
    simulation.dispose();
  }
}
