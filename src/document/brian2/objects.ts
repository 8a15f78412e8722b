/** Groups of cells that a script makes. */
import type { ScriptGroup } from './group.ts';
import { at } from './line.ts';
import { type Call, stringOf } from './python.ts';
import type { ScriptValues } from './script-values.ts';
import { spaceOf } from './stimuli.ts';

/** Brian2's names of rules that are called otherwise here. */
export const methods: Readonly<Record<string, string>> = {
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

/** Equations without the indentation of the script. */
const tidy = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');

export const filled = (entries: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
