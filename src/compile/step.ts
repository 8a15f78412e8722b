/**
 * One step of one population as a pure expression graph: gather, integrate, detect, reset (see `program/program.ts` for the phases).
 *
 * Events are added at the start of the step. Linear variables that see none but themselves (synaptic ones among them; the equations alone
 * decide) then follow their exact course, which the integrator of the rest sees: g ← (g + w·n)·e^{−dt/τ}. Rules of the first order after
 * published conventions hold them instead: g ← g·e^{−dt/τ} + w·n, and the rest sees that for the whole step. `euler` and `exact` take them
 * like all others.
 */
import type { Model, StateVariable } from '../equations/model.ts';
import { UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { statesOf, substituteStates, topological, transform } from '../expression/visit.ts';
import { exactCourse, exactStep } from '../integrators/exact.ts';
import {
  blocks,
  dependsOnState,
  type Integrator,
  LARGEST_EXACT,
  nonlinearity,
  refuseLarge,
  type System,
  variesByItself,
} from '../integrators/system.ts';
import { type Attachment, hiddenName } from '../network/attachment.ts';
import { beforeReset } from '../network/cell-scope.ts';
import type { ColumnRole } from '../program/program.ts';
import { sameDimension, voltage } from '../quantity/dimension.ts';
import { advanceAttachment, SPIKED } from './attachment.ts';

/**
 * An event variable of a population: `variable` gains amount·(integer sum of inlet leaf `inlet`). With a slope the sum is a number of
 * spikes, each of which adds amount to the variable as it finds it.
 */
export interface EventInput {
  readonly variable: string;
  /** Over shared parameters; with a slope over the variable too. */
  readonly amount: Expr;
  /** d(amount)/d(variable), over shared parameters. */
  readonly slope?: Expr | undefined;
  /** Number of the inlet within the population. */
  readonly inlet: number;
}

export interface StepGraph {
  /**
   * Where events are to arrive before couplings read the state: what they make of each variable that they change, and of hidden ones. Then
   * `next` and `spike` start from there.
   */
  readonly arrive: ReadonlyMap<string, Expr> | undefined;
  /** Next values of the model's states, then of `attached`, then of `hidden`. */
  readonly next: readonly Expr[];
  readonly spike: Expr | undefined;
  /** Columns of the attachments, in order. */
  readonly attached: readonly { readonly name: string; readonly role: ColumnRole }[];
  /** Further state columns, all starting at 0. */
  readonly hidden: readonly string[];
}

/** Steps of refractoriness that remain, counted down; or, for a condition, whether it is still in force. */
const REFRACTORY = hiddenName('steps of refractoriness');

/** Inlets of one variable that are added one after another. */
const MOST_IN_TURN = 16;

/** Hidden column of what a variable was before events arrived, where `previous` asks for it. */
const beforeArrivals = (name: string): string => hiddenName('before arrivals', name);

/**
 * Builds the step. `early`: events arrive in their own stage, before couplings read the state. `views`: variables whose values before
 * the reset are kept. Throws a UserError where the integrator
 * does not fit the model.
 */
export function stepGraph(
  model: Model,
  integrator: Integrator,
  events: readonly EventInput[],
  attachments: readonly Attachment[] = [],
  { early = false, views = [] }: { readonly early?: boolean; readonly views?: readonly string[] } = {},
): StepGraph {
  const h = b.dt;
  const old = new Map(model.states.map((s) => [s.name, b.state(s.name)]));
  const { refractory } = model;
  const left = refractory ? remaining(model, new Set(early ? lookedBack(model) : [])) : b.zero;
  const isRefractory = refractory ? b.compare('gt', left, b.zero) : b.never;
  // Events take part from the step after the last refractory one: what arrives at its end is lost, as in Brian2.
  const isClosed = refractory ? b.compare('gt', b.state(REFRACTORY), b.zero) : b.never;

  // Gather.
  const apart = integrator.synapses === 'joint' ? new Set<string>() : linearVariables(model);
  const linear = systemOf(model.states.filter((s) => apart.has(s.name)));
  const decayed = exactStep(linear, h);
  const now = new Map(old);
  if (integrator.synapses === 'held') linear.forEach(({ name }, i) => void now.set(name, decayed[i]!));
  for (const variable of model.states) {
    const arriving = events.filter((event) => event.variable === variable.name);
    if (arriving.length === 0) continue;
    const before = now.get(variable.name)!;
    const after = afterEvents(before, variable.name, arriving);
    now.set(variable.name, variable.unlessRefractory ? b.select(isClosed, before, after) : after);
  }
  const arrive = early ? new Map(now) : undefined;
  const looked = early ? lookedBack(model) : [];
  if (arrive) {
    for (const name of looked) arrive.set(beforeArrivals(name), b.state(name));
    for (const [name, value] of old) now.set(name, value);
  }
  const fromBefore = (e: Expr): Expr => currentToPrevious(e, new Set(looked));

  // Integrate.
  const free = model.states.filter((s) => !apart.has(s.name));
  const together = integrator.jacobian !== undefined && seesHeld(free);
  const inside = integrator.stages || (together && integrator.jacobian === 'varying');
  const system = systemOf(free, inside ? isRefractory : b.never);
  const refusal = refuseLarge(integrator, system) ?? integrator.refuses?.(system) ?? refuseNoise(free, integrator);
  if (refusal !== undefined) throw new UserError(refusal);
  const course = integrator.synapses === 'moving' ? exactCourse(linear) : undefined;
  let advanced = integrator.advance(system, h, course);
  if (together && !inside) {
    // Two matrices of constants instead of one that varies.
    const still = integrator.advance(systemOf(free, b.always), h, course);
    advanced = advanced.map((next, i) => b.select(isRefractory, still[i]!, next));
  }
  const values = new Map(now);
  if (course) linear.forEach(({ name }, i) => void values.set(name, substituteStates([decayed[i]!], now)[0]!));
  free.forEach((variable, i) => {
    let next = advanced[i]!;
    for (const { source, amplitude } of variable.noise) {
      const scale = integrator.noiseScale?.(system[i]!, h) ?? b.unary('sqrt', h);
      next = b.add(next, b.mul(b.mul(amplitude, scale), b.draw('normal', noiseDraw(model, source))));
    }
    const [result] = substituteStates([next], now) as [Expr];
    values.set(
      variable.name,
      variable.unlessRefractory ? b.select(isRefractory, now.get(variable.name)!, result) : result,
    );
  });

  // Detect.
  const atEnd = (e: Expr): Expr => fromBefore(substituteStates([e], values)[0]!);
  const spike = model.threshold ? b.and(atEnd(model.threshold), b.not(isRefractory)) : undefined;

  // Reset.
  const final = new Map(values);
  if (spike)
    for (const { target, value } of model.reset)
      final.set(target, b.select(spike, fromBefore(substituteStates([value], final)[0]!), final.get(target)!));
  const rows = attachments.flatMap((a) => advanceAttachment(a, spike));
  for (const { name, condition } of model.events ?? [])
    rows.push({ name, role: 'state', next: b.select(atEnd(condition), b.one, b.zero) });
  const next = [...model.states.map((s) => final.get(s.name)!), ...rows.map((row) => row.next)];
  const hidden: string[] = [];
  if (refractory && spike) {
    hidden.push(REFRACTORY);
    const start =
      refractory.kind === 'condition'
        ? b.one
        : b.unary('floor', b.add(b.div(atEnd(refractory.value), h), b.number(0.5)));
    next.push(b.select(spike, start, left));
  }
  for (const name of views) {
    hidden.push(beforeReset(name));
    next.push(values.get(name)!);
  }
  if (spike && attachments.some((a) => a.jump !== 'now')) {
    hidden.push(SPIKED);
    next.push(b.select(spike, b.one, b.zero));
  }
  for (const name of looked) {
    hidden.push(beforeArrivals(name));
    next.push(b.state(beforeArrivals(name)));
  }
  return { arrive, next, spike, attached: rows, hidden };
}

/** A variable after its events, those of one inlet after those of another. */
function afterEvents(before: Expr, variable: string, events: readonly EventInput[]): Expr {
  if (!events.some(({ slope }) => slope)) {
    const arrived = events.map((event) => b.mul(event.amount, b.inlet(event.inlet)));
    // Many are added up as a tree: a chain of thousands nests too deep for compilers.
    return arrived.length > MOST_IN_TURN ? b.add(before, b.balancedSum(arrived)) : arrived.reduce(b.add, before);
  }
  return events.reduce((x, { amount, slope, inlet }) => {
    const added = substituteStates([amount], new Map([[variable, x]]))[0]!;
    return slope ? afterJumps(x, added, slope, b.inlet(inlet)) : b.add(x, b.mul(added, b.inlet(inlet)));
  }, before);
}

/**
 * x after n jumps x ← x + (c + σx), which leave A = 1 + σ of it: x + (c + σx)·(Aⁿ − 1)/σ, with Aⁿ − 1 = nL·exprel(nL), L = ln A. A jump
 * that leaves nothing of x leaves what one of them makes.
 */
function afterJumps(x: Expr, added: Expr, slope: Expr, n: Expr): Expr {
  const left = b.add(b.one, slope);
  const some = b.select(b.compare('gt', left, b.zero), left, b.one);
  const log = b.unary('log', some);
  const ratio = b.select(b.compare('eq', slope, b.zero), b.one, b.div(log, slope));
  const several = b.mul(added, b.mul(b.mul(n, ratio), b.exprel(b.mul(n, log))));
  const change = b.select(b.compare('gt', left, b.zero), several, b.select(b.compare('gt', n, b.zero), added, b.zero));
  return b.add(x, change);
}

/** Variables whose value at the end of the previous step the model asks for. */
const lookedBack = ({ threshold, reset, refractory }: Model): string[] => [
  ...new Set(
    topological([threshold, refractory?.value, ...reset.map((r) => r.value)].filter((e) => e !== undefined)).flatMap(
      (e) => (e.op === 'previous' ? [e.name] : []),
    ),
  ),
];

/**
 * Refractory state at the start of the step. A duration of R steps after a spike found in step k ends with step k + R, which may spike
 * again (Brian2's rule: refractory while t − t_spike < duration). A condition keeps a cell refractory from its spike until it is false.
 */
function remaining(model: Model, apart: ReadonlySet<string>): Expr {
  const before = b.state(REFRACTORY);
  if (model.refractory!.kind === 'duration') return b.binary('max', b.sub(before, b.one), b.zero);
  return b.select(currentToPrevious(model.refractory!.value, apart), before, b.zero);
}

/** `previous(x)` leaves become plain state leaves, which in a program are the old values; of `apart` those that are kept apart. */
function currentToPrevious(e: Expr, apart: ReadonlySet<string>): Expr {
  return transform([e], (node) =>
    node.op === 'previous' ? b.state(apart.has(node.name) ? beforeArrivals(node.name) : node.name) : undefined,
  )[0]!;
}

/** Whether a variable that continues sees one that refractoriness holds. */
function seesHeld(states: readonly StateVariable[]): boolean {
  const held = new Set(states.filter((s) => s.unlessRefractory).map((s) => s.name));
  return states.some((s) => !held.has(s.name) && [...statesOf(s.derivative)].some((name) => held.has(name)));
}

function systemOf(states: readonly StateVariable[], isRefractory: Expr = b.never): System {
  return states.map((s) => ({
    name: s.name,
    derivative: s.unlessRefractory ? b.select(isRefractory, b.zero, s.derivative) : s.derivative,
    voltage: sameDimension(s.dimension, voltage),
  }));
}

/**
 * Variables that are linear with constant coefficients among themselves: synaptic ones. Neither voltages nor what a reset, noise or
 * refractoriness changes; nor large parts that see one another. Whether a projection reaches them makes no difference.
 */
export function linearVariables(model: Model): ReadonlySet<string> {
  const inReset = new Set(model.reset.map((r) => r.target));
  const candidates = new Map(
    model.states
      .filter(
        (s) =>
          !sameDimension(s.dimension, voltage) && !s.unlessRefractory && s.noise.length === 0 && !inReset.has(s.name),
      )
      .map((s) => [s.name, s]),
  );
  for (let changed = true; changed; ) {
    changed = false;
    for (const [name, s] of candidates) {
      const fits =
        [...statesOf(s.derivative)].every((o) => candidates.has(o)) &&
        !variesByItself(s.derivative) &&
        nonlinearity(systemOf([s])) === undefined;
      if (!fits) {
        candidates.delete(name);
        changed = true;
      }
    }
  }
  const parts = blocks(systemOf([...candidates.values()]));
  return new Set(parts.filter((part) => part.length <= LARGEST_EXACT).flatMap((part) => part.map((s) => s.name)));
}

/** Draw number of a noise source: after the model's own normal draws, in order of first appearance. */
function noiseDraw(model: Model, source: string): number {
  const sources = [...new Set(model.states.flatMap((s) => s.noise.map((n) => n.source)))];
  return model.draws.normal + sources.indexOf(source);
}

function refuseNoise(states: readonly StateVariable[], integrator: Integrator): string | undefined {
  if (integrator.noise === 'any') return undefined;
  const noisy = states.find((s) => s.noise.some((n) => dependsOnState(n.amplitude)));
  return noisy
    ? `The noise of ${noisy.name} depends on the state (multiplicative noise), which '${integrator.name}' cannot integrate; use 'euler' (Euler–Maruyama, Itô).`
    : undefined;
}
