/** What a script makes: groups of cells, Poisson processes, synapses and their rules of connection. */
import { isQuantity } from '../../quantity/quantity.ts';
import type { ScriptGroup } from './group.ts';
import { at, start } from './line.ts';
import { type Call, stringOf } from './python.ts';
import type { ScriptValues } from './script-values.ts';
import { spaceOf } from './stimuli.ts';

/** Brian2's names of rules that are called otherwise here. */
const methods: Readonly<Record<string, string>> = {
  exact: 'exact',
  linear: 'exact',
  euler: 'euler',
  exponential_euler: 'ind_exp_euler',
  rk2: 'rk2',
  rk4: 'rk4',
  // Its rule there for what is no noise.
  heun: 'euler',
};

/** Something that is set between two runs. */
export interface Turned {
  readonly group: ScriptGroup;
  readonly variable: string;
  /** Durations of the runs before it. */
  readonly after: readonly string[];
  readonly value: string;
}

export interface ScriptSynapses {
  readonly from: string;
  readonly to: string;
  readonly line: number;
  readonly onPre: string;
  /** A line with a summed variable, in the place of what a spike does. */
  readonly sum: { readonly into: string; readonly value: string } | undefined;
  /** Name of the weight that each synapse has, if it has one. */
  readonly weightName: string | undefined;
  weight: string | undefined;
  delay: string | undefined;
  connect: unknown;
}

/** `left`: takes a sentence on what is not done as the script has it. */
export function cellsOf(
  name: string,
  { positional, named }: Call,
  line: number,
  values: ScriptValues,
  left: (sentence: string) => void,
): ScriptGroup {
  const known = new Set([
    'N',
    'model',
    'method',
    'threshold',
    'reset',
    'refractory',
    'name',
    'namespace',
    'dtype',
    'codeobj_class',
  ]);
  for (const key of named.keys()) if (!known.has(key)) throw at(line, `'${key}' of a NeuronGroup is not known here`);
  const size = values.count(positional[0] ?? named.get('N') ?? '', line);
  const equations = values.text(positional[1] ?? named.get('model') ?? '');
  if (equations === undefined) throw at(line, `the equations of '${name}' are no text that can be read`);
  const text = (key: string): string | undefined => {
    const given = named.get(key);
    if (given === undefined || given === 'None' || given === 'False') return undefined;
    return values.text(given) ?? values.quantity(given, line, key);
  };
  const refractory = text('refractory');
  const method = named.has('method') ? stringOf(named.get('method')!) : undefined;
  const integrator = method === undefined ? undefined : methods[method];
  if (method !== undefined && integrator === undefined)
    left(`line ${line}: the method '${method}', in the place of which the rule follows from the equations`);
  if (method === 'heun' && /\bxi(?:_\w+)?\b/.test(equations))
    left(
      `line ${line}: the method 'heun', which reads noise as Stratonovich does; 'euler' stands in its place, which is the same where the strength of the noise does not depend on the state`,
    );
  const model = {
    equations: tidy(equations),
    ...filled({ threshold: text('threshold'), reset: text('reset')?.trim(), refractory, integrator }),
  };
  const declared = [...equations.matchAll(/^\s*([A-Za-z_]\w*)\s*:\s*([^(#\n]+)/gm)].map(([, variable, unit]) => ({
    name: variable!,
    unit: unit!.trim(),
  }));
  const space = named.get('namespace');
  const namespace = space === undefined || space === 'None' ? undefined : spaceOf(space, line, values);
  return { name, size, kind: 'cells', line, model, declared, initial: new Map(), namespace };
}

/** `endOf` tells which cells a name stands for. */
export function synapsesOf(
  { positional, named }: Call,
  line: number,
  values: ScriptValues,
  endOf: (text: string, line: number) => string,
): ScriptSynapses {
  const known = new Set(['source', 'target', 'model', 'on_pre', 'pre', 'delay', 'method', 'name']);
  for (const key of named.keys()) if (!known.has(key)) throw at(line, `'${key}' of Synapses is not known here`);
  const from = positional[0] ?? named.get('source') ?? '';
  const to = positional[1] ?? named.get('target') ?? from;
  const given = named.get('on_pre') ?? named.get('pre') ?? positional[3];
  const onPre = given === undefined ? undefined : values.text(given);
  const model = values.text(positional[2] ?? named.get('model') ?? "''") ?? '';
  const all = model
    .split('\n')
    .map((l) => l.replace(/#.*/, '').trim())
    .filter((l) => l !== '');
  const sums = all.flatMap((l) => {
    const [, into, value] = /^(\w+)_post\s*=\s*(.+?)\s*:[^:]*\(\s*summed\s*\)$/.exec(l) ?? [];
    return into === undefined ? [] : [{ into, value: value! }];
  });
  if (sums.length > 0 && given !== undefined)
    throw at(line, 'synapses that have a summed variable and act by spikes too are not known here');
  if (sums.length > 1) throw at(line, 'synapses with several summed variables are not known here');
  if (onPre === undefined && sums.length === 0)
    throw at(line, `what a spike does (on_pre) is no text that can be read`);
  const lines = all.filter((l) => !/\(\s*summed\s*\)$/.test(l));
  const weightName = /^([A-Za-z_]\w*)\s*:/.exec(lines[0] ?? '')?.[1];
  if (lines.length > 1 || (lines.length === 1 && weightName === undefined))
    throw at(line, 'synapses with more than one weight of their own are not known here');
  const delay = named.get('delay');
  return {
    from: endOf(from, line),
    to: endOf(to, line),
    line,
    onPre: onPre ?? '',
    sum: sums[0],
    weightName,
    weight: undefined,
    delay: delay === undefined ? undefined : values.quantity(delay, line, 'the delay'),
    connect: undefined,
  };
}

/** The rule of a call of connect, as documents have it. */
export function ruleOf(
  { positional, named }: Call,
  { from, to }: ScriptSynapses,
  line: number,
  values: ScriptValues,
): unknown {
  for (const key of named.keys())
    if (!['condition', 'p', 'i', 'j'].includes(key)) throw at(line, `connect with '${key}' is not known here`);
  const j = named.get('j');
  if (j !== undefined) {
    if (stringOf(j)?.trim() === 'i' && !named.has('p') && !named.has('i')) return 'oneToOne';
    throw at(line, `of connect with j, only j='i' is known here`);
  }
  if (named.has('i')) throw at(line, 'connect with lists of cells is not known here');
  const given = positional[0] ?? named.get('condition');
  const condition = given === undefined || given === 'True' ? undefined : stringOf(given);
  if (given !== undefined && given !== 'True' && condition === undefined)
    throw at(line, `the condition '${start(given)}' is no text`);
  const chance = named.get('p');
  const text = chance === undefined ? undefined : stringOf(chance);
  const p =
    chance === undefined
      ? undefined
      : text === undefined
        ? values.quantity(chance, line, 'p')
        : (values.attempt(text) ?? values.constants(text));
  const distinct = condition !== undefined && /^\s*i\s*!=\s*j\s*$/.test(condition);
  const same = from === to;
  if (condition === undefined || distinct) {
    const autapses = distinct && same ? { autapses: false } : {};
    if (condition !== undefined && !same) return { probability: { p: p === undefined ? 1 : number(p), condition } };
    if (p === undefined) return distinct ? { allToAll: autapses } : 'allToAll';
    if (!isQuantity(p)) return { probability: distinct ? { p, condition } : p };
    return { fixedProbability: distinct ? { p: number(p), ...autapses } : number(p) };
  }
  return { probability: { p: p === undefined ? 1 : number(p), condition: values.constants(condition) } };
}

const number = (text: string): string | number => (/^[\d.eE+-]+$/.test(text) ? Number(text) : text);

/** Equations without the indentation of the script. */
const tidy = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');

export const filled = (entries: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
