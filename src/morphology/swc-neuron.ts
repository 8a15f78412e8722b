/** Sections of an SWC file by NEURON's rule, `Import3d_SWC_read` (lib/hoc/import3d/read_swc2.hoc), section for section. */

import type { Sample } from './samples.ts';
import { SectionNames } from './section-names.ts';
import { distanceOf, type Point, type Section, SOMA, sectionOf } from './shape.ts';

/** Coordinates and diameters as NEURON holds them: single precision. */
const pointOf = ({ x, y, z, radius }: Sample): Point => [
  Math.fround(x),
  Math.fround(y),
  Math.fround(z),
  Math.fround(2 * radius),
];

/** Of how many parts the lengths of a sphere's two arms may differ from its diameter. */
const SPHERE_TOLERANCE = 0.01;

export function sectionsAsNeuron(given: readonly Sample[]): Section[] {
  const sphere = isSphere(given);
  const samples = sphere ? withoutArms(given) : given;
  const { children, proximal, somaChildren } = countChildren(samples);

  // Runs of samples: a section ends where its last one has not exactly one child that continues.
  const sectionOfSample = new Int32Array(samples.length);
  const runs: number[][] = [];
  for (let i = 0; i < samples.length; i++) {
    const last = runs.at(-1);
    const before = last?.at(-1);
    const goesOn = before !== undefined && children[before] === 1 && samples[i]!.parent === before;
    if (goesOn) last!.push(i);
    else runs.push([i]);
    sectionOfSample[i] = runs.length - 1;
  }

  const names = new SectionNames();
  const sections: Section[] = [];
  /** Of each run: the section it became, or where what hangs on it goes instead. */
  const places: { readonly section: number; readonly x: number | undefined }[] = [];
  for (const [run, members] of runs.entries()) {
    const first = samples[members[0]!]!;
    const { kind } = first;
    if (first.parent < 0) {
      const points = members.length === 1 ? sphereAsCylinder(first) : members.map((i) => pointOf(samples[i]!));
      sections.push(sectionOf({ name: names.next(kind), kind, points, parent: -1, parentX: 0 }));
      places.push({ section: 0, x: undefined });
      continue;
    }
    const p = first.parent;
    const parentRun = sectionOfSample[p]!;
    const own = runs[parentRun]!;
    const isSoma = samples[p]!.kind === SOMA;
    const several = somaChildren[p]! > 1 && isSoma && kind !== SOMA;
    const one = members.length === 1;
    const singleRoot = parentRun === 0 && own.length === 1;
    let x = 1;
    let wire = several;
    if (proximal[members[0]!]) [x, wire] = [0, false];
    else if (singleRoot && isSoma) [x, wire] = [0.5, !one];
    else if (parentRun === 0 && p === own[0]) [x, wire] = [0, several];
    else if (isSoma && p !== own.at(-1)) [x, wire] = [0.5, !one];
    const from = pointOf(samples[p]!);
    const start: Point = isSoma && kind !== SOMA ? [from[0], from[1], from[2], pointOf(first)[3]] : from;
    const points = members.map((i) => pointOf(samples[i]!));
    // A wire needs two samples to be a section at all.
    const whole = wire && !one ? points : [start, ...points];
    const { section: parent, x: moved } = places[parentRun]!;
    const at = moved ?? x;
    if (whole.every((point) => distanceOf(point, whole[0]!) === 0)) {
      places[run] = { section: parent, x: at };
      continue;
    }
    places[run] = { section: sections.length, x: undefined };
    sections.push(sectionOf({ name: names.next(kind), kind, points: whole, parent, parentX: at }));
  }
  return byKind(sections);
}

/** Passes over the types in which sections wait for their parents; what still waits then keeps its order. */
const MOST_PASSES = 64;

/** Sections of one type together, types ascending, as NEURON lists them; but none before its parent. */
function byKind(sections: readonly Section[]): Section[] {
  const kinds = [...new Set(sections.map((s) => s.kind))].sort((a, b) => a - b);
  let waiting = kinds.map((kind) => sections.flatMap((s, k) => (s.kind === kind ? [k] : [])));
  const now = new Int32Array(sections.length).fill(-1);
  const placed: number[] = [];
  const place = (s: number): void => {
    now[s] = placed.length;
    placed.push(s);
  };
  for (let pass = 0; placed.length < sections.length && pass < MOST_PASSES; pass++)
    waiting = waiting.map((list) =>
      list.filter((s) => {
        const { parent } = sections[s]!;
        const may = parent < 0 || now[parent]! >= 0;
        if (may) place(s);
        return !may;
      }),
    );
  for (const s of waiting.flat().sort((a, b) => a - b)) place(s);
  return placed.map((s) => {
    const section = sections[s]!;
    return section.parent < 0 ? section : { ...section, parent: now[section.parent]! };
  });
}

/** A single point as a cylinder as long as it is wide, whose area is the sphere's. */
function sphereAsCylinder(sample: Sample): Point[] {
  const [x, y, z] = [sample.x, sample.y, sample.z].map(Math.fround) as [number, number, number];
  const r = sample.radius;
  const diameter = Math.fround(2 * r);
  return [-r, 0, r].map((shift): Point => [Math.fround(x + shift), y, z, diameter]);
}

/** Whether the soma is NeuroMorpho's sphere: one sample and two childless arms of its radius. */
function isSphere(samples: readonly Sample[]): boolean {
  const [a, b, c] = samples;
  if (!a || !b || !c || samples.filter((s) => s.kind === SOMA).length !== 3) return false;
  if (![a, b, c].every((s) => s.kind === SOMA) || b.parent !== 0 || c.parent !== 0) return false;
  if (samples.some((s) => s.parent === 1 || s.parent === 2)) return false;
  if (a.radius !== b.radius || a.radius !== c.radius) return false;
  const arms = distanceOf(pointOf(a), pointOf(b)) + distanceOf(pointOf(a), pointOf(c));
  return Math.abs(arms - 2 * a.radius) <= SPHERE_TOLERANCE * 2 * a.radius;
}

const withoutArms = (samples: readonly Sample[]): Sample[] =>
  samples.filter((_, i) => i !== 1 && i !== 2).map((s) => ({ ...s, parent: s.parent > 0 ? s.parent - 2 : s.parent }));

/**
 * Children of each sample, with a hundredth for each that is not the next line and for each of another type: exactly 1 means that the
 * section continues. `proximal`: samples that hang on the beginning of their parent's section.
 */
function countChildren(samples: readonly Sample[]) {
  const children = new Float64Array(samples.length);
  const somaChildren = new Int32Array(samples.length);
  const proximal = new Uint8Array(samples.length);
  samples.forEach((sample, i) => {
    const p = sample.parent;
    if (p < 0) return;
    const parent = samples[p]!;
    children[p]! += 1;
    if (parent.kind === SOMA && sample.kind === SOMA) somaChildren[p]! += 1;
    if (p !== i - 1) {
      children[p]! += 0.01;
      const onSoma = p >= 2 && parent.kind !== SOMA && parent.parent >= 0 && samples[parent.parent]!.kind === SOMA;
      if (onSoma || (p === 0 && parent.kind !== SOMA)) {
        proximal[i] = 1;
        children[p] = 1;
      }
    }
    if (parent.kind !== sample.kind) children[p]! += 0.01;
  });
  samples.forEach(({ kind }, i) => {
    const next = samples[i + 1];
    if (kind === SOMA && next?.kind === SOMA && next.parent === i && (i === 0 || somaChildren[i]! <= 1))
      children[i] = 1;
  });
  return { children, proximal, somaChildren };
}
