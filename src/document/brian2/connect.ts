/** Which cells synapses join: calls of connect as rules of documents. */
import { parseExpression } from '../../equations/expression.ts';
import type { Variable } from '../../equations/scope.ts';
import * as b from '../../expression/build.ts';
import { byName, evaluate } from '../../expression/evaluate.ts';
import { dimensionless, sameDimension } from '../../quantity/dimension.ts';
import { isQuantity } from '../../quantity/quantity.ts';
import { at, start } from './line.ts';
import { type Call, callOf, split, stringOf } from './python.ts';
import type { ScriptValues } from './script-values.ts';
import { renamed } from './spike-statements.ts';

/** Cells that a name of the script stands for. */
export interface ScriptEnd {
  /** As documents have it: 'G' or 'G[0:100]'. */
  readonly text: string;
  readonly group: string;
  readonly first: number;
  readonly size: number;
}

interface ScriptEnds {
  readonly source: ScriptEnd;
  readonly target: ScriptEnd;
}

/** One call of connect. */
export interface Joint {
  readonly rule: unknown;
  /** Whether it draws: two networks of it are not alike. */
  readonly random: boolean;
}

/** More pairs than these do not fit into a document that people read. */
const MOST_PAIRS = 200_000;
const ORDER = ['condition', 'i', 'j', 'p', 'n', 'skip_if_invalid'];

/** The rule of a call of connect; undefined: it joins nothing. */
export function jointOf(call: Call, ends: ScriptEnds, line: number, values: ScriptValues): Joint | undefined {
  const given = new Map(call.named);
  call.positional.forEach((value, k) => {
    given.set(ORDER[k] ?? '', value);
  });
  for (const key of given.keys()) if (!ORDER.includes(key)) throw at(line, `connect with '${key}' is not known here`);
  const n = given.get('n');
  if (n !== undefined && Number(values.attempt(stringOf(n) ?? n)) !== 1)
    throw at(line, `connect makes one synapse for each pair here; write n=${start(n)} into the weights`);
  const skips = given.get('skip_if_invalid') === 'True';
  const chance = given.get('p');
  const p = chance === undefined ? undefined : chanceOf(chance, ends, line, values);
  const told = given.get('condition');
  const condition = told === undefined ? undefined : conditionOf(told, line);
  const [i, j] = [given.get('i'), given.get('j')];
  if (i !== undefined || j !== undefined) {
    if (condition !== undefined && condition !== 'None')
      throw at(line, 'connect with a condition and cells besides is not known here');
    return cellsJoined(i, j, p, skips, ends, line, values);
  }
  if (condition === 'False') return undefined;
  const text = condition === 'True' || condition === 'None' ? undefined : condition;
  return { rule: ruleOf(text, p, ends, values, line), random: p !== undefined && Number(p) !== 1 };
}

/** Conditions and chances over pairs: `i` and `j` number the cells of a subgroup there, those of the population here. */
export function pairText(text: string, { source, target }: ScriptEnds, values: ScriptValues, line: number): string {
  const shifted = (name: string, first: number): string => (first === 0 ? name : `(${name} - ${first})`);
  return renamed(text, (name) => {
    if (name === 'i') return shifted(name, source.first);
    if (name === 'j') return shifted(name, target.first);
    if (name === 'N_pre') return `${source.size}`;
    if (name === 'N_post') return `${target.size}`;
    if (name === 'N')
      throw at(
        line,
        `'N' in '${start(text)}' is the number of synapses in Brian2; write N_pre or N_post, or another name`,
      );
    return values.constants(name);
  });
}

function chanceOf(given: string, ends: ScriptEnds, line: number, values: ScriptValues): string {
  const text = stringOf(given);
  if (text === undefined) return values.quantity(given, line, 'p');
  return values.attempt(text) ?? pairText(text, ends, values, line);
}

function conditionOf(given: string, line: number): string {
  if (/^(?:True|False|None)$/.test(given)) return given;
  const text = stringOf(given)?.trim();
  if (text === undefined) throw at(line, `the condition '${start(given)}' is no text`);
  return text;
}

const number = (text: string): string | number => (/^[\d.eE+-]+$/.test(text) ? Number(text) : text);

function ruleOf(
  condition: string | undefined,
  p: string | undefined,
  ends: ScriptEnds,
  values: ScriptValues,
  line: number,
): unknown {
  const distinct = condition !== undefined && /^\s*i\s*!=\s*j\s*$/.test(condition);
  const { source, target } = ends;
  const same = source.group === target.group && source.first === target.first;
  if (condition !== undefined && !(distinct && same))
    return { probability: { p: p === undefined ? 1 : number(p), condition: pairText(condition, ends, values, line) } };
  const autapses = distinct ? { autapses: false } : {};
  if (p === undefined) return distinct ? { allToAll: autapses } : 'allToAll';
  if (!isQuantity(p)) return { probability: distinct ? { p, condition: 'i != j' } : p };
  return { fixedProbability: distinct ? { p: number(p), ...autapses } : number(p) };
}

/** connect(i=…, j=…): lists of cells, or how one end follows from the other. */
function cellsJoined(
  i: string | undefined,
  j: string | undefined,
  p: string | undefined,
  skips: boolean,
  ends: ScriptEnds,
  line: number,
  values: ScriptValues,
): Joint {
  const { source, target } = ends;
  const texts = [i, j].map((given) => (given === undefined ? undefined : stringOf(given)?.trim()));
  if (i !== undefined && j !== undefined) {
    if (texts.some((text) => text !== undefined) || p !== undefined)
      throw at(line, 'connect with both i and j takes numbers of cells, as in connect(i=[0, 1], j=[1, 2]), and no p');
    const [sources, targets] = [numbersOf(i, line, values), numbersOf(j, line, values)];
    const count = Math.max(sources.length, targets.length);
    if ([sources, targets].some((list) => list.length !== count && list.length !== 1))
      throw at(line, `connect has ${sources.length} numbers for i and ${targets.length} for j`);
    const pairs = Array.from({ length: count }, (_, k): [number, number] => [
      sources[sources.length === 1 ? 0 : k]!,
      targets[targets.length === 1 ? 0 : k]!,
    ]);
    for (const [from, to] of pairs)
      if (!within(from, source.size) || !within(to, target.size))
        throw at(
          line,
          `connect joins cell ${from} to cell ${to}, and there are ${source.size} and ${target.size} cells`,
        );
    return listed(pairs);
  }
  const text = texts[j === undefined ? 0 : 1];
  if (text === undefined) throw at(line, 'connect with numbers of cells takes both, as in connect(i=[0, 1], j=[1, 2])');
  const [own, other] = j === undefined ? (['j', 'i'] as const) : (['i', 'j'] as const);
  if (text === own && (source.size === target.size || p !== undefined)) {
    if (p === undefined) return { rule: 'oneToOne', random: false };
    return { rule: ruleOf('i == j', p, ends, values, line), random: true };
  }
  const [, chosen, name, what, inside, ifs] =
    /^([\s\S]+?)\s+for\s+([A-Za-z_]\w*)\s+in\s+(range|sample)\s*\(((?:[^()]|\([^()]*\))*)\)(?:\s+if\s+([\s\S]+))?$/.exec(
      text,
    ) ?? [];
  if (what === 'sample') return sampled(chosen!, name!, inside!, ifs, p, other, ends, line, values);
  if (p !== undefined) throw at(line, `connect with ${other}='${start(text)}' and p is not known here`);
  const [, alone = text, onlyIf] = /^([\s\S]+?)\s+if\s+([\s\S]+)$/.exec(text) ?? [];
  const course =
    chosen === undefined
      ? { of: alone, name: '_', range: ['1'], condition: onlyIf }
      : { of: chosen, name: name!, range: split(inside!, ','), condition: ifs };
  return listed(pairsOf(course, own, skips, ends, line, values));
}

const within = (cell: number, size: number): boolean => Number.isInteger(cell) && cell >= 0 && cell < size;

const listed = (pairs: readonly (readonly [number, number])[]): Joint => ({
  rule: { synapseList: pairs.map(([from, to]) => [from, to]) },
  random: false,
});

interface Course {
  readonly of: string;
  readonly name: string;
  readonly range: readonly string[];
  readonly condition: string | undefined;
}

/** The pairs that 'k for k in range(i - 1, i + 2) if k != i' names, cell by cell of the end that goes before. */
function pairsOf(
  { of, name, range, condition }: Course,
  own: 'i' | 'j',
  skips: boolean,
  ends: ScriptEnds,
  line: number,
  values: ScriptValues,
): [number, number][] {
  const { source, target } = ends;
  const sizes = { N_pre: source.size, N_post: target.size };
  const scope = {
    variables: new Map(
      [own, name, ...Object.keys(sizes)].map((x): [string, Variable] => [
        x,
        { kind: 'parameter', dimension: dimensionless, value: b.parameter(x) },
      ]),
    ),
    tables: new Map(),
  };
  const reader = (text: string, expected: typeof dimensionless | 'boolean') => {
    const constant = renamed(text, (x) => (scope.variables.has(x) ? x : values.constants(x)));
    const { value } = parseExpression(constant, scope, expected, `line ${line} of the script, connect`);
    return (cell: number, k: number): number =>
      evaluate(
        value,
        byName((x) => (x === own ? cell : x === name ? k : sizes[x as keyof typeof sizes])),
      );
  };
  const chosen = reader(of, dimensionless);
  const holds = condition === undefined ? undefined : reader(condition, 'boolean');
  const bounds = range.map((text) => reader(text, dimensionless));
  if (bounds.length < 1 || bounds.length > 3) throw at(line, 'range takes one to three numbers');
  const [here, there] = own === 'i' ? [source.size, target.size] : [target.size, source.size];
  const pairs: [number, number][] = [];
  for (let cell = 0; cell < here; cell++) {
    const [first, second, third] = bounds.map((bound) => bound(cell, 0)) as [number, number?, number?];
    const [from, to, step] = second === undefined ? [0, first, 1] : [first, second, third ?? 1];
    if (![from, to, step].every(Number.isInteger) || step === 0)
      throw at(line, 'range takes whole numbers, and a step other than 0');
    for (let k = from; step > 0 ? k < to : k > to; k += step) {
      const other = chosen(cell, k);
      if (holds !== undefined && holds(cell, k) === 0) continue;
      if (within(other, there)) pairs.push(own === 'i' ? [cell, other] : [other, cell]);
      else if (!skips)
        throw at(line, `connect names cell ${other} of ${there}; with skip_if_invalid=True such synapses are left out`);
      if (pairs.length > MOST_PAIRS) throw at(line, `connect lists more than ${MOST_PAIRS} pairs`);
    }
  }
  return pairs;
}

/** 'k for k in sample(N_post, size=10)' */
function sampled(
  chosen: string,
  name: string,
  inside: string,
  condition: string | undefined,
  p: string | undefined,
  other: 'i' | 'j',
  ends: ScriptEnds,
  line: number,
  values: ScriptValues,
): Joint {
  const call = callOf(`sample(${inside})`);
  const all = other === 'j' ? 'N_post' : 'N_pre';
  const whole =
    (call?.positional.length === 1 && call.positional[0] === all) ||
    (call?.positional.length === 2 && call.positional[0] === '0' && call.positional[1] === all);
  const [size, chance] = [call?.named.get('size'), call?.named.get('p')];
  const own = other === 'j' ? 'i' : 'j';
  const distinct =
    condition !== undefined &&
    new RegExp(`^(?:${name}\\s*!=\\s*${own}|${own}\\s*!=\\s*${name})$`).test(condition.trim());
  if (
    !whole ||
    chosen.trim() !== name ||
    p !== undefined ||
    (condition !== undefined && !(distinct && chance !== undefined))
  )
    throw at(
      line,
      `of samples only '${name} for ${name} in sample(${all}, p=…)', with ${name} != ${own} or without, and sample(${all}, size=…) are known here`,
    );
  if (chance !== undefined)
    return {
      rule: ruleOf(distinct ? 'i != j' : undefined, chanceOf(`'${chance}'`, ends, line, values), ends, values, line),
      random: true,
    };
  if (size === undefined) throw at(line, 'a sample takes p or size');
  const degree = values.count(size, line);
  return { rule: { [other === 'j' ? 'fixedOutDegree' : 'fixedInDegree']: { degree, multapses: false } }, random: true };
}

/** Numbers of cells: 3, [0, 2], range(5), np.arange(1, 9, 2). */
function numbersOf(given: string, line: number, values: ScriptValues): readonly number[] {
  const found = values.numbers(given, line, 'a list of cells');
  if (!sameDimension(found.dimension, dimensionless) || found.shape.length > 1)
    throw at(line, `'${start(given)}' is no list of cells`);
  return Array.from(found.values);
}
