/** From a network to its program: the one place where models, integrators, initial values and connectivity meet. */
import { type Branching, branchingOf } from '../dendrites/branching.ts';
import type { Bound, Model, StateVariable } from '../equations/model.ts';
import { UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import { evaluate } from '../expression/evaluate.ts';
import type { Expr } from '../expression/node.ts';
import { substituteStates, topological } from '../expression/visit.ts';
import { independentExponentialEuler } from '../integrators/euler.ts';
import type { Integrator } from '../integrators/index.ts';
import { integratorNames } from '../integrators/names.ts';
import type { Connectivity } from '../network/connectivity-words.ts';
import type { KeptSynapses } from '../network/kept-synapses.ts';
import type { Network } from '../network/network.ts';
import type { Sum } from '../program/coupling.ts';
import { hoist } from '../program/hoist.ts';
import { compareInstants } from '../program/instants.ts';
import { linkedPopulations } from '../program/links.ts';
import { spreadPoisson } from '../program/poisson.ts';
import type { Column, ColumnRole, PopulationProgram, Program, SharedParameter } from '../program/program.ts';
import { branchingCells, pointCells } from '../program/space.ts';
import type { SynapseGroup } from '../program/synapses.ts';
import { rootsOfTree, type SiteKernel } from '../program/tree.ts';
import { sameDimension, voltage } from '../quantity/dimension.ts';
import { fromUnit } from '../quantity/quantity.ts';
import { POISSON_LIMIT, poissonTable } from '../random/poisson.ts';
import { compensate, isSlow, residueOf } from './compensation.ts';
import { withConstantsTogether } from './constants.ts';
import { readBySums } from './couplings.ts';
import type { BuiltPathway } from './pathway.ts';
import { type ResolvedGroup, type ResolvedNetwork, type ResolvedPopulation, resolveNetwork } from './resolve.ts';
import { type Rule, ruleByStructure, ruleFor } from './rule.ts';
import { type EventInput, type StepGraph, stepGraph } from './step.ts';
import { type TreeRule, treeRuleFor, treeRuleNamed } from './tree-rule.ts';
import { loadedTrees } from './trees.ts';

/** A network turned into a program, with what is needed to run it and to change it while it runs. */
export interface Compiled {
  readonly program: Program;
  /** Throws a UserError where the shared parameters (internal units) of a population have no meaning together. */
  readonly check: (population: number, parameters: ReadonlyMap<string, number>) => void;
  /**
   * A variable of the population that these parameters make so slow that single precision would lose its time constant, and whose sums were
   * not built for that; undefined if there is none.
   */
  readonly tooSlow: (population: number, parameters: ReadonlyMap<string, number>) => string | undefined;
  readonly places: Places;
  /** What stays for the next compilation of the network or of a remodelled copy. */
  readonly memory: KeptSynapses;
  /** Name of the integrator; several, joined by commas, where populations differ. */
  readonly integrator: string;
  /** The program of a population under the rule that the structure of its equations calls for. */
  readonly byStructure: (population: number) => { readonly integrator: string; readonly program: PopulationProgram };
  /** One per population of cells, in order. */
  readonly rules: readonly PopulationRule[];
  /** What one unit of each inlet's integer sums stands for; see `ResolvedInlet`. */
  readonly quanta: readonly number[];
}

/** Where the parts of the network lie in the network-wide numbering of cells. */
interface Places {
  /** Populations and named slices. */
  readonly groups: readonly ResolvedGroup[];
  /** Number of cells without stimulus sources; they come first. */
  readonly cells: number;
}

export interface PopulationRule extends Rule {
  /** Name of the population. */
  readonly population: string;
}

/** Sources have no equations to integrate; any rule does. */
const SOURCE_RULE = independentExponentialEuler;

/** Beyond, a variable that spikes multiply blows up at once. */
const MOST_LEFT = 1e6;

/** A voltage beyond 100 V, in mV, is a blow-up. */
const VOLTAGE_LIMIT = 1e5;
/** Of anything else only what nears the end of f32's range is. */
const OTHER_LIMIT = 1e30;

/**
 * Builds the program for steps of `dt` ms. `integrator` overrides the models' own (see `ruleFor`), `connectivity` what projections say of
 * theirs. `loadTrees` comes before. Throws a UserError where the integrator does not fit a model, or the network does not fit the step or
 * the memory.
 */
export function assemble(
  network: Network,
  dt: number,
  integrator?: string,
  onProgress: (fraction: number) => void = () => {},
  connectivity?: Connectivity,
): Compiled {
  const resolved = resolveNetwork(network, dt, onProgress, connectivity);
  const rules: PopulationRule[] = [];
  const treeNames: string[] = [];
  const built = resolved.populations.map((population, index) => {
    const ofSynapses = synapseRoots(resolved, index);
    if (population.role === 'source')
      return populationProgram(population, index, resolved, SOURCE_RULE, dt, ofSynapses);
    const branching = branchingOf(population.model);
    if (branching) {
      const rule = treeRuleFor(integrator);
      treeNames.push(rule.name);
      return treeProgram(population, branching, index, resolved, rule, dt);
    }
    const rule = ruleFor(population.model, treeRuleNamed(integrator ?? '') ? undefined : integrator);
    rules.push({ ...rule, population: population.name });
    return populationProgram(population, index, resolved, rule.integrator, dt, ofSynapses);
  });
  if (integrator !== undefined && treeRuleNamed(integrator) && treeNames.length === 0)
    throw new UserError(
      `'${integrator}' is for cells with dendrites, and this network has none; leave it out, or take 'exp_midpoint' or another of ${integratorNames.join(', ')}.`,
    );
  const populations = built.map((b) => b.program);
  const check: Compiled['check'] = (population, parameters) => {
    for (const bound of built[population]!.bounds) checkBound(bound, populations[population]!.name, parameters, dt);
  };
  populations.forEach((p, index) => {
    check(index, new Map(p.parameters.map(({ name, value }) => [name, value])));
  });
  const { seed, ring, groups, cells } = resolved;
  const synapses = resolved.synapses.map((group): SynapseGroup => {
    if (group.kind !== 'pathway') return group;
    const { amplitude } = group;
    const { columns } = populations[group.source]!;
    return {
      ...withRules(group, built[resolved.inlets[group.inlet]!.population]!.rules),
      amplitude: amplitude === undefined ? undefined : columns.findIndex((c) => c.name === amplitude),
    };
  });
  return {
    program: {
      seed,
      dt,
      populations,
      inlets: resolved.inlets.map(({ population, label, size }) => ({
        population,
        label,
        ...(size === populations[population]!.size ? {} : { size }),
      })),
      ring,
      synapses,
      sums: resolved.sums.map((sum): Sum => {
        const { values, program } = built[sum.population]!;
        return {
          population: sum.population,
          column: program.columns.findIndex((c) => c.name === sum.variable),
          firstRow: sum.firstRow,
          common: sum.common,
          terms: sum.terms.map((term) => ({ ...term, value: values.get(term.value)! })),
        };
      }),
      links: resolved.links,
    },
    check,
    tooSlow: (population, parameters) => built[population]!.tooSlow(parameters),
    byStructure: (index) => {
      const population = resolved.populations[index]!;
      const { integrator: rule } = ruleByStructure(population.model);
      return { integrator: rule.name, program: populationProgram(population, index, resolved, rule, dt).program };
    },
    places: { groups, cells },
    memory: network.keptSynapses,
    integrator:
      [...new Set([...rules.map((r) => r.integrator.name), ...treeNames])].join(', ') ||
      (integrator ?? SOURCE_RULE.name),
    rules,
    quanta: resolved.inlets.map((inlet) => inlet.quantum),
  };
}

interface BuiltPopulation {
  readonly program: PopulationProgram;
  /** What the values of its sums' terms become, over the program's uniforms. */
  readonly values: ReadonlyMap<Expr, Expr>;
  readonly bounds: readonly Bound[];
  readonly tooSlow: (parameters: ReadonlyMap<string, number>) => string | undefined;
  /** Rules for synapses onto its cells: with its shared parameters, and with its uniforms. */
  readonly rules: ReadonlyMap<Expr, Expr>;
}

type ResolvedPathway = BuiltPathway['pathway'];

/** The expressions of the rules for synapses onto a population. */
const synapseRoots = ({ synapses, inlets }: ResolvedNetwork, index: number): Expr[] =>
  synapses.flatMap((group) =>
    group.kind === 'pathway' && inlets[group.inlet]!.population === index ? expressionsOf(group) : [],
  );

const expressionsOf = ({ passes = [], plasticity }: ResolvedPathway): Expr[] => [
  ...passes.flatMap((pass) => pass.changes.map((change) => change.value)),
  ...(plasticity?.amount ? [plasticity.amount] : []),
  ...(plasticity?.variables ?? []).flatMap(({ now }) => (now ? [now] : [])),
];

/** The pathway with its rules over uniforms. */
function withRules(pathway: ResolvedPathway, rules: ReadonlyMap<Expr, Expr>): ResolvedPathway {
  const { passes, plasticity } = pathway;
  const hoisted = (e: Expr): Expr => rules.get(e)!;
  return {
    ...pathway,
    passes: passes?.map((pass) => ({
      ...pass,
      changes: pass.changes.map(({ variable, value }) => ({ variable, value: hoisted(value) })),
    })),
    plasticity: plasticity && {
      ...plasticity,
      amount: plasticity.amount && hoisted(plasticity.amount),
      variables: plasticity.variables.map((v) => ({ ...v, now: v.now && hoisted(v.now) })),
    },
  };
}

function checkBound(
  { value, most, what, advice }: Bound,
  name: string,
  parameters: ReadonlyMap<string, number>,
  dt: number,
): void {
  const found = evaluate(value, (leaf) =>
    leaf.op === 'dt' ? dt : leaf.op === 'parameter' ? parameters.get(leaf.name) : undefined,
  );
  // A rate of one spike per step may come out above it by a rounding.
  if (found >= 0 && found <= most * (1 + 1e-9)) return;
  throw new UserError(
    `${what} is ${Number(found.toPrecision(6))} in '${name}'; it must be from 0 to ${most}: ${advice}.`,
  );
}

function populationProgram(
  population: ResolvedPopulation,
  index: number,
  { inlets, sums }: Pick<ResolvedNetwork, 'inlets' | 'sums'>,
  rule: Integrator,
  dt: number,
  ofSynapses: readonly Expr[] = [],
): BuiltPopulation {
  const { model } = population;
  const read = readBySums(sums, index);
  const values = sums.filter((s) => s.population === index).flatMap(({ terms }) => terms.map(({ value }) => value));
  const own = inlets.flatMap((inlet, number) => (inlet.population === index ? [{ inlet, number }] : []));
  const events = own.map(
    ({ inlet }, leaf): EventInput => ({
      variable: inlet.variable,
      amount: inlet.weight,
      slope: inlet.slope,
      inlet: leaf,
    }),
  );
  const early = events.some(({ variable }) => read.has(variable));
  const plain = stepGraph(model, rule, events, population.attachments, { early, views: population.views });
  const isCells = population.role === 'cells';
  const step = isCells ? withCompensation(plain, population, rule, events.length > 0, dt) : plain;
  const perCell = population.parameters.filter((p) => typeof p.value !== 'number');
  const perCellNames = new Set([...perCell, ...model.sums].map((p) => p.name));
  const columns = [
    ...stateColumns(model, population, step),
    ...perCell.map((p) => column(p.name, 'parameter', p.unit, p.value, OTHER_LIMIT)),
    ...model.sums.map((s) => column(s.name, 'sum', s.unit, 0, OTHER_LIMIT)),
  ];
  const arrive =
    step.arrive && step.next.map((_, c) => step.arrive!.get(columns[c]!.name) ?? b.state(columns[c]!.name));
  const roots: Expr[] = [...step.next, ...(step.spike ? [step.spike] : []), ...(arrive ?? []), ...values];
  const isShared = (name: string): boolean => !perCellNames.has(name);
  const counted = spreadPoisson(compareInstants(roots, isShared), isShared, model.tables.length);
  const hoisted = hoist([...counted.roots, ...ofSynapses.map((e) => withConstantsTogether(e, isShared))], isShared);
  const synaptic = hoisted.roots.slice(counted.roots.length);
  const states = step.next.length;
  const after = states + (step.spike ? 1 : 0);
  const program: PopulationProgram = {
    name: population.name,
    size: population.size,
    space: pointCells(population.size),
    first: population.first,
    stream: population.stream,
    columns,
    states,
    parameters: population.parameters.flatMap((p): SharedParameter[] =>
      typeof p.value === 'number' ? [{ name: p.name, unit: p.unit, value: p.value }] : [],
    ),
    uniforms: hoisted.uniforms,
    inlets: own.map(({ number }) => number),
    tables: [...model.tables.map((t) => t.values), ...(counted.tabled ? [poissonTable()] : [])],
    ...(arrive ? { arrive: hoisted.roots.slice(after, after + states) } : {}),
    next: hoisted.roots.slice(0, states),
    spike: step.spike ? hoisted.roots[states] : undefined,
  };
  const poissonMeans = counted.means.map(
    (value): Bound => ({
      value,
      most: POISSON_LIMIT - 1,
      what: 'The mean of poisson(…)',
      advice: 'split it over several calls, or take a smaller dt',
    }),
  );
  const ofValues = hoisted.roots.slice(after + (arrive ? states : 0));
  const jumps = own.flatMap(({ inlet }): Bound[] => {
    if (!inlet.slope) return [];
    const kept = b.add(b.one, inlet.slope);
    const perOne = topological([kept]).find((e) => e.op === 'parameter' && !isShared(e.name));
    if (perOne)
      throw new UserError(
        `onSpike: how a spike changes '${inlet.variable}' of '${population.name}' depends on '${inlet.variable}' itself and on '${(perOne as { readonly name: string }).name}', which differs from cell to cell; it must be one value for all cells.`,
      );
    const what = `The part of '${inlet.variable}' that a spike leaves`;
    return [
      { value: kept, most: MOST_LEFT, what, advice: `a spike that turns '${inlet.variable}' round has no meaning` },
    ];
  });
  return {
    program,
    values: new Map(values.map((value, k) => [value, ofValues[k]!])),
    bounds: [...(model.bounds ?? []), ...poissonMeans, ...jumps],
    rules: new Map(ofSynapses.map((e, k) => [e, synaptic[k]!])),
    tooSlow: (parameters) =>
      isCells ? slowOnes(population, dt, parameters).find((name) => !step.hidden.includes(residueOf(name))) : undefined,
  };
}

/** Of cells with dendrites. */
function treeProgram(
  population: ResolvedPopulation,
  branching: Branching,
  index: number,
  { inlets, sums, links }: Pick<ResolvedNetwork, 'inlets' | 'sums' | 'links'>,
  rule: TreeRule,
  dt: number,
): BuiltPopulation {
  const own = inlets.flatMap((inlet, number) => (inlet.population === index ? [{ inlet, number }] : []));
  const events = own.map(({ inlet }) => ({ variable: inlet.variable, amount: inlet.weight }));
  const pulled = sums.filter((sum) => sum.population === index);
  const { columns, states, tree } = loadedTrees().buildTree(
    population,
    branching,
    rule,
    events,
    dt,
    pulled,
    linkedPopulations({ links }).has(index),
  );
  const perSite = new Set(columns.flatMap((c, k) => (k >= states ? [c.name] : [])));
  const isShared = (name: string): boolean => !perSite.has(name);
  const hoisted = hoist(compareInstants(rootsOfTree(tree), isShared), isShared);
  const roots = [...hoisted.roots];
  const rewritten = (kernels: readonly SiteKernel[]): SiteKernel[] =>
    kernels.map((kernel) => ({ ...kernel, writes: kernel.writes.map((w) => ({ ...w, value: roots.shift()! })) }));
  const [before, after] = [rewritten(tree.before), rewritten(tree.after)];
  return {
    program: {
      name: population.name,
      size: population.size,
      space: branchingCells(population.size, tree.sites),
      first: population.first,
      stream: population.stream,
      columns: columns.map((c) =>
        column(c.name, c.role, c.unit, c.initial, c.name === 'V' ? VOLTAGE_LIMIT : OTHER_LIMIT),
      ),
      states,
      parameters: population.parameters.flatMap((p): SharedParameter[] =>
        typeof p.value === 'number' ? [{ name: p.name, unit: p.unit, value: p.value }] : [],
      ),
      uniforms: hoisted.uniforms,
      inlets: own.map(({ number }) => number),
      tables: [],
      next: [],
      spike: undefined,
      tree: { ...tree, before, after, spike: { ...tree.spike, condition: roots.shift()! } },
    },
    // They hold numbers and voltages, of which none is a parameter.
    values: new Map(pulled.flatMap(({ terms }) => terms.map(({ value }) => [value, value] as const))),
    bounds: [],
    // No synapse onto them changes with use.
    rules: new Map(),
    tooSlow: () => undefined,
  };
}

/**
 * Names of the variables, those of attachments too, that are slow; `changed`: shared parameters with other values than the population's.
 */
function slowOnes(
  population: ResolvedPopulation,
  dt: number,
  changed: ReadonlyMap<string, number> = new Map(),
): string[] {
  const { model, attachments, size } = population;
  const attached = attachments.flatMap((a) => a.states.map((s, k) => ({ ...s, start: a.initial[k]! })));
  const known = new Map<string, number | Float64Array>([
    ...model.states.map((s, k) => [s.name, population.initial[k]!] as const),
    ...attached.map((s) => [s.name, s.start] as const),
    ...population.parameters.map((p) => [p.name, p.value] as const),
    ...model.sums.map((s) => [s.name, 0] as const),
    ...changed,
  ]);
  const moving = [...model.states, ...attached].filter((s) => s.derivative !== b.zero);
  const voltages = new Set(model.states.filter((s) => sameDimension(s.dimension, voltage)).map((s) => s.name));
  const looked = { known, voltages, size, dt };
  return moving.filter((s) => isSlow(s.name, s.derivative, looked)).map((s) => s.name);
}

/**
 * Slow variables get sums that keep what rounding loses. So do, under `exact`, all others of cells that no event reaches: near rest a
 * step's increment falls below half a unit in the last place at small steps, and the laboratory's cells are long near rest.
 */
function withCompensation(
  step: StepGraph,
  population: ResolvedPopulation,
  rule: Integrator,
  reached: boolean,
  dt: number,
): StepGraph {
  const { model } = population;
  const still = model.states.filter((s) => s.derivative === b.zero).map((s) => s.name);
  const wanted = [...slowOnes(population, dt), ...still];
  const nearRest =
    rule.order === Number.POSITIVE_INFINITY && !reached
      ? model.states.filter((s) => s.noise.length === 0 && !decays(s, model))
      : [];
  const names = [...model.states.map((s) => s.name), ...step.attached.map((a) => a.name)];
  return compensate(step, names, new Set([...wanted, ...nearRest.map((s) => s.name)]));
}

/** Whether a variable alone goes to 0 by itself: that needs no sum. */
const decays = ({ name, derivative }: StateVariable, { states }: Model): boolean =>
  states.length === 1 && substituteStates([derivative], new Map([[name, b.zero]]))[0] === b.zero;

function stateColumns(model: Model, population: ResolvedPopulation, step: StepGraph): Column[] {
  const attached = population.attachments.flatMap((a) => a.states.map((s, i) => ({ ...s, start: a.initial[i]! })));
  const units = new Map(attached.map((s) => [s.name, s.unit]));
  const starts = new Map(attached.map((s) => [s.name, fromUnit(s.start, s.unit)]));
  return [
    ...model.states.map((s, i) =>
      column(
        s.name,
        'state',
        s.unit,
        population.initial[i]!,
        s.limit ?? (sameDimension(s.dimension, voltage) ? VOLTAGE_LIMIT : OTHER_LIMIT),
      ),
    ),
    ...step.attached.map(({ name, role }) =>
      column(name, role, units.get(name) ?? '', starts.get(name) ?? 0, OTHER_LIMIT),
    ),
    ...step.hidden.map((name) => column(name, 'hidden', '', 0, OTHER_LIMIT)),
  ];
}

const column = (
  name: string,
  role: ColumnRole,
  unit: string,
  initial: Float64Array | number,
  limit: number,
): Column => ({
  name,
  role,
  unit,
  initial,
  limit,
});
