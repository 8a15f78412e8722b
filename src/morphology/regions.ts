/**
 * Regions of a cell by a text: 'apical and distance > 150 um', 'soma or axon', 'not dend[3]'. Conditions as in equations, over what a
 * compartment is: names of regions, and `distance`, `diameter`, `order` and `x`.
 */
import { parseExpression } from '../equations/expression.ts';
import { functions } from '../equations/names.ts';
import type { Scope, Variable } from '../equations/scope.ts';
import { tokenize } from '../equations/tokens.ts';
import { TextError, UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import { evaluate } from '../expression/evaluate.ts';
import type { Expr } from '../expression/node.ts';
import { type Dimension, dimensionless } from '../quantity/dimension.ts';
import { nearest } from '../suggest.ts';
import type { Compartments } from './discretise.ts';
import { lengthDimension, MICROMETRE } from './micrometres.ts';
import { APICAL, AXON, DENDRITE, type Section, type Shape, SOMA } from './shape.ts';

/** A cell cut into compartments, with the regions that its owner named. */
export interface Anatomy {
  readonly shape: Shape;
  readonly nodes: Compartments;
  /** By name: 1 for each node inside. Nodes without membrane count as the compartment before them. */
  readonly regions: ReadonlyMap<string, Uint8Array>;
}

const types: Readonly<Record<string, readonly number[]>> = {
  soma: [SOMA],
  axon: [AXON],
  basal: [DENDRITE],
  apical: [APICAL],
  dendrite: [DENDRITE, APICAL],
};

/** 'apic[3]' → 'apic': names of sections without their number. */
const stemOf = (name: string): string => name.replace(/\[\d+\]$/, '');

/** Names with brackets, as the parser of equations takes them: of the same length, so that places in the text stay. */
const plain = (text: string): string => text.replace(/([A-Za-z_]\w*)\[(\d+)\]/g, '$1_$2_');

/** What a word selects: sections that it names. */
function sectionsNamed(word: string, sections: readonly Section[]): readonly Section[] {
  if (word === 'all') return sections;
  const kinds = types[word];
  return sections.filter(
    ({ name, kind }) => plain(name) === word || stemOf(name) === word || kinds?.includes(kind) === true,
  );
}

/** Values of the nodes that densities and regions may use. */
const measures: Readonly<
  Record<string, { readonly dimension: Dimension; readonly of: (nodes: Compartments, node: number) => number }>
> = {
  distance: { dimension: lengthDimension, of: (nodes, k) => nodes.distance[k]! * MICROMETRE },
  diameter: { dimension: lengthDimension, of: (nodes, k) => nodes.diameter[k]! * MICROMETRE },
  order: { dimension: dimensionless, of: (nodes, k) => nodes.order[k]! },
  x: { dimension: dimensionless, of: (nodes, k) => nodes.x[k]! },
};

const measureVariables = Object.entries(measures).map(([name, { dimension }]): [string, Variable] => [
  name,
  { kind: 'parameter', dimension, value: b.parameter(name) },
]);

/** An expression of distance, diameter, order and x at each node, internal units. Throws a TextError. */
export function measured(
  nodes: Compartments,
  text: string,
  what: string,
): { readonly values: Float64Array; readonly dimension: Dimension } {
  const scope: Scope = { variables: new Map(measureVariables), tables: new Map(), builtins: ['pi'] };
  const { value, dimension } = parseExpression(text, scope, undefined, what);
  if (dimension === 'boolean') throw new UserError(`${what}: '${text}' is a condition; a quantity is expected.`);
  const values = Float64Array.from({ length: nodes.count }, (_, k) => at(value, nodes, k, new Map()));
  const bad = values.findIndex((v) => !Number.isFinite(v));
  if (bad >= 0)
    throw new UserError(
      `${what}: '${text}' is ${values[bad]} at a distance of ${Number(nodes.distance[bad]!.toPrecision(4))} µm; it must be finite everywhere.`,
    );
  return { values, dimension };
}

function at(value: Expr, nodes: Compartments, node: number, inside: ReadonlyMap<string, Uint8Array>): number {
  return evaluate(value, (leaf) => {
    if (leaf.op !== 'parameter')
      throw new UserError(
        'Regions and densities may use distance, diameter, order and x; t, dt, i and random numbers have no value where a cell is made.',
      );
    return measures[leaf.name]?.of(nodes, node) ?? inside.get(leaf.name)?.[node];
  });
}

/** Sorted for sentences: stems of sections, then the owner's own. */
const known = ({ shape, regions }: Anatomy): string[] => [
  ...new Set(shape.sections.map((s) => stemOf(s.name))),
  ...regions.keys(),
];

/** Nodes inside the region, 1 for each. Throws a TextError where the text is wrong or names no part of this cell. */
export function inRegion(anatomy: Anatomy, text: string, what: string): Uint8Array {
  const { shape, nodes, regions } = anatomy;
  if (typeof text !== 'string') throw new UserError(`${what}: a text such as 'soma or axon' is expected.`);
  const written = plain(text);
  const variables = new Map(measureVariables);
  const inside = new Map<string, Uint8Array>();
  const tokens = tokenize(written, what);
  tokens.forEach((token, k) => {
    const { text: word, kind, at: place, length } = token;
    if (kind !== 'name' || variables.has(word) || ['and', 'or', 'not', 'true', 'false'].includes(word)) return;
    if (tokens[k - 1]?.kind === 'number' || tokens[k - 1]?.text === '/' || functions.has(word)) return;
    const chosen = new Set(sectionsNamed(word, shape.sections));
    const own = regions.get(word);
    if (!own && chosen.size === 0) {
      const original = text.slice(place, place + length);
      const names = known(anatomy);
      const guess = nearest(original, [...names, 'all']);
      throw new TextError(
        `${what}: no part of this cell is '${original}' (its regions: ${names.join(', ')})${guess ? `; did you mean '${guess}'?` : '.'}`,
        text,
        place,
        length,
      );
    }
    inside.set(word, own ?? Uint8Array.from(nodes.section, (s) => (chosen.has(shape.sections[s]!) ? 1 : 0)));
    variables.set(word, { kind: 'parameter', dimension: 'boolean', value: b.compare('gt', b.parameter(word), b.zero) });
  });
  const condition = asWritten(text, () =>
    parseExpression(written, { variables, tables: new Map(), builtins: [] }, 'boolean', what),
  );
  return Uint8Array.from({ length: nodes.count }, (_, k) => at(condition.value, nodes, k, inside));
}

/** Errors show the text as it was written. */
function asWritten<T>(text: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    throw new TextError(error.sentence.replace(/\b([A-Za-z]\w*?)_(\d+)_/g, '$1[$2]'), text, error.at, error.length);
  }
}
