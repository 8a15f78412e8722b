/** Values of parameters over a cell: one for all of it, or one of each node. */
import type { ModelParameter, ParameterValue } from '../equations/model.ts';
import { UserError } from '../errors.ts';
import { type Anatomy, measured } from '../morphology/regions.ts';
import { canonicalUnit } from '../quantity/describe.ts';
import { type Dimension, sameDimension } from '../quantity/dimension.ts';
import { isQuantity, parseQuantity } from '../quantity/quantity.ts';
import { unitOf } from '../quantity/units.ts';
import type { SiteColumn } from './branching.ts';
import type { Assembled } from './membrane.ts';

/** A quantity, or an expression over the cell, at each node. */
export function siteValue(anatomy: Anatomy, given: string, expected: Dimension, what: string): Float64Array {
  if (isQuantity(given)) return new Float64Array(anatomy.nodes.count).fill(parseQuantity(given, expected, what).value);
  const { values, dimension } = measured(anatomy.nodes, given, what);
  if (!sameDimension(dimension, expected))
    throw new UserError(
      `${what}: '${given}' is in ${canonicalUnit(dimension)}; ${canonicalUnit(expected)} is expected.`,
    );
  return values;
}

/** Values of parameters at the nodes that have them. */
export class SiteValues {
  readonly #count: number;
  readonly #found = new Map<
    string,
    { readonly dimension: Dimension; readonly unit: string; readonly values: Float64Array }
  >();

  constructor(count: number) {
    this.#count = count;
  }

  /** One node more, internal units. Throws a UserError where it has another dimension elsewhere. */
  set(name: string, dimension: Dimension, node: number, value: number): void {
    let known = this.#found.get(name);
    if (!known) {
      known = { dimension, unit: canonicalUnit(dimension), values: new Float64Array(this.#count).fill(Number.NaN) };
      this.#found.set(name, known);
    }
    if (!sameDimension(known.dimension, dimension))
      throw new UserError(
        `The parameter '${name}' is in ${known.unit} in one part of the cell and in ${canonicalUnit(dimension)} in another; rename one of them.`,
      );
    const before = known.values[node]!;
    if (!Number.isNaN(before) && before !== value)
      throw new UserError(
        `The parameter '${name}' belongs to two parts at one place, with different values; give one of them another label.`,
      );
    known.values[node] = value;
  }

  /** Those that are the same wherever they are, and those that are not. */
  split(): { parameters: ModelParameter[]; columns: SiteColumn[] } {
    const parameters: ModelParameter[] = [];
    const columns: SiteColumn[] = [];
    for (const [name, { dimension, unit, values }] of this.#found) {
      const used = values.filter((v) => !Number.isNaN(v));
      if (used.every((v) => v === used[0])) parameters.push({ name, dimension, unit, value: used[0]!, shared: true });
      else columns.push({ name, unit, values: values.map((v) => (Number.isNaN(v) ? 0 : v)) });
    }
    return { parameters, columns };
  }
}

/**
 * Reads what parameters are worth at some nodes; answers texts of their units for the checker of equations. `perArea`: conductances are
 * densities.
 */
export function readValues(
  anatomy: Anatomy,
  assembled: Assembled,
  nodes: readonly number[],
  values: SiteValues,
  what: string,
  perArea: boolean,
): Record<string, ParameterValue> {
  const out: Record<string, ParameterValue> = {};
  const held = new Set(assembled.pools.map((p) => p.held));
  for (const [name, given] of Object.entries(assembled.parameters)) {
    if (typeof given === 'object') throw new UserError(`${what}: ${name} is a list; give one value or an expression.`);
    if (held.has(name)) {
      out[name] = given;
      continue;
    }
    const plain = typeof given === 'number' || isQuantity(given);
    const read = plain
      ? parseQuantity(given, undefined, `${what}: ${name}`)
      : measured(anatomy.nodes, given, `${what}: ${name}`);
    const at = (node: number): number => ('values' in read ? read.values[node]! : read.value);
    if (/^g_/.test(name) && sameDimension(read.dimension, unitOf('nS').dimension) && perArea)
      throw new UserError(`${name} is '${given}', but dendrites take densities: '0.05 mS/cm^2'.`);
    for (const node of nodes) values.set(name, read.dimension, node, at(node));
    const unit = canonicalUnit(read.dimension);
    out[name] = unit === '1' || unit === '' ? 1 : `1 ${unit}`;
  }
  return out;
}
