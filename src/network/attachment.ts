/**
 * State that projections add to the cells at their ends: traces of spikes, resources. Linear with constant coefficients, advanced exactly
 * beside the cell's own equations whatever its integrator, and changed by the cell's own spikes.
 */
import { buildModel } from '../equations/cell-model.ts';
import type { Assignment, ModelParameter, ParameterValue, StateVariable } from '../equations/model.ts';
import { UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { some, transform } from '../expression/visit.ts';
import { exact } from '../integrators/exact.ts';
import type { System } from '../integrators/system.ts';
import { number, optional, recordOf, text } from '../options.ts';
import { fromUnit } from '../quantity/quantity.ts';

/** What a user writes. */
export interface AttachmentDescription {
  /** Equation lines: 'dx/dt = -x/tau : 1'. */
  readonly equations: string;
  /** Statements carried out at a spike of the cell: 'x += 1'. */
  readonly onSpike: string;
  /** Values at time 0, plain numbers in the declared units; default 0. */
  readonly initial?: Readonly<Record<string, number>>;
}

/**
 * When a spike found in step k changes the values: at the end of step k; at the start of step k + 1, before they decay over it, so that the
 * value of step k does not know of a spike in that very step; or at the end of step k + 1, where the spike stands for an arrival then.
 */
export type Jump = 'now' | 'next start' | 'next end';

/**
 * Other readings of a value in step k, kept in hidden columns: without the jump of a spike in step k ('before'), with it ('after'); and for
 * step k + 1, with all spikes up to step k, without the jump of an arrival then ('ahead') and with it ('arrived').
 */
export type ReadTime = 'before' | 'after' | 'ahead' | 'arrived';

/** Fields of the options of anything that is attached to cells. */
export const attachmentFields = { equations: text, onSpike: text, initial: optional(recordOf(number)) };

/** A variable by its column's name, and by the name that its own equations give it. */
interface AttachedVariable extends StateVariable {
  readonly own: string;
}

export interface Attachment {
  /** Ends the names of its columns and parameters: 'x@E to all'. */
  readonly suffix: string;
  readonly states: readonly AttachedVariable[];
  readonly initial: readonly number[];
  readonly parameters: readonly ModelParameter[];
  readonly onSpike: readonly Assignment[];
  readonly jump: Jump;
  /** Other readings that somebody asks for, by name of the column. */
  readonly views: readonly { readonly view: ReadTime; readonly state: string }[];
  /** An integer to be kept in a hidden column of this name. */
  readonly amount: { readonly column: string; readonly value: Expr } | undefined;
}

/** Name of a hidden column: it begins with two words, as no variable of a model or of an attachment does. */
export const hiddenName = (what: string, of?: string): string => (of === undefined ? what : `${what} of ${of}`);

export const suffixed = (name: string, suffix: string): string => `${name}@${suffix}`;

/** Names in expressions → the attachment's own columns and parameters. */
const withSuffix = (roots: readonly Expr[], suffix: string): Expr[] =>
  transform(roots, (e) => {
    if (e.op === 'state') return b.state(suffixed(e.name, suffix));
    return e.op === 'parameter' ? b.parameter(suffixed(e.name, suffix)) : undefined;
  });

/** Checks and lowers a description. `what` starts the sentences of errors. Throws TextError or UserError. */
export function attach(
  description: AttachmentDescription,
  parameters: Readonly<Record<string, ParameterValue>>,
  options: {
    readonly suffix: string;
    readonly jump: Jump;
    readonly what: string;
    /** Name of the state variable, between −1 and 1, that becomes the integer amount. */
    readonly amount?: string;
  },
): Attachment {
  const { suffix, jump, what } = options;
  const names = mentioned(description);
  const used = Object.entries(parameters).filter(([name]) => names.has(name));
  const model = buildModel({
    equations: description.equations,
    parameters: Object.fromEntries(used),
    threshold: 'false',
    reset: description.onSpike,
  });
  if (model.draws.uniform + model.draws.normal > 0 || model.states.some((s) => s.noise.length > 0))
    throw new UserError(`${what}: random numbers have no place here.`);
  const values = [...model.states.map((s) => s.derivative), ...model.reset.map((r) => r.value)];
  if (values.some((value) => some(value, (e) => e.op === 'previous')))
    throw new UserError(`${what}: values of the step before have no place here; leave out previous(…) and crosses(…).`);
  const missing = model.parameters.find((p) => typeof p.value !== 'number');
  if (missing)
    throw new UserError(
      missing.value === undefined
        ? `${what}: the parameter '${missing.name}' has no value; give it in 'parameters'.`
        : `${what}: the parameter '${missing.name}' has several values, but all cells and synapses share one here; values of each synapse or cell are not available. For several values make one projection for each, from slices.`,
    );
  const refusal = exact.refuses?.(systemOf(model.states));
  if (refusal !== undefined)
    throw new UserError(
      `${what}: the equations must be linear with constant coefficients, such as 'dx/dt = -x/tau : 1'.`,
    );
  const strange = Object.keys(description.initial ?? {}).find((name) => !model.states.some((s) => s.name === name));
  if (strange !== undefined)
    throw new UserError(`${what}: there is no variable '${strange}' to give an initial value.`);
  const rename = (e: Expr): Expr => withSuffix([e], suffix)[0]!;
  return {
    suffix,
    states: model.states.map((s) => ({
      ...s,
      own: s.name,
      name: suffixed(s.name, suffix),
      derivative: rename(s.derivative),
    })),
    initial: model.states.map((s) => fromUnit(description.initial?.[s.name] ?? 0, s.unit)),
    parameters: model.parameters.map((p) => ({ ...p, name: suffixed(p.name, suffix) })),
    onSpike: model.reset.map((r) => ({ target: suffixed(r.target, suffix), value: rename(r.value) })),
    jump,
    views: [],
    amount: options.amount === undefined ? undefined : amountOf(options.amount, suffix),
  };
}

/** Stands for what a release of 1 becomes, a power of two that the network fixes (`withScale` of `compile/attachment.ts`). */
export const SCALE = b.parameter('scale of the amount');

function amountOf(name: string, suffix: string): Attachment['amount'] {
  const release = b.binary('min', b.binary('max', b.state(suffixed(name, suffix)), b.number(-1)), b.one);
  const value = b.unary('floor', b.add(b.mul(release, SCALE), b.number(0.5)));
  return { column: hiddenName('amount', suffix), value };
}

/** The names that the texts use. */
const mentioned = ({ equations, onSpike }: AttachmentDescription): ReadonlySet<string> =>
  new Set(`${equations}\n${onSpike}`.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? []);

export const systemOf = (states: readonly StateVariable[]): System =>
  states.map(({ name, derivative }) => ({ name, derivative, voltage: false }));

/** Name of the column of a view. */
export const viewed = (view: ReadTime, state: string): string => hiddenName(view, state);
