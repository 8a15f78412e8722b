/** Parts of a membrane put together: equations of one compartment, per area, or of a point on it, as a whole. */
import type { Convention, IonPool, MembranePart } from '../cells/fragment.ts';
import { buildModel } from '../equations/cell-model.ts';
import type { Model, ParameterValue } from '../equations/model.ts';
import { InternalError, UserError } from '../errors.ts';
import { add } from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';

/** What was written, before values of parameters. */
export interface Assembled {
  /** Lines of equations with V as a state; the same text for all compartments that differ in values only. */
  readonly equations: string;
  /** Values as written. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** Ions with a pool: its concentration, the parameter that stands for the current into it, and the currents that carry it. */
  readonly pools: readonly {
    readonly concentration: string;
    readonly held: string;
    readonly currents: readonly string[];
  }[];
  /** States of Markov schemes, which change into one another. */
  readonly stiff: readonly string[];
}

/** Name of the sum of inward currents. */
const TOTAL = 'I_membrane';

/** Puts parts together. `taken`: names that others of the cell have. Throws a UserError for two parts of one label. */
export function assembleParts(
  parts: readonly MembranePart[],
  pools: readonly IonPool[],
  convention: Convention,
): Assembled {
  const taken = new Set(['V', ...pools.map((p) => p.concentration)]);
  const offered = new Map(pools.map((p) => [p.ion, p]));
  const labels = new Set<string>();
  const blocks: string[] = [];
  const currents: string[] = [];
  const carried = new Map<string, string[]>();
  const parameters: Record<string, ParameterValue> = {};
  const stiff: string[] = [];
  for (const part of parts) {
    if (labels.has(part.label))
      throw new UserError(
        `Two parts of one membrane are labelled '${part.label}'; give one of them another label: { label: '${part.label}2' }.`,
      );
    labels.add(part.label);
    const fragment = part.fragment(convention, taken, offered);
    blocks.push(fragment.equations);
    currents.push(...fragment.currents);
    Object.assign(parameters, fragment.parameters);
    for (const name of fragment.states) taken.add(name);
    if (part.stiff) stiff.push(...fragment.states);
    if (fragment.carries !== undefined)
      carried.set(fragment.carries, [...(carried.get(fragment.carries) ?? []), ...fragment.currents]);
  }
  const held = pools.map((pool) => {
    const own = carried.get(pool.ion) ?? [];
    const name = `I_into_${pool.concentration}`;
    const fragment = pool.fragment(convention, own.length > 0 ? [name] : []);
    blocks.push(fragment.equations);
    Object.assign(parameters, fragment.parameters);
    if (own.length > 0) parameters[name] = `0 ${convention.current}`;
    return { concentration: pool.concentration, held: name, currents: own };
  });
  const sum = currents.length > 0 ? currents.join(' + ') : `0 ${convention.current}`;
  return {
    equations: ['dV/dt = 0*mV/ms : mV', ...blocks, `${TOTAL} = ${sum} : ${convention.current}`].join('\n'),
    parameters,
    pools: held.filter(({ currents: own }) => own.length > 0),
    stiff,
  };
}

/** The equations of one kind of membrane, or of one kind of point on it. */
export interface Membrane {
  readonly model: Model;
  /** Inward, of all parts: µA/cm², or pA of a point. */
  readonly inward: Expr;
  readonly pools: readonly { readonly concentration: string; readonly held: string; readonly inward: Expr }[];
  readonly stiff: readonly string[];
}

/** `parameters`: texts whose units count only. Throws TextError or UserError. */
export function membraneOf(assembled: Assembled, parameters: Readonly<Record<string, ParameterValue>>): Membrane {
  const model = buildModel({ equations: assembled.equations, parameters });
  const noisy = model.states.find((s) => s.noise.length > 0);
  if (noisy || model.draws.uniform + model.draws.normal > 0)
    throw new UserError(
      `${noisy ? `'${noisy.name}' has white noise` : 'Its equations draw random numbers'}; cells with dendrites take neither noise nor random numbers in their equations. Drive them by Poisson trains instead.`,
    );
  const lineOf = (name: string): Expr => {
    const found = model.derived.find((d) => d.name === name);
    if (!found) throw new InternalError(`no line '${name}' in the equations of a membrane.`);
    return found.value;
  };
  return {
    model,
    inward: lineOf(TOTAL),
    pools: assembled.pools.map(({ concentration, held, currents }) => ({
      concentration,
      held,
      inward: currents.map(lineOf).reduce(add),
    })),
    stiff: assembled.stiff,
  };
}
