/**
 * Groups of synapses by kind. What every backend does with a kind stands in a file of its name: `engine/…/delivery/KIND.ts` and
 * `emit/…/delivery/KIND.ts`.
 */
import { type Made, madeArrays } from './made.ts';
import { type Pathway, type Plasticity, pathwayArrays } from './pathway.ts';
import { type StoredWeights, weightBytes } from './stored-weights.ts';

/**
 * The accumulators of a network: a ring of `slots` rows of `width` integers; inlet i owns the entries from `offsets[i]` of each row, one
 * per cell of its population. In step k, row k mod slots is gathered. A synapse with delay d ≥ 1 steps onto cell j of inlet i has the entry
 * d·width + offsets[i] + j: its address in step k is ((k mod slots)·width + entry) mod (slots·width). So synapses of different delays and
 * inlets cost the same and need no further memory.
 */
export interface Ring {
  /** Longest delay + 1. */
  readonly slots: number;
  /** Accumulators per row: the sum of the inlets' population sizes. */
  readonly width: number;
  /** First entry of each inlet in a row. */
  readonly offsets: readonly number[];
}

/** Synapses that do not change with use, as one CSR over network-wide source cells. */
export interface Stored {
  readonly kind: 'stored';
  /** Row pointers, one more than the network has cells. */
  readonly rows: Uint32Array;
  /** Entries in the ring. */
  readonly targets: Uint32Array;
  readonly weights: StoredWeights;
}

/** A range of network-wide cells. */
interface Cells {
  readonly first: number;
  readonly size: number;
}

/** What a program (see `program.ts`) is to its synapses. */
interface Synaptic {
  readonly populations: readonly Cells[];
  readonly inlets: readonly { readonly population: number; readonly size?: number }[];
  readonly ring: Ring;
  readonly synapses: readonly SynapseGroup[];
}

export type SynapseGroup = Stored | Made | Pathway;

export type GroupKind = SynapseGroup['kind'];

const kinds: Readonly<Record<GroupKind, true>> = { stored: true, made: true, pathway: true };

export const everyKind: ReadonlySet<GroupKind> = new Set(Object.keys(kinds) as GroupKind[]);

/** What is known of a group of any kind. */
export interface GroupFacts {
  /** For people: the name of its projection; of several, what they are. */
  readonly label: string;
  /** Network-wide cells whose spikes it delivers. */
  readonly source: Cells;
  /** Numbers of the inlets that it delivers to, ascending. */
  readonly inlets: readonly number[];
  /** Of those made by chance, the expected number. */
  readonly synapses: number;
  /** Of its arrays: targets, weights, and whatever leads from a spike to them; tables that it shares with others, too. */
  readonly bytes: number;
}

export function factsOf({ inlets, populations, ring }: Omit<Synaptic, 'synapses'>, group: SynapseGroup): GroupFacts {
  switch (group.kind) {
    case 'stored': {
      const last = populations.at(-1);
      return {
        label: 'stored synapses',
        source: { first: 0, size: last ? last.first + last.size : 0 },
        inlets: inlets.map((_, i) => i),
        synapses: group.targets.length,
        bytes: storedBytes(group),
      };
    }
    case 'made': {
      const places = group.bases.map((base) => base % ring.width);
      return {
        label: group.name,
        source: { first: group.firstSource, size: group.sources },
        inlets: inlets.flatMap(({ population }, i) => {
          const first = ring.offsets[i]!;
          const size = inlets[i]!.size ?? populations[population]!.size;
          return places.some((place) => place >= first && place < first + size) ? [i] : [];
        }),
        synapses: group.synapses,
        bytes: Object.values(madeArrays(group)).reduce((n, values) => n + (values?.byteLength ?? 0), 0),
      };
    }
    case 'pathway': {
      const { rows, targets, weights, plasticity } = group;
      // A plastic one has its variables, and its place and source among those of its target.
      const plastic = plasticity
        ? 4 * plasticity.initial.length + 2 * targets.byteLength + plasticity.columns.byteLength
        : 0;
      return {
        label: group.name,
        source: populations[group.source]!,
        inlets: [group.inlet],
        synapses: targets.length,
        bytes: rows.byteLength + targets.byteLength + (weights?.byteLength ?? 0) + plastic,
      };
    }
  }
}

/**
 * The arrays of a group by name, which backends with their own memory copy there; null for those that it has not, f64 where the
 * values are real. Stored synapses, which backends lay in their own forms, are not among them.
 */
export function arraysOf(
  group: SynapseGroup,
): Readonly<Record<string, Uint32Array | Int32Array | Float64Array | null>> {
  switch (group.kind) {
    case 'stored':
      return {};
    case 'made':
      return madeArrays(group);
    case 'pathway':
      return pathwayArrays(group);
  }
}

/** Of the arrays of these groups; a table that several share counts once. */
export function bytesOf(program: Synaptic, groups = program.synapses): number {
  const tables = groups.flatMap((group) =>
    group.kind === 'made' ? Object.values(madeArrays(group)).filter((values) => values !== null) : [],
  );
  const bytes = (arrays: Iterable<Uint32Array>): number => [...arrays].reduce((n, { byteLength }) => n + byteLength, 0);
  const each = groups.reduce((n, group) => n + factsOf(program, group).bytes, 0);
  return each - bytes(tables) + bytes(new Set(tables));
}

/** With so many row pointers; 0 where nothing is stored. */
export const storedBytes = ({ rows, targets, weights }: Stored, pointers = rows.length): number =>
  targets.length === 0 ? 0 : 4 * (targets.length + pointers) + weightBytes(weights);

/** The groups of a kind, in order. */
export const groupsOf = <K extends GroupKind>({ synapses }: Pick<Synaptic, 'synapses'>, kind: K) =>
  synapses.filter((group): group is Extract<SynapseGroup, { readonly kind: K }> => group.kind === kind);

/** The stored synapses: a program has one group of them at most. */
export function storedOf(program: Pick<Synaptic, 'synapses' | 'populations'>): Stored {
  const [stored] = groupsOf(program, 'stored');
  if (stored) return stored;
  const last = program.populations.at(-1);
  const cells = last ? last.first + last.size : 0;
  return { kind: 'stored', rows: new Uint32Array(cells + 1), targets: new Uint32Array(0), weights: null };
}

/** Synapses of the groups, of those of some kinds if they are named; expected ones count as the nearest whole number. */
export const synapsesOf = (program: Synaptic, kinds?: readonly GroupKind[]): number =>
  Math.round(
    program.synapses.reduce(
      (n, group) => (kinds?.includes(group.kind) === false ? n : n + factsOf(program, group).synapses),
      0,
    ),
  );

/** Entries of a ring. */
export const ringLength = ({ slots, width }: Ring): number => slots * width;

/** A group whose weights are numbered among those of a checkpoint; they change where it is plastic. */
export interface Weighted {
  /** Its number among the program's groups. */
  readonly group: number;
  readonly name: string;
  readonly synapses: number;
  readonly plasticity: Plasticity | undefined;
}

/** All that have a place in a checkpoint's list of weights, in its order. */
export const weightedOf = ({ synapses }: Pick<Synaptic, 'synapses'>): readonly Weighted[] =>
  synapses.flatMap((of, group) =>
    of.kind === 'pathway' ? [{ group, name: of.name, synapses: of.targets.length, plasticity: of.plasticity }] : [],
  );
