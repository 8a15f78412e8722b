/** The shape of a cell: unbranched sections that hang together as a tree. */

/** A point of a section: coordinates and diameter, µm. */
export type Point = readonly [x: number, y: number, z: number, diameter: number];

/** What a section is, by the numbers of the SWC format: 1 soma, 2 axon, 3 (basal) dendrite, 4 apical dendrite, 5 and more as one likes. */
export type SectionKind = number;

export const SOMA = 1;
export const AXON = 2;
export const DENDRITE = 3;
export const APICAL = 4;

export interface Section {
  /** 'soma[0]', 'apic[3]' of a file; by hand as it was called. Unlike that of any other section. */
  readonly name: string;
  readonly kind: SectionKind;
  /** Its course; undefined for a cylinder that has a length and a diameter only. */
  readonly points: readonly Point[] | undefined;
  /** µm */
  readonly length: number;
  /** Diameter of a cylinder, µm; of a section with points the mean one. */
  readonly diameter: number;
  /** Number of the section that it hangs on, which comes before it; −1: the root. */
  readonly parent: number;
  /** Place on the parent, from 0 to 1. */
  readonly parentX: number;
}

export interface Shape {
  /** Parents before children; the first one is the root. */
  readonly sections: readonly Section[];
  /** Where it came from, for exports: the text of a file, or what was written by hand. */
  readonly source: ShapeSource;
}

/** A cylinder as `cable` takes it. */
export interface CableSection {
  /** Length, '400 um'. */
  readonly L: string | number;
  /** Diameter, '2 um'. */
  readonly diameter: string | number;
  /** Where it hangs: the name of a section before it and a place from 0 to 1, 'soma 1'; without a place at its end. */
  readonly on?: string;
  /** What it is; by default by its name: soma, axon, apic…, and dendrites else. */
  readonly type?: 'soma' | 'axon' | 'dendrite' | 'apical' | number;
}

type ShapeSource =
  | { readonly kind: 'swc'; readonly text: string; readonly rule: 'neuron' | 'arbor' }
  | { readonly kind: 'cable'; readonly given: Readonly<Record<string, CableSection>> };

/** Straight distance between two points, µm. */
export const distanceOf = (a: Point, b: Point): number => {
  const [x, y, z] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  return Math.sqrt(x * x + y * y + z * z);
};

/** Path length from the first point to each, µm. */
export function arcsOf(points: readonly Point[]): Float64Array {
  const arcs = new Float64Array(points.length);
  for (let j = 1; j < points.length; j++) arcs[j] = arcs[j - 1]! + distanceOf(points[j - 1]!, points[j]!);
  return arcs;
}

/** A section with points: its length and mean diameter follow. */
export function sectionOf(
  given: Omit<Section, 'length' | 'diameter' | 'points'> & { points: readonly Point[] },
): Section {
  const arcs = arcsOf(given.points);
  const length = arcs.at(-1)!;
  let sum = 0;
  for (let j = 1; j < arcs.length; j++)
    sum += ((given.points[j - 1]![3] + given.points[j]![3]) / 2) * (arcs[j]! - arcs[j - 1]!);
  return { ...given, length, diameter: length > 0 ? sum / length : given.points[0]![3] };
}
