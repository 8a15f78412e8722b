/** The shape of a cell as frusta, each of one compartment. */
import type { Neuron, Point, Section } from '../../index.ts';
import { coursesOf } from '../../morphology/courses.ts';
import { regionsOf } from './cell-subject.ts';
import type { RegionName } from './plan.ts';

/** The cell as it is drawn and chosen from. */
export interface CellPicture {
  /** Frusta: x, y, z and diameter at both ends. */
  readonly pieces: Float32Array<ArrayBuffer>;
  /** Node of each piece. */
  readonly nodes: Int32Array<ArrayBuffer>;
  /** 1 for those that are drawn as a ball as wide as they are long: somas of one sample. */
  readonly balls: Uint8Array<ArrayBuffer>;
  /** Node that each node hangs on; −1 for the first. Nodes at ends of sections have no area. */
  readonly parents: Int32Array;
  readonly areas: Float64Array;
  readonly distances: Float64Array;
  readonly diameters: Float64Array;
  /** Places of the nodes: 'dend[3] 0.5'. */
  readonly labels: readonly string[];
  /** Regions that there are. */
  readonly regions: readonly RegionName[];
  /** Name of the first section. */
  readonly root: string;
  /** What is wrong with those of the places that the cell does not have. */
  readonly missing: readonly { readonly at: string; readonly message: string }[];
  /** Of the file; undefined for a preset. */
  readonly samples: number | undefined;
  /** ms */
  readonly dt: number;
  /** What is counted as a spike: 'crosses(V, 0 mV) at soma[0] 0.5'. */
  readonly spikes: string;
  /** Cells of its population, of which the first is drawn, and of all others of the network. */
  readonly cells: number;
  readonly sections: number;
  readonly compartments: number;
  /** Membrane of the whole cell, µm². */
  readonly area: number;
}

/** Frusta that are drawn beside the one that every compartment has. */
const mostMore = 8000;

export function pictureOf(cell: Neuron): Omit<CellPicture, 'samples' | 'missing' | 'dt' | 'spikes' | 'cells'> {
  const { shape, nodes } = cell.branching.anatomy;
  const pieces: number[] = [];
  const owners: number[] = [];
  const balls: number[] = [];
  const fine = shape.sections.reduce((n, s) => n + (s.points?.length ?? 0), 0);
  // Of a file with many samples every so many are taken.
  const stride = Math.max(1, Math.ceil(fine / mostMore));
  const courses = coursesOf(shape);
  shape.sections.forEach((section, s) => {
    const count = nodes.segments[s]!;
    const course = courses[s]!;
    if (isBall(section) && count === 1) {
      pieces.push(...course[0]!, ...course.at(-1)!);
      owners.push(nodes.firsts[s]!);
      balls.push(1);
      return;
    }
    const arcs = arcsOf(course);
    let [j, before] = [1, course[0]!];
    for (let k = 0; k < count; k++) {
      const end = k === count - 1 ? section.length : (section.length * (k + 1)) / count;
      const piece = (to: Point): void => {
        pieces.push(...before, ...to);
        owners.push(nodes.firsts[s]! + k);
        balls.push(0);
        before = to;
      };
      for (; j < course.length - 1 && arcs[j]! < end; j++) if (j % stride === 0) piece(course[j]!);
      piece(between(course[j - 1]!, course[j]!, (end - arcs[j - 1]!) / (arcs[j]! - arcs[j - 1]!)));
    }
  });
  const labels = Array.from({ length: nodes.count }, (_, k) =>
    k === 0
      ? `${shape.sections[0]!.name} 0`
      : `${shape.sections[nodes.section[k]!]!.name} ${Number(nodes.x[k]!.toPrecision(6))}`,
  );
  return {
    pieces: Float32Array.from(pieces),
    nodes: Int32Array.from(owners),
    balls: Uint8Array.from(balls),
    parents: nodes.parent,
    areas: nodes.area,
    distances: nodes.distance,
    diameters: nodes.diameter,
    labels,
    regions: regionsOf(shape),
    root: shape.sections[0]!.name,
    sections: shape.sections.length,
    compartments: nodes.segments.reduce((n, k) => n + k, 0),
    area: nodes.area.reduce((sum, area) => sum + area, 0),
  };
}

/** The soma of one sample: three points, as long as it is wide. */
const isBall = ({ points, length, diameter }: Section): boolean =>
  points?.length === 3 && Math.abs(length - diameter) < 1e-3 * diameter && points.every((p) => p[3] === points[0]![3]);

function arcsOf(points: readonly Point[]): Float64Array {
  const arcs = new Float64Array(points.length);
  for (let j = 1; j < points.length; j++) {
    const [a, b] = [points[j - 1]!, points[j]!];
    arcs[j] = arcs[j - 1]! + Math.hypot(b[0] - a[0], b[1] - a[1], b[2] - a[2]);
  }
  return arcs;
}

function between(a: Point, b: Point, share: number): Point {
  const at = Number.isFinite(share) ? Math.max(0, Math.min(1, share)) : 1;
  return [0, 1, 2, 3].map((k) => a[k]! + at * (b[k]! - a[k]!)) as unknown as Point;
}
