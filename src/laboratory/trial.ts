/** One run of one cell with one integrator and one step. */

import { assemble } from '../compile/assemble.ts';
import { type BackendName, backendNames } from '../engine/engine.ts';
import { BlowUpError, UserError } from '../errors.ts';
import { isOperation } from '../expression/node.ts';
import { rowOf } from '../expression/ops.ts';
import { topological } from '../expression/visit.ts';
import { noMore } from '../no-more.ts';
import { stepTime } from '../numbers/decimal.ts';
import { abortSignal, number, oneOf, optional, optionsOf, text } from '../options.ts';
import { fromUnit } from '../quantity/quantity.ts';
import { createSimulation } from '../simulate/create.ts';
import type { Simulation } from '../simulate/types.ts';
import type { StateTrace } from './crossings.ts';
import { networkOf, type Specimen, unitNamed } from './specimen.ts';

export interface Cost {
  /** Wall time of a step of one cell, µs, the shortest of three runs; of the machine and the backend it ran on. */
  readonly microsecondsPerStep: number;
  /** Operations of one step of one cell: additions, products and the like, and exponentials and other functions. */
  readonly arithmetic: number;
  readonly functions: number;
  /** Matrix functions φ₁ of the whole cell per step, beyond the operations above. */
  readonly matrixFunctions: number;
}

export interface Trial {
  readonly integrator: string;
  /** ms */
  readonly dt: number;
  /** From time 0 on; of a run that blew up, what went before. Absent where the integrator refused. */
  readonly trace: StateTrace | undefined;
  /** Times of its spikes, the ends of their steps, ms; undefined of a cell without a reset, whose spikes are crossings of a level. */
  readonly resets: readonly number[] | undefined;
  readonly cost: Cost | undefined;
  readonly blowUp: { readonly message: string; readonly variable: string; readonly time: number } | undefined;
  /** Why the integrator does not fit this cell. */
  readonly refusal: string | undefined;
}

export interface TrialOptions {
  readonly integrator: string;
  /** ms */
  readonly dt: number;
  /** ms */
  readonly duration: number;
  /** Default 'reference'. */
  readonly backend?: BackendName;
  readonly signal?: AbortSignal;
}

const readTrial = optionsOf<TrialOptions>('runTrial', {
  integrator: text,
  dt: number,
  duration: number,
  backend: optional(oneOf(...backendNames)),
  signal: optional(abortSignal),
});

/** Runs the cell. A blow-up or an integrator that does not fit is an answer, not an error. */
export async function runTrial(subject: Specimen, options: TrialOptions, ...more: undefined[]): Promise<Trial> {
  noMore('runTrial', 'a specimen and options', more);
  const { integrator, dt, duration, backend = 'reference', signal } = readTrial(options);
  if (!(duration > 0 && duration / dt <= 1e7))
    throw new UserError(`The trial lasts ${duration} ms in steps of ${dt} ms; it takes from one step to 10⁷.`);
  const steps = Math.max(1, Math.round(duration / dt));
  const network = networkOf(subject);
  const none = { trace: undefined, resets: undefined, cost: undefined, blowUp: undefined, refusal: undefined };
  const nothing = { integrator, dt, ...none };
  let simulation: Simulation;
  try {
    simulation = await createSimulation(network, { dt: `${dt} ms`, integrator, backend });
  } catch (error) {
    if (error instanceof UserError) return { ...nothing, refusal: error.message };
    throw error;
  }
  try {
    const variables = subject.model.states.map((s) => s.name);
    simulation.setTraces([{ variables, cells: [0] }]);
    const resets = subject.model.threshold !== undefined && subject.model.reset.length > 0;
    const run = async (count: number): Promise<Pick<Trial, 'trace' | 'resets'>> => {
      if (count === 0) return { trace: stateTrace(subject, dt, new Float64Array(0)), resets: resets ? [] : undefined };
      const { traces, spikes } = await simulation.run(count, signal ? { signal } : {});
      return {
        trace: stateTrace(subject, dt, traces[0]?.values ?? new Float64Array(0)),
        resets: resets ? Array.from(spikes.steps, (step) => stepTime(step + 1, dt)) : undefined,
      };
    };
    try {
      const ran = await run(steps);
      const microsecondsPerStep = await timeStep(simulation, Math.min(steps, TIMED_STEPS));
      return { ...nothing, ...ran, cost: { microsecondsPerStep, ...operations(subject, dt, integrator) } };
    } catch (error) {
      if (!(error instanceof BlowUpError)) throw error;
      const { message, variable, time } = error;
      simulation.reset();
      const sound = Math.max(0, Math.round(time / dt) - 1);
      return { ...nothing, ...(await run(sound)), blowUp: { message, variable, time } };
    }
  } finally {
    simulation.dispose();
  }
}

/** Steps of a timed run. */
const TIMED_STEPS = 4000;

/** Shortest wall time of a step out of three runs from the start, µs. */
async function timeStep(simulation: Simulation, steps: number): Promise<number> {
  simulation.setTraces([]);
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3; i++) {
    simulation.reset();
    const began = performance.now();
    await simulation.run(steps, { keep: false });
    best = Math.min(best, performance.now() - began);
  }
  return (best / steps) * 1000;
}

/** Rows of a trace request for all states as columns with the state at time 0 in front, internal units. */
function stateTrace(subject: Specimen, dt: number, rows: Float64Array): StateTrace {
  const { states } = subject.model;
  const count = rows.length / states.length;
  return {
    dt,
    states: states.map((s, i) => {
      const unit = unitNamed(subject.model, s.name);
      const column = new Float64Array(count + 1);
      column[0] = subject.initial[s.name]!;
      for (let k = 0; k < count; k++) column[k + 1] = fromUnit(rows[k * states.length + i]!, unit);
      return column;
    }),
  };
}

function operations(
  subject: Specimen,
  dt: number,
  integrator: string,
): Pick<Cost, 'arithmetic' | 'functions' | 'matrixFunctions'> {
  const population = assemble(networkOf(subject), dt, integrator).program.populations[0]!;
  const nodes = topological([...population.next]).filter((e) => e.args.length > 0);
  const matrixFunctions = nodes.filter((e) => e.op === 'phi1').length;
  const functions = nodes.filter((e) => isOperation(e) && rowOf(e.op).cost === 'function').length;
  const components = nodes.filter((e) => e.op === 'component').length;
  return { arithmetic: nodes.length - functions - matrixFunctions - components, functions, matrixFunctions };
}
