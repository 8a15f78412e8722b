/** What error a run's rules leave at its step, tried out on one cell of each population by halving the step. */

import type { PopulationRule } from '../compile/assemble.ts';
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { topological, transform } from '../expression/visit.ts';
import { initialCheckpoint } from '../program/checkpoint.ts';
import { uniformValues } from '../program/hoist.ts';
import type { PopulationProgram, Program } from '../program/program.ts';
import { pointCells } from '../program/space.ts';
import { backends } from './backends.ts';

/** The rule of one population and the error to be expected of it. */
export interface Accuracy {
  /** Name of the population. */
  readonly population: string;
  /** Name of its integrator. */
  readonly integrator: string;
  /** Order of convergence on smooth equations; Infinity of a rule that is exact. */
  readonly order: number;
  /** Who chose it: the run or the model by name, or the structure of the equations. */
  readonly chosenBy: 'run' | 'model' | 'structure';
  /** Why, as the end of a sentence. */
  readonly because: string;
  /** Undefined where it could not be tried: the trial blew up, or this place forbids the code of the reference backend. */
  readonly expected: ExpectedError | undefined;
}

/**
 * Found on the population's first cell from its initial state, without noise: steps of dt against steps of dt/2, up to the first spike.
 * With d the mean difference and p the order of the rule, the error of the longer steps is about d·2ᵖ/(2ᵖ − 1) (Richardson; Hairer,
 * Nørsett & Wanner 1993, Solving ODEs I, §II.4).
 */
export interface ExpectedError {
  /** Of the voltage's response to one event at time 0, as a fraction of the response, the worst of all inlets; null without response. */
  readonly response: number | null;
  /** Of the voltage without events, as a fraction of the range that it passes through; null where it does not move. */
  readonly course: number | null;
  /** Spikes of that cell without events during the whole trial, in steps of dt and of dt/2. */
  readonly spikes: readonly [atStep: number, atHalf: number];
  /**
   * Spikes under the rule that the structure of the equations calls for, in steps of dt/2, where it follows the cell; null where it does
   * not, or where it is the rule itself. An implicit rule may be as wrong at dt/2 as at dt: its one step of Newton's leads past the pole of
   * a voltage that runs away, back to the other side, at any step.
   */
  readonly other: { readonly integrator: string; readonly spikes: number } | null;
  /** Biological time of the trial, ms. */
  readonly duration: number;
}

/** ms of biological time; shorter where steps are short or costly. */
const TRIAL = 100;
/** Operations of one trial: about a fifth of a second. */
const MOST_WORK = 2e7;
/** Longest trial, in steps of dt: a microsecond step would otherwise be tried for ever. */
const MOST_STEPS = 20_000;
/** Inlets that are tried. */
const MOST_INLETS = 8;

/**
 * `voltage`: number of the column that is looked at. `parameters`: current shared parameters, internal units. `byStructure`: the same
 * population under the rule of its structure, where another one is named.
 */
export async function expectedError(
  population: PopulationProgram,
  voltage: number,
  rule: PopulationRule,
  dt: number,
  parameters: ReadonlyMap<string, number>,
  quanta: readonly number[],
  byStructure?: () => { readonly integrator: string; readonly program: PopulationProgram },
): Promise<ExpectedError | undefined> {
  const affordable = MOST_WORK / (workOf(population) * (1 + population.inlets.length));
  const steps = Math.max(4, Math.min(MOST_STEPS, Math.round(affordable), Math.round(TRIAL / dt)));
  const [whole, half] = [
    await trial(population, voltage, dt, steps, parameters, quanta),
    await trial(population, voltage, dt / 2, 2 * steps, parameters, quanta),
  ];
  if (!whole || !half) return undefined;
  const { order } = rule.integrator;
  const factor = Number.isFinite(order) ? 2 ** order / (2 ** order - 1) : 1;
  // Samples before the step of the first spike of any cell, at either step.
  const end = Math.min(steps, whole.quiet, Math.floor(half.quiet / 2));
  const cells = whole.values.length / steps;
  const coarse = (k: number, cell: number): number => whole.values[k * cells + cell]!;
  const fine = (k: number, cell: number): number => half.values[(2 * k + 1) * cells + cell]!;
  const compared = (of: (at: typeof coarse, k: number) => number, size: (values: number[]) => number) => {
    const truth = Array.from({ length: end }, (_, k) => of(fine, k));
    const error = mean(truth.map((x, k) => Math.abs(of(coarse, k) - x)));
    return size(truth) > SMALLEST ? (factor * error) / size(truth) : undefined;
  };
  const responses = Array.from({ length: cells - 1 }, (_, i) =>
    compared(
      (at, k) => at(k, i + 1) - at(k, 0),
      (values) => mean(values.map(Math.abs)),
    ),
  ).filter((x) => x !== undefined);
  const course = compared(
    (at, k) => at(k, 0),
    (values) => Math.max(...values) - Math.min(...values),
  );
  return {
    response: responses.length > 0 ? Math.max(...responses) : null,
    course: course ?? null,
    spikes: [whole.spikes, half.spikes],
    other: population.spike && byStructure ? await otherRule() : null,
    duration: steps * dt,
  };

  async function otherRule(): Promise<ExpectedError['other']> {
    const { integrator, program } = byStructure!();
    if (integrator === rule.integrator.name) return null;
    const [atStep, atHalf] = [
      await trial(program, voltage, dt, steps, parameters, quanta),
      await trial(program, voltage, dt / 2, 2 * steps, parameters, quanta),
    ];
    return atStep && atHalf && !differ(atStep.spikes, atHalf.spikes) ? { integrator, spikes: atHalf.spikes } : null;
  }
}

const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / Math.max(1, values.length);

/** Operations of one step of one cell; a matrix function of size n costs some n³ of them for each doubling and each term. */
const workOf = ({ next }: PopulationProgram): number =>
  topological([...next]).reduce((n, e) => n + (e.op === 'phi1' ? 30 * e.size ** 3 : 1), 1);

/** Responses and ranges below this (internal units: mV) are rounding. */
const SMALLEST = 1e-9;

interface Trial {
  /** values[k·cells + c]: of cell c after step k. */
  readonly values: Float64Array;
  /** Steps before the first spike of any cell. */
  readonly quiet: number;
  /** Of cell 0. */
  readonly spikes: number;
}

/** Cell 0 is left alone, cell i + 1 gets one event of inlet i at time 0. Undefined where it cannot be run. */
async function trial(
  population: PopulationProgram,
  voltage: number,
  dt: number,
  steps: number,
  parameters: ReadonlyMap<string, number>,
  quanta: readonly number[],
): Promise<Trial | undefined> {
  const inlets = population.inlets.length;
  const cells = 1 + Math.min(inlets, MOST_INLETS);
  const program = alone(population, cells, dt);
  try {
    const engine = await backends.reference.create(program);
    try {
      engine.setUniforms(0, uniformValues(population.uniforms, parameters, dt));
      const start = initialCheckpoint(program);
      // One event of one unit: 1 with a common weight, else as many quanta as make up one unit of the variable.
      for (let i = 0; i + 1 < cells; i++)
        start.accumulators[i * cells + i + 1] = Math.max(1, Math.round(1 / quanta[population.inlets[i]!]!));
      engine.restore(start);
      engine.setProbes([{ population: 0, columns: [voltage], cells: [...Array(cells).keys()] }]);
      const { traces, spikes, fault } = await engine.run(steps);
      if (fault) return undefined;
      return {
        values: traces[0]!,
        quiet: spikes.steps[0] ?? steps,
        spikes: spikes.cells.reduce((n, cell) => n + (cell === 0 ? 1 : 0), 0),
      };
    } finally {
      engine.dispose();
    }
  } catch (error) {
    // Pages may forbid the code that the reference backend makes.
    if (error instanceof EvalError) return undefined;
    throw error;
  }
}

/**
 * What stands for a random number: 0 for a normal draw, its mean for a Poisson count, the probability for what is 1 from a threshold of a
 * uniform draw on and else 0, of which counts of small means are made, and the middle for any other uniform draw.
 */
function withoutNoise(e: Expr): Expr | undefined {
  if (e.op === 'cell') return b.zero;
  if (e.op === 'draw') return e.kind === 'normal' ? b.zero : b.number(0.5);
  if (e.op === 'poisson') return transform([e.args[0]], withoutNoise)[0];
  if (e.op !== 'select' || e.args[1] !== b.one || e.args[2] !== b.zero) return undefined;
  const [condition] = e.args;
  if (condition.op !== 'ge' || condition.args[0].op !== 'draw' || condition.args[0].kind !== 'uniform')
    return undefined;
  return b.binary('max', b.zero, b.sub(b.one, transform([condition.args[1]], withoutNoise)[0]!));
}

/** Some cells like the population's first, without synapses and noise. */
function alone(population: PopulationProgram, cells: number, dt: number): Program {
  const { next, spike, columns, inlets } = population;
  const still = transform(spike ? [...next, spike] : [...next], withoutNoise);
  return {
    seed: 0,
    dt,
    populations: [
      {
        ...population,
        size: cells,
        space: pointCells(cells),
        first: 0,
        columns: columns.map((c) => ({
          ...c,
          initial: typeof c.initial === 'number' ? c.initial : (c.initial[0] ?? 0),
        })),
        inlets: inlets.map((_, i) => i),
        next: still.slice(0, next.length),
        spike: spike ? still[next.length] : undefined,
      },
    ],
    inlets: inlets.map((_, i) => ({ population: 0, label: `inlet ${i}` })),
    ring: { slots: 2, width: inlets.length * cells, offsets: inlets.map((_, i) => i * cells) },
    synapses: [],
    sums: [],
    links: [],
  };
}

/** More than one spike and more than a tenth. */
const differ = (found: number, better: number): boolean => Math.abs(found - better) > Math.max(1, 0.1 * better);

/** Whether the rule does not follow the cell: its number of spikes changes when the step is halved, or is not that of the `other` rule. */
export const followsNot = ({ spikes: [atStep, atHalf], other }: ExpectedError): boolean =>
  differ(atStep, atHalf) || (other !== null && differ(atStep, other.spikes));

/** 'cells: exp_midpoint, order 2, as each equation is linear in its own variable; …' `dt` in ms. */
export function accuracySentence({ population, integrator, order, because, expected }: Accuracy, dt: number): string {
  const head = `${population}: ${integrator}${Number.isFinite(order) ? `, order ${order}` : ''}, as ${because}`;
  if (!expected) return `${head}; its error at dt = ${dt} ms could not be tried.`;
  const { response, course, spikes, other } = expected;
  const parts = [
    ...(response === null ? [] : [`${percent(response)} of a synaptic response`]),
    ...(course === null ? [] : [`${percent(course)} of the voltage's range`]),
  ];
  const estimate =
    parts.length > 0
      ? `; expected error at dt = ${dt} ms: ${parts.join(', ')} (one cell up to its first spike, steps of dt against dt/2)`
      : '';
  const lost = followsNot(expected)
    ? ` It does not follow this cell at this step: ${spikes[0]} spikes in ${Number(expected.duration.toPrecision(3))} ms in steps of dt, ${spikes[1]} in steps of dt/2${other ? `, ${other.spikes} under ${other.integrator}` : ''}; take ${differ(...spikes) ? 'a smaller dt or ' : ''}another integrator.`
    : '';
  return `${head}${estimate}.${lost}`;
}

/** Two digits; below a millionth it is rounding. */
const percent = (fraction: number): string =>
  fraction < 1e-6 ? 'below 0.0001 %' : `${Number((100 * fraction).toPrecision(2))} %`;
