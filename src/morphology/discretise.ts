/**
 * From a shape to compartments: sections cut into pieces of equal length, joined by the resistance of the cytoplasm. As NEURON does it
 * (Carnevale & Hines 2006, The NEURON Book, ch. 5): values belong to the centres, and every section has a node without membrane at its end.
 */
import { UserError } from '../errors.ts';
import { arcsOf, type Section, type Shape, SOMA } from './shape.ts';

/** The nodes of a cell, in an order in which parents come before their children. Node 0 is the beginning of the root. */
export interface Compartments {
  readonly count: number;
  /** Node that each hangs on; −1: node 0. */
  readonly parent: Int32Array;
  /** Number of its section. */
  readonly section: Int32Array;
  /** Place on the section, from 0 to 1; centres, or 1 for the nodes at ends. */
  readonly x: Float64Array;
  /** Membrane, µm²; 0 for nodes at ends, which have none. */
  readonly area: Float64Array;
  /** Mean diameter, µm; of a node at an end, the section's there. */
  readonly diameter: Float64Array;
  /** Resistance of the cytoplasm to the parent, MΩ; NaN for node 0. */
  readonly resistance: Float64Array;
  /** Path from the middle of the soma, or of a cell without one from the beginning of its root, µm. */
  readonly distance: Float64Array;
  /** Sections between it and the root that are no soma, its own included. */
  readonly order: Int32Array;
  /** First node of each section, its compartments following one another, then its end. */
  readonly firsts: Int32Array;
  /** Compartments of each section. */
  readonly segments: Int32Array;
}

/** How many compartments a section gets. */
export type Cut =
  | { readonly lambda: number; readonly frequency: number }
  /** µm */
  | { readonly longest: number }
  | { readonly each: number };

/** In the units that `Cut` needs: Ra in Ω·cm, C in µF/cm². */
export interface Electrical {
  readonly Ra: number;
  readonly C: number;
}

/** Compartments of a section by a rule: an odd number, so that the middle is the centre of one. */
export function segmentsOf(section: Section, cut: Cut, { Ra, C }: Electrical): number {
  if ('each' in cut) return cut.each;
  if ('longest' in cut) return 1 + 2 * Math.floor(section.length / (2 * cut.longest));
  const lengths = electrotonicLength(section, cut.frequency, Ra, C);
  return 2 * Math.floor((lengths / cut.lambda + 0.9) / 2) + 1;
}

/** L/λ_f, the section's length in length constants at `frequency` (Hz): NEURON's lambda_f (fixnseg.hoc). */
export function electrotonicLength(section: Section, frequency: number, Ra: number, C: number): number {
  const { points, length, diameter } = section;
  if (!points || points.length < 2) return length / (1e5 * Math.sqrt(diameter / (4 * Math.PI * frequency * Ra * C)));
  const arcs = arcsOf(points);
  let sum = 0;
  for (let j = 1; j < points.length; j++)
    sum += (arcs[j]! - arcs[j - 1]!) / Math.sqrt(points[j]![3] + points[j - 1]![3]);
  return sum * Math.SQRT2 * 1e-5 * Math.sqrt(4 * Math.PI * frequency * Ra * C);
}

/** Length below which a piece counts as this long, µm: a jump of the diameter. */
const SHORTEST = 1e-15;

interface Half {
  area: number;
  /** Ω·cm per unit of Ra·…: MΩ */
  resistance: number;
  /** Mean diameter's share, µm. */
  diameter: number;
}

/** The two halves of every compartment of a section, in order. `RaOf`: Ω·cm of each compartment. */
function halvesOf(
  { name, points, length, diameter }: Section,
  segments: number,
  RaOf: (compartment: number) => number,
): Half[] {
  const halves: Half[] = [];
  if (!points) {
    const area = (Math.PI * diameter * length) / segments;
    for (let k = 0; k < 2 * segments; k++) {
      const resistance = (0.01 * RaOf(k >> 1) * (length / segments / 2)) / ((Math.PI * diameter * diameter) / 4);
      halves.push({ area: area / 2, resistance, diameter: diameter / 2 });
    }
    return halves;
  }
  const arcs = arcsOf(points);
  const step = length / segments;
  let at = 0;
  let j = 1;
  const wide = (arc: number): number => {
    const [from, to] = [arcs[j - 1]!, arcs[j]!];
    const [a, b] = [points[j - 1]![3], points[j]![3]];
    return to > from ? a + ((b - a) * (arc - from)) / (to - from) : b;
  };
  let here = points[0]![3];
  for (let k = 0; k < 2 * segments; k++) {
    const end = k === 2 * segments - 1 ? length : ((k + 1) * step) / 2;
    const half: Half = { area: 0, resistance: 0, diameter: 0 };
    const Ra = RaOf(k >> 1);
    const piece = (to: number, there: number): void => {
      const long = Math.max(to - at, SHORTEST);
      const slope = (there - here) / 2;
      half.area += (Math.PI / 2) * (here + there) * Math.sqrt(long * long + slope * slope);
      if (!(here * there > 0))
        throw new UserError(`The section ${name} has a diameter of 0 µm; every point needs one above 0.`);
      half.resistance += ((0.04 * Ra) / Math.PI) * (long / (here * there));
      half.diameter += ((here + there) * long) / (2 * step);
      at = to;
      here = there;
    };
    // Points inside the half, and those at its very end where the diameter jumps.
    while (j < points.length - 1 && arcs[j]! < end) {
      if (arcs[j]! > at || points[j]![3] !== here) piece(arcs[j]!, points[j]![3]);
      j++;
    }
    if (end > at) piece(end, wide(end));
    if (k === 2 * segments - 1)
      for (; j < points.length - 1; j++) if (points[j]![3] !== here) piece(arcs[j]!, points[j]![3]);
    if (k === 2 * segments - 1 && points[j]![3] !== here) piece(arcs[j]!, points[j]![3]);
    halves.push(half);
  }
  return halves;
}

/** The node that a place on a section is at: the nodes without membrane at 0 and 1, else the compartment that it lies in. */
export function nodeAt({ parent, firsts, segments }: Compartments, section: number, x: number): number {
  const first = firsts[section]!;
  const n = segments[section]!;
  if (x <= 0) return parent[first]!;
  if (x >= 1) return first + n;
  return first + Math.min(Math.floor(x * n), n - 1);
}

/**
 * Cuts every section into its number of compartments. Ra in Ω·cm, of all of the cell or of each node. Throws a UserError for a diameter of
 * 0.
 */
export function discretise(shape: Shape, counts: ArrayLike<number>, Ra: number | Float64Array): Compartments {
  const { sections } = shape;
  const count = 1 + Array.from(counts).reduce((n, segments) => n + segments + 1, 0);
  const nodes = {
    count,
    parent: new Int32Array(count).fill(-1),
    section: new Int32Array(count),
    x: new Float64Array(count),
    area: new Float64Array(count),
    diameter: new Float64Array(count),
    resistance: new Float64Array(count).fill(Number.NaN),
    distance: new Float64Array(count),
    order: new Int32Array(count),
    firsts: new Int32Array(sections.length),
    segments: Int32Array.from(counts),
  };
  nodes.diameter[0] = sections[0]!.points?.[0]?.[3] ?? sections[0]!.diameter;
  /** Path from the middle of the root to its beginning; and beginnings of all sections. */
  const middle = sections[0]!.kind === SOMA ? sections[0]!.length / 2 : 0;
  const begins = new Float64Array(sections.length);
  const orders = new Int32Array(sections.length);
  /** Path to a place on a section: in the root both ways from its middle. */
  const pathTo = (s: number, x: number): number =>
    s === 0 ? Math.abs(x * sections[0]!.length - middle) : begins[s]! + x * sections[s]!.length;
  nodes.distance[0] = pathTo(0, 0);
  let next = 1;
  sections.forEach((section, s) => {
    const n = counts[s]!;
    const from = next;
    const halves = halvesOf(section, n, (k) => (typeof Ra === 'number' ? Ra : Ra[from + k]!));
    nodes.firsts[s] = next;
    orders[s] = (section.parent < 0 ? 0 : orders[section.parent]!) + (section.kind === SOMA ? 0 : 1);
    if (section.parent >= 0) begins[s] = pathTo(section.parent, section.parentX);
    let before = section.parent < 0 ? 0 : nodeAt(nodes, section.parent, section.parentX);
    for (let i = 0; i < n; i++) {
      const [left, right] = [halves[2 * i]!, halves[2 * i + 1]!];
      const node = next++;
      nodes.parent[node] = before;
      nodes.section[node] = s;
      nodes.x[node] = (i + 0.5) / n;
      nodes.area[node] = section.points ? left.area + right.area : (Math.PI * section.diameter * section.length) / n;
      nodes.diameter[node] = section.points ? left.diameter + right.diameter : section.diameter;
      nodes.resistance[node] = (i === 0 ? 0 : halves[2 * i - 1]!.resistance) + left.resistance;
      before = node;
    }
    const end = next++;
    nodes.parent[end] = before;
    nodes.section[end] = s;
    nodes.x[end] = 1;
    nodes.diameter[end] = section.points?.at(-1)?.[3] ?? section.diameter;
    nodes.resistance[end] = halves.at(-1)!.resistance;
    for (let node = nodes.firsts[s]!; node <= end; node++) {
      nodes.order[node] = orders[s]!;
      nodes.distance[node] = pathTo(s, nodes.x[node]!);
    }
  });
  return nodes;
}

/** The membrane of a section, µm². */
export const areaOf = (section: Section): number =>
  halvesOf(section, 1, () => 1).reduce((sum, half) => sum + half.area, 0);
