/** What to do about a run that blew up: tried out, where that is cheap. */

import { assemble, type PopulationRule } from '../compile/assemble.ts';
import { ruleByStructure } from '../compile/rule.ts';
import { type Integrator, integrators } from '../integrators/index.ts';
import { makeable } from '../network/connectivity.ts';
import type { Network } from '../network/network.ts';
import { listed } from '../numbers/sentences.ts';
import { cellsOf, type Program } from '../program/program.ts';
import { synapsesOf } from '../program/synapses.ts';
import { pump } from '../run/pump.ts';
import { backends } from './backends.ts';

/** Cells × steps and synaptic events of all attempts together: about a second on the reference backend. */
const BUDGET = 4e6;
/** Shortest step tried: dt / 2^HALVINGS. */
const HALVINGS = 6;
/** The better first: of a higher order, taking a cell's variables together, looking ahead. */
const ranked = (of: readonly Integrator[]): string[] => {
  const rank = ({ order, jacobian, stages = false, explicit = false }: Integrator): number[] => [
    order,
    Number(jacobian !== undefined),
    Number(stages),
    Number(!explicit),
  ];
  const better = (a: Integrator, b: Integrator): number => {
    const [x, y] = [rank(a), rank(b)];
    const k = x.findIndex((value, i) => value !== y[i]);
    return k < 0 ? 0 : y[k]! - x[k]!;
  };
  return [...of].sort(better).map(({ name }) => name);
};
/**
 * Rules that stay bounded where explicit ones do not, best first. The first may run away on steep currents: it is named only where it was
 * tried.
 */
const STABLE: readonly string[] = ranked(integrators.filter((i) => i.exponential));
/** Rules that keep a voltage's run up into a spike to itself, for models that reset it. Others may stay finite and still be wrong. */
const AGAINST_RUNAWAY: readonly string[] = ranked(integrators.filter((i) => i.containsRunaway));

export interface FailedRun {
  readonly network: Network;
  /** Name of the integrator that all populations were given, undefined for each model's own. */
  readonly integrator: string | undefined;
  /** Rule of the population that failed. */
  readonly rule: PopulationRule;
  /** ms */
  readonly dt: number;
  /** How far the run was to go from time 0, ms. */
  readonly duration: number;
  /** Ends the attempts: the advice is then general. */
  readonly signal: AbortSignal | undefined;
  /** Current shared parameters of each population, internal units. */
  readonly parameters: readonly ReadonlyMap<string, number>[];
}

/**
 * Sentences that name the largest stable step tried and integrators that stay finite at the same step. Small networks are run again, as
 * they were at time 0, on the reference backend; for others the advice is general. The integrator is blamed only where another one, or a
 * shorter step, was seen to hold.
 */
export async function blowUpAdvice(failure: FailedRun): Promise<string> {
  const { dt, rule } = failure;
  const { name, explicit = false } = rule.integrator;
  const runaway = runsAway(failure);
  const attempts = new Attempts(failure);
  const others = await attempts.integratorsAt(dt, runaway ? AGAINST_RUNAWAY : STABLE);
  if (runaway && others.length > 0)
    return `The voltage runs away into a spike here, and '${name}' carries that into other variables before the reset acts. Keep dt = ${shown(dt)} ms and use ${choices(others)}, or bound the voltage in the steep term, as in exp((min(v, V_cut) - V_T)/Delta).`;
  const step = await attempts.largestStep();
  if (step === undefined) return general(name, explicit, runaway, dt);
  if (step === 'none' && others.length === 0)
    return `No step tried, down to ${shown(dt / 2 ** attempts.halvings)} ms, stays finite either, nor does any of ${choices(runaway ? AGAINST_RUNAWAY : STABLE, 'and')} at ${shown(dt)} ms: the integrator is not the cause. Look for a division, a root or a reset that has no finite value, or for a parameter that lets the model itself run away.`;
  const cause = explicit ? `'${name}' is an explicit method and unstable at dt = ${shown(dt)} ms here. ` : '';
  if (step === 'none')
    return `${cause}Keep dt = ${shown(dt)} ms and use ${choices(others)}; no shorter step tried, down to ${shown(dt / 2 ** attempts.halvings)} ms, stays finite under '${name}'.`;
  const instead = others.length > 0 ? `, or keep dt = ${shown(dt)} ms and use ${choices(others)}` : '';
  return `${cause}The largest stable step tried is ${shown(step)} ms: use it${instead}.`;
}

/** Whether the equations of the population that failed are of the kind for which `ruleFor` chooses a rule against runaway. */
function runsAway({ network, rule, dt }: FailedRun): boolean {
  const population = network.populations.find((p) => p.name === rule.population);
  if (!population || rule.integrator.containsRunaway) return false;
  const model = population.blueprint.model(dt);
  return ruleByStructure(model).integrator.containsRunaway === true;
}

/** Nothing could be tried here. */
function general(name: string, explicit: boolean, runaway: boolean, dt: number): string {
  if (runaway) return `Use ${choices(AGAINST_RUNAWAY)}, which keep the voltage's run up into a spike to itself.`;
  return explicit
    ? `'${name}' is an explicit method, which stiff equations make unstable. Use ${choices(STABLE.slice(1))}, or a smaller dt such as ${shown(dt / 2)} ms.`
    : `Use a dt smaller than ${shown(dt)} ms (try ${shown(dt / 2)} ms), or look for a division or a reset that has no finite value, or a parameter that lets the model itself run away.`;
}

const shown = (ms: number): number => Number(ms.toPrecision(3));

const choices = (names: readonly string[], last = 'or'): string =>
  listed(
    names.map((name) => `'${name}'`),
    last,
  );

class Attempts {
  /** Halvings that were affordable. */
  halvings = 0;
  readonly #failure: FailedRun;
  #left = BUDGET;

  constructor(failure: FailedRun) {
    this.#failure = failure;
  }

  /** The largest of dt/2, dt/4, … that stays finite; 'none' where none does; undefined where nothing could be tried. */
  async largestStep(): Promise<number | 'none' | undefined> {
    const { dt, integrator } = this.#failure;
    for (let k = 1; k <= HALVINGS; k++) {
      const finite = await this.#staysFinite(dt / 2 ** k, integrator);
      if (finite === undefined) return k === 1 ? undefined : 'none';
      this.halvings = k;
      if (finite) return dt / 2 ** k;
    }
    return 'none';
  }

  /** Those of the integrators, but for the one that failed, that stay finite at this step. */
  async integratorsAt(dt: number, names: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    for (const name of names)
      if (name !== this.#failure.rule.integrator.name && (await this.#staysFinite(dt, name))) found.push(name);
    return found;
  }

  async #staysFinite(dt: number, integrator: string | undefined): Promise<boolean | undefined> {
    const { network, duration, parameters } = this.#failure;
    const steps = Math.round(duration / dt);
    const cells = network.populations.reduce((n, p) => n + p.size, 0);
    const { stored, made } = makeable(network, undefined);
    const cost = cells * steps + stored + made;
    if (!(cost <= this.#left) || this.#failure.signal?.aborted) return undefined;
    this.#left -= cost;
    let program: Program;
    try {
      program = assemble(network, dt, integrator).program;
    } catch {
      // A step that does not fit a delay, or an integrator that does not fit the model: no advice.
      return false;
    }
    const current: Program = {
      ...program,
      populations: program.populations.map((p, i) => ({
        ...p,
        parameters: p.parameters.map((q) => ({ ...q, value: parameters[i]?.get(q.name) ?? q.value })),
      })),
    };
    if (cellsOf(current) === 0) return undefined;
    const fanout = synapsesOf(current) / cellsOf(current);
    const engine = await backends.reference.create(current);
    try {
      const wanted = Math.max(1, steps);
      let done = 0;
      for await (const { fault, spikes, steps: part } of pump({ run: (part) => engine.run(part), steps: wanted })) {
        if (fault !== undefined) return false;
        done += part;
        // What spikes cost is known only when they are there.
        this.#left -= spikes.steps.length * fanout;
        if (this.#failure.signal?.aborted || (this.#left < 0 && done < wanted)) return undefined;
      }
      return true;
    } finally {
      engine.dispose();
    }
  }
}
