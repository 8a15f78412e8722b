/** What variables begin with: of all cells of a group, or of a part of them, as statements of a script say one after another. */
import { UserError } from '../../errors.ts';
import { dimensionless, sameDimension } from '../../quantity/dimension.ts';
import { isQuantity, parseQuantity } from '../../quantity/quantity.ts';
import { cellsOf, type ScriptNumbers, whole } from './arrays.ts';
import type { ScriptGroup, ScriptStart } from './group.ts';
import { at, ScriptError, start } from './line.ts';
import { split } from './python.ts';
import { listOf, type ScriptValues } from './script-values.ts';

/** `G.v`, `G[:5].v`, `G.v[:5]`: whose variable, and which cells in brackets. */
export interface Target {
  readonly owner: string;
  readonly variable: string;
  /** What stands in brackets after the owner, and after the variable; undefined: nothing, or all. */
  readonly of: string | undefined;
  readonly at: string | undefined;
}

/** The parts of a target; undefined where it is no variable of something. */
export function targetOf(text: string): Target | undefined {
  const [whole, owner, first, variable, second] =
    /^([A-Za-z_]\w*)\s*(?:\[([\s\S]*)\]\s*)?\.\s*([A-Za-z_]\w*)\s*(?:\[([\s\S]*)\])?$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const some = (brackets: string | undefined) => (brackets?.trim() === ':' ? undefined : brackets);
  return { owner: owner!, variable: variable!, of: some(first), at: some(second) };
}

/** Cells of a group: [from, to), every step-th, those that are listed, or those that a condition names. */
export type Part = readonly number[] | { readonly condition: string };

/** Cells that brackets name among those from `first` on. */
export function partOf(
  brackets: string,
  [first, end]: readonly [number, number],
  line: number,
  values: ScriptValues,
): Part {
  const condition = values.text(brackets);
  const size = end - first;
  if (condition !== undefined) return { condition: shifted(condition.replaceAll(/\bN\b/g, `${size}`), first) };
  const bounds = split(brackets, ':');
  try {
    if (bounds.length > 1) {
      const bound = (text = '') => (text === '' ? undefined : whole(values.numbers(text, line, 'a cell'), 'a cell'));
      const [from, to, step] = [bound(bounds[0]), bound(bounds[1]), bound(bounds[2])];
      return cellsOf({ from, to, ...(step === undefined ? {} : { step }) }, size).map((k) => first + k);
    }
    const { values: given } = values.numbers(brackets, line, 'a cell');
    return given.map((k) => {
      if (!Number.isInteger(k) || k < -size || k >= size) throw new UserError(`there is no cell ${k} among ${size}`);
      return first + (k < 0 ? size + k : k);
    });
  } catch (thrown) {
    if (!(thrown instanceof UserError) || thrown instanceof ScriptError) throw thrown;
    throw at(line, `'${start(brackets)}': ${thrown.message}`);
  }
}

/** An expression of a subgroup, whose cells are counted from its first one. */
export const shifted = (text: string, first: number): string =>
  first === 0 ? text : text.replaceAll(/\bi\b/g, `(i - ${first})`);

/** Sets a variable; `part` left out: of all cells. Throws where no document says what comes of it. */
export function set(group: ScriptGroup, variable: string, value: ScriptStart, line: number, part?: Part): void {
  const { initial } = group;
  for (const [other, text] of initial)
    if (other !== variable && typeof text === 'string' && new RegExp(`\\b${variable}\\b`).test(text))
      throw at(
        line,
        `'${variable}' is set after '${other}' was reckoned from it; a document sets all at once: set '${variable}' first`,
      );
  const old = initial.get(variable);
  if (part === undefined) initial.set(variable, value);
  else initial.set(variable, merged(group, variable, old, value, line, part));
}

function merged(
  { size, name }: ScriptGroup,
  variable: string,
  old: ScriptStart | undefined,
  value: ScriptStart,
  line: number,
  part: Part,
): ScriptStart {
  const listed = [old, value].some((x) => x !== undefined && typeof x !== 'string');
  const run = 'condition' in part ? undefined : rangeOf(part);
  if (typeof value === 'string' && new RegExp(`\\b${variable}\\b`).test(value))
    throw at(line, `'${variable}' is reckoned from itself; write its value out`);
  if (!listed && ('condition' in part || run !== undefined)) {
    const when = 'condition' in part ? part.condition : conditionOf(run!, size);
    if (when === undefined) return value as string;
    const [inside, outside] = [value as string, old as string | undefined];
    if (new RegExp(`\\b${variable}\\b`).test(when))
      throw at(line, `'${variable}' is set where a condition asks for itself; write the cells out`);
    return outside === undefined ? `int(${when})*(${inside})` : `where(${when}, ${inside}, ${outside})`;
  }
  const mixed = `of '${variable}' of ${name} some cells begin with a list and others with an expression or under a condition; give numbers for all of them`;
  if ('condition' in part) throw at(line, mixed);
  const given = numbersOf(value, part.length, line, mixed);
  const before =
    old === undefined ? { ...given, values: Array<number>(size).fill(0) } : numbersOf(old, size, line, mixed);
  if (!sameDimension(given.dimension, before.dimension))
    throw at(line, `'${variable}' of ${name} begins with other units in some cells than in others`);
  const values = [...before.values];
  part.forEach((cell, k) => {
    values[cell] = given.values[k]!;
  });
  return listOf({ ...given, values });
}

/** [from, to) where the cells are all of it. */
const rangeOf = (cells: readonly number[]): readonly [number, number] | undefined => {
  const [from = 0] = cells;
  return cells.every((cell, k) => cell === from + k) ? [from, from + cells.length] : undefined;
};

/** A condition on the number of a cell; undefined where it holds for all. */
function conditionOf([from, to]: readonly [number, number], size: number): string | undefined {
  if (from === 0 && to === size) return undefined;
  if (to === from + 1) return `i == ${from}`;
  if (from === 0) return `i < ${to}`;
  return to === size ? `i >= ${from}` : `i >= ${from} and i < ${to}`;
}

const isTexts = (of: ScriptStart): of is readonly string[] => Array.isArray(of);

/** One number for each of `count` cells. */
function numbersOf(of: ScriptStart, count: number, line: number, mixed: string): ScriptNumbers {
  const texts = typeof of === 'string' ? [of] : textsOf(of);
  if (!texts.every(isQuantity)) throw at(line, mixed);
  const read = texts.map((text) => parseQuantity(text));
  if (typeof of !== 'string' && read.length !== count)
    throw at(line, `there are ${read.length} values for ${count} cells`);
  const values = typeof of === 'string' ? Array<number>(count).fill(read[0]!.value) : read.map((q) => q.value);
  const [{ dimension }] = [read[0] ?? { dimension: dimensionless }];
  return { values, dimension, shape: [values.length], list: false };
}

const textsOf = (of: Exclude<ScriptStart, string>): readonly string[] =>
  isTexts(of) ? of : of.values.map((x) => `${x} ${of.unit ?? ''}`.trim());

/** What is given: a value of the group `owner` or of a subgroup with `size` cells, of which `count` are set. */
export interface GivenStart {
  readonly value: string;
  readonly owner: string;
  readonly variable: string;
  readonly size: number;
  readonly count: number;
  /** Whether all cells of the group are set. */
  readonly all: boolean;
}

/** What a script gives a variable: a text, a list, or one quantity. */
export function startOf(given: GivenStart, line: number, values: ScriptValues): ScriptStart {
  const { value, owner, variable, size, count, all } = given;
  const written = values.text(value);
  // N is the number of cells of the group, whatever the script calls so.
  const sized = written?.replaceAll(/\bN\b/g, values.attempt('N') === `${size}` ? 'N' : `${size}`);
  const found =
    sized ?? values.listed(value, line, all ? size : undefined) ?? values.withOwn(value, owner, line, variable);
  if (typeof found === 'string') return found;
  const list = textsOf(found);
  if (list.length === 1 && count !== 1) return list[0]!;
  if (list.length !== count) throw at(line, `'${start(value)}' has ${list.length} values for ${count} cells`);
  return found;
}
