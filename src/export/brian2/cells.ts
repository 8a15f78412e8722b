/** A population of cells as a NeuronGroup. */
import { parseLines } from '../../equations/lines.ts';
import type { Model, TableDescription } from '../../equations/model.ts';
import { UserError } from '../../errors.ts';
import { cellModel, type Population } from '../../network/population.ts';
import { references } from '../../network/values.ts';
import { draws, isZero, type NameSpace, print, statementsOf, translate } from './expressions.ts';
import { safeName } from './names.ts';
import { baseUnit, exactQuantity, pythonNumber, quantity } from './units.ts';

/** Most values that a script carries as a list. */
const MOST_ENTRIES = 200_000;

/** What the script knows of a model. */
export interface WrittenModel {
  readonly model: Model;
  /** Parameters with one value per cell, which are variables of the group. */
  readonly perCell: ReadonlySet<string>;
  /** States whose value one step back is asked for. */
  readonly remembered: ReadonlySet<string>;
  readonly equations: readonly string[];
  readonly threshold: string | undefined;
  /** Events besides the spike: name and condition. */
  readonly events: readonly (readonly [name: string, condition: string])[];
  readonly reset: string | undefined;
  readonly refractory: string | undefined;
}

export function namesIn(model: Model, what: string, remembered?: Set<string>): NameSpace {
  const known = new Set([...model.states, ...model.parameters, ...model.derived, ...model.sums].map((v) => v.name));
  const states = new Set(model.states.map((s) => s.name));
  const derived = new Set(model.derived.map((d) => d.name));
  const tables = new Set(Object.keys(model.description.tables ?? {}));
  return {
    what,
    rename: (name) => (known.has(name) || tables.has(name) ? safeName(name) : undefined),
    isTable: (name) => tables.has(name),
    previous: (name) => {
      if (derived.has(name) || (states.has(name) && remembered === undefined))
        throw new UserError(
          `${what}: the value of '${name}' one step back cannot be written for Brian2; only state variables in a threshold can.`,
        );
      if (!states.has(name)) return undefined;
      remembered?.add(name);
      return `previous_${safeName(name)}`;
    },
  };
}

export function writeModel(population: Population): WrittenModel {
  const { blueprint } = population;
  const model = cellModel(population);
  const { equations, threshold, reset, refractory, events = {} } = model.description;
  const remembered = new Set<string>();
  const names = (what: string) => namesIn(model, what, remembered);
  const perCell = new Set(
    model.parameters
      .filter(({ name, value }) => value instanceof Float64Array || blueprint.initial.has(name))
      .map((p) => p.name),
  );
  const lines = parseLines(equations).flatMap((line): string[] => {
    const unit = baseUnit(line.dimension);
    const flags = new Set(line.flags.keys());
    if (line.kind === 'sum') return [`${safeName(line.name)} : ${unit}`];
    if (line.right === undefined) return [];
    // A bare 0 fits any unit here; Brian2 takes it for a number.
    const right = isZero(line.right)
      ? `${exactQuantity(0, line.dimension)}${line.kind === 'derivative' ? '/second' : ''}`
      : print(line.right, names(line.title));
    if (draws(line.right)) {
      if (line.kind === 'derivative')
        throw new UserError(
          `${line.title}: random numbers inside a differential equation cannot be written for Brian2; name them in an equation of their own.`,
        );
      flags.add('constant over dt');
    }
    const left = line.kind === 'derivative' ? `d${safeName(line.name)}/dt` : safeName(line.name);
    return [`${left} = ${right} : ${unit}${flags.size === 0 ? '' : ` (${[...flags].join(', ')})`}`];
  });
  const dimensions = new Map([...model.parameters, ...model.states].map((v) => [v.name, v.dimension]));
  for (const name of perCell) lines.push(`${safeName(name)} : ${baseUnit(dimensions.get(name)!)} (constant)`);
  const test = threshold === undefined ? undefined : translate(threshold, names('threshold'));
  const further = Object.entries(events).map(
    ([name, condition]) => [safeName(name), translate(condition, names(`events, ${name}`))] as const,
  );
  for (const name of remembered) lines.push(`previous_${safeName(name)} : ${baseUnit(dimensions.get(name)!)}`);
  return {
    model,
    perCell,
    remembered,
    equations: lines,
    threshold: test,
    events: further,
    reset: reset === undefined ? undefined : statements(reset, namesIn(model, 'reset')),
    refractory: refractory === undefined ? undefined : translate(refractory, namesIn(model, 'refractory')),
  };
}

/** 'V = V_r; w += b', one to a line. */
function statements(text: string, names: NameSpace): string {
  return statementsOf(text)
    .map(({ target, operator, right }) => `${safeName(target)} ${operator} ${translate(right, names)}`)
    .join('\n');
}

/** Constants of a model as entries of a namespace: 'C=200*pF'. */
export function constants({ model, perCell }: WrittenModel): string[] {
  const given = model.description.parameters ?? {};
  return model.parameters
    .filter((p) => !perCell.has(p.name))
    .map(({ name, value, dimension }) => {
      const text = given[name];
      const written =
        typeof text === 'string' || typeof text === 'number'
          ? quantity(text)
          : exactQuantity(value as number, dimension);
      return `${safeName(name)}=${written}`;
    });
}

/** Tables as TimedArrays, which are looked up in the namespace too. */
export const tables = ({ model }: WrittenModel): string[] => timedArrays(model.description.tables);

export function timedArrays(tables: Readonly<Record<string, TableDescription>> = {}): string[] {
  return Object.entries(tables).map(([name, { values, dt }]) => {
    const entry = (value: string | number): string => quantity(value);
    const isList = (value: unknown): value is readonly (string | number)[] => Array.isArray(value);
    // There the courses are columns.
    const rows = isList(values[0])
      ? values[0].map(
          (_, t) => `[${values.map((course) => entry((course as readonly (string | number)[])[t]!)).join(', ')}]`,
        )
      : (values as readonly (string | number)[]).map(entry);
    return `${safeName(name)}=TimedArray([${rows.join(', ')}], dt=${quantity(dt)})`;
  });
}

/** Lines that set the values at time 0. */
export function initialValues(cells: Population, group: string, written: WrittenModel): string[] {
  const { model } = written;
  const variables = new Map([...model.parameters, ...model.states].map((v) => [v.name, v]));
  const given = cells.blueprint.given.kind === 'cells' ? cells.blueprint.given.initial : {};
  const lines: string[] = [];
  const done = new Set<string>();
  const set = (name: string): void => {
    const value = cells.blueprint.initial.get(name);
    if (value === undefined || done.has(name)) return;
    done.add(name);
    // What another value is reckoned from comes first.
    for (const other of references(value)) set(other);
    const { dimension } = variables.get(name)!;
    const text = given[name];
    const own = `${group}.${safeName(name)}`;
    if (value instanceof Float64Array) lines.push(`${own} = ${list(value, dimension)}`);
    else if (typeof text === 'string')
      lines.push(`${own} = ${pythonText(translate(text, namesIn(model, `initial value of ${name}`)))}`);
    else if (value.op === 'number') lines.push(`${own} = ${exactQuantity(value.value, dimension)}`);
  };
  for (const { name, value, dimension } of model.parameters)
    if (written.perCell.has(name) && value instanceof Float64Array && !cells.blueprint.initial.has(name))
      lines.push(`${group}.${safeName(name)} = ${list(value, dimension)}`);
  for (const name of cells.blueprint.initial.keys()) set(name);
  for (const name of written.remembered)
    lines.push(`${group}.previous_${safeName(name)} = ${pythonText(safeName(name))}`);
  return lines;
}

/** Positions as variables of a group: their equations, and the lines that set them. */
export function positionLines({ positions }: Population, group: string): { equations: string[]; values: string[] } {
  const all = [...positions].map(([name, { dimension, values }]) => ({ name: safeName(name), dimension, values }));
  return {
    equations: all.map(({ name, dimension }) => `${name} : ${baseUnit(dimension)} (constant)`),
    values: all.map(({ name, dimension, values }) => `${group}.${name} = ${list(values, dimension)}`),
  };
}

/** A list of internal values with its base unit. */
export function list(values: Float64Array, dimension: Parameters<typeof baseUnit>[0]): string {
  const unit = baseUnit(dimension);
  const scale = unit === '1' ? '' : `*${exactQuantity(1, dimension)}`;
  return `np.array([${numbers(values)}])${scale}`;
}

export function numbers(values: ArrayLike<number>): string {
  if (values.length > MOST_ENTRIES)
    throw new UserError(
      `A script for Brian2 cannot carry a list of ${values.length} numbers; at most ${MOST_ENTRIES}. Give these values as a text with random numbers, or a connection rule.`,
    );
  return Array.from(values, pythonNumber).join(', ');
}

/** A Python string. */
export const pythonText = (text: string): string => {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
};
