/**
 * Rules for the synapses of a projection, as expressions: what events and a step make of their variables. Variables that are linear with
 * constant coefficients each by itself, and that no stepped one reads, follow their exact course from event to event: an event first
 * brings them up to its step. The others are advanced in every step, before its events.
 *
 * A value at time 0 stands at the start of step 0; events of step k act at its end, the time (k + 1)·dt, as spikes do on the traces of
 * cells.
 */
import type { Assignment } from '../equations/model.ts';
import { noDraws, type Scope } from '../equations/scope.ts';
import { assignment, parseStatements } from '../equations/statements.ts';
import type { SynapticVariable } from '../equations/synaptic.ts';
import { UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { some, statesOf, substituteStates, topological, transform } from '../expression/visit.ts';
import { exponentialMidpoint } from '../integrators/euler.ts';
import { exact, exactStep } from '../integrators/exact.ts';
import { integratorByName } from '../integrators/index.ts';
import { nonlinearity, refuseLarge, type System, variesByItself } from '../integrators/system.ts';
import type { Change } from '../program/pathway.ts';
import { hiddenName } from './attachment.ts';

/** Name of the weight. */
export const WEIGHT = 'w';

/** The step up to which event-driven variables stand, in two parts, since f32 holds neither large numbers of steps nor their sums. */
export const LAST = [hiddenName('last event', 'high'), hiddenName('last event', 'low')] as const;

/** Their values at time 0: the step before the first. */
export const LAST_AT_START = [0, -1] as const;

/** A sum of a variable over the synapses of one cell, under a name. */
interface RoutineSum {
  readonly name: string;
  /** Over those that end on the same target, or begin at the same source. */
  readonly over: 'in' | 'out';
  readonly of: string;
}

/** New values of variables of the synapses, by name. */
export interface RoutineRule {
  readonly values: ReadonlyMap<string, Expr>;
  readonly sums: readonly RoutineSum[];
}

/** What happens to the variables of a synapse. */
export class SynapseRules {
  /** Names by number: the weight, the variables of the equations in their order, then hidden ones. */
  readonly names: readonly string[];
  /** Of the variables that events bring up to date: their value then. */
  readonly now: ReadonlyMap<string, Expr>;
  readonly #stepped: readonly SynapticVariable[];
  readonly #what: string;

  /** `what` starts the sentences of errors. Throws a UserError. */
  constructor(variables: readonly SynapticVariable[], what: string) {
    this.#what = what;
    const driven = eventDriven(variables, what);
    this.#stepped = variables.filter((v) => v.derivative && !driven.has(v));
    const own = [WEIGHT, ...variables.map((v) => v.name).filter((name) => name !== WEIGHT)];
    this.names = driven.size > 0 ? [...own, ...LAST] : own;
    const elapsed = driven.size > 0 ? this.#elapsed() : b.zero;
    this.now = new Map(
      [...driven].map(({ name, derivative }) => [
        name,
        this.#placed(exactStep([{ name, derivative: this.#still(derivative!, name), voltage: false }], elapsed)[0]!),
      ]),
    );
  }

  /** Names of the variables that are advanced in every step. */
  get stepped(): readonly string[] {
    return this.#stepped.map(({ name }) => name);
  }

  /** Reads statements that an event carries out, and what it delivers after them. `scope`: with the synapse's variables as state leaves. */
  event(text: string, scope: Scope, what: string): { changes: Change[]; after: (value: Expr) => Expr } {
    const draws = noDraws();
    const assignments = parseStatements(text, scope, what, draws).map((s): Assignment => assignment(s));
    if (draws.uniform + draws.normal > 0)
      throw new UserError(
        `${what}: random numbers have no place in a synapse; let the cell draw them, and read its variable.`,
      );
    const values = this.#current();
    for (const { target, value } of assignments) values.set(target, substituteStates([value], values)[0]!);
    const assigned = new Set(assignments.map(({ target }) => target));
    if ([...assigned].some((name) => this.now.has(name))) {
      for (const name of this.now.keys()) assigned.add(name);
      [b.stepHigh, b.stepLow].forEach((part, k) => {
        values.set(LAST[k]!, part);
        assigned.add(LAST[k]!);
      });
    }
    const changes = this.names.flatMap((name, variable) =>
      assigned.has(name) ? [{ variable, value: this.checked(values.get(name)!, what) }] : [],
    );
    return { changes, after: (value) => this.checked(substituteStates([value], values)[0]!, what) };
  }

  /** What a step makes of the variables that are advanced in every one; undefined where there are none. */
  step(integratorName: string | undefined): Change[] | undefined {
    if (this.#stepped.length === 0) {
      if (integratorName !== undefined)
        throw new UserError(
          `${this.#what}: the integrator '${integratorName}' has nothing to do, since no variable is advanced step by step; leave it out.`,
        );
      return undefined;
    }
    const names = new Set(this.#stepped.map(({ name }) => name));
    const system: System = this.#stepped.map(({ name, derivative }) => ({
      name,
      derivative: this.#still(derivative!, ...names),
      voltage: false,
    }));
    const linear = refuseLarge(exact, system) === undefined && exact.refuses?.(system) === undefined;
    const integrator =
      integratorName === undefined ? (linear ? exact : exponentialMidpoint) : integratorByName(integratorName);
    const refusal = refuseLarge(integrator, system) ?? integrator.refuses?.(system);
    if (refusal !== undefined) throw new UserError(`${this.#what}: ${refusal}`);
    return integrator.advance(system, b.dt, undefined).map((next, k) => ({
      variable: this.names.indexOf(this.#stepped[k]!.name),
      value: this.checked(this.#placed(next), this.#what),
    }));
  }

  /**
   * Reads statements that are carried out at regular times: new values over `state` leaves, of the variables as they stand then and of the
   * sums that the statements ask for.
   */
  routine(text: string, scope: Scope, what: string): RoutineRule {
    const sums: RoutineSum[] = [];
    // A sum as a name of its own, as long as the call.
    const named = text.replaceAll(/\bsum_(in|out)(\s*\(\s*)([A-Za-z_]\w*)(\s*\))/g, (call, over, _open, of) => {
      const name = call.replaceAll(/\W/g, '_');
      if (!sums.some((sum) => sum.name === name)) sums.push({ name, over, of });
      return name;
    });
    const variables = new Map(scope.variables);
    for (const { name, of } of sums) {
      const variable = variables.get(of);
      if (variable?.kind !== 'state')
        throw new UserError(`${what}: '${of}' is no variable of the synapses, of which alone there are sums.`);
      variables.set(name, { kind: 'derived', dimension: variable.dimension, value: b.state(name) });
    }
    const draws = noDraws();
    const assignments = parseStatements(named, { ...scope, variables }, what, draws).map((s) => assignment(s));
    const values = new Map<string, Expr>();
    for (const { target, value } of assignments) values.set(target, substituteStates([value], values)[0]!);
    const strange = topological([...values.values()]).find(
      (e) => e.op === 'lookup' || (e.args.length === 0 && !['number', 'state', 'parameter', 'dt'].includes(e.op)),
    );
    if (strange || draws.uniform + draws.normal > 0)
      throw new UserError(
        `${what}: what is done at regular times may depend on the synapse's variables, their sums and 'parameters' only.`,
      );
    return { values, sums };
  }

  /** Values at an event: of this step for those that are advanced with every step. */
  #current(): Map<string, Expr> {
    return new Map(this.names.map((name, k) => [name, this.now.get(name) ?? b.synapse(k)]));
  }

  /** Steps since the last event, in ms. */
  #elapsed(): Expr {
    const [high, low] = LAST.map((name) => b.synapse(this.names.indexOf(name))) as [Expr, Expr];
    const steps = b.add(b.mul(b.number(2 ** 16), b.sub(b.stepHigh, high)), b.sub(b.stepLow, low));
    return b.mul(steps, b.dt);
  }

  /** State leaves as variables of the synapse. */
  #placed(e: Expr): Expr {
    return substituteStates([e], new Map(this.names.map((name, k) => [name, b.synapse(k)])))[0]!;
  }

  /** The same, but for those that are named: what an integrator takes for constant. */
  #still(e: Expr, ...moving: readonly string[]): Expr {
    const values = new Map(
      this.names.flatMap((name, k): [string, Expr][] => (moving.includes(name) ? [] : [[name, b.synapse(k)]])),
    );
    return substituteStates([e], values)[0]!;
  }

  /** Refuses what no rule can read. */
  checked(value: Expr, what: string): Expr {
    const allowed = ['number', 'synapse', 'pre', 'post', 'source', 'target', 'parameter', 'dt', 'step'];
    const strange = topological([value]).find(
      (e) => (e.args.length === 0 && !allowed.includes(e.op)) || e.op === 'lookup',
    );
    if (strange?.op === 'previous')
      throw new UserError(
        `${what}: values of the step before have no place here; leave out previous(…) and crosses(…).`,
      );
    if (strange)
      throw new UserError(
        `${what}: rules for synapses see their variables, traces, the cells' variables and parameters, not the time, tables or the numbers of cells.`,
      );
    return value;
  }
}

/** Those of the variables that have an exact course between events. Throws a UserError where one flagged so has none. */
function eventDriven(variables: readonly SynapticVariable[], what: string): Set<SynapticVariable> {
  const moving = new Map(variables.filter((v) => v.derivative).map((v) => [v.name, v]));
  const whyNot = ({ name, derivative }: SynapticVariable): string | undefined => {
    const others = [...statesOf(derivative!)].filter((other) => other !== name && moving.has(other));
    if (others.length > 0) return `it depends on '${others[0]}', which moves`;
    if (some(derivative!, (e) => ['pre', 'post', 'source', 'target'].includes(e.op)) || variesByItself(derivative!))
      return 'it depends on what moves outside the synapse';
    const still = transform([derivative!], (e) =>
      e.op === 'state' && e.name !== name ? b.parameter(e.name) : undefined,
    )[0]!;
    return nonlinearity([{ name, derivative: still, voltage: false }]) ? 'it is not linear in itself' : undefined;
  };
  // The weight is delivered by passes that read it as it stands.
  const candidates = new Set(
    [...moving.values()].filter((v) => v.name !== WEIGHT && v.advanced !== 'clock-driven' && whyNot(v) === undefined),
  );
  for (let found = true; found; ) {
    found = false;
    for (const v of candidates) {
      const reader = [...moving.values()].find(
        (o) => o !== v && !candidates.has(o) && statesOf(o.derivative!).has(v.name),
      );
      if (!reader) continue;
      candidates.delete(v);
      found = true;
      if (v.advanced === 'event-driven')
        throw new UserError(
          `${what}: ${v.title} is flagged 'event-driven', but d${reader.name}/dt, which is advanced in every step, reads '${v.name}'; leave the flag out.`,
        );
    }
  }
  for (const v of moving.values())
    if (v.advanced === 'event-driven' && !candidates.has(v))
      throw new UserError(
        `${what}: ${v.title} is flagged 'event-driven' and has no exact course between events: ${whyNot(v) ?? 'it is the weight'}. Leave the flag out, or write '(clock-driven)', and it is advanced in every step.`,
      );
  return candidates;
}
