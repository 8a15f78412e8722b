/** A whole run in one call. */
import type { Network } from '../network/network.ts';
import { parseStep, stepsIn } from './clock.ts';
import { createSimulation } from './create.ts';
import { type Summary, summarise } from './summary.ts';
import type { RunBlock, SimulationOptions, TraceRequest } from './types.ts';

export interface SimulateOptions extends SimulationOptions {
  /** For example '1 s'. */
  readonly duration: string;
  /** Variables of the first population by cell, `{ v: [0, 1, 2] }`, or full requests. Spikes are always recorded. */
  readonly record?: Readonly<Record<string, readonly number[] | boolean>> | readonly TraceRequest[];
  readonly signal?: AbortSignal;
}

export interface Run extends RunBlock {
  readonly summary: Summary;
}

/** Builds, runs and disposes. Throws a UserError for a mistake in the network or the options, a BlowUpError for a run that blows up. */
export async function simulate(network: Network, options: SimulateOptions): Promise<Run> {
  const dt = parseStep(options.dt ?? '0.1 ms');
  const steps = stepsIn(options.duration, dt);
  const simulation = await createSimulation(network, options);
  try {
    simulation.setTraces(requests(options.record ?? {}));
    let done = 0;
    const block = await simulation.run(steps, {
      ...(options.signal ? { signal: options.signal } : {}),
      onBlock: (part) => {
        done += part.steps;
        options.onProgress?.('run', done / steps);
      },
    });
    return { ...block, summary: await summarise(simulation, block.spikes, 0, block.steps) };
  } finally {
    simulation.dispose();
  }
}

function requests(record: NonNullable<SimulateOptions['record']>): TraceRequest[] {
  if (Array.isArray(record)) return [...(record as readonly TraceRequest[])];
  return Object.entries(record as Readonly<Record<string, readonly number[] | boolean>>).flatMap(
    ([variable, cells]): TraceRequest[] => (typeof cells === 'boolean' ? [] : [{ variables: [variable], cells }]),
  );
}
