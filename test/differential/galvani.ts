/** The same network in Galvani's language, and its run there. */
import {
  allToAll,
  alphaConductance,
  alphaCurrent,
  type BackendName,
  type CellDescription,
  cell,
  compartment,
  createSimulation,
  doubleExponentialConductance,
  doubleExponentialCurrent,
  exponentialConductance,
  exponentialCurrent,
  fromUnit,
  K_HH1952,
  K_TM1991,
  leak,
  type Model,
  Na_HH1952,
  Na_TM1991,
  Network,
  nmda,
  oneToOne,
  type Population,
  pairStdp,
  type Simulation,
  type SynapsePart,
  shortTermPlasticity,
  synapseList,
} from '../../src/index.ts';
import { type Dice, dice } from './dice.ts';
import type {
  Case,
  CellForm,
  Condition,
  LibrarySynapse,
  ParameterForm,
  PopulationForm,
  ProjectionForm,
} from './model.ts';
import { contains, partsOf, quantity, spelled, type Term, type Unit, written } from './terms.ts';

export interface Galvani {
  /** values[(step·size + cell)·n + variable], in mV, ms, nS, pA, pF. */
  readonly values: readonly Float64Array[];
  readonly spikes: readonly (readonly string[])[];
  readonly weights: ReadonlyMap<string, readonly number[]>;
}

/** Descriptions of the populations' cells: what a report shows. */
export function describe(network: Case): CellDescription[] {
  const d = dice(network.seed + 1e6);
  return network.populations.map((p) => description(p, network.dt, d).description);
}

export async function galvani(network: Case, steps: number, backend: BackendName): Promise<Galvani> {
  const d = dice(network.seed + 1e6);
  const described = network.populations.map((p) => description(p, network.dt, d));
  const net = new Network({ seed: 1 });
  const ends = new Map<string, Population>();
  network.populations.forEach(({ name, cell: form, size, start }, k) => {
    const initial = Object.fromEntries(
      Object.entries(start).map(([state, values]) => {
        const { unit } = form.states.find((s) => s.name === state)!;
        return [state, values.map((x) => (unit === '1' ? x : quantity(x, unit, d)))];
      }),
    );
    ends.set(name, net.population(modelOf(form, described[k]!.description, d), size, initial, { name }));
  });
  for (const { name, size, steps: lists } of network.sources)
    ends.set(name, net.spikes(size, { name, times: lists.map((list) => list.map((k) => k * network.dt)) }));
  for (const form of network.projections) project(net, ends, network, form, d);
  const simulation = await createSimulation(net, {
    dt: quantity(network.dt, 'ms', d),
    backend,
    threads: 1,
    ...(network.integrator === undefined ? {} : { integrator: network.integrator }),
  });
  try {
    return await run(
      simulation,
      network,
      steps,
      described.map((x) => x.units),
      d,
    );
  } finally {
    simulation.dispose();
  }
}

async function run(
  simulation: Simulation,
  network: Case,
  steps: number,
  units: readonly (readonly string[])[],
  d: Dice,
): Promise<Galvani> {
  simulation.setTraces(
    network.populations.map(({ name, cell: form, size }) => ({
      population: name,
      variables: form.states.map((s) => s.name),
      cells: [...Array(size).keys()],
    })),
  );
  const values = network.populations.map((p) => new Float64Array(steps * p.size * p.cell.states.length));
  const spikes: string[][] = Array.from({ length: steps }, () => []);
  const ranges = simulation.groups.filter((g) => network.populations.some((p) => p.name === g.name));
  const part = async (count: number): Promise<void> => {
    const block = await simulation.run(count);
    block.spikes.steps.forEach((step, k) => {
      const index = block.spikes.cells[k]!;
      const group = ranges.find((g) => index >= g.first && index < g.first + g.count);
      if (group) spikes[step]!.push(`${group.name}:${index - group.first}`);
    });
    block.traces.forEach((trace, p) => {
      const { states } = network.populations[p]!.cell;
      const row = trace.values.length / trace.steps;
      const scale = states.map((_, v) => inTestUnits(trace.units[v]!));
      trace.values.forEach((x, at) => {
        values[p]![trace.firstStep * row + at] = x * scale[at % states.length]!;
      });
    });
  };
  const { change } = network;
  if (change && change.step < steps) {
    await part(change.step);
    const { unit } = network.populations
      .find((p) => p.name === change.population)!
      .cell.parameters.find((p) => p.name === change.parameter)!;
    simulation.setParameter(change.population, change.parameter, quantity(change.value, unit, d));
    await part(steps - change.step);
  } else await part(steps);
  const weights = new Map<string, readonly number[]>();
  for (const form of network.projections.filter((p) => p.plasticity)) {
    const at = network.populations.findIndex((p) => p.name === form.target);
    const { states, library } = network.populations[at]!.cell;
    const state = states.findIndex((s) => s.name === form.effects[0]!.name);
    const unit = inTestUnits(library ? states[state]!.unit : units[at]![state]!);
    weights.set(
      form.name,
      [...(await simulation.weights(form.name))].map((w) => w * unit),
    );
  }
  return { values, spikes, weights };
}

/** The model of a cell: of its text, or of the library's parts with what the text adds. */
function modelOf({ library }: CellForm, text: CellDescription, d: Dice): Model {
  if (!library) return cell(text);
  const { channels, gNa, gK, gLeak, eLeak, shift, synapses } = library;
  const [sodium, potassium] = channels === 'TM1991' ? [Na_TM1991, K_TM1991] : [Na_HH1952, K_HH1952];
  const [V_sh, E_Na, E_K] = [quantity(shift, 'mV', d), quantity(50, 'mV', d), quantity(-90, 'mV', d)];
  const { C, I, ...parameters } = text.parameters as Record<string, string>;
  const { threshold, refractory } = text;
  const squid = channels === 'HH1952' ? {} : { V_sh };
  return compartment({
    C: C!,
    I: I!,
    channels: [
      sodium({ g: quantity(gNa, 'nS', d), E: E_Na, ...squid }),
      potassium({ g: quantity(gK, 'nS', d), E: E_K, ...squid }),
      leak({ g: quantity(gLeak, 'nS', d), E: quantity(eLeak, 'mV', d) }),
    ],
    synapses: synapses.map((x) => synapsePart(x, d)),
    parameters,
    ...(threshold === undefined ? {} : { threshold }),
    ...(refractory === undefined ? {} : { refractory }),
  });
}

function synapsePart({ label, kind, ...times }: LibrarySynapse, d: Dice): SynapsePart {
  const [rise, decay, E] = [quantity(times.rise, 'ms', d), quantity(times.decay, 'ms', d), quantity(times.E, 'mV', d)];
  switch (kind) {
    case 'exponential':
      return exponentialConductance(label, { tau: decay, E });
    case 'alpha':
      return alphaConductance(label, { tau: decay, E });
    case 'double':
      return doubleExponentialConductance(label, { rise, decay, E });
    case 'nmda':
      return nmda(label, { rise, decay, E });
    case 'exponentialCurrent':
      return exponentialCurrent(label, { tau: decay });
    case 'alphaCurrent':
      return alphaCurrent(label, { tau: decay });
    case 'doubleCurrent':
      return doubleExponentialCurrent(label, { rise, decay });
  }
}

/** What one of a unit is in the test's own. */
const inTestUnits = (unit: string): number => (unit === '1' || unit === '' ? 1 : fromUnit(1, unit));

function description(
  { cell: form, values }: PopulationForm,
  dt: number,
  d: Dice,
): { description: CellDescription; units: string[] } {
  const text = (t: Term): string => written(t, dt, d);
  const units = form.states.map((s) => spelled(s.unit, d)[0] || '1');
  const parts = partsOf([
    ...form.states.map((s) => s.slope),
    ...(form.threshold ? [form.threshold.lhs, form.threshold.rhs] : []),
    ...form.reset.map((r) => r.value),
  ]);
  const lines = [
    ...[...parts].map(([name, is]) => `${name} = ${text(is)} : ${partUnit(name)}`),
    ...form.states.map(
      (s, k) => `d${s.name}/dt = ${text(s.slope)} : ${units[k]}${s.held ? ' (unless refractory)' : ''}`,
    ),
  ];
  const tables = tablesOf(form.states.map((s) => s.slope));
  const given = Object.fromEntries(form.parameters.map((p) => [p.name, parameterText(p, values[p.name]!, d)]));
  return {
    units,
    description: {
      equations: shuffled(lines, d).join(d.chance(0.8) ? '\n' : '; '),
      parameters: given,
      ...(form.threshold ? { threshold: condition(form.threshold, dt, d) } : {}),
      ...(form.reset.length > 0
        ? { reset: form.reset.map((r) => `${r.name} = ${text(r.value)}`).join(d.chance(0.5) ? '; ' : '\n') }
        : {}),
      ...(form.refractory
        ? {
            refractory:
              form.refractory.kind === 'duration' ? text(form.refractory.value) : condition(form.refractory.is, dt, d),
          }
        : {}),
      ...(tables.length > 0
        ? {
            tables: Object.fromEntries(
              tables.map((t) => [
                t.name,
                {
                  dt: quantity(t.width * dt, 'ms', d),
                  values: t.values.map((x) => (t.unit === '1' ? x : quantity(x, t.unit, d))),
                },
              ]),
            ),
          }
        : {}),
    },
  };
}

/** Parts are named after what they are. */
function partUnit(name: string): Unit {
  if (name.startsWith('I_')) return 'pA';
  if (name === 'v_c' || name === 'u') return 'mV';
  return '1';
}

function parameterText(p: ParameterForm, values: readonly number[], d: Dice): string | number | (string | number)[] {
  const one = (x: number): string | number => (p.unit === '1' ? x : quantity(x, p.unit, d));
  return p.perCell ? values.map(one) : one(values[0]!);
}

function condition({ kind, lhs, rhs }: Condition, dt: number, d: Dice): string {
  const [left, right] = [written(lhs, dt, d, 1), written(rhs, dt, d, 1)];
  if (kind === 'crosses') return `crosses(${left}, ${right})`;
  return d.chance(0.8) ? `${left} ${kind} ${right}` : `${right} ${kind === '>' ? '<' : '<='} ${left}`;
}

function tablesOf(terms: readonly Term[]): (Term & { op: 'table' })[] {
  const found = new Map<string, Term & { op: 'table' }>();
  for (const t of terms)
    contains(t, (x) => {
      if (x.op === 'table') found.set(x.name, x);
      return false;
    });
  return [...found.values()];
}

function shuffled<T>(list: readonly T[], d: Dice): T[] {
  const out = [...list];
  for (let k = out.length - 1; k > 0; k--) {
    const at = d.whole(0, k);
    [out[k], out[at]] = [out[at]!, out[k]!];
  }
  return out;
}

function project(
  net: Network,
  ends: ReadonlyMap<string, Population>,
  network: Case,
  form: ProjectionForm,
  d: Dice,
): void {
  const target = network.populations.find((p) => p.name === form.target)!;
  const unitOf = (name: string): Unit => target.cell.states.find((s) => s.name === name)!.unit;
  const first = unitOf(form.effects[0]!.name);
  const { synapses, common } = form;
  const weight = synapses[0]?.weight ?? 1;
  const given = common === 'statement' ? quantity(weight, first, d) : common === 'parameter' ? `w_${form.name}` : 'w';
  const onSpike = form.effects.map(({ name, factor }, k) => {
    const unit = unitOf(name);
    const convert =
      k === 0 || unit === first ? '' : `${unit === '1' ? '' : `*(1 ${unit})`}${first === '1' ? '' : `/(1 ${first})`}`;
    const amount = common === 'statement' ? `(${given})` : given;
    const [sign, size] = factor < 0 ? ['-=', -factor] : ['+=', factor];
    return `${name} ${sign} ${size === 1 ? '' : `${size}*`}${amount}${convert}`;
  });
  const same = synapses.every((s) => s.delay === synapses[0]!.delay);
  const delays = synapses.map((s) => (s.delay + d.between(s.delay === 1 ? 0 : -0.3, 0.3)) * network.dt);
  const { release, plasticity } = form;
  const texts = (x: number): string | number => (first === '1' ? x : quantity(x, first, d));
  net.project(ends.get(form.source)!, ends.get(form.target)!, {
    name: form.name,
    connect:
      form.rule === 'all'
        ? allToAll()
        : form.rule === 'one'
          ? oneToOne()
          : synapseList(synapses.map((s) => [s.from, s.to])),
    onSpike: onSpike.join('; '),
    ...(common === 'parameter' ? { parameters: { [`w_${form.name}`]: texts(weight) } } : {}),
    ...(common === 'weight' ? { weight: `${quantity(weight, first, d)}` } : {}),
    ...(common === undefined ? { weight: synapses.map((s) => texts(s.weight)) } : {}),
    ...(synapses.length === 0 || (same && synapses[0]!.delay === 1 && d.chance(0.5))
      ? {}
      : { delay: same ? quantity(delays[0]!, 'ms', d) : delays }),
    ...(release
      ? {
          release: shortTermPlasticity({
            U: release.U,
            tau_rec: quantity(release.rec, 'ms', d),
            ...(release.facil === undefined ? {} : { tau_facil: quantity(release.facil, 'ms', d) }),
          }),
        }
      : {}),
    ...(plasticity
      ? {
          plasticity: pairStdp({
            A_plus: plasticity.plus,
            A_minus: plasticity.minus,
            tau_plus: quantity(plasticity.tauPlus, 'ms', d),
            tau_minus: quantity(plasticity.tauMinus, 'ms', d),
            range: [quantity(plasticity.low, first, d), quantity(plasticity.high, first, d)],
            pairs: plasticity.nearest ? 'nearest' : 'all',
            dependence: plasticity.multiplicative ? 'multiplicative' : 'additive',
          }),
        }
      : {}),
  });
}
