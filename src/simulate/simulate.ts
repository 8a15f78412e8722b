/** A whole run in one call. */
import type { Network } from '../network/network.ts';
import { noMore } from '../no-more.ts';
import {
  abortSignal,
  anything,
  either,
  flag,
  listOf,
  object,
  optional,
  optionsOf,
  quantity,
  recordOf,
  text,
} from '../options.ts';
import type { Accuracy } from './accuracy.ts';
import { parseStep, stepsIn } from './clock.ts';
import { checkNetwork, simulationFields } from './create.ts';
import { Performer } from './interventions/performer.ts';
import type { InterventionOptions } from './interventions/types.ts';
import { joinBlocks } from './simulation.ts';
import { type Summary, summarise } from './summary.ts';
import type { RunBlock, SimulationOptions, TraceRequest } from './types.ts';

export interface SimulateOptions extends SimulationOptions, InterventionOptions {
  /** For example '1 s'. */
  readonly duration: string;
  /**
   * Variables and named parts of the first population: by cells, `{ v: [0, 1, 2], I_Na: { cells: 'all', every: '1 ms', average: true } }`,
   * with `true` for all cells; or full requests. Of cells with dendrites `at` names the places, for all of them. Spikes are always
   * recorded.
   */
  readonly record?: (Readonly<Record<string, RecordedCells>> & RecordedAt) | readonly TraceRequest[];
  readonly signal?: AbortSignal;
}

/** Places of all variables: 'soma 0.5', ['soma 0.5', 'tuft tips']. */
interface RecordedAt {
  readonly at?: string | readonly string[];
}

/** Cells of one variable, or how they are recorded; `true`: all, `false`: none. */
type RecordedCells = string | readonly (number | string)[] | boolean | Omit<TraceRequest, 'population' | 'variables'>;

export interface Run extends RunBlock {
  readonly summary: Summary;
  /** The rule of each population of cells, who chose it, and the error to be expected of it at this step: tried when called. */
  accuracy(): Promise<readonly Accuracy[]>;
}

/**
 * Builds, runs, does the interventions at their times and disposes. Throws a UserError for a mistake in the network, the options or the
 * interventions, a BlowUpError for a run that blows up.
 */
export async function simulate(network: Network, options: SimulateOptions, ...more: undefined[]): Promise<Run> {
  noMore('simulate', 'a network and options', more);
  checkNetwork('simulate', network);
  const { duration: _, record = {}, signal: __, interventions, voltage, ...settings } = readSimulate(options);
  const dt = parseStep(options.dt ?? '0.1 ms');
  const steps = stepsIn(options.duration, dt);
  const asked = requests(record);
  const performer = await Performer.create(network, settings, {
    ...(interventions === undefined ? {} : { interventions }),
    ...(voltage === undefined ? {} : { voltage }),
  });
  try {
    performer.setTraces(asked);
    const blocks: RunBlock[] = [];
    let done = 0;
    const onBlock = (part: RunBlock) => {
      done += part.steps;
      options.onProgress?.('run', done / steps);
    };
    while (done < steps && !options.signal?.aborted) {
      const count = Math.min(steps - done, await performer.settle());
      const { signal } = options;
      blocks.push(await performer.simulation.run(count, { ...(signal ? { signal } : {}), onBlock }));
    }
    // The stretches between interventions as one.
    const block = blocks.length === 1 ? blocks[0]! : joinBlocks(0, blocks);
    const { simulation } = performer;
    return {
      ...block,
      summary: await summarise(simulation, block.spikes, 0, block.steps),
      accuracy: (...besides: undefined[]) => {
        noMore('accuracy', '', besides);
        return simulation.accuracy();
      },
    };
  } finally {
    performer.dispose();
  }
}

function requests(record: NonNullable<SimulateOptions['record']>): TraceRequest[] {
  if (Array.isArray(record)) return [...(record as readonly TraceRequest[])];
  const { at, ...named } = record as Readonly<Record<string, RecordedCells>> & RecordedAt;
  const where = at === undefined ? {} : { at };
  return Object.entries(named).flatMap(([variable, given]): TraceRequest[] => {
    const variables = [variable];
    if (given === true) return [{ variables, cells: 'all', ...where }];
    if (given === false) return [];
    return [
      Array.isArray(given)
        ? { variables, cells: given as readonly number[], ...where }
        : { variables, ...where, ...(given as Omit<TraceRequest, 'variables'>) },
    ];
  });
}

const readSimulate = optionsOf<SimulateOptions>('simulate', {
  ...simulationFields,
  duration: quantity,
  record: optional(
    either(
      'an object such as { v: [0, 1] }, or a list of requests,',
      listOf(anything),
      recordOf(either('a list of cells, true for all, or a request,', flag, listOf(anything), object, text)),
    ),
  ),
  signal: optional(abortSignal),
  interventions: optional(listOf(anything)),
  voltage: optional(text),
});
