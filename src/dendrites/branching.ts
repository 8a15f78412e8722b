/** A cell with dendrites as it was made: its tree, the equations of its membranes, and what sits at places of it. */
import type { Model } from '../equations/model.ts';
import type { Place } from '../morphology/places.ts';
import type { Anatomy } from '../morphology/regions.ts';
import type { Membrane } from './membrane.ts';
import type { NeuronOptions } from './options.ts';

/** A set of nodes with the same equations. */
export interface Membranes extends Membrane {
  readonly nodes: readonly number[];
}

/** What sits at places of the cell. */
export interface PointProcess extends Membrane {
  readonly name: string;
  /** Without those that are there twice, in order. */
  readonly nodes: readonly number[];
  /** All places, those that are there twice too, as numbers among the nodes: of them each synapse draws one. */
  readonly draws: readonly number[];
  /** Variable that events add to. */
  readonly receives: string | undefined;
}

/** A parameter that differs from node to node. */
export interface SiteColumn {
  readonly name: string;
  readonly unit: string;
  /** One per node, internal units; 0 where it has no meaning. */
  readonly values: Float64Array;
}

export interface Branching {
  readonly anatomy: Anatomy;
  /** See `morphology/places.ts`; kept here so that what runs point cells alone need not load the language of places. */
  readonly placesOf: (text: string, what: string) => Place[];
  /** GΩ·10 µm, internal units: where none is painted. */
  readonly Ra: number;
  /** Of each node, where some are painted; undefined: Ra everywhere. */
  readonly resistivity: Float64Array | undefined;
  /** pF of each node. */
  readonly capacitance: Float64Array;
  /** Every node with membrane is in one of them. */
  readonly membranes: readonly Membranes[];
  readonly points: readonly PointProcess[];
  readonly columns: readonly SiteColumn[];
  readonly detect: { readonly node: number; readonly label: string; readonly when: string };
  readonly options: NeuronOptions;
  /** What was done otherwise than written, one sentence each. */
  readonly notes: readonly string[];
}

/** A model of cells with dendrites. Its states are those of all compartments by name. */
export interface Neuron extends Model {
  readonly branching: Branching;
}

/** The tree of a model of cells, if it has one. */
export const branchingOf = (model: object): Branching | undefined =>
  'branching' in model ? (model as Neuron).branching : undefined;

/** The equations of a membrane, one per line. That of V is left out: it is the cell's, which solves along the tree. */
export const membraneLines = ({ model }: Membrane): string[] =>
  model.description.equations
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('dV/dt'));

/** µm² in the internal unit of area. */
export const AREA = 0.01;

/** Sites of a cell: nodes of one membrane follow one another, those without membrane come last. */
export interface Sites {
  /** Node of each site. */
  readonly nodes: readonly number[];
  /** Site of each node. */
  readonly of: Uint32Array;
}

export function sitesOf({ anatomy, membranes }: Branching): Sites {
  const { area } = anatomy.nodes;
  const bare = Array.from(area.keys()).filter((k) => !(area[k]! > 0));
  const nodes = [...membranes.flatMap((m) => m.nodes), ...bare];
  const of = new Uint32Array(nodes.length);
  nodes.forEach((node, site) => {
    of[node] = site;
  });
  return { nodes, of };
}
