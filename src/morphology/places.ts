/**
 * Places on a cell by a text: a region and where in it. 'soma 0.5', 'apic[3] 0.7', 'tuft tips', 'axon root', 'dend center',
 * 'apical every 20 um', 'dendrite random 30 (seed 4)'.
 */
import { partitionPoint } from '../analysis/partition-point.ts';
import { TextError, UserError } from '../errors.ts';
import { philox, purpose, streamKey, uniform24 } from '../random/philox.ts';
import { nodeAt } from './discretise.ts';
import { micrometres } from './micrometres.ts';
import { type Anatomy, inRegion } from './regions.ts';

/** A point on a section. */
export interface Place {
  readonly section: number;
  /** From 0 to 1. */
  readonly x: number;
  /** Node at which it is: one without membrane at 0 and 1. */
  readonly node: number;
  /** The nearest node with membrane. */
  readonly compartment: number;
  /** 'apic[3] 0.7' */
  readonly label: string;
}

/** Most places of one text. */
const MOST_PLACES = 100_000;

const ending =
  /^([\s\S]*?)\s+(root|tips|center|centre|every\s+[\s\S]+|random\s+\d+(?:\s*\(\s*seed\s+\d+\s*\))?|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*$/;

/** The places, in order of the sections. Throws a TextError or UserError where there are none. */
export function placesOf(anatomy: Anatomy, text: string, what: string): Place[] {
  if (typeof text !== 'string')
    throw new UserError(`${what}: a place such as 'soma 0.5' or 'apical tips' is expected.`);
  const [, region, where] = ending.exec(text) ?? [];
  if (region === undefined || where === undefined)
    throw new TextError(
      `${what}: '${text}' says no place; write the region and then a number from 0 to 1, root, tips, center, every 20 um, or random 30 (seed 4).`,
      text,
      0,
      Math.max(1, text.length),
    );
  const inside = inRegion(anatomy, region, what);
  const found = placesIn(anatomy, inside, where, text);
  if (found.length === 0) throw new UserError(`${what}: there is no place '${text}' on this cell.`);
  if (found.length > MOST_PLACES)
    throw new UserError(`${what}: '${text}' has ${found.length} places; at most ${MOST_PLACES} are taken.`);
  return found;
}

function placesIn(anatomy: Anatomy, inside: Uint8Array, where: string, text: string): Place[] {
  const { shape, nodes } = anatomy;
  const { sections } = shape;
  const place = (section: number, x: number): Place => {
    const first = nodes.firsts[section]!;
    const n = nodes.segments[section]!;
    return {
      section,
      x,
      node: nodeAt(nodes, section, x),
      compartment: first + Math.min(Math.max(0, Math.floor(x * n)), n - 1),
      label: `${sections[section]!.name} ${Number(x.toPrecision(6))}`,
    };
  };
  const ofNode = (node: number): Place => place(nodes.section[node]!, nodes.x[node]!);
  const everywhere = sections.map((_, s) => s);
  const within = (places: readonly Place[]): Place[] => places.filter(({ compartment }) => inside[compartment] === 1);
  const isCompartment = (node: number): boolean => nodes.area[node]! > 0;
  const members = (): number[] =>
    Array.from({ length: nodes.count }, (_, k) => k).filter((k) => inside[k] === 1 && isCompartment(k));

  if (where === 'tips') {
    const parents = new Set(sections.map((s) => s.parent));
    return within(everywhere.filter((s) => !parents.has(s)).map((s) => place(s, 1)));
  }
  if (where === 'root') {
    const before = (node: number): number => {
      let at = nodes.parent[node]!;
      while (at > 0 && !isCompartment(at)) at = nodes.parent[at]!;
      return at;
    };
    return members()
      .filter((node) => before(node) <= 0 || inside[before(node)] !== 1)
      .map(ofNode);
  }
  if (where === 'center' || where === 'centre') {
    const all = members();
    if (all.length === 0) return [];
    const distances = all.map((k) => nodes.distance[k]!);
    const [least, most] = distances.reduce(([a, z], d) => [Math.min(a, d), Math.max(z, d)], [Infinity, -Infinity]);
    const middle = (least + most) / 2;
    let best = 0;
    distances.forEach((d, k) => {
      if (Math.abs(d - middle) < Math.abs(distances[best]! - middle)) best = k;
    });
    return [ofNode(all[best]!)];
  }
  if (where.startsWith('every')) {
    const interval = micrometres(where.slice('every'.length).trim(), `'${text}': the interval`);
    if (!(interval > 0)) throw new UserError(`'${text}': the interval must be above 0 µm.`);
    const total = sections.reduce((sum, s) => sum + s.length / interval, 0);
    if (total > MOST_PLACES)
      throw new UserError(`'${text}' has about ${Math.round(total)} places; at most ${MOST_PLACES} are taken.`);
    return within(
      everywhere.flatMap((s) => {
        const { length } = sections[s]!;
        return Array.from({ length: Math.floor(length / interval + 0.5) }, (_, k) =>
          place(s, ((k + 0.5) * interval) / length),
        );
      }),
    );
  }
  if (where.startsWith('random')) {
    const [count = 0, seed = 0] = [...where.matchAll(/\d+/g)].map(([digits]) => Number(digits));
    if (count > MOST_PLACES) throw new UserError(`'${text}': at most ${MOST_PLACES} places are taken.`);
    return randomPlaces(anatomy, members(), count, seed).map(({ section, x }) => place(section, x));
  }
  const x = Number(where);
  if (!(x >= 0 && x <= 1)) throw new UserError(`'${text}': places on a section run from 0 to 1.`);
  return within(everywhere.map((s) => place(s, x)));
}

/** Points drawn evenly over the length of the compartments. */
function randomPlaces({ shape, nodes }: Anatomy, members: readonly number[], count: number, seed: number) {
  const lengths = members.map((k) => shape.sections[nodes.section[k]!]!.length / nodes.segments[nodes.section[k]!]!);
  const ends: number[] = [];
  for (const length of lengths) ends.push((ends.at(-1) ?? 0) + length);
  const total = ends.at(-1) ?? 0;
  if (members.length === 0) return [];
  const words = new Uint32Array(4);
  return Array.from({ length: count }, (_, k) => {
    philox(k, 0, 0, purpose.connect, seed >>> 0, streamKey('random places'), words);
    // Two words: 48 bits, so that long cells are not drawn on a grid.
    const at = (uniform24(words[0]!) + uniform24(words[1]!) * 2 ** -24) * total;
    const m = partitionPoint(ends.length - 1, (i) => ends[i]! <= at);
    const node = members[m]!;
    const n = nodes.segments[nodes.section[node]!]!;
    const part = lengths[m]! > 0 ? 1 - (ends[m]! - at) / lengths[m]! : 0.5;
    return { section: nodes.section[node]!, x: nodes.x[node]! + (part - 0.5) / n };
  });
}
