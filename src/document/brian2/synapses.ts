/** Synapses of a script: their variables, what spikes of either end do, delays and values. */
import { type EquationLine, parseLines } from '../../equations/lines.ts';
import { UserError } from '../../errors.ts';
import { type Joint, jointOf, pairText, type ScriptEnd } from './connect.ts';
import { at, ScriptError, start } from './line.ts';
import { type Call, callOf, split, stringOf } from './python.ts';
import type { ScriptValues } from './script-values.ts';
import { type ScriptStatement, spikeStatements } from './spike-statements.ts';
import { spaceOf } from './stimuli.ts';

/** What happens at a spike of one end. */
export interface ScriptPathway {
  readonly name: string;
  readonly end: 'pre' | 'post';
  readonly statements: readonly ScriptStatement[];
  /** Within a step: −1 for those of the source, 1 for those of the target, unless the script sets it. */
  order: number;
  /** As a text over pairs; undefined: none. */
  delay: string | readonly string[] | undefined;
}

export interface ScriptSynapses {
  readonly source: ScriptEnd;
  readonly target: ScriptEnd;
  readonly line: number;
  readonly variables: readonly EquationLine[];
  /** Lines of the model by name of the variable, as the script has them. */
  readonly equations: ReadonlyMap<string, string>;
  readonly sums: readonly { readonly into: string; readonly value: string }[];
  readonly pathways: readonly ScriptPathway[];
  readonly method: string | undefined;
  /** Whether it or its name decides the order of steps of synapses and cells. */
  readonly named: boolean;
  /** Values of the variables at time 0, as texts over pairs or one for each synapse. */
  readonly values: Map<string, string | readonly string[]>;
  readonly joints: (Joint & { readonly line: number })[];
  /** Constants that it can see. */
  readonly constants: ScriptValues;
  /** Order of what moves its variables in each step; 0 unless the script sets it. */
  stepOrder: number;
  /** Whether event-driven variables decay in the step of their first event too: the script moves their clock by one step. */
  firstStep: boolean;
}

const ORDER = ['source', 'target', 'model', 'on_pre', 'pre', 'on_post', 'post', 'connect', 'delay'];
const KNOWN = new Set([
  ...ORDER,
  'method',
  'name',
  'namespace',
  'dt',
  'clock',
  'order',
  'multisynaptic_index',
  'dtype',
]);

const flags = {
  derivative: ['event-driven', 'clock-driven'],
  subexpression: ['constant over dt'],
  parameter: ['constant'],
  sum: [],
};

/** `endOf` tells which cells a name stands for. */
export function synapsesOf(
  call: Call,
  line: number,
  values: ScriptValues,
  endOf: (text: string, line: number) => ScriptEnd,
): ScriptSynapses {
  const given = new Map([...call.named].filter(([, value]) => value !== 'None'));
  call.positional.forEach((value, k) => {
    if (value !== 'None') given.set(ORDER[k] ?? 'a tenth argument', value);
  });
  for (const key of given.keys())
    if (!KNOWN.has(key) || key === 'connect') throw at(line, `'${key}' of Synapses is not known here`);
  for (const key of ['dt', 'clock', 'multisynaptic_index'])
    if (given.has(key) && given.get(key) !== 'defaultclock.dt')
      throw at(line, `'${key}' of Synapses is not known here: synapses go with the step of the run`);
  if (Number(given.get('order') ?? 0) !== 0)
    throw at(line, "'order' of Synapses is not known here: set that of a pathway, as in S.pre.order = -2");
  const from = given.get('source') ?? '';
  const source = endOf(from, line);
  const target = endOf(given.get('target') ?? from, line);
  const space = given.has('namespace') ? spaceOf(given.get('namespace')!, line, values) : undefined;
  const text = given.get('model') === undefined ? '' : values.text(given.get('model')!);
  if (text === undefined) throw at(line, 'the model of the synapses is no text that can be read');
  const lines = logicalLines(text);
  const sums = lines.flatMap((l) => {
    const [, into, value] = /^(\w+)_post\s*=\s*(.+?)\s*:[^:]*\(\s*summed\s*\)$/.exec(l) ?? [];
    if (into === undefined) return [];
    // Its unit is one.
    lineOf(l.replace(/\(\s*summed\s*\)$/, ''), line);
    return [{ into, value: value! }];
  });
  const others = lines.filter((l) => !/\(\s*summed\s*\)$/.test(l));
  if (lines.length !== others.length + sums.length)
    throw at(
      line,
      "of summed variables only those of the target are known here, as in 'I_post = g*(v_pre - v_post) : amp (summed)'",
    );
  const equations = new Map<string, string>();
  const variables = others.map((l) => {
    const read = lineOf(l, line);
    equations.set(read.name, l);
    return read;
  });
  const { delay } = Object.fromEntries(given);
  const method = given.get('method');
  const pathways = [
    ...pathwaysOf('pre', given.get('on_pre') ?? given.get('pre'), line, values),
    ...pathwaysOf('post', given.get('on_post') ?? given.get('post'), line, values),
  ];
  const synapses: ScriptSynapses = {
    source,
    target,
    line,
    variables,
    equations,
    sums,
    pathways,
    method: method === undefined ? undefined : stringOf(method),
    named: given.has('name'),
    values: new Map(),
    joints: [],
    // What the script gives names later counts too.
    get constants() {
      return values.under(space);
    },
    stepOrder: 0,
    firstStep: false,
  };
  if (delay !== undefined) delays(synapses, delay, line);
  return synapses;
}

/** Lines of a model without comments; each goes on until its unit stands there. */
function logicalLines(text: string): string[] {
  const out: string[] = [];
  let open = '';
  for (const part of split(text.replace(/#[^\n]*/g, ''), '\n')) {
    open = `${open} ${part}`.replaceAll(/\s+/g, ' ').trim();
    if (!open.includes(':')) continue;
    out.push(open);
    open = '';
  }
  return open === '' ? out : [...out, open];
}

function lineOf(text: string, line: number): EquationLine {
  try {
    const [read, more] = parseLines(text, flags);
    if (read === undefined || more !== undefined) throw at(line, `'${start(text)}' is no line of a model`);
    return read;
  } catch (thrown) {
    if (thrown instanceof UserError && !(thrown instanceof ScriptError))
      throw at(line, `'${start(text)}': ${thrown.message.replace(/\.$/, '')}`);
    throw thrown;
  }
}

function pathwaysOf(
  end: 'pre' | 'post',
  given: string | undefined,
  line: number,
  values: ScriptValues,
): ScriptPathway[] {
  if (given === undefined) return [];
  const order = end === 'pre' ? -1 : 1;
  const pathway = (name: string, code: string): ScriptPathway => {
    const text = values.text(code);
    if (text === undefined) throw at(line, `what a spike does (on_${end}) is no text that can be read`);
    return { name, end, statements: spikeStatements(text, line), order, delay: undefined };
  };
  if (!given.startsWith('{')) return [pathway(end, given)];
  return split(given.slice(1, -1), ',')
    .filter((part) => part !== '')
    .map((part) => {
      const [name, code, more] = split(part, ':');
      const called = stringOf(name ?? '');
      if (called === undefined || code === undefined || more !== undefined)
        throw at(line, `on_${end} takes a text, or texts by name, as in {'pre': 'v_post += w'}`);
      return pathway(called, code);
    });
}

/** The delay= of Synapses: of the source's spikes, or by name of the pathway. */
function delays(synapses: ScriptSynapses, given: string, line: number): void {
  const parts = given.startsWith('{')
    ? split(given.slice(1, -1), ',').filter((part) => part !== '')
    : [`'pre': ${given}`];
  for (const part of parts) {
    const [name = '', value = ''] = split(part, ':');
    const pathway = synapses.pathways.find((p) => p.name === stringOf(name));
    if (pathway === undefined)
      throw at(line, `'delay' names ${start(name)}, and on_pre and on_post have no pathway of that name`);
    pathway.delay = synapses.constants.quantity(value, line, 'the delay');
  }
}

/** S.connect(…) */
export function connect(synapses: ScriptSynapses, call: Call, line: number): void {
  const joint = jointOf(call, synapses, line, synapses.constants);
  if (joint !== undefined) synapses.joints.push({ ...joint, line });
}

/** S.w = …, S.w['i > j'] = …, S.delay = …, S.pre.delay = …, S.pre.order = …; `place`: what stands after 'S.'. */
export function assign(
  synapses: ScriptSynapses,
  place: string,
  value: string,
  { text, line }: { readonly text: string; readonly line: number },
): void {
  const [, path = '', index] = /^([\w.]+?)\s*(?:\[([\s\S]*)\])?$/.exec(place) ?? [];
  const [first = '', second, more] = path.split('.');
  const unknown = () => at(line, `'${start(text)}' is not known here`);
  if (more !== undefined) throw unknown();
  if (path === 'lastupdate') {
    if (!/^-\s*defaultclock\.dt$/.test(value)) throw unknown();
    synapses.firstStep = true;
    return;
  }
  const pathway = synapses.pathways.find(({ name }) => name === (second === undefined ? 'pre' : first));
  if (second === 'order') {
    const order = Number(value);
    if (!Number.isInteger(order)) throw unknown();
    if (pathway !== undefined) pathway.order = order;
    else if (first === 'state_updater') synapses.stepOrder = order;
    else throw unknown();
    return;
  }
  const [delay, own] = [second === undefined ? first === 'delay' : second === 'delay', second === undefined];
  const variable = own ? synapses.variables.find((v) => v.name === first) : undefined;
  if ((delay ? pathway : variable) === undefined || variable?.kind === 'subexpression') throw unknown();
  if (synapses.joints.length === 0)
    throw at(line, `'${start(text)}' stands before connect, when there are no synapses yet, and Brian2 refuses it`);
  const where = index === undefined ? undefined : maskOf(index, synapses, line);
  const before = delay ? pathway!.delay : synapses.values.get(first);
  const unit = delay ? 'second' : variable!.unit;
  const written = writtenValue(value, first, synapses, line);
  const put = (found: string | readonly string[]): void => {
    if (delay) pathway!.delay = found;
    else synapses.values.set(first, found);
  };
  if (where === undefined) {
    put(written);
    return;
  }
  if (typeof written !== 'string' || (before !== undefined && typeof before !== 'string'))
    throw at(line, 'a list of values for a part of the synapses is not known here');
  const zero = unit === '1' ? '0' : `0*${unit}`;
  put(`int(${where})*(${written}) + int(not (${where}))*(${before ?? zero})`);
}

/** Which synapses an index stands for, as a condition; undefined: all. */
function maskOf(index: string, synapses: ScriptSynapses, line: number): string | undefined {
  const { constants } = synapses;
  const text = stringOf(index);
  if (text !== undefined) return text.trim() === 'True' ? undefined : pairText(text.trim(), synapses, constants, line);
  const parts = split(index, ',');
  if (index.trim() === ':') return undefined;
  if (parts.length !== 2)
    throw at(
      line,
      `'[${start(index)}]' is not known here; synapses are named by a condition, as in ['i > 3'], or by both cells, as in [0, :]`,
    );
  const conditions = parts.flatMap((part, k): string[] => {
    const [name, size] = k === 0 ? ['i', synapses.source.size] : ['j', synapses.target.size];
    const [from, to, step] = split(part, ':');
    const cell = (given: string): number => {
      const found = constants.count(given, line);
      return found < 0 ? size + found : found;
    };
    if (to === undefined) return [`${name} == ${cell(part)}`];
    if (step !== undefined) throw at(line, `steps in '[${start(index)}]' are not known here`);
    return [...(from === '' ? [] : [`${name} >= ${cell(from!)}`]), ...(to === '' ? [] : [`${name} < ${cell(to)}`])];
  });
  return conditions.length === 0 ? undefined : pairText(conditions.join(' and '), synapses, constants, line);
}

function writtenValue(value: string, what: string, synapses: ScriptSynapses, line: number): string | readonly string[] {
  const { constants } = synapses;
  const text = stringOf(value);
  if (text !== undefined) {
    const paired = pairText(text, synapses, constants, line);
    // A plain quantity stays as people wrote it.
    return constants.attempt(text) ?? paired;
  }
  const list = constants.attempt(value) === undefined ? constants.listed(value, line) : undefined;
  if (isTexts(list)) return list;
  if (typeof list === 'object')
    return Array.from(list.values, (x) => (list.unit === undefined ? `${x}` : `${x} ${list.unit}`));
  if (callOf(value) !== undefined && constants.attempt(value) === undefined)
    throw at(
      line,
      `'${start(value)}' is not known here as a value of synapses; write an expression of i and j as a text`,
    );
  return constants.quantity(value, line, what);
}

const isTexts = (list: unknown): list is readonly string[] => Array.isArray(list);
