/** Point neurons as data: equations, defaults and the paper of each, and how one becomes a model. */
import { buildModel } from '../../equations/cell-model.ts';
import type { CellDescription, Model, ParameterValue } from '../../equations/model.ts';
import { UserError } from '../../errors.ts';
import { noMore } from '../../no-more.ts';
import { anything, type Fields, listOf, object, optional, optionsOf, recordOf, text } from '../../options.ts';
import { type MembranePart, membranePart, wholeCell } from '../fragment.ts';

/** Unit of the current `I`: of a whole cell, of a voltage per time (Izhikevich), or a plain number (dimensionless forms). */
export type CurrentUnit = 'pA' | 'mV/ms' | '1';

export interface PointKind<P extends string = string> {
  /** 'adex' */
  readonly name: string;
  readonly title: string;
  /** The paper, with the place of the equations. */
  readonly source: string;
  /** Equation lines. `I_total` stands for all currents, inward positive. */
  readonly equations: string;
  /** Defaults, among them the constant current. */
  readonly parameters: Readonly<Record<P, string | number>>;
  /** The variable that synaptic parts and plots take for the voltage. */
  readonly voltage: string;
  readonly current: CurrentUnit;
  /** Name of the parameter that is the constant current. */
  readonly input: NoInfer<P>;
  readonly threshold: string;
  readonly reset: string;
  readonly refractory?: string;
  /** The rule that suits it; left out where the structure of the equations, synapses included, is to decide. */
  readonly integrator?: string;
  /** Initial values of variables that should not start at 0: text over the model's parameters. */
  readonly initial: Readonly<Record<string, string>>;
  /** What to know before using it. */
  readonly notes?: string;
}

export interface PointParts {
  /** An expression for a further current over t, parameters and states, added to the constant one. */
  readonly stimulus?: string | undefined;
  /** Synapses; only for kinds whose current is in pA. */
  readonly synapses?: readonly MembranePart[] | undefined;
  /** Further equation lines, for example adaptation variables or functions of time. */
  readonly equations?: string | undefined;
  /** Values for further equations and the stimulus. */
  readonly parameters?: Readonly<Record<string, ParameterValue>> | undefined;
  readonly tables?: CellDescription['tables'];
  readonly threshold?: string | undefined;
  /** Statements carried out at a spike, instead of the kind's own. */
  readonly reset?: string | undefined;
  readonly refractory?: string | undefined;
  readonly integrator?: string | undefined;
}

/** Any parameter by its name ('200 pF', or one value per cell), and the parts. */
export type PointOptions<P extends string = string> = { readonly [K in P]?: ParameterValue } & PointParts;

export interface PointModel<P extends string = string> {
  (options?: PointOptions<P>): Model;
  readonly kind: PointKind<P>;
  /** The text that the call compiles: what a person may read, edit and extend. */
  describe(options?: PointOptions<P>): CellDescription;
}

/** A function that makes models of the kind. Both it and `describe` throw a UserError for options that do not fit. */
export function pointModel<P extends string>(kind: PointKind<P>, ...more: undefined[]): PointModel<P> {
  noMore('pointModel', 'a kind', more);
  const describe = (options: PointOptions<P> = {}, ...besides: undefined[]): CellDescription => {
    noMore(kind.name, 'options', besides);
    const description = describePoint(kind, options);
    if (description.integrator !== undefined || kind.integrator === undefined) return description;
    return { ...description, integrator: kind.integrator };
  };
  return Object.assign((...given: Parameters<typeof describe>): Model => buildModel(describe(...given)), {
    kind,
    describe,
  });
}

/** The parts; parameters are of the kind's own. */
const partFields: Fields<PointParts> = {
  stimulus: optional(text),
  synapses: optional(listOf(membranePart)),
  equations: optional(text),
  parameters: optional(recordOf(anything)),
  tables: optional(recordOf(anything)),
  threshold: optional(text),
  reset: optional(text),
  refractory: optional(text),
  integrator: optional(text),
};

function describePoint<P extends string>(kind: PointKind<P>, options: PointOptions<P>): CellDescription {
  object.check(options, kind.name);
  optionsOf<PointOptions<P>>(kind.name, {
    ...partFields,
    ...Object.fromEntries(Object.keys(kind.parameters).map((name) => [name, optional(anything)])),
  } as unknown as Fields<PointOptions<P>>)(options);
  const given = Object.entries(options).filter(
    ([name, value]) => !Object.hasOwn(partFields, name) && value !== undefined,
  );
  const parts: PointParts = options;
  const parameters: Record<string, ParameterValue> = { ...kind.parameters, ...Object.fromEntries(given) };
  const currents: string[] = [kind.input];
  const blocks = [kind.equations];
  if (parts.synapses && parts.synapses.length > 0 && kind.current !== 'pA')
    throw new UserError(
      `The current of ${kind.name} is in ${kind.current === '1' ? 'plain numbers' : kind.current}, not in pA, so synapses in nS or pA do not fit it; let spikes act on its variables, as in onSpike: '${kind.voltage} += w'.`,
    );
  const taken = new Set<string>();
  const labels = new Set<string>();
  for (const part of parts.synapses ?? []) {
    if (labels.has(part.label))
      throw new UserError(`Two synapses of this cell are labelled '${part.label}'; give one of them another label.`);
    labels.add(part.label);
    const fragment = part.fragment(wholeCell, taken, new Map());
    blocks.push(fragment.equations);
    currents.push(...fragment.currents);
    Object.assign(parameters, fragment.parameters);
    for (const state of fragment.states) taken.add(state);
  }
  if (parts.stimulus !== undefined) {
    blocks.push(`I_stimulus = ${parts.stimulus} : ${kind.current}`);
    currents.push('I_stimulus');
  }
  if (parts.equations) blocks.push(parts.equations);
  blocks.push(`I_total = ${currents.join(' + ')} : ${kind.current}`);
  Object.assign(parameters, parts.parameters);
  const refractory = parts.refractory ?? kind.refractory;
  return {
    equations: blocks.join('\n'),
    parameters,
    threshold: parts.threshold ?? kind.threshold,
    reset: parts.reset ?? kind.reset,
    ...(refractory === undefined ? {} : { refractory }),
    ...(parts.integrator === undefined ? {} : { integrator: parts.integrator }),
    ...(parts.tables === undefined ? {} : { tables: parts.tables }),
  };
}
