/** Cells with dendrites → their part of a program: kernels at sites and the tree between them. See `program/tree.ts` for the phases. */
import { steadyState } from '../cells/steady.ts';
import {
  AREA,
  type Branching,
  type Membranes,
  type PointProcess,
  type Sites,
  sitesOf,
} from '../dendrites/branching.ts';
import type { Membrane } from '../dendrites/membrane.ts';
import type { Model, StateVariable } from '../equations/model.ts';
import { InternalError, UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import { derivative } from '../expression/derivative.ts';
import type { Expr } from '../expression/node.ts';
import { substituteStates, topological, transform } from '../expression/visit.ts';
import { independentExponentialEuler } from '../integrators/euler.ts';
import { exactStep } from '../integrators/exact.ts';
import { backwardEuler } from '../integrators/rosenbrock.ts';
import { atTime, type System } from '../integrators/system.ts';
import { hiddenName } from '../network/attachment.ts';
import { GAP_CURRENT } from '../network/gap-junction.ts';
import type { SiteKernel, Tree } from '../program/tree.ts';
import type { ResolvedSum } from './couplings.ts';
import type { ResolvedPopulation } from './resolve.ts';
import { linearVariables } from './step.ts';
import type { TreeRule } from './tree-rule.ts';

const DIAGONAL = hiddenName('diagonal');
const RIGHT = hiddenName('right side');
const AREA_COLUMN = hiddenName('area');
const GAP_CONDUCTANCE = hiddenName('conductance of gap junctions');
const STILL = hiddenName('capacitance per step');
const WORK = hiddenName('junctions in the solution');

/** An inlet of a population with a tree. */
export interface TreeInlet {
  readonly variable: string;
  readonly amount: Expr;
}

interface TreeColumn {
  readonly name: string;
  readonly role: 'state' | 'parameter' | 'hidden';
  readonly unit: string;
  /** One per row. */
  readonly initial: Float64Array | number;
}

/** The tree before its expressions are hoisted. */
export interface BuiltTree {
  /** States first. */
  readonly columns: readonly TreeColumn[];
  readonly states: number;
  readonly tree: Tree;
}

/**
 * `junctions`: the sums that gap junctions fill; `linked`: whether other junctions take part in the solution. Throws a UserError where the
 * step does not fit the model.
 */
export function buildTree(
  population: ResolvedPopulation,
  branching: Branching,
  rule: TreeRule,
  inlets: readonly TreeInlet[],
  dt: number,
  junctions: readonly Pick<ResolvedSum, 'firstRow' | 'conductances'>[] = [],
  linked = false,
): BuiltTree {
  const { anatomy, membranes, points, capacitance, columns: own } = branching;
  const { nodes } = anatomy;
  const sites = sitesOf(branching);
  const cells = population.size;
  const h = dt / rule.gain;
  const toRows = (values: ArrayLike<number>): Float64Array => {
    const rows = new Float64Array(sites.nodes.length * cells);
    sites.nodes.forEach((node, site) => void rows.fill(values[node]!, site * cells, (site + 1) * cells));
    return rows;
  };

  // The tree.
  const axial = Float64Array.from(nodes.resistance, (R) =>
    Number.isNaN(R) ? 0 : 1000 / Math.max(R, SMALLEST_RESISTANCE),
  );
  const still = Float64Array.from(capacitance, (C) => C / h);

  // States by name; where each starts.
  const stateNames = [
    ...new Set(['V', ...[...membranes, ...points].flatMap((m) => m.model.states.map((s) => s.name))]),
  ];
  const units = new Map([...membranes, ...points].flatMap((m) => m.model.states.map((s) => [s.name, s.unit] as const)));
  const start = startOf(population, branching, sites, stateNames);

  const hidden: string[] = [DIAGONAL, RIGHT];
  const columnOf = new Map<string, number>();
  const number = (name: string): number => {
    const known = columnOf.get(name);
    if (known === undefined) throw new InternalError(`no column '${name}' of a tree.`);
    return known;
  };
  for (const m of membranes)
    for (const { held } of m.pools)
      for (const name of heldNames(held, rule)) if (!hidden.includes(name)) hidden.push(name);
  const { condition, before: detectBefore } = spikeOf(population.model, hidden);
  [...stateNames, ...hidden].forEach((name, k) => void columnOf.set(name, k));

  const middle = (roots: readonly Expr[]): Expr[] => atTime(roots, b.mul(b.number(0.5), b.dt));
  const kernel = (label: string, at: readonly number[], writes: ReadonlyMap<string, Expr>): SiteKernel => ({
    label,
    sites: Uint32Array.from(at, (node) => sites.of[node]!).sort(),
    writes: [...writes].map(([name, value]) => ({ column: number(name), value })),
  });
  const before: SiteKernel[] = [];
  const after: SiteKernel[] = [];
  membranes.forEach((m, k) => {
    const label = `membrane ${k + 1}`;
    before.push(kernel(label, m.nodes, flowOf(m, rule, middle)));
    const advanced = advanceMembrane(m, rule, middle);
    if (advanced.size > 0) after.push(kernel(label, m.nodes, advanced));
  });
  const bare = sites.nodes.filter((node) => !(nodes.area[node]! > 0));
  before.push(
    kernel(
      'ends of sections',
      bare,
      new Map([
        [DIAGONAL, b.parameter(STILL)],
        [RIGHT, b.zero],
      ]),
    ),
  );
  if (detectBefore.size > 0) before.push(kernel('detector', [branching.detect.node], detectBefore));
  for (const point of points) {
    const arriving = inlets.flatMap(({ variable, amount }, leaf) =>
      variable === point.name || variable === point.receives ? [b.mul(amount, b.inlet(leaf))] : [],
    );
    before.push(kernel(point.name, point.nodes, pointFlow(point, rule, arriving, middle)));
    const advanced = advancePoint(point, middle);
    if (advanced.size > 0) after.push(kernel(point.name, point.nodes, advanced));
  }

  const gaps = gapsOf(junctions, sites, cells);
  if (gaps.nodes.length > 0) {
    checkGaps(gaps, branching, sites, population, rule, dt);
    before.push(
      kernel(
        'gap junctions',
        gaps.nodes,
        new Map([
          [DIAGONAL, b.add(b.state(DIAGONAL), b.parameter(GAP_CONDUCTANCE))],
          [RIGHT, b.add(b.state(RIGHT), b.parameter(GAP_CURRENT))],
        ]),
      ),
    );
  }
  const perCell = population.parameters.filter((p) => typeof p.value !== 'number');
  const spread = (values: Float64Array): Float64Array => {
    const rows = new Float64Array(sites.nodes.length * cells);
    for (let site = 0; site < sites.nodes.length; site++) rows.set(values, site * cells);
    return rows;
  };
  const columns: TreeColumn[] = [
    ...stateNames.map(
      (name): TreeColumn => ({ name, role: 'state', unit: units.get(name) ?? 'mV', initial: start.get(name)! }),
    ),
    ...hidden.map((name): TreeColumn => ({ name, role: 'hidden', unit: '', initial: 0 })),
    { name: AREA_COLUMN, role: 'hidden', unit: '', initial: toRows(nodes.area.map((area) => area * AREA)) },
    { name: STILL, role: 'hidden', unit: '', initial: toRows(still) },
    ...(gaps.nodes.length === 0
      ? []
      : ([
          { name: GAP_CONDUCTANCE, role: 'hidden', unit: 'nS', initial: gaps.conductance },
          { name: GAP_CURRENT, role: 'hidden', unit: 'pA', initial: 0 },
        ] as const)),
    ...(linked ? [{ name: WORK, role: 'hidden', unit: '', initial: 0 } as const] : []),
    ...own.map(({ name, unit, values }): TreeColumn => ({ name, role: 'parameter', unit, initial: toRows(values) })),
    ...perCell.map(
      (p): TreeColumn => ({ name: p.name, role: 'parameter', unit: p.unit, initial: spread(p.value as Float64Array) }),
    ),
  ];
  const places = new Map(Array.from(nodes.parent.keys(), (k) => [k, k]));
  return {
    columns,
    states: stateNames.length + hidden.length,
    tree: {
      sites: sites.nodes.length,
      order: Uint32Array.from(nodes.parent.keys(), (k) => sites.of[k]!),
      parents: Int32Array.from(nodes.parent, (parent) => (parent < 0 ? -1 : places.get(parent)!)),
      axial,
      voltage: number('V'),
      diagonal: number(DIAGONAL),
      right: number(RIGHT),
      ...(linked ? { work: columns.findIndex((c) => c.name === WORK) } : {}),
      gain: rule.gain,
      before,
      after,
      spike: { site: sites.of[branching.detect.node]!, condition },
    },
  };
}

/** Nodes that gap junctions join, and what those of each row conduct, nS. */
interface Gaps {
  readonly nodes: readonly number[];
  readonly conductance: Float64Array;
}

function gapsOf(
  junctions: readonly Pick<ResolvedSum, 'firstRow' | 'conductances'>[],
  sites: Sites,
  cells: number,
): Gaps {
  const conductance = new Float64Array(sites.nodes.length * cells);
  for (const { firstRow, conductances } of junctions) if (conductances) conductance.set(conductances, firstRow);
  return { nodes: junctions.map(({ firstRow }) => sites.nodes[firstRow / cells]!), conductance };
}

/**
 * Under the midpoint rules the other end, which holds still, must be the weaker part: with more than 2·C/dt between two ends their voltages
 * run apart.
 */
function checkGaps(
  { nodes, conductance }: Gaps,
  { anatomy, capacitance }: Branching,
  sites: Sites,
  { name, size }: ResolvedPopulation,
  { name: rule, gain }: TreeRule,
  dt: number,
): void {
  if (gain === 1) return;
  const digits = (value: number): string => String(Number(value.toPrecision(4)));
  for (const node of nodes) {
    const row = sites.of[node]! * size;
    const most = (2 * capacitance[node]!) / dt;
    const found = conductance.subarray(row, row + size).reduce((a, g) => Math.max(a, g), 0);
    if (found < most) continue;
    const section = anatomy.shape.sections[anatomy.nodes.section[node]!]!.name;
    throw new UserError(
      `Gap junctions of ${digits(found)} nS in all meet at '${section} ${digits(anatomy.nodes.x[node]!)}' of ${name}; under '${rule}' a compartment of ${digits(capacitance[node]!)} pF takes less than ${digits(most)} nS in steps of ${digits(dt)} ms. Take 'implicit', a smaller step or larger compartments.`,
    );
  }
}

/** Resistances below this, MΩ, count as this: f64 loses what flows through less. */
const SMALLEST_RESISTANCE = 1e-9;

/** Columns in which the current into a pool, and its slope, are held over the solution. */
const heldNames = (held: string, { gain }: TreeRule): string[] => (gain === 2 ? [held, slopeName(held)] : [held]);
const slopeName = (held: string): string => hiddenName('slope', held);

const slopeOf = (inward: Expr): Expr => derivative(inward, 'V');

/** Diagonal and right side of a membrane's sites; and what pools get later. */
function flowOf(
  { inward, pools }: Membranes,
  rule: TreeRule,
  middle: (roots: readonly Expr[]) => Expr[],
): Map<string, Expr> {
  const roots = [inward, ...pools.map((p) => p.inward)];
  const [total, ...into] = middle(roots) as [Expr, ...Expr[]];
  const area = b.parameter(AREA_COLUMN);
  const writes = new Map<string, Expr>([
    [DIAGONAL, b.sub(b.parameter(STILL), b.mul(area, slopeOf(total)))],
    [RIGHT, b.mul(area, total)],
  ]);
  pools.forEach(({ held }, k) => {
    writes.set(held, into[k]!);
    if (rule.gain === 2) writes.set(slopeName(held), slopeOf(into[k]!));
  });
  return writes;
}

/** Pools first, then gates, which see the new voltage and the new pools. */
function advanceMembrane(m: Membranes, rule: TreeRule, middle: (roots: readonly Expr[]) => Expr[]): Map<string, Expr> {
  const { model, pools, stiff } = m;
  const held = new Map(
    pools.map(({ held: name }) => [
      name,
      rule.gain === 2 ? b.add(b.state(name), b.mul(b.state(slopeName(name)), b.state(RIGHT))) : b.state(name),
    ]),
  );
  const states = model.states.filter((s) => s.name !== 'V');
  const slopes = transform(middle(states.map((s) => s.derivative)), (e) =>
    e.op === 'parameter' ? held.get(e.name) : undefined,
  );
  const system: System = states.map((s, k) => ({ name: s.name, derivative: slopes[k]!, voltage: false }));
  const writes = new Map<string, Expr>();
  const concentrations = new Set(pools.map((p) => p.concentration));
  const isPool = (name: string): boolean => concentrations.has(name) || poolLike(m, name);
  for (const v of system) if (isPool(v.name)) writes.set(v.name, independentExponentialEuler.advance([v], b.dt)[0]!);
  const fresh = new Map(writes);
  const scheme = system.filter((v) => stiff.includes(v.name));
  backwardEuler
    .advance(scheme, b.dt)
    .forEach((next, k) => void writes.set(scheme[k]!.name, substituteStates([next], fresh)[0]!));
  for (const v of system)
    if (!writes.has(v.name)) writes.set(v.name, substituteStates([exponentialIncrement(v)], fresh)[0]!);
  return writes;
}

/**
 * y + dt·exprel(dt·λ)·f: the exponential step as an increment, so that in single precision a slow gate loses no part of its rate to the
 * rounding of e^{dt·λ} near 1.
 */
function exponentialIncrement({ name, derivative: slope }: System[number]): Expr {
  const rate = derivative(slope, name);
  const step = rate === b.zero ? b.dt : b.mul(b.dt, b.exprel(b.mul(b.dt, rate)));
  return b.add(b.state(name), b.mul(step, slope));
}

/** A pool that no current feeds is one of its membrane's states all the same. */
const poolLike = ({ model }: Membranes, name: string): boolean =>
  model.states.some((s) => s.name === name && s.unit === 'mM');

/** What a point adds: arrivals to its variable, its current to the right side. */
function pointFlow(
  point: PointProcess,
  rule: TreeRule,
  arriving: readonly Expr[],
  middle: (roots: readonly Expr[]) => Expr[],
): Map<string, Expr> {
  const writes = new Map<string, Expr>();
  if (arriving.length > 0 && point.receives !== undefined) {
    const jump = arriving.reduce(b.add);
    for (const [name, value] of arrived(point, point.receives, jump, rule)) writes.set(name, value);
  }
  const [inward] = substituteStates(middle([point.inward]), writes) as [Expr];
  // The variable that jumps depends on no voltage, so the slope may be taken afterwards.
  writes.set(DIAGONAL, b.sub(b.state(DIAGONAL), slopeOf(inward)));
  writes.set(RIGHT, b.add(b.state(RIGHT), inward));
  return writes;
}

/**
 * The point's variables after what arrives. Under a centred rule it counts as it will be in the middle of the step, for which the values
 * that are held over the step stand.
 */
function arrived(point: PointProcess, receives: string, jump: Expr, rule: TreeRule): Map<string, Expr> {
  if (!rule.centred) return new Map([[receives, b.add(b.state(receives), jump)]]);
  const linear = linearSystem(point.model);
  if (!linear.some((v) => v.name === receives))
    throw new UserError(
      `'${receives}' of the place '${point.name}' is not linear with constant coefficients, so what arrives has no known course to the middle of a step; take the integrator 'implicit2'.`,
    );
  const later = exactStep(linear, b.mul(b.number(0.5), b.dt));
  const at = (value: Expr): Expr[] =>
    substituteStates(later, new Map(linear.map((v) => [v.name, v.name === receives ? value : b.zero])));
  const [jumped, still] = [at(jump), at(b.zero)];
  return new Map(
    linear.flatMap((v, k): [string, Expr][] => {
      const more = b.sub(jumped[k]!, still[k]!);
      return more === b.zero ? [] : [[v.name, b.add(b.state(v.name), more)]];
    }),
  );
}

function linearSystem(model: Model): System {
  const names = linearVariables(model);
  return model.states
    .filter((s) => names.has(s.name))
    .map((s) => ({ name: s.name, derivative: s.derivative, voltage: false }));
}

function advancePoint({ model }: PointProcess, middle: (roots: readonly Expr[]) => Expr[]): Map<string, Expr> {
  const linear = linearSystem(model);
  const writes = new Map(exactStep(linear, b.dt).map((next, k) => [linear[k]!.name, next]));
  for (const s of model.states)
    if (s.name !== 'V' && !writes.has(s.name)) {
      const v = { name: s.name, derivative: middle([s.derivative])[0]!, voltage: false };
      writes.set(s.name, independentExponentialEuler.advance([v], b.dt)[0]!);
    }
  return writes;
}

/** The condition over columns, and what must be kept of the old values for it. */
function spikeOf({ threshold }: Model, hidden: string[]): { condition: Expr; before: Map<string, Expr> } {
  if (!threshold) throw new InternalError('cells with dendrites have a condition for spikes.');
  const before = new Map<string, Expr>();
  for (const e of topological([threshold]))
    if (e.op === 'previous') {
      before.set(hiddenName('before', e.name), b.state(e.name));
      hidden.push(hiddenName('before', e.name));
    }
  const [condition] = transform([threshold], (e) =>
    e.op === 'previous' ? b.state(hiddenName('before', e.name)) : undefined,
  ) as [Expr];
  return { condition, before };
}

/** Values of all states at time 0 by row: as given, else gates at their steady state and pools at rest. */
function startOf(
  population: ResolvedPopulation,
  { membranes, columns: own }: Branching,
  sites: Sites,
  names: readonly string[],
): Map<string, Float64Array> {
  const { model, initial, size: cells, given } = population;
  const valueAt = (name: string, cell: number): number => {
    const k = model.states.findIndex((s) => s.name === name);
    const value = initial[k]!;
    return typeof value === 'number' ? value : value[cell]!;
  };
  const out = new Map(names.map((name) => [name, new Float64Array(sites.nodes.length * cells)]));
  for (const name of names)
    if (given.has(name) || name === 'V')
      for (let cell = 0; cell < cells; cell++) {
        const value = valueAt(name, cell);
        for (let site = 0; site < sites.nodes.length; site++) out.get(name)![site * cells + cell] = value;
      }
  const parametersAt = (node: number, cell: number): Record<string, number> =>
    Object.fromEntries([
      ...population.parameters.map((p) => [p.name, typeof p.value === 'number' ? p.value : p.value[cell]!] as const),
      ...own.map((c) => [c.name, c.values[node]!] as const),
    ]);
  for (const m of membranes) {
    const free = m.model.states.filter((s) => s.name !== 'V' && !given.has(s.name));
    if (free.length === 0) continue;
    const settle = settler(m, free);
    for (const node of m.nodes)
      for (let cell = 0; cell < cells; cell++) {
        const values = parametersAt(node, cell);
        for (const s of m.model.states) if (given.has(s.name)) values[s.name] = valueAt(s.name, cell);
        const settled = settle(valueAt('V', cell), values);
        for (const s of free) out.get(s.name)![sites.of[node]! * cells + cell] = settled[s.name] ?? 0;
      }
  }
  return out;
}

/** Steady states at a voltage, remembered by all that they depend on. */
function settler(m: Membrane, free: readonly StateVariable[]) {
  const used = [
    ...new Set(
      topological(m.model.states.map((s) => s.derivative)).flatMap((e) =>
        e.op === 'parameter' || (e.op === 'state' && e.name !== 'V') ? [e.name] : [],
      ),
    ),
  ];
  const held = new Map(m.pools.map((p) => [p.held, 0]));
  const known = new Map<string, Record<string, number>>();
  return (V: number, values: Record<string, number>): Record<string, number> => {
    const key = `${V} ${used.map((name) => values[name]).join(' ')}`;
    const found = known.get(key);
    if (found) return found;
    const all = { ...values, ...Object.fromEntries(held) };
    // Pools settle first, then what reads them.
    const rest = steadyState(m.model, 'V', V, all);
    const settled = steadyState(m.model, 'V', V, { ...all, ...rest });
    const result = Object.fromEntries(free.map((s) => [s.name, settled[s.name] ?? 0]));
    known.set(key, result);
    return result;
  };
}
