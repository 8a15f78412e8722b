/** A program's synapses as lists of source, target, port, delay and weight: what other engines connect by. The one reader of its layout. */

import { Sha256 } from '../../analysis/sha256.ts';
import { InternalError, UserError } from '../../errors.ts';
import { forEachTarget, type Made, type RowRecipe } from '../../program/made.ts';
import type { Program } from '../../program/program.ts';
import { plainWeights } from '../../program/stored-weights.ts';
import { groupsOf, type Stored, storedOf } from '../../program/synapses.ts';
import type { DrawnBy, SynapseForm } from './engine.ts';

export interface SynapseList {
  /** Network-wide cells. */
  readonly source: Uint32Array;
  readonly target: Uint32Array;
  /** Number of the inlet within the target's population; one for all where there is no other. */
  readonly port: Uint16Array;
  /** Number of the place that takes it, of cells with dendrites; one for all where there is no other. */
  readonly place: Uint32Array;
  /** Steps; one for all where there is no other. */
  readonly delay: Uint16Array;
  /** Integer; one for all where there is no other. */
  readonly weight: Int32Array;
}

/** A projection whose synapses are drawn anew from the generator. */
interface MadeSynapses {
  /** 'native': by a rule of the engine, with other synapses. */
  readonly kind: 'remade' | 'native';
  readonly name: string;
  readonly first_source: number;
  readonly sources: number;
  readonly targets: number;
  /** Source i and target j are the same cell where j = i + shift. */
  readonly shift: number;
  readonly stream: number;
  readonly recipe: RowRecipe;
  /** A row is made once for each of these. */
  readonly onto: readonly {
    readonly first_target: number;
    readonly port: number;
    readonly delay: number;
    /** Of cells with dendrites; left out: the first. */
    readonly place?: number;
  }[];
}

interface StoredSynapses {
  readonly kind: 'stored';
}

/** Number and SHA-256 of a group of synapses, u32 pairs (source, target), u16 delays and i32 weights in stored order. */
interface ExpectedSynapses {
  readonly name: string;
  readonly synapses: number;
  readonly sha256_pairs: string;
  readonly sha256_delays?: string;
  readonly sha256_weights?: string;
  /** u32, of cells with dendrites. */
  readonly sha256_places?: string;
}

export interface ReadSynapses {
  readonly list: SynapseList;
  readonly groups: readonly (StoredSynapses | MadeSynapses)[];
  readonly expected: readonly ExpectedSynapses[];
  readonly count: number;
}

/** Where an entry of the accumulators lies. */
interface InputPort {
  readonly target: number;
  readonly port: number;
  readonly delay: number;
  readonly place: number;
}

function placer(program: Program): (entry: number) => InputPort {
  const { inlets, populations, ring } = program;
  const { width, offsets } = ring;
  const ports = inlets.map(({ population }, inlet) => populations[population]!.inlets.indexOf(inlet));
  return (entry) => {
    const delay = Math.floor(entry / width);
    const at = entry - delay * width;
    let inlet = offsets.length - 1;
    while (offsets[inlet]! > at) inlet--;
    // Inlets of empty populations own nothing.
    while (populations[inlets[inlet]!.population]!.size === 0) inlet--;
    const { first, size } = populations[inlets[inlet]!.population]!;
    const own = at - offsets[inlet]!;
    // Inlets of several places hold the cells of one after those of another.
    return { target: first + (own % size), port: ports[inlet]!, delay, place: Math.floor(own / size) };
  };
}

/** Most synapses that a list carries, 12 bytes each where weights and delays vary. */
export const MOST_EXPLICIT = 5e7;

export const tooMany = (synapses: number, form: SynapseForm): UserError =>
  new UserError(
    `${Math.round(synapses / 1e6)} 000 000 synapses are ${((synapses * 12) / 1e9).toFixed(1)} GB as a list, which holds ${MOST_EXPLICIT / 1e6} 000 000; ${
      form === 'remade'
        ? 'give their projections one weight, one delay and a rule that is drawn source by source (fixedProbability, allToAll, oneToOne, fixedOutDegree with multapses).'
        : 'use --synapses remade (rules: fixedProbability, allToAll, oneToOne, fixedOutDegree with multapses).'
    }`,
  );

/** `form`: 'explicit' lists the synapses of all rows, whatever the cluster could draw anew. */
export function readSynapses(program: Program, form: SynapseForm, wiring: DrawnBy = 'exact'): ReadSynapses {
  const other = program.synapses.find(({ kind }) => kind !== 'stored' && kind !== 'made');
  if (other) throw new InternalError(`Synapses of the kind '${other.kind}' are not for other engines.`);
  const place = placer(program);
  const rows = groupsOf(program, 'made');
  const goesAsRule = (p: Made): boolean => form === 'remade' && isRemade(p);
  const stored = storedSynapses(
    storedOf(program),
    rows.filter((p) => !goesAsRule(p)),
    place,
    program.seed,
  );
  const made = rows.filter(goesAsRule).map((p) => madeSynapses(p, place, program.seed, wiring));
  const groups = [...(stored.source.length > 0 ? [{ kind: 'stored' } as const] : []), ...made.map((m) => m.group)];
  const expected = [...(stored.source.length > 0 ? [expectedStored(stored)] : []), ...made.map((m) => m.expected)];
  return { list: compact(stored), groups, expected, count: expected.reduce((n, e) => n + e.synapses, 0) };
}

/** Whether the exported Python makes a projection's synapses anew: it knows one weight, one delay and one number of synapses per source. */
const isRemade = ({ weight, delay, recipe }: Made): boolean =>
  weight === undefined && delay === undefined && (recipe.kind !== 'draws' || typeof recipe.degree === 'number');

/** Stored synapses, and those of rows that are made here and listed. */
function storedSynapses(
  stored: Stored,
  listed: readonly Made[],
  place: (entry: number) => InputPort,
  seed: number,
): SynapseList {
  const { rows, targets, weights } = stored;
  let count = targets.length;
  const expected = listed.reduce((n, p) => n + p.synapses, count);
  if (expected > MOST_EXPLICIT) throw tooMany(expected, 'remade');
  for (const p of listed)
    for (let i = 0; i < p.sources; i++)
      forEachTarget(p, seed, i, () => {
        count += p.bases.length;
      });
  const list = {
    source: new Uint32Array(count),
    target: new Uint32Array(count),
    port: new Uint16Array(count),
    place: new Uint32Array(count),
    delay: new Uint16Array(count),
    weight: new Int32Array(count),
  };
  const own = plainWeights(weights);
  for (let cell = 0; cell + 1 < rows.length; cell++)
    for (let s = rows[cell]!; s < rows[cell + 1]!; s++) {
      const at = place(targets[s]!);
      list.source[s] = cell;
      list.target[s] = at.target;
      list.port[s] = at.port;
      list.place[s] = at.place;
      list.delay[s] = at.delay;
      list.weight[s] = own === null ? 1 : own[s]!;
    }
  let s = targets.length;
  for (const p of listed)
    for (let i = 0; i < p.sources; i++)
      forEachTarget(p, seed, i, (j, weight, delay) => {
        for (const base of p.bases) {
          const at = place(base + j);
          list.source[s] = p.firstSource + i;
          list.target[s] = at.target;
          list.port[s] = at.port;
          list.place[s] = at.place;
          list.delay[s] = at.delay + delay;
          list.weight[s++] = weight;
        }
      });
  return list;
}

/** Columns that hold one value are kept as that value. */
function compact(list: SynapseList): SynapseList {
  const once = <A extends Uint16Array | Uint32Array | Int32Array>(values: A): A =>
    values.length > 0 && values.every((v) => v === values[0]) ? (values.slice(0, 1) as A) : values;
  return {
    ...list,
    port: once(list.port),
    place: once(list.place),
    delay: once(list.delay),
    weight: once(list.weight),
  };
}

const bytesOf = (a: Uint16Array | Int32Array | Uint32Array): Uint8Array =>
  new Uint8Array(a.buffer, a.byteOffset, a.byteLength);

/** Pairs whose bytes are made at once. */
const CHUNK = 1 << 16;

/** Hash of pairs that come one by one. */
class PairHash {
  readonly #sha = new Sha256();
  readonly #pairs = new Uint32Array(2 * CHUNK);
  #held = 0;
  count = 0;

  add(source: number, target: number): void {
    this.#pairs[this.#held++] = source;
    this.#pairs[this.#held++] = target;
    this.count++;
    if (this.#held === this.#pairs.length) this.#flush();
  }

  hex(): string {
    this.#flush();
    return this.#sha.hex();
  }

  #flush(): void {
    this.#sha.update(bytesOf(this.#pairs.subarray(0, this.#held)));
    this.#held = 0;
  }
}

function expectedStored({ source, target, place, delay, weight }: SynapseList): ExpectedSynapses {
  const pairs = new PairHash();
  for (let s = 0; s < source.length; s++) pairs.add(source[s]!, target[s]!);
  return {
    name: 'stored synapses',
    synapses: source.length,
    sha256_pairs: pairs.hex(),
    sha256_delays: new Sha256().update(bytesOf(delay)).hex(),
    sha256_weights: new Sha256().update(bytesOf(weight)).hex(),
    ...(place.some((p) => p > 0) ? { sha256_places: new Sha256().update(bytesOf(place)).hex() } : {}),
  };
}

function madeSynapses(
  p: Made,
  place: (entry: number) => InputPort,
  seed: number,
  wiring: DrawnBy,
): { group: MadeSynapses; expected: ExpectedSynapses } {
  const onto = p.bases.map((base) => {
    const { target, place: at, ...rest } = place(base);
    return { first_target: target, ...rest, ...(at === 0 ? {} : { place: at }) };
  });
  const pairs = new PairHash();
  for (const { first_target } of onto)
    for (let i = 0; i < p.sources; i++)
      forEachTarget(p, seed, i, (j) => pairs.add(p.firstSource + i, first_target + j));
  const { name, firstSource, sources, targets, shift, stream, recipe } = p;
  return {
    // One synapse that does two things would be two of an engine's own.
    group: {
      kind: wiring === 'native' && onto.length === 1 ? 'native' : 'remade',
      name,
      first_source: firstSource,
      sources,
      targets,
      shift,
      stream,
      recipe,
      onto,
    },
    expected: { name, synapses: pairs.count, sha256_pairs: pairs.hex() },
  };
}
