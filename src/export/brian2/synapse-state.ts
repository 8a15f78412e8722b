/**
 * Synapses with their own state, as variables and pathways of a Synapses object. Within a step the pathways stand in the order of the
 * rules here, all of them before anything arrives: they see both cells before the reset, and before what other synapses add to them.
 */
import { parseLines } from '../../equations/lines.ts';
import { type SynapticVariable, synapticLines } from '../../equations/synaptic.ts';
import { UserError } from '../../errors.ts';
import * as b from '../../expression/build.ts';
import { some, statesOf, transform } from '../../expression/visit.ts';
import { nonlinearity } from '../../integrators/system.ts';
import type { PlasticRule } from '../../network/dynamics/rule.ts';
import type { Projection } from '../../network/projection.ts';
import type { PlasticityText, TraceText } from '../plasticity.ts';
import { pythonText, type WrittenModel } from './cells.ts';
import { isZero, type NameSpace, print, statementsOf, translate } from './expressions.ts';
import { sameRule } from './integrator.ts';
import { safeName } from './names.ts';
import { baseUnit, quantity } from './units.ts';
import { equationsOf, firstStep, namesOf, namespaceOf, startsOf } from './use-dependence.ts';

/** Statements at an event of one end. */
interface Pathway {
  readonly name: string;
  readonly end: 'pre' | 'post';
  /** In the place of the spike. */
  readonly event: string | undefined;
  /** Within a step; what arrives has −1. */
  readonly order: number;
  readonly delay: string | undefined;
  readonly lines: readonly string[];
}

/** What a Synapses object gains. */
export interface WrittenState {
  /** The weight is among them where it moves by itself. */
  readonly equations: readonly string[];
  readonly moves: boolean;
  readonly method: string | undefined;
  readonly namespace: readonly string[];
  /** Names of the variables that start at what the projection says, by the name that they have here. */
  readonly variables: ReadonlyMap<string, string>;
  /** Values at time 0 of traces other than 0. */
  readonly starts: readonly (readonly [name: string, value: string])[];
  readonly pathways: readonly Pathway[];
  /** The event at which it delivers, if that is no spike. */
  readonly delivers: string | undefined;
  /** Whether what is delivered is less than the weight. */
  readonly fraction: boolean;
  /** Lines after the synapses are made, and the names of what they add to the network. */
  readonly after: readonly string[];
  readonly operations: readonly string[];
  /** What differs, as sentences. */
  readonly differs: readonly string[];
}

/** The weight and the fraction of it that are on their way. */
export const SENT = 'w_sent';
export const FRACTION = 'fraction_sent';

/** The rule of synapses that have more than traces and a weight. */
export function stateOf({ dynamics }: Projection): PlasticRule | undefined {
  const rule = dynamics?.plasticity;
  if (!rule) return undefined;
  const { bounds, variables, on, routines, step, amount, onPre, onPost, at } = rule;
  const reads = [...onPre, ...onPost].some(({ value }) => some(value, (e) => e.op === 'source' || e.op === 'target'));
  const more =
    variables.length + on.length + routines.length > 0 ||
    step !== undefined ||
    amount !== undefined ||
    Object.keys(at).length > 0;
  return bounds === undefined || more || reads ? rule : undefined;
}

interface Parts {
  /** Name of the synapses in the script. */
  readonly synapses: string;
  readonly sourceModel: WrittenModel | undefined;
  readonly targetModel: WrittenModel;
  /** Unit of the weight that each synapse has, as w; undefined where all have one, or none. */
  readonly weight: string | undefined;
  /** Names that mean something else in the statement by which a spike acts. */
  readonly taken: ReadonlySet<string>;
}

/** Throws a UserError that names what Brian2 has no counterpart of. */
export function writeState(of: Projection, rule: PlasticRule, parts: Parts): WrittenState {
  const { synapses, weight } = parts;
  const { description } = rule;
  const what = `${of.given.plasticity ? 'plasticity' : 'release'} of ${of.name}`;
  const { pre, post, on = [], every = [], parameters } = description as PlasticityText;
  refuse(rule, what);
  const lines = synapticLines(description.equations ?? '');
  const ends = [pre, post].filter((end) => end !== undefined);
  const own = namesOf(
    ends,
    parameters,
    new Set([...parts.taken, SENT, FRACTION]),
    what,
    lines.map((line) => line.name).filter((name) => name !== 'w'),
  );
  const names: NameSpace = { ...own, rename: (name) => own.rename(name) ?? nameOfCells(name, parts) };
  const texts = [description.onPre, description.onPost, ...on.map((x) => x.do), ...every.map((x) => x.do)];
  const assigned = new Set(texts.flatMap((text) => statementsOf(text ?? '').map((s) => s.target)));
  // What is changed at regular times is looked at then, so that it must be up to date.
  const looked = new Set(every.flatMap((x) => x.do.match(/[A-Za-z_]\w*/g) ?? []));
  const clocked = new Set(
    rule.moving
      .filter(({ name }) => !rule.variables.some((v) => v.name === name && v.now) || looked.has(name))
      .map((v) => v.name),
  );
  const { method, differs } = methodOf(
    rule.moving.filter((v) => clocked.has(v.name)),
    description.integrator,
    [...clocked].some((name) => rule.variables.some((v) => v.name === name && v.now)),
    what,
  );
  const equations = lines.map((line) => {
    const [name, unit] = [names.rename(line.name)!, baseUnit(line.dimension)];
    if (line.kind === 'parameter') return `${name} : ${unit}${assigned.has(line.name) ? '' : ' (constant)'}`;
    if (line.kind !== 'derivative') return `${name} = ${print(line.right!, names)} : ${unit}`;
    if (isZero(line.right!)) return `${name} : ${unit}`;
    const flag = clocked.has(line.name) ? 'clock-driven' : 'event-driven';
    return `d${name}/dt = ${print(line.right!, names)} : ${unit} (${flag})`;
  });
  const bounds = of.given.plasticity?.range.map((text) => quantity(text));
  const clip = bounds && `w = clip(w, ${bounds[0]}, ${bounds[1]})`;
  const change = (text: string | undefined): string[] => {
    const all = statements(text ?? '', names);
    return all.length > 0 && clip !== undefined && statementsOf(text!).some((s) => s.target === 'w')
      ? [...all, clip]
      : all;
  };
  const jumps = (end: TraceText | undefined): string[] => (end ? statements(end.onSpike, names) : []);
  const inOrder = (end: TraceText | undefined, text: string | undefined): string[] =>
    end?.read === 'after' ? [...jumps(end), ...change(text)] : [...change(text), ...jumps(end)];
  const { delay } = of.given;
  const arriving = rule.delays === 'axonal' && delay !== undefined ? `${quantity(delay)} - defaultclock.dt` : undefined;
  // One for all synapses, where it is not ignored.
  const returning =
    rule.delays === 'dendritic' ? (delay === undefined ? 'defaultclock.dt' : quantity(delay)) : undefined;
  const fraction = description.amount;
  const [atSource, atTarget] = [rule.at.source, rule.at.target].map((event) => event && safeName(event));
  const source = { end: 'pre', event: atSource, delay: arriving } as const;
  const target = { end: 'post', event: atTarget, delay: returning } as const;
  // Of an axonal delay the source's spike arrives in the step after the one in which it acts here, and so is behind the target's.
  const first = rule.delays === 'axonal' ? -200 : -300;
  const pathways: Pathway[] = [
    ...(weight !== undefined ? [{ ...source, name: 'pre_sent', order: first, lines: [`${SENT} = w`] }] : []),
    { ...source, name: 'pre_change', order: first + 1, lines: inOrder(pre, description.onPre) },
    ...(fraction === undefined
      ? []
      : [
          {
            ...source,
            name: 'pre_fraction',
            order: first + 2,
            lines: [`${FRACTION} = clip(${translate(fraction, names)}, -1, 1)`],
          },
        ]),
    // Other events of the step do not see the jump yet.
    ...(post?.read === 'after'
      ? [{ ...target, name: 'post', order: -250, lines: inOrder(post, description.onPost) }]
      : [
          { ...target, name: 'post', order: -250, lines: change(description.onPost) },
          { ...target, name: 'post_trace', order: -2, lines: jumps(post) },
        ]),
    ...on.map(
      (event, k): Pathway => ({
        name: `event_${k + 1}`,
        end: event.at === 'source' ? 'pre' : 'post',
        event: event.event && safeName(event.event),
        order: -100 + k,
        delay: event.delay === undefined ? undefined : quantity(event.delay),
        lines: change(event.do),
      }),
    ),
  ].filter(({ lines }) => lines.length > 0) as Pathway[];
  if (on.length > 90) throw new UserError(`${what}: a script for Brian2 takes at most 90 entries of 'on'.`);
  const operations = rule.routines.map((_, k) => `every_${k + 1}_of_${synapses}`);
  const moves = rule.moving.some((v) => v.name === 'w');
  const lined = [
    ...equations,
    ...ends.flatMap((end) => equationsOf(end, names)),
    ...(fraction === undefined ? [] : [`${FRACTION} : 1`]),
    ...rule.routines.flatMap((routine) =>
      routine.sums.map((sum) => {
        const unit = rule.variables.find((v) => v.name === sum.of)?.dimension;
        return `${sumOf(sum, names)} : ${unit ? baseUnit(unit) : weight!}`;
      }),
    ),
  ].filter((line, k, all) => all.indexOf(line) === k);
  return {
    equations: lined,
    moves,
    method,
    namespace: namespaceOf(parameters, names),
    variables: new Map(
      lines
        .filter((line) => line.kind !== 'subexpression' && line.name !== 'w')
        .map((line) => [line.name, names.rename(line.name)!]),
    ),
    starts: ends.flatMap((end) => startsOf(end, names)),
    pathways,
    delivers: atSource,
    fraction: fraction !== undefined,
    after: [
      ...firstStep(synapses, lined),
      ...(moves && clip !== undefined
        ? [`${synapses}.run_regularly(${pythonText(clip)}, when='groups', order=2)`]
        : []),
      // The cells come first.
      ...(clocked.size > 0 ? [`${synapses}.state_updater.order = 1`] : []),
      ...rule.routines.flatMap((routine, k) => [
        `@network_operation(dt=${quantity(every[k]!.interval)}, when='start')`,
        `def ${operations[k]!}(t):`,
        '    if t > 0*ms:',
        ...routine.sums.map((sum) => {
          const [cells, value] = [`${synapses}.${sum.over === 'in' ? 'j' : 'i'}[:]`, names.rename(sum.of)!];
          return `        ${synapses}.${sumOf(sum, names)}_ = np.bincount(${cells}, ${synapses}.${value}_[:])[${cells}]`;
        }),
        ...regular(every[k]!.do, names).map((line) => `        ${synapses}.${line}`),
        ...(clip !== undefined && statementsOf(every[k]!.do).some((s) => s.target === 'w')
          ? [`        ${synapses}.w = ${pythonText(clip.replace('w = ', ''))}`]
          : []),
      ]),
    ],
    operations,
    differs,
  };
}

function refuse(rule: PlasticRule, what: string): void {
  const { pre, post, on = [] } = rule.description as PlasticityText;
  const reads = (text: string, end: TraceText | undefined): boolean =>
    parseLines(end?.equations ?? '').some((line) => new RegExp(`\\b${line.name}\\b`).test(text));
  if (rule.delays === 'axonal' && (pre || post))
    throw new UserError(
      `${what}: traces ('pre', 'post') beside variables of the synapse with axonal delays cannot be written for Brian2; keep the traces as variables in 'equations'.`,
    );
  const moved = rule.step?.some(({ value }) => some(value, (e) => e.op === 'pre' || e.op === 'post'));
  if (moved)
    throw new UserError(
      `${what}: an equation that is advanced in every step reads a trace, which Brian2 refuses, since its traces move with events only; keep the trace as a variable in 'equations'.`,
    );
  const late = post?.read === 'after' ? on.findIndex((event) => reads(event.do, post)) : -1;
  if (late >= 0)
    throw new UserError(
      `${what}, on ${late + 1}: a trace of 'post' that its own rule reads after the jump cannot be read by further events in Brian2; keep it as a variable in 'equations'.`,
    );
}

/** A sum over the synapses of a cell, as a variable. */
const sumOf = ({ over, of }: { readonly over: 'in' | 'out'; readonly of: string }, names: NameSpace): string =>
  `sum_${over}_of_${names.rename(of)!}`;

/** What the cells call it: 'v_pre', and 'v_post' or 'v'. Shared parameters are in the namespace of the target. */
function nameOfCells(name: string, { sourceModel, targetModel }: Parts): string | undefined {
  const seen = (written: WrittenModel | undefined, base: string, ending: string): string | undefined => {
    if (!written) return undefined;
    const { model, perCell } = written;
    const shared = model.parameters.some((p) => p.name === base) && !perCell.has(base);
    if (shared) return safeName(base);
    const known = [...model.states, ...model.parameters, ...model.derived, ...model.sums].some((v) => v.name === base);
    return known ? `${safeName(base)}${ending}` : undefined;
  };
  const [, base, ending] = /^(.*)(_pre|_post)$/.exec(name) ?? [];
  const found = base && ending ? seen(ending === '_pre' ? sourceModel : targetModel, base, ending) : undefined;
  return found ?? seen(targetModel, name, '_post');
}

/** After 'last = c', Brian2's numpy code would change both with 'c += 1'; it simplifies '1*c'. */
const copied = (right: string): string => (/^[A-Za-z_]\w*$/.test(right) ? `-(-${right})` : right);

const statements = (text: string, names: NameSpace): string[] =>
  statementsOf(text).map(({ target, operator, right }) => {
    const value = translate(right, names);
    return `${names.rename(target)!} ${operator} ${operator === '=' ? copied(value) : value}`;
  });

/** Statements as assignments of Python: "w = 'w*(…)'". */
function regular(text: string, names: NameSpace): string[] {
  const named = text.replaceAll(/\bsum_(in|out)\s*\(\s*([A-Za-z_]\w*)\s*\)/g, (_call, over, of) =>
    sumOf({ over, of }, names),
  );
  const sums: NameSpace = {
    ...names,
    rename: (name) => (/^sum_(in|out)_of_/.test(name) ? name : names.rename(name)),
  };
  return statementsOf(named).map(({ target, operator, right }) => {
    const [name, value] = [names.rename(target)!, translate(right, sums)];
    return `${name} = ${pythonText(operator === '=' ? value : `${name} ${operator[0]} (${value})`)}`;
  });
}

/** How Brian2 is to advance the variables that move in every step. `driven`: some follow their exact course here. */
function methodOf(
  moving: readonly SynapticVariable[],
  integrator: string | undefined,
  driven: boolean,
  what: string,
): { readonly method: string | undefined; readonly differs: readonly string[] } {
  if (moving.length === 0) return { method: undefined, differs: [] };
  const names = new Set(moving.map((v) => v.name));
  const others = (v: SynapticVariable): boolean =>
    [...statesOf(v.derivative!)].some((name) => name !== v.name && names.has(name));
  const linear = (of: readonly SynapticVariable[]): boolean =>
    nonlinearity(
      of.map(({ name, derivative }) => ({
        name,
        derivative: transform([derivative!], (e) =>
          e.op === 'state' && !of.some((v) => v.name === e.name) ? b.parameter(e.name) : undefined,
        )[0]!,
        voltage: false,
      })),
    ) === undefined;
  const each = moving.every((v) => linear([v]));
  const told = (name: string, why: string) => ({
    method: name,
    differs: [`integration: ${what}: ${why}; a smaller dt brings the two together.`],
  });
  if (integrator === undefined || integrator === 'exact') {
    // Exact, where no variable depends on another that moves.
    if (each && !moving.some(others)) return { method: 'exponential_euler', differs: [] };
    const still = moving.every((v) => !some(v.derivative!, (e) => e.op === 'source' || e.op === 'target'));
    if (linear(moving) && still) return { method: 'exact', differs: [] };
    const rule = each ? 'exponential_euler' : 'rk4';
    return told(rule, `'${integrator ?? (linear(moving) ? 'exact' : 'exp_midpoint')}' is replaced by '${rule}'`);
  }
  const same = Object.hasOwn(sameRule, integrator) ? sameRule[integrator]! : undefined;
  if (same !== undefined && (same !== 'exponential_euler' || each))
    return driven && !(same === 'exponential_euler' && !moving.some(others))
      ? told(same, `variables that are changed at regular times follow '${same}', not their exact course`)
      : { method: same, differs: [] };
  const rule = each ? 'exponential_euler' : 'rk4';
  return told(rule, `'${integrator}' is replaced by '${rule}'`);
}
