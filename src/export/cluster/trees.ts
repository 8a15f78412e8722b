/** Cells with dendrites for NEURON: their sections, and what is inserted into which segments. */

import { perArea } from '../../cells/fragment.ts';
import { K_HH1952, leak, type MembranePart, Na_HH1952 } from '../../cells/index.ts';
import { type Branching, branchingOf, type Membranes, membraneLines, sitesOf } from '../../dendrites/branching.ts';
import { assembleParts } from '../../dendrites/membrane.ts';
import { emitSites, type SiteMechanism, type WrittenMechanism } from '../../emit/nmodl/sites.ts';
import { InternalError, UserError } from '../../errors.ts';
import type { Expr } from '../../expression/node.ts';
import type { Network } from '../../index.ts';
import { hiddenName } from '../../network/attachment.ts';
import { decimal } from '../../numbers/decimal.ts';
import { uniformValues } from '../../program/hoist.ts';
import type { PopulationProgram, Program } from '../../program/program.ts';
import type { SiteKernel, Tree } from '../../program/tree.ts';
import { isQuantity, parseQuantity, toUnit } from '../../quantity/quantity.ts';

/** A population of cells with dendrites, as `galvani_trees.py` reads it. Sites are those of the program. */
export interface TreeFacts {
  /** NEURON's `secondorder`. */
  readonly secondorder: 0 | 2;
  /** Of NEURON's own channels; null: none of them is used. */
  readonly celsius: number | null;
  readonly sections: readonly {
    readonly name: string;
    /** −1: the root. */
    readonly parent: number;
    readonly x: number;
    readonly segments: number;
    readonly Ra_ohm_cm: number;
    /** x, y, z, diameter, µm. */
    readonly points?: readonly (readonly number[])[];
    readonly L_um?: number;
    readonly diameter_um?: number;
  }[];
  /** Section of each site, and its place there from 0 to 1. */
  readonly site_section: readonly number[];
  readonly site_x: readonly number[];
  /** 0 where there is no membrane. */
  readonly site_area_um2: readonly number[];
  readonly site_cm_uF_per_cm2: readonly number[];
  /** To the parent; 0 of the root. */
  readonly site_ri_Mohm: readonly number[];
  readonly membranes: readonly MembraneFacts[];
  readonly points: readonly PointFacts[];
  readonly detect: { readonly site: number; readonly threshold_mV: number };
}

interface MembraneFacts {
  /** 'hh', 'pas', or the name of a .mod file. */
  readonly mechanism: string;
  readonly sites: readonly number[];
  /** Number of the population's column by the mechanism's variable. */
  readonly columns: Readonly<Record<string, number>>;
  /** Values of NEURON's own channels, for each of the sites. */
  readonly values: Readonly<Record<string, readonly number[]>>;
}

interface PointFacts {
  readonly mechanism: string;
  readonly sites: readonly number[];
  readonly columns: Readonly<Record<string, number>>;
  /** Inlets of the population that lead to it. */
  readonly ports: readonly number[];
}

export interface TreeModels {
  readonly facts: TreeFacts;
  /** Texts of .mod files by the name of the mechanism. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Junctions between sites, both ways, as arrays of one length. */
export interface GapList {
  readonly gap_target: Uint32Array;
  readonly gap_target_site: Uint32Array;
  readonly gap_source: Uint32Array;
  readonly gap_source_site: Uint32Array;
  /** µS */
  readonly gap_g: Float64Array;
}

/** Names of what `compile/tree.ts` keeps for itself. */
const [AREA, STILL] = [hiddenName('area'), hiddenName('capacitance per step')];

/** Resistances below this are solved as this here, MΩ, and not in NEURON. */
const SMALLEST_RESISTANCE = 1e-9;

/** Temperatures of NEURON's own channels in all populations: it knows one. */
export class OneTemperature {
  #celsius: number | null = null;

  /** Whether channels at this temperature may be NEURON's own. */
  takes(celsius: number): boolean {
    this.#celsius ??= celsius;
    return this.#celsius === celsius;
  }
}

/**
 * The models of a population of cells with dendrites. `name`: what the mechanisms' names begin with. Throws a UserError for what NEURON
 * has no word for.
 */
export function treeModels(
  network: Network,
  program: Program,
  p: PopulationProgram,
  tree: Tree,
  name: string,
  temperature: OneTemperature,
): TreeModels {
  const population = network.populations.find((known) => known.name === p.name);
  const branching = population && branchingOf(population.blueprint.shape);
  if (!branching) throw new InternalError(`'${p.name}' has a tree and no dendrites.`);
  const { anatomy, capacitance, membranes, points, options } = branching;
  const { nodes } = anatomy;
  const { nodes: order } = sitesOf(branching);
  refuseShared(p, tree);
  const thin = order.find((node) => nodes.resistance[node]! < SMALLEST_RESISTANCE);
  if (thin !== undefined)
    throw new UserError(
      `'${sectionName(branching, thin)}' of '${p.name}' is joined by less than ${SMALLEST_RESISTANCE} Mohm, which is solved as that much here and not in NEURON; merge its section with its parent.`,
    );

  const texts = new Map<string, string>();
  const written = (mechanism: Omit<SiteMechanism, 'area' | 'still'>): WrittenMechanism => {
    const made = emitSites(p, tree, { ...mechanism, area: AREA, still: STILL }, program.dt, program.seed);
    texts.set(mechanism.name, made.text);
    return made;
  };
  const { ofMembranes, ofPoints } = kernelsOf(p, tree, branching);
  const celsius = celsiusOf(options.temperature);
  let usesCelsius = false;
  const valueAt = valuesOf(p);
  const membraneFacts = membranes.map((m, k): MembraneFacts => {
    const { before, after } = ofMembranes[k]!;
    const sites = [...before.sites];
    const own = builtIn(m, options.temperature, (parameter, site) => valueAt(parameter, site), sites);
    if (own && (own.mechanism === 'pas' || temperature.takes(celsius))) {
      usesCelsius ||= own.mechanism !== 'pas';
      const states = Object.fromEntries(
        own.states.map((state) => [state, p.columns.findIndex((c) => c.name === state)]),
      );
      return { mechanism: own.mechanism, sites, columns: states, values: own.values };
    }
    const mechanism = `${name}_m${k + 1}`;
    return {
      mechanism,
      sites,
      columns: written({ name: mechanism, kind: 'density', before, after }).columns,
      values: {},
    };
  });
  const pointFacts = points.map((_, k): PointFacts => {
    const { before, after } = ofPoints[k]!;
    const mechanism = `${name}_p${k + 1}`;
    const { columns, inlets } = written({ name: mechanism, kind: 'point', before, after });
    return { mechanism, sites: [...before.sites], columns, ports: inlets };
  });
  const facts: TreeFacts = {
    secondorder: tree.gain === 1 ? 0 : 2,
    celsius: usesCelsius ? celsius : null,
    sections: anatomy.shape.sections.map((section, k) => ({
      name: section.name,
      parent: section.parent,
      x: section.parentX,
      segments: nodes.segments[k]!,
      Ra_ohm_cm: resistivityOf(branching, k, p.name),
      ...(section.points ? { points: section.points } : { L_um: section.length, diameter_um: section.diameter }),
    })),
    site_section: order.map((node) => (node === 0 ? 0 : nodes.section[node]!)),
    site_x: order.map((node) => (node === 0 ? 0 : nodes.x[node]!)),
    site_area_um2: order.map((node) => nodes.area[node]!),
    site_cm_uF_per_cm2: order.map((node) =>
      nodes.area[node]! > 0 ? (100 * capacitance[node]!) / nodes.area[node]! : 0,
    ),
    site_ri_Mohm: order.map((node) => (node === 0 ? 0 : nodes.resistance[node]!)),
    membranes: membraneFacts,
    points: pointFacts,
    detect: { site: tree.spike.site, threshold_mV: levelOf(p, tree, branching, program.dt) },
  };
  const above = startsAbove(p, tree, facts.detect.threshold_mV);
  if (above >= 0)
    throw new UserError(
      `Cell ${above} of '${p.name}' starts at or above the ${facts.detect.threshold_mV} mV at which its spikes are counted; NEURON would count one at time 0. Start it lower.`,
    );
  return { facts, texts };
}

const sectionName = ({ anatomy }: Branching, node: number): string =>
  anatomy.shape.sections[anatomy.nodes.section[node]!]!.name;

interface Pair {
  readonly before: SiteKernel;
  readonly after: SiteKernel | undefined;
}

/** What membranes and points do before and after the solution. */
function kernelsOf(
  p: PopulationProgram,
  tree: Tree,
  { membranes, points }: Branching,
): { readonly ofMembranes: readonly Pair[]; readonly ofPoints: readonly Pair[] } {
  const left = [...tree.before];
  const later = [...tree.after];
  const next = (label: string): Pair => {
    const before = left.shift();
    if (before?.label !== label)
      throw new InternalError(`'${label}' of '${p.name}' was expected in a tree, and '${before?.label}' is there.`);
    return { before, after: later[0]?.label === label ? later.shift() : undefined };
  };
  const ofMembranes = membranes.map((_, k) => next(`membrane ${k + 1}`));
  next('ends of sections');
  // What is kept of the old voltage, to find spikes: NEURON does it itself.
  const detector = left[0];
  if (detector && !detector.writes.some(({ column }) => column === tree.diagonal)) left.shift();
  const ofPoints = points.map(({ name }) => next(name));
  const [other] = [...left.filter(({ label }) => label !== 'gap junctions'), ...later];
  if (other) throw new InternalError(`A tree of '${p.name}' does '${other.label}', which no mechanism does.`);
  return { ofMembranes, ofPoints };
}

/** NEURON's mechanisms keep their own states: two that share a column at one site would part. */
function refuseShared(p: PopulationProgram, tree: Tree): void {
  const own = [tree.voltage, tree.diagonal, tree.right];
  const owners = new Map<string, string>();
  const kernels = [...tree.before, ...tree.after].map(({ label, sites, writes }) => ({ label, sites, writes }));
  for (const { label, sites, writes } of kernels)
    for (const { column } of writes)
      if (!own.includes(column))
        for (const site of sites) {
          const key = `${column} ${site}`;
          const known = owners.get(key);
          if (known !== undefined && known !== label)
            throw new UserError(
              `'${p.columns[column]!.name}' of '${p.name}' belongs to '${known}' and to '${label}' at one place, which in NEURON have states of their own; give one of them another label.`,
            );
          owners.set(key, label);
        }
}

/** The voltage that a cell's spikes are counted at, mV. */
function levelOf(p: PopulationProgram, tree: Tree, { detect }: Branching, dt: number): number {
  const uniforms = uniformValues(p.uniforms, new Map(p.parameters.map(({ name, value }) => [name, value])), dt);
  const constant = (e: Expr | undefined): number | undefined =>
    e?.op === 'number' ? e.value : e?.op === 'uniform' ? uniforms[e.index] : undefined;
  const voltage = p.columns[tree.voltage]!.name;
  const { condition } = tree.spike;
  const sides = condition.op === 'and' ? condition.args : [];
  const now = sides.find((e) => e.op === 'ge' && e.args[0]?.op === 'state' && e.args[0].name === voltage);
  const before = sides.find(
    (e) => e.op === 'lt' && e.args[0]?.op === 'state' && e.args[0].name === hiddenName('before', voltage),
  );
  const [level, other] = [constant(now?.args[1]), constant(before?.args[1])];
  if (sides.length !== 2 || level === undefined || level !== other)
    throw new UserError(
      `Spikes of '${p.name}' are found where '${detect.when}'; NEURON finds them where a voltage passes a constant upwards: detect: { when: 'crosses(V, 0 mV)' }.`,
    );
  return level;
}

/** The first cell whose voltage is at the level from the beginning; −1: none. */
function startsAbove(p: PopulationProgram, tree: Tree, level: number): number {
  const { initial } = p.columns[tree.voltage]!;
  const at = (cell: number): number =>
    typeof initial === 'number' ? initial : initial[tree.spike.site * p.size + cell]!;
  for (let cell = 0; cell < p.size; cell++) if (at(cell) >= level) return cell;
  return -1;
}

/** Ω·cm of a section, of which NEURON keeps one. */
function resistivityOf({ anatomy, Ra, resistivity }: Branching, section: number, name: string): number {
  const { firsts, segments } = anatomy.nodes;
  const first = firsts[section]!;
  const own = resistivity?.subarray(first, first + segments[section]!) ?? Float64Array.of(Ra);
  const least = own.reduce((a, r) => Math.min(a, r), Number.POSITIVE_INFINITY);
  const most = own.reduce((a, r) => Math.max(a, r), 0);
  if (least !== most)
    throw new UserError(
      `The resistivity along '${anatomy.shape.sections[section]!.name}' of '${name}' goes from ${shownRa(least)} to ${shownRa(most)} ohm*cm; NEURON has one for each section. Paint it by sections, or cut the shape where it changes.`,
    );
  return toUnit(least, 'ohm*cm');
}

const shownRa = (value: number): string => String(Number(toUnit(value, 'ohm*cm').toPrecision(4)));

/** °C; without one the temperature at which Hodgkin and Huxley's rates are as they were measured. */
function celsiusOf(temperature: string | undefined): number {
  if (temperature === undefined) return 6.3;
  const { value } = parseQuantity(temperature, undefined, 'temperature');
  return decimal(toUnit(value, 'degC'));
}

/** A parameter's value at a site, of the first cell; undefined where it differs from cell to cell. */
function valuesOf(p: PopulationProgram): (parameter: string, site: number) => number | undefined {
  const shared = new Map(p.parameters.map(({ name, value }) => [name, value]));
  const columns = new Map(p.columns.map((c) => [c.name, c.initial]));
  return (name, site) => {
    const one = shared.get(name);
    if (one !== undefined) return one;
    const column = columns.get(name);
    if (column === undefined || typeof column === 'number') return column;
    const rows = column.subarray(site * p.size, (site + 1) * p.size);
    return rows.every((v) => v === rows[0]) ? rows[0] : undefined;
  };
}

interface BuiltIn {
  readonly mechanism: 'hh' | 'pas';
  /** Of its states by Galvani's names, which are NEURON's. */
  readonly states: readonly string[];
  readonly values: Readonly<Record<string, readonly number[]>>;
}

/** NEURON's own mechanisms: parts that are the same, and its variables by theirs with the number of ours in one of NEURON's. */
const known: readonly {
  readonly mechanism: BuiltIn['mechanism'];
  readonly parts: () => readonly MembranePart[];
  readonly states: readonly string[];
  readonly variables: Readonly<Record<string, readonly [parameter: string, per: number]>>;
}[] = [
  {
    mechanism: 'hh',
    parts: () => [Na_HH1952(), K_HH1952(), leak()],
    states: ['m', 'h', 'n'],
    variables: {
      gnabar: ['g_Na', 1000],
      gkbar: ['g_K', 1000],
      gl: ['g_L', 1000],
      ena: ['E_Na', 1],
      ek: ['E_K', 1],
      el: ['E_L', 1],
    },
  },
  { mechanism: 'pas', parts: () => [leak()], states: [], variables: { g: ['g_L', 1000], e: ['E_L', 1] } },
];

/** NEURON's own mechanism that is this membrane, if one is: the same equations, and the same values but for conductances and reversals. */
function builtIn(
  m: Membranes,
  temperature: string | undefined,
  valueAt: (parameter: string, site: number) => number | undefined,
  sites: readonly number[],
): BuiltIn | undefined {
  const text = sorted(membraneLines(m));
  for (const { mechanism, parts, states, variables } of known) {
    const convention = temperature === undefined ? perArea : { ...perArea, temperature };
    const { equations, parameters } = assembleParts(parts(), [], convention);
    if (sorted(equations.split('\n')) !== text) continue;
    const free = new Set(Object.values(variables).map(([parameter]) => parameter));
    const others = Object.entries(parameters).filter(([parameter]) => !free.has(parameter));
    const isSame = others.every(([parameter, given]) => {
      if (typeof given !== 'number' && !(typeof given === 'string' && isQuantity(given))) return false;
      const { value } = parseQuantity(given);
      return sites.every((site) => valueAt(parameter, site) === value);
    });
    const values = Object.entries(variables).map(([variable, [parameter, per]]) => {
      const own = sites.map((site) => valueAt(parameter, site));
      return own.every((v) => v !== undefined) ? ([variable, own.map((v) => v! / per)] as const) : undefined;
    });
    if (isSame && values.every((v) => v !== undefined))
      return { mechanism, states, values: Object.fromEntries(values) };
  }
  return undefined;
}

/** Lines in their own order, without what each membrane has: the voltage's, and the sum of the currents. */
const sorted = (lines: readonly string[]): string =>
  lines
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:dV\/dt|I_membrane)\b/.test(line))
    .sort()
    .join('\n');

/** The gap junctions of all cells: one for each end. Throws a UserError for other couplings. */
export function gapList(network: Network, program: Program): GapList | undefined {
  const other = network.couplings.find(({ sites }) => sites === undefined);
  if (other)
    throw new UserError(
      `The coupling '${other.name}' adds up other cells' state at every step; these exports pass spikes, and to NEURON gap junctions. Leave it out, or stay with --backend.`,
    );
  const rows: { target: number; targetSite: number; source: number; sourceSite: number; g: number }[] = [];
  const solved = network.couplings.find(({ sites }) => sites?.solve === 'in-solve');
  if (solved)
    throw new UserError(
      `The gap junctions '${solved.name}' take part in the solution ('in-solve'), which NEURON's fixed step does not do across cells; leave 'solve' out, or stay with --backend.`,
    );
  for (const { population, firstRow, terms } of program.sums) {
    const post = program.populations[population]!;
    for (const term of terms) {
      const coupling = network.couplings.find(({ name }) => name === term.name);
      const g = coupling?.sites?.conductance;
      if (g === undefined) throw new InternalError(`the coupling '${term.name}' joins no places.`);
      const pre = program.populations[term.source]!;
      for (let cell = 0; cell + 1 < term.rows.length; cell++)
        for (let s = term.rows[cell]!; s < term.rows[cell + 1]!; s++) {
          const row = term.sources[s]!;
          rows.push({
            target: post.first + cell,
            targetSite: firstRow / post.size,
            source: pre.first + (row % pre.size),
            sourceSite: Math.floor(row / pre.size),
            g: g / 1000,
          });
        }
    }
  }
  if (rows.length === 0) return undefined;
  return {
    gap_target: Uint32Array.from(rows, (r) => r.target),
    gap_target_site: Uint32Array.from(rows, (r) => r.targetSite),
    gap_source: Uint32Array.from(rows, (r) => r.source),
    gap_source_site: Uint32Array.from(rows, (r) => r.sourceSite),
    gap_g: Float64Array.from(rows, (r) => r.g),
  };
}
