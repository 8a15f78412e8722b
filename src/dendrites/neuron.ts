/** Cells of many compartments: a shape, what is painted on it, and what sits at places of it. */
import {
  type Convention,
  type IonPool,
  type MembranePart,
  membranePart,
  perArea,
  wholeCell,
} from '../cells/fragment.ts';
import { parseExpression } from '../equations/expression.ts';
import { parseLines } from '../equations/lines.ts';
import type { DerivedVariable, Model, ModelParameter, ParameterValue, StateVariable } from '../equations/model.ts';
import { nameProblem } from '../equations/names.ts';
import { emptyScope, modelScope } from '../equations/scope.ts';
import { shown, UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { topological } from '../expression/visit.ts';
import { type Cut, discretise, segmentsOf } from '../morphology/discretise.ts';
import { type Place, placesOf } from '../morphology/places.ts';
import { type Anatomy, inRegion, measured } from '../morphology/regions.ts';
import type { Shape } from '../morphology/shape.ts';
import { micrometres } from '../morphology/units.ts';
import {
  anything,
  listOf,
  number,
  object,
  optional,
  optionsField,
  optionsOf,
  quantity,
  recordOf,
  text,
  whole,
} from '../options.ts';
import { canonicalUnit } from '../quantity/describe.ts';
import {
  current as currentDimension,
  type Dimension,
  sameDimension,
  timeDimension,
  voltage,
} from '../quantity/dimension.ts';
import { isQuantity, parseQuantity, toUnit } from '../quantity/quantity.ts';
import { unitOf } from '../quantity/units.ts';
import { type Assembled, assembleParts, type Membrane, membraneOf } from './membrane.ts';

export interface NeuronOptions {
  /** Of `morphology(text)` or `cable({…})`. */
  readonly shape: Shape;
  /** Resistivity of the cytoplasm: '150 ohm*cm'. */
  readonly Ra: string;
  /** Capacitance per area; default '1 uF/cm^2'. Painted ones come before it. */
  readonly C?: string;
  /** Of the whole cell, '6.3 degC'; left out: each channel's own default. */
  readonly temperature?: string;
  /** How sections are cut; default { lambda: 0.1 }. The rule by length constants takes Ra and C of the cell, not painted ones. */
  readonly compartments?: CutOptions;
  /** Regions by name. */
  readonly regions?: Readonly<Record<string, string>>;
  /** In order; of two channels of one label the later one stays where both are painted. */
  readonly paint: readonly Paint[];
  /** Synapses, clamps and equations at places, by name. */
  readonly place?: Readonly<Record<string, Placed>>;
  /** Where spikes are found and how; default the middle of the root, `crosses(V, 0 mV)`. */
  readonly detect?: { readonly at?: string; readonly when?: string };
}

interface CutOptions {
  /** Longest compartment in length constants at 100 Hz, or at `frequency`. */
  readonly lambda?: number;
  readonly frequency?: string;
  /** Longest compartment: '20 um'. */
  readonly longest?: string;
  /** Compartments of every section. */
  readonly each?: number;
  /** Compartments of some sections by name, whatever the rule. */
  readonly sections?: Readonly<Record<string, number>>;
}

export interface Paint {
  /** A region. */
  readonly on: string;
  readonly channels?: readonly MembranePart[];
  readonly pools?: readonly IonPool[];
  /** In place of channels: lines whose names begin with I_, or `Im`, in 'uA/cm^2', are inward currents. */
  readonly equations?: string;
  /** Values of the equations' parameters; texts may use distance, diameter, order and x. */
  readonly parameters?: Readonly<Record<string, string | number>>;
  /** Capacitance per area. */
  readonly C?: string;
}

export interface Placed {
  readonly at: string;
  readonly synapse?: MembranePart & { readonly receives: string };
  /** A current that is injected, positive inward: '0.15 nA', or an expression of t. */
  readonly clamp?: string;
  /** When it is on; by default always. */
  readonly from?: string;
  readonly to?: string;
  /** Lines whose names begin with I_, in pA, are inward currents. */
  readonly equations?: string;
  readonly parameters?: Readonly<Record<string, string | number>>;
}

/** A set of nodes with the same equations. */
export interface Membranes extends Membrane {
  readonly nodes: readonly number[];
}

/** What sits at places of the cell. */
export interface Point extends Membrane {
  readonly name: string;
  /** Without those that are there twice, in order. */
  readonly nodes: readonly number[];
  /** All places, those that are there twice too, as numbers among the nodes: of them each synapse draws one. */
  readonly draws: readonly number[];
  /** Variable that events add to. */
  readonly receives: string | undefined;
}

/** A parameter that differs from node to node. */
interface SiteColumn {
  readonly name: string;
  readonly unit: string;
  /** One per node, internal units; 0 where it has no meaning. */
  readonly values: Float64Array;
}

export interface Branching {
  readonly anatomy: Anatomy;
  /** GΩ·10 µm, internal units. */
  readonly Ra: number;
  /** pF of each node. */
  readonly capacitance: Float64Array;
  /** Every node with membrane is in one of them. */
  readonly membranes: readonly Membranes[];
  readonly points: readonly Point[];
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

const readPaint = optionsOf<Paint>('paint', {
  on: text,
  channels: optional(listOf(membranePart)),
  pools: optional(listOf(membranePart)),
  equations: optional(text),
  parameters: optional(recordOf(anything)),
  C: optional(quantity),
});

const readPlaced = optionsOf<Placed>('place', {
  at: text,
  synapse: optional(membranePart),
  clamp: optional(text),
  from: optional(quantity),
  to: optional(quantity),
  equations: optional(text),
  parameters: optional(recordOf(anything)),
});

const readNeuron = optionsOf<NeuronOptions>('neuron', {
  shape: object,
  Ra: quantity,
  C: optional(quantity),
  temperature: optional(quantity),
  compartments: optional(
    optionsField(
      optionsOf<CutOptions>('compartments', {
        lambda: optional(number),
        frequency: optional(quantity),
        longest: optional(quantity),
        each: optional(whole(1, 32767)),
        sections: optional(recordOf(whole(1, 32767))),
      }),
    ),
  ),
  regions: optional(recordOf(text)),
  paint: listOf({ kind: 'an entry of paint', check: (value) => void readPaint(value) }),
  place: optional(recordOf(object)),
  detect: optional(
    optionsField(
      optionsOf<NonNullable<NeuronOptions['detect']>>('detect', { at: optional(text), when: optional(text) }),
    ),
  ),
});

/** Cells of more compartments are refused. */
const MOST_NODES = 100_000;

const capacitanceDimension = unitOf('uF/cm^2').dimension;
const resistivity = unitOf('ohm*cm').dimension;

/**
 * A cell with dendrites. `net.population(neuron({…}), 100, { V: '-65 mV' })`; where no values are given at time 0, gates start at their
 * steady state and pools at rest. Throws TextError or UserError.
 */
export function neuron(given: NeuronOptions): Neuron {
  const options = readNeuron(given);
  const { shape } = options;
  if (!Array.isArray(shape.sections) || shape.sections.length === 0)
    throw new UserError(`neuron: the shape is one of morphology(text) or cable({…}); it got ${shown(shape)}.`);
  const Ra = positive(parseQuantity(options.Ra, resistivity, 'Ra').value, 'Ra', options.Ra);
  const C = positive(parseQuantity(options.C ?? '1 uF/cm^2', capacitanceDimension, 'C').value, 'C', options.C ?? '');
  const anatomy = anatomyOf(options, toUnit(Ra, 'ohm*cm'), toUnit(C, 'uF/cm^2'));
  const { nodes } = anatomy;
  const values = new SiteValues(nodes.count);
  const notes: string[] = [];

  // What is painted where.
  const density = new Float64Array(nodes.count).fill(C);
  const painted = Array.from({ length: nodes.count }, (): Painted => ({ parts: new Map(), pools: new Map() }));
  options.paint.forEach((entry, k) => {
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
      for (const node of chosen) density[node] = positive(own[node]!, `${what}, C`, entry.C);
    }
  });
  const membranes = membranesOf(anatomy, painted, { ...perArea, ...warmth(options) }, values);
  const points = pointsOf(anatomy, options, { ...wholeCell, ...warmth(options) }, values, notes);

  const { parameters, columns } = values.split();
  const models = [...membranes, ...points].map((m) => m.model);
  const states = union(models.map((m) => m.states));
  const aliases = points.flatMap(({ name, receives, model }): StateVariable[] => {
    const own = model.states.find((s) => s.name === receives);
    if (!own) return [];
    if (states.some((s) => s.name === name) || parameters.some((p) => p.name === name))
      throw new UserError(
        `place: '${name}' is also the name of a variable or parameter of this cell; rename the place.`,
      );
    return [{ ...own, name, derivative: b.zero }];
  });
  const site = options.detect?.at ?? `${shape.sections[0]!.name} 0.5`;
  const [place, ...more] = placesOf(anatomy, site, 'detect, at');
  if (!place || more.length > 0)
    throw new UserError(`detect: '${site}' has ${1 + more.length} places; spikes are found at one.`);
  const when = options.detect?.when ?? 'crosses(V, 0 mV)';
  const here =
    membranes.find((m) => m.nodes.includes(place.node))?.model ?? membraneOf(assembleParts([], [], perArea), {}).model;
  const threshold = parseExpression(when, modelScope(here), 'boolean', 'detect, when').value;
  if (topological([threshold]).some((e) => e.op === 'draw'))
    throw new UserError('detect, when: a condition of random numbers is not available for cells with dendrites.');
  return {
    states: [...states, ...aliases],
    parameters,
    derived: common(models.map((m) => m.derived)),
    threshold,
    reset: [],
    refractory: undefined,
    integrator: undefined,
    tables: [],
    sums: [],
    draws: { uniform: 0, normal: 0 },
    description: { equations: membranes.map((m) => m.model.description.equations).join('\n\n') },
    branching: {
      anatomy,
      Ra,
      capacitance: Float64Array.from(nodes.area, (area, k) => area * AREA * density[k]!),
      membranes,
      points,
      columns,
      detect: { node: place.node, label: place.label, when },
      options,
      notes,
    },
  };
}

/** µm² in the internal unit of area. */
export const AREA = 0.01;

const warmth = ({ temperature }: NeuronOptions): Pick<Convention, 'temperature'> =>
  temperature === undefined ? {} : { temperature };

function positive(value: number, what: string, written: string | number): number {
  if (value > 0 && Number.isFinite(value)) return value;
  throw new UserError(`${what} is '${written}'; it must be above 0.`);
}

const where = (inside: Uint8Array): number[] => Array.from(inside.keys()).filter((k) => inside[k] === 1);

function anatomyOf({ shape, compartments = {}, regions = {} }: NeuronOptions, Ra: number, C: number): Anatomy {
  const cut = cutOf(compartments);
  const { sections: own = {} } = compartments;
  for (const name of Object.keys(own))
    if (!shape.sections.some((s) => s.name === name))
      throw new UserError(
        `compartments, sections: this cell has no section '${name}'; it has ${shape.sections
          .slice(0, 24)
          .map((s) => s.name)
          .join(', ')}.`,
      );
  const counts = shape.sections.map((section) => own[section.name] ?? segmentsOf(section, cut, { Ra, C }));
  const total = counts.reduce((n, count) => n + count + 1, 1);
  if (!(total <= MOST_NODES))
    throw new UserError(
      `This cell would have ${total} compartments; at most ${MOST_NODES} are made. Cut it coarser: compartments: { longest: '20 um' }.`,
    );
  const nodes = discretise(shape, counts, Ra);
  const named = new Map<string, Uint8Array>();
  for (const [name, region] of Object.entries(regions)) {
    const problem = nameProblem(name);
    if (problem) throw new UserError(`regions: '${name}' cannot be the name of a region: ${problem}.`);
    named.set(name, inRegion({ shape, nodes, regions: named }, region, `region ${name}`));
  }
  return { shape, nodes, regions: named };
}

function cutOf({ lambda, frequency, longest, each }: CutOptions): Cut {
  const named = [lambda, longest, each].filter((v) => v !== undefined).length;
  if (named > 1) throw new UserError('compartments: give one of lambda, longest and each.');
  if (frequency !== undefined && (longest ?? each) !== undefined)
    throw new UserError("compartments: 'frequency' goes with lambda; leave it out.");
  if (each !== undefined) return { each };
  if (longest !== undefined)
    return { longest: positive(micrometres(longest, 'compartments: longest'), 'compartments: longest', longest) };
  const hertz =
    frequency === undefined ? 100 : 1000 * parseQuantity(frequency, unitOf('Hz').dimension, 'frequency').value;
  return {
    lambda: positive(lambda ?? 0.1, 'compartments: lambda', lambda ?? 0.1),
    frequency: positive(hertz, 'compartments: frequency', frequency ?? ''),
  };
}

interface Painted {
  readonly parts: Map<string, MembranePart>;
  readonly pools: Map<string, IonPool>;
}

/** Painted equations as a part. */
function written({ equations = '', parameters = {} }: Paint, k: number): MembranePart {
  return partOf(`equations ${k + 1}`, equations, parameters);
}

function partOf(label: string, equations: string, parameters: Readonly<Record<string, string | number>>): MembranePart {
  const lines = parseLines(equations);
  const named = lines.filter((line) => line.kind === 'subexpression');
  return {
    label,
    fragment(convention) {
      const { dimension } = unitOf(convention.current);
      const whole = named.filter((line) => line.name === 'Im');
      const currents = (whole.length > 0 ? whole : named.filter((line) => line.name.startsWith('I_'))).filter((line) =>
        sameDimension(line.dimension, dimension),
      );
      if (currents.length === 0)
        throw new UserError(
          `${label}: no line gives a current in ${convention.current}; inward currents have names such as I_x, 'I_x = g*(E - V) : ${convention.current}'.`,
        );
      return {
        equations,
        parameters: parameters as Readonly<Record<string, ParameterValue>>,
        currents: currents.map((line) => line.name),
        states: lines.filter((line) => line.kind === 'derivative').map((line) => line.name),
      };
    },
  };
}

/** A quantity, or an expression over the cell, at each node. */
function siteValue(anatomy: Anatomy, given: string, expected: Dimension, what: string): Float64Array {
  if (isQuantity(given)) return new Float64Array(anatomy.nodes.count).fill(parseQuantity(given, expected, what).value);
  const { values, dimension } = measured(anatomy.nodes, given, what);
  if (!sameDimension(dimension, expected))
    throw new UserError(
      `${what}: '${given}' is in ${canonicalUnit(dimension)}; ${canonicalUnit(expected)} is expected.`,
    );
  return values;
}

/** Values of parameters at the nodes that have them. */
class SiteValues {
  readonly #count: number;
  readonly #found = new Map<
    string,
    { readonly dimension: Dimension; readonly unit: string; readonly values: Float64Array }
  >();

  constructor(count: number) {
    this.#count = count;
  }

  /** One node more, internal units. Throws a UserError where it has another dimension elsewhere. */
  set(name: string, dimension: Dimension, node: number, value: number): void {
    let known = this.#found.get(name);
    if (!known) {
      known = { dimension, unit: canonicalUnit(dimension), values: new Float64Array(this.#count).fill(Number.NaN) };
      this.#found.set(name, known);
    }
    if (!sameDimension(known.dimension, dimension))
      throw new UserError(
        `The parameter '${name}' is in ${known.unit} in one part of the cell and in ${canonicalUnit(dimension)} in another; rename one of them.`,
      );
    const before = known.values[node]!;
    if (!Number.isNaN(before) && before !== value)
      throw new UserError(
        `The parameter '${name}' belongs to two parts at one place, with different values; give one of them another label.`,
      );
    known.values[node] = value;
  }

  /** Those that are the same wherever they are, and those that are not. */
  split(): { parameters: ModelParameter[]; columns: SiteColumn[] } {
    const parameters: ModelParameter[] = [];
    const columns: SiteColumn[] = [];
    for (const [name, { dimension, unit, values }] of this.#found) {
      const used = values.filter((v) => !Number.isNaN(v));
      if (used.every((v) => v === used[0])) parameters.push({ name, dimension, unit, value: used[0]!, shared: true });
      else columns.push({ name, unit, values: values.map((v) => (Number.isNaN(v) ? 0 : v)) });
    }
    return { parameters, columns };
  }
}

/** Reads what parameters are worth at some nodes; answers texts of their units for the checker of equations. */
function readValues(
  anatomy: Anatomy,
  assembled: Assembled,
  nodes: readonly number[],
  values: SiteValues,
  what: string,
): Record<string, ParameterValue> {
  const out: Record<string, ParameterValue> = {};
  const held = new Set(assembled.pools.map((p) => p.held));
  for (const [name, given] of Object.entries(assembled.parameters)) {
    if (typeof given === 'object') throw new UserError(`${what}: ${name} is a list; give one value or an expression.`);
    if (held.has(name)) {
      out[name] = given;
      continue;
    }
    const plain = typeof given === 'number' || isQuantity(given);
    const read = plain
      ? parseQuantity(given, undefined, `${what}: ${name}`)
      : measured(anatomy.nodes, given, `${what}: ${name}`);
    const at = (node: number): number => ('values' in read ? read.values[node]! : read.value);
    if (/^g_/.test(name) && sameDimension(read.dimension, unitOf('nS').dimension) && what === MEMBRANE)
      throw new UserError(`${name} is '${given}', but dendrites take densities: '0.05 mS/cm^2'.`);
    for (const node of nodes) values.set(name, read.dimension, node, at(node));
    const unit = canonicalUnit(read.dimension);
    out[name] = unit === '1' || unit === '' ? 1 : `1 ${unit}`;
  }
  return out;
}

const MEMBRANE = 'paint';

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
    const parameters = readValues(anatomy, assembled, own, values, MEMBRANE);
    const key = assembled.equations;
    const known = kinds.get(key);
    if (known) known.nodes.push(...own);
    else kinds.set(key, { membrane: membraneOf(assembled, parameters), nodes: [...own] });
  }
  return [...kinds.values()].map(({ membrane, nodes: own }) => ({ ...membrane, nodes: own.sort((a, z) => a - z) }));
}

function pointsOf(
  anatomy: Anatomy,
  { place = {} }: NeuronOptions,
  convention: Convention,
  values: SiteValues,
  notes: string[],
): Point[] {
  return Object.entries(place).map(([name, given]): Point => {
    const problem = nameProblem(name);
    if (problem) throw new UserError(`place: '${name}' cannot be the name of a place: ${problem}.`);
    const { at, synapse, clamp, from, to, equations, parameters } = readPlaced(given);
    const what = `place ${name}`;
    const kinds = [synapse, clamp, equations].filter((v) => v !== undefined).length;
    if (kinds !== 1)
      throw new UserError(
        `${what}: ${kinds === 0 ? 'nothing sits there' : 'several things sit there'}; give one of synapse, clamp and equations.`,
      );
    if (clamp === undefined && (from ?? to) !== undefined)
      throw new UserError(`${what}: 'from' and 'to' are for clamps; leave them out.`);
    const places = placesOf(anatomy, at, `${what}, at`);
    moved(places, what, notes);
    const all = places.map((p) => p.compartment);
    const nodes = [...new Set(all)].sort((a, z) => a - z);
    const part =
      synapse ??
      partOf(
        what,
        clamp === undefined ? equations! : clampLine(name, clamp, from, to),
        clamp === undefined ? (parameters ?? {}) : isQuantity(clamp) ? { [name]: clamp } : {},
      );
    const assembled = assembleParts([part], [], convention);
    const membrane = membraneOf(assembled, readValues(anatomy, assembled, nodes, values, what));
    const receives = synapse?.receives;
    return { ...membrane, name, nodes, draws: all.map((node) => nodes.indexOf(node)), receives };
  });
}

/** Clamps and synapses go to the nearest membrane: a current into a node without one would ring for ever under 'implicit2'. */
function moved(places: readonly Place[], what: string, notes: string[]): void {
  const ends = places.filter((p) => p.node !== p.compartment);
  if (ends.length > 0)
    notes.push(
      `${what}: ${ends.length === 1 ? `'${ends[0]!.label}' is` : `${ends.length} of its places are`} at the end of a section, which has no membrane; the nearest compartment takes it.`,
    );
}

/** A clamp as an equation, on from `from` until before `to`. */
function clampLine(name: string, clamp: string, from: string | undefined, to: string | undefined): string {
  const amount = isQuantity(clamp) ? name : `(${clamp})`;
  if (isQuantity(clamp)) parseQuantity(clamp, currentDimension, `place ${name}: clamp`);
  else parseExpression(clamp, emptyScope, currentDimension, `place ${name}: clamp`);
  const bounds = [
    from === undefined ? [] : [`t >= ${time(from, name)}`],
    to === undefined ? [] : [`t < ${time(to, name)}`],
  ].flat();
  const on = bounds.length === 0 ? amount : `select(${bounds.join(' and ')}, ${amount}, 0 pA)`;
  return `I_${name} = ${on} : pA`;
}

function time(text: string, name: string): string {
  const { value } = parseQuantity(text, timeDimension, `place ${name}`);
  return `${value} ms`;
}

/** Variables of all models by name, each once. Throws a UserError where a name is of two dimensions. */
function union(lists: readonly (readonly StateVariable[])[]): StateVariable[] {
  const found = new Map<string, StateVariable>();
  for (const state of lists.flat()) {
    const known = found.get(state.name);
    if (!known) found.set(state.name, state);
    else if (!sameDimension(known.dimension, state.dimension))
      throw new UserError(
        `'${state.name}' is in ${known.unit} in one part of the cell and in ${state.unit} in another; rename one of them.`,
      );
  }
  if (!found.has('V'))
    found.set('V', {
      name: 'V',
      dimension: voltage,
      unit: 'mV',
      derivative: b.zero,
      noise: [],
      unlessRefractory: false,
    });
  return [...found.values()];
}

/** Named parts that mean the same wherever they are. */
function common(lists: readonly (readonly DerivedVariable[])[]): DerivedVariable[] {
  const found = new Map<string, DerivedVariable | undefined>();
  for (const part of lists.flat()) {
    const known = found.get(part.name);
    if (!found.has(part.name)) found.set(part.name, part);
    else if (known && known.value !== (part.value as Expr)) found.set(part.name, undefined);
  }
  return [...found.values()].filter((part) => part !== undefined);
}

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

/** Sites of a point, ascending: events have a row for each of them. */
const sitesOfPoint = (branching: Branching, { nodes }: Point): number[] => {
  const { of } = sitesOf(branching);
  return nodes.map((node) => of[node]!).sort((a, z) => a - z);
};

/**
 * The point that an event variable belongs to, by its name or its variable's, and the numbers of the places meant by `at` among its sites.
 * Throws a UserError.
 */
export function eventPlaces(
  branching: Branching,
  variable: string,
  at: string | undefined,
): { readonly name: string; readonly places: readonly number[] } {
  const receiving = branching.points.filter((p) => p.receives !== undefined);
  const point = receiving.find((p) => p.name === variable || p.receives === variable);
  if (!point)
    throw new UserError(
      `onSpike: '${variable}' is at no place of this cell; cells with dendrites take events where a synapse was placed: ${receiving.map((p) => p.name).join(', ') || "none was; place: { e: { synapse: exponentialConductance('e', { … }), at: 'soma 0.5' } } does"}.`,
    );
  const sites = sitesOf(branching).of;
  const own = sitesOfPoint(branching, point);
  const numberOf = (node: number): number => own.indexOf(sites[node]!);
  if (at === undefined) {
    if (point.nodes.length > 1)
      throw new UserError(`onSpike needs 'at': this cell has '${point.name}' at ${point.nodes.length} places.`);
    return { name: point.name, places: [0] };
  }
  const all = point.draws.map((draw) => point.nodes[draw]!);
  // The text of the place itself means its very places, those drawn twice too.
  const wanted =
    branching.options.place?.[point.name]?.at === at
      ? all
      : placesOf(branching.anatomy, at, 'at').map((p) => p.compartment);
  const places = wanted.map(numberOf);
  const missing = places.findIndex((k) => k < 0);
  if (missing >= 0)
    throw new UserError(
      `at: '${at}' is no place of '${point.name}', which sits at '${branching.options.place?.[point.name]?.at}'.`,
    );
  return { name: point.name, places };
}

/**
 * The compartment table of a cell as text: node, section, place, distance, diameter, membrane, resistance to its parent, and the equations
 * of each kind of membrane with the sections that have it.
 */
export function describeNeuron({ branching }: Neuron): string {
  const { anatomy, membranes, points, notes, detect } = branching;
  const { nodes, shape } = anatomy;
  const digits = (value: number): string => (Number.isNaN(value) ? '-' : String(Number(value.toPrecision(6))));
  const kindOf = new Map(membranes.flatMap((m, k) => m.nodes.map((node) => [node, k + 1] as const)));
  const rows = Array.from({ length: nodes.count }, (_, k) =>
    [
      k,
      nodes.parent[k],
      k === 0 ? shape.sections[0]!.name : shape.sections[nodes.section[k]!]!.name,
      digits(k === 0 ? 0 : nodes.x[k]!),
      digits(nodes.distance[k]!),
      digits(nodes.diameter[k]!),
      digits(nodes.area[k]!),
      digits(nodes.resistance[k]!),
      kindOf.get(k) ?? '-',
    ].join('\t'),
  );
  const equations = membranes.map((m, k) => {
    const sections = [...new Set(m.nodes.map((node) => shape.sections[nodes.section[node]!]!.name))];
    return `membrane ${k + 1}, on ${sections.join(', ')} (${m.nodes.length} compartments):\n${m.model.description.equations}`;
  });
  const placed = points.map(
    (p) =>
      `${p.name}, at ${p.nodes.map((node) => `${shape.sections[nodes.section[node]!]!.name} ${digits(nodes.x[node]!)}`).join(', ')}:\n${p.model.description.equations}`,
  );
  return [
    'node\tparent\tsection\tx\tdistance_um\tdiameter_um\tarea_um2\tri_Mohm\tmembrane',
    ...rows,
    '',
    ...[...equations, ...placed].flatMap((text) => [text, '']),
    `spikes: ${detect.when} at ${detect.label}`,
    ...notes,
  ].join('\n');
}
