/** Which integrator advances a population's cells, and why. */
import type { Model } from '../equations/model.ts';
import { statesOf } from '../expression/visit.ts';
import { exponentialMidpoint, independentExponentialEuler } from '../integrators/euler.ts';
import { exact } from '../integrators/exact.ts';
import { integratorByName } from '../integrators/index.ts';
import { blocks, type Integrator, LARGEST_EXACT, type System, slopeIn } from '../integrators/system.ts';
import { sameDimension, voltage } from '../quantity/dimension.ts';

export interface Rule {
  readonly integrator: Integrator;
  /** Who chose it: the run or the model by name, or the structure of the equations. */
  readonly chosenBy: 'run' | 'model' | 'structure';
  /** Why, as the end of a sentence: 'the equations are linear with constant coefficients'. */
  readonly because: string;
}

/**
 * The rule named for the run, else the model's own, else by the structure of its equations:
 * - linear with constant coefficients: `exact`;
 * - each linear in its own variable, or without a reset: `exp_midpoint`, second order;
 * - else `ind_exp_euler`, first order. Of a voltage that runs away into a spike no other variable sees more than its value before the step
 *   under that rule, and the reset takes the rest. (Rules that look ahead carry the overshoot into an adaptation current.)
 * Throws a UserError for a name that is not known.
 */
export function ruleFor(model: Model, asked: string | undefined): Rule {
  if (asked !== undefined)
    return { integrator: integratorByName(asked), chosenBy: 'run', because: 'it was named for the run' };
  if (model.integrator !== undefined)
    return { integrator: integratorByName(model.integrator), chosenBy: 'model', because: 'the model names it' };
  return ruleByStructure(model);
}

/** The rule that the structure of the equations calls for, whatever is named. */
export function ruleByStructure(model: Model): Rule {
  const chosen = (integrator: Integrator, because: string): Rule => ({ integrator, chosenBy: 'structure', because });
  const system = systemOf(model);
  const large = blocks(system).some((block) => block.length > LARGEST_EXACT);
  if (!large && exact.refuses?.(system) === undefined)
    return chosen(exact, 'the equations are linear with constant coefficients');
  const bent = system.find(({ name, derivative: slope }) => !linearIn(slope, name));
  if (!bent) return chosen(exponentialMidpoint, 'each equation is linear in its own variable');
  if (model.reset.length === 0)
    return chosen(exponentialMidpoint, `d${bent.name}/dt is not linear in ${bent.name}, and no reset interrupts it`);
  return chosen(
    independentExponentialEuler,
    `d${bent.name}/dt is not linear in ${bent.name}, which may run away into a spike; under this rule no other variable sees how far`,
  );
}

/** The model's equations as integrators see them. */
const systemOf = (model: Model): System =>
  model.states.map((s) => ({
    name: s.name,
    derivative: s.derivative,
    voltage: sameDimension(s.dimension, voltage),
  }));

function linearIn(slope: System[number]['derivative'], name: string): boolean {
  if (!statesOf(slope).has(name)) return true;
  const known = slopeIn(slope, name);
  return known !== undefined && !statesOf(known).has(name);
}
