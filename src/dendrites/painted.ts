/** What is painted on a cell: the equations of its compartments and their capacitance. */
import type { Convention, IonPool, MembranePart } from '../cells/fragment.ts';
import { UserError } from '../errors.ts';
import { type Anatomy, inRegion } from '../morphology/regions.ts';
import { unitOf } from '../quantity/units.ts';
import type { Membranes } from './branching.ts';
import { type Assembled, assembleParts, type Membrane, membraneOf } from './membrane.ts';
import { type NeuronOptions, type Paint, positive } from './options.ts';
import { partOf } from './parts.ts';
import { readValues, type SiteValues, siteValue } from './values.ts';

export const capacitanceDimension = unitOf('uF/cm^2').dimension;
export const resistivityDimension = unitOf('ohm*cm').dimension;

interface Painted {
  readonly parts: Map<string, MembranePart>;
  readonly pools: Map<string, IonPool>;
}

export interface PaintedCell {
  /** Every node with membrane is in one of them. */
  readonly membranes: readonly Membranes[];
  /** Capacitance per area of each node, internal units. */
  readonly capacitance: Float64Array;
  /** Resistivity of the cytoplasm in each node, internal units; undefined where it is one. */
  readonly resistivity: Float64Array | undefined;
}

/** `C`, `Ra`: capacitance per area and resistivity where none is painted, internal units. Throws TextError or UserError. */
export function paintedCell(
  anatomy: Anatomy,
  { paint }: NeuronOptions,
  { C, Ra }: { readonly C: number; readonly Ra: number },
  convention: Convention,
  values: SiteValues,
): PaintedCell {
  const { nodes } = anatomy;
  const capacitance = new Float64Array(nodes.count).fill(C);
  const resistivity = new Float64Array(nodes.count).fill(Ra);
  const painted = Array.from({ length: nodes.count }, (): Painted => ({ parts: new Map(), pools: new Map() }));
  paint.forEach((entry, k) => {
    const what = `paint ${k + 1}`;
    const inside = inRegion(anatomy, entry.on, `${what}, on`);
    const chosen = where(inside).filter((node) => nodes.area[node]! > 0);
    if (chosen.length === 0) throw new UserError(`${what}: '${entry.on}' selects no compartment of this cell.`);
    const parts = [...(entry.channels ?? []), ...(entry.equations === undefined ? [] : [written(entry, k)])];
    for (const node of chosen) {
      for (const part of parts) painted[node]!.parts.set(part.label, part);
      for (const pool of entry.pools ?? []) painted[node]!.pools.set(pool.ion, pool);
    }
    if (entry.C !== undefined) {
      const own = siteValue(anatomy, entry.C, capacitanceDimension, `${what}, C`);
      for (const node of chosen) capacitance[node] = positive(own[node]!, `${what}, C`, entry.C);
    }
    if (entry.Ra !== undefined) {
      const own = siteValue(anatomy, entry.Ra, resistivityDimension, `${what}, Ra`);
      for (const node of chosen) resistivity[node] = positive(own[node]!, `${what}, Ra`, entry.Ra);
    }
  });
  return {
    membranes: membranesOf(anatomy, painted, convention, values),
    capacitance,
    resistivity: paint.some((entry) => entry.Ra !== undefined) ? resistivity : undefined,
  };
}

const where = (inside: Uint8Array): number[] => Array.from(inside.keys()).filter((k) => inside[k] === 1);

/** Painted equations as a part. */
function written({ equations = '', parameters = {} }: Paint, k: number): MembranePart {
  return partOf(`equations ${k + 1}`, equations, parameters);
}

function membranesOf(
  anatomy: Anatomy,
  painted: readonly Painted[],
  convention: Convention,
  values: SiteValues,
): Membranes[] {
  const { nodes } = anatomy;
  /** Nodes that have the same objects, then those whose equations are the same. */
  const same = new Map<string, { readonly assembled: Assembled; readonly nodes: number[] }>();
  const numbers = new Map<object, number>();
  const numberOf = (o: object): number => {
    if (!numbers.has(o)) numbers.set(o, numbers.size);
    return numbers.get(o)!;
  };
  painted.forEach(({ parts, pools }, node) => {
    if (!(nodes.area[node]! > 0)) return;
    const key = `${[...parts.values()].map(numberOf).join(' ')} | ${[...pools.values()].map(numberOf).join(' ')}`;
    let known = same.get(key);
    if (!known) {
      known = { assembled: assembleParts([...parts.values()], [...pools.values()], convention), nodes: [] };
      same.set(key, known);
    }
    known.nodes.push(node);
  });
  const kinds = new Map<string, { membrane: Membrane; nodes: number[] }>();
  for (const { assembled, nodes: own } of same.values()) {
    const parameters = readValues(anatomy, assembled, own, values, 'paint', true);
    const key = assembled.equations;
    const known = kinds.get(key);
    if (known) known.nodes.push(...own);
    else kinds.set(key, { membrane: membraneOf(assembled, parameters), nodes: [...own] });
  }
  return [...kinds.values()].map(({ membrane, nodes: own }) => ({ ...membrane, nodes: own.sort((a, z) => a - z) }));
}
