/** From a network to its program: the one place where models, integrators, initial values and connectivity meet. */
import type { Model } from '../equations/model.ts';
import type { Expr } from '../expression/node.ts';
import { type Integrator, integratorByName } from '../integrators/index.ts';
import { hoist } from '../program/hoist.ts';
import type { Pathway } from '../program/pathway.ts';
import type { Column, PopulationProgram, Program, SharedParameter } from '../program/program.ts';
import { sameDimension, voltage } from '../quantity/dimension.ts';
import { fromUnit } from '../quantity/quantity.ts';
import type { Network } from './network.ts';
import type { Connectivity } from './procedural.ts';
import { type ResolvedGroup, type ResolvedInlet, type ResolvedPopulation, resolveNetwork } from './resolve.ts';
import { type Rule, ruleFor } from './rule.ts';
import { type EventInput, type StepGraph, stepGraph } from './step.ts';

export interface Assembled {
  readonly program: Program;
  readonly groups: readonly ResolvedGroup[];
  /** Cells without stimulus sources; they come first. */
  readonly cells: number;
  /** Name of the integrator; several, joined by commas, where populations differ. */
  readonly integrator: string;
  /** One per population of cells, in order. */
  readonly rules: readonly PopulationRule[];
  /** What one unit of each inlet's integer sums stands for; see `ResolvedInlet`. */
  readonly quanta: readonly number[];
}

export interface PopulationRule extends Rule {
  /** Name of the population. */
  readonly population: string;
}

/** Sources have no equations to integrate; any rule does. */
const SOURCE_RULE = integratorByName('ind_exp_euler');

/** A voltage beyond 100 V, in mV, is a blow-up. */
const VOLTAGE_LIMIT = 1e5;
/** Of anything else only what nears the end of f32's range is. */
const OTHER_LIMIT = 1e30;

/**
 * Builds the program for steps of `dt` ms. `integrator` overrides the models' own (see `ruleFor`), `connectivity` what projections say of
 * theirs. Throws a UserError where the integrator does not fit a model, or the network does not fit the step or the memory.
 */
export function assemble(
  network: Network,
  dt: number,
  integrator?: string,
  onProgress: (fraction: number) => void = () => {},
  connectivity?: Connectivity,
): Assembled {
  const resolved = resolveNetwork(network, dt, onProgress, connectivity);
  const rules: PopulationRule[] = [];
  const populations = resolved.populations.map((population, index) => {
    if (population.role === 'source') return populationProgram(population, index, resolved.inlets, SOURCE_RULE);
    const rule = ruleFor(population.model, integrator);
    rules.push({ ...rule, population: population.name });
    return populationProgram(population, index, resolved.inlets, rule.integrator);
  });
  const { seed, fanout, procedural, groups, cells } = resolved;
  const pathways = resolved.pathways.map(({ amplitude, ...pathway }): Pathway => {
    const { columns } = populations[pathway.source]!;
    return {
      ...pathway,
      amplitude: amplitude === undefined ? undefined : columns.findIndex((c) => c.name === amplitude),
    };
  });
  return {
    program: {
      seed,
      dt,
      populations,
      inlets: resolved.inlets.map(({ population, label }) => ({ population, label })),
      fanout,
      ...(procedural.length > 0 ? { procedural } : {}),
      ...(pathways.length > 0 ? { pathways } : {}),
    },
    groups,
    cells,
    integrator: [...new Set(rules.map((r) => r.integrator.name))].join(', ') || (integrator ?? SOURCE_RULE.name),
    rules,
    quanta: resolved.inlets.map((inlet) => inlet.quantum),
  };
}

function populationProgram(
  population: ResolvedPopulation,
  index: number,
  inlets: readonly ResolvedInlet[],
  rule: Integrator,
): PopulationProgram {
  const { model } = population;
  const own = inlets.flatMap((inlet, number) => (inlet.population === index ? [{ inlet, number }] : []));
  const events = own.map(
    ({ inlet }, leaf): EventInput => ({ variable: inlet.variable, amount: inlet.weight, inlet: leaf }),
  );
  const step = stepGraph(model, rule, events, population.attachments);
  const perCell = population.parameters.filter((p) => typeof p.value !== 'number');
  const perCellNames = new Set(perCell.map((p) => p.name));
  const roots: Expr[] = step.spike ? [...step.next, step.spike] : [...step.next];
  const hoisted = hoist(roots, (name) => !perCellNames.has(name));
  const states = step.next.length;
  return {
    name: population.name,
    size: population.size,
    first: population.first,
    stream: population.stream,
    columns: [
      ...stateColumns(model, population, step),
      ...perCell.map((p) => column(p.name, p.unit, p.value, OTHER_LIMIT)),
    ],
    states,
    parameters: population.parameters.flatMap((p): SharedParameter[] =>
      typeof p.value === 'number' ? [{ name: p.name, unit: p.unit, value: p.value }] : [],
    ),
    uniforms: hoisted.uniforms,
    inlets: own.map(({ number }) => number),
    tables: model.tables.map((t) => t.values),
    next: hoisted.roots.slice(0, states),
    spike: step.spike ? hoisted.roots[states] : undefined,
  };
}

function stateColumns(model: Model, population: ResolvedPopulation, step: StepGraph): Column[] {
  const attached = population.attachments.flatMap((a) => a.states.map((s, i) => ({ ...s, start: a.initial[i]! })));
  const units = new Map(attached.map((s) => [s.name, s.unit]));
  const starts = new Map(attached.map((s) => [s.name, fromUnit(s.start, s.unit)]));
  return [
    ...model.states.map((s, i) =>
      column(s.name, s.unit, population.initial[i]!, sameDimension(s.dimension, voltage) ? VOLTAGE_LIMIT : OTHER_LIMIT),
    ),
    ...step.attached.map((name) => column(name, units.get(name) ?? '', starts.get(name) ?? 0, OTHER_LIMIT)),
    ...step.hidden.map((name) => column(name, '', 0, OTHER_LIMIT)),
  ];
}

const column = (name: string, unit: string, initial: Float64Array | number, limit: number): Column => ({
  name,
  unit,
  initial,
  limit,
});
