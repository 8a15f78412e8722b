/** Random small networks: one seed, one network. */
import { randomCell, randomLinearCell } from './cells.ts';
import { type Dice, dice } from './dice.ts';
import type { Case, CellForm, PopulationForm, ProjectionForm, SourceForm, Synapse } from './model.ts';
import { rules } from './rules.ts';

/** All rules take their turns, then networks that name none. */
const turns: readonly (string | undefined)[] = [...Object.keys(rules), undefined, undefined, undefined];

export function randomNetwork(seed: number): Case {
  const d = dice(seed);
  const integrator = turns[seed % turns.length];
  const cells = Array.from({ length: d.pick([1, 1, 2, 2, 3]) }, () => fitting(d, integrator));
  const dt = d.pick(cells.reduce((a, c) => (Math.max(...c.steps) < Math.max(...a.steps) ? c : a)).steps);
  const populations = cells.map((cell, k) => population(d, `cells${k}`, cell, dt));
  const steps = d.whole(40, 120);
  const sources = Array.from({ length: d.whole(1, 2) }, (_, k) => source(d, `drive${k}`, steps));
  const ends = [...sources, ...populations];
  const projections = Array.from({ length: d.whole(1, 5) }, (_, k) => {
    // The first is driven from outside, the others join anything.
    const from = k === 0 ? sources[0]! : d.pick(ends);
    return projection(d, `path${k}`, from, d.pick(populations), steps);
  });
  return { seed, dt, steps, integrator, populations, sources, projections, change: change(d, populations, steps) };
}

function fitting(d: Dice, integrator: string | undefined): CellForm {
  if (integrator === 'exact') return randomLinearCell(d);
  for (;;) {
    const cell = randomCell(d);
    if (integrator === undefined || !cell.not.includes(integrator)) return cell;
  }
}

function population(d: Dice, name: string, cell: CellForm, dt: number): PopulationForm {
  const size = d.pick([1, 1, 1, 2, 2, 3, 4, 6, 10, 20]);
  const each = (make: () => number): number[] => Array.from({ length: size }, make);
  const start = Object.fromEntries(
    Object.entries(cell.start).map(([state, [low, high]]) => [state, each(() => d.between(low, high))]),
  );
  const values = Object.fromEntries(
    cell.parameters.map((p) => {
      // Durations end between two grid points, so that no rounding decides their number of steps.
      const onGrid = (x: number): number => (p.name === 't_ref' ? (Math.floor(x / dt) + 0.23) * dt : x);
      if (!p.perCell) return [p.name, [onGrid(p.value)]];
      return [p.name, each(() => onGrid(Number((p.value * d.between(0.9, 1.1)).toPrecision(5))))];
    }),
  );
  return { name, cell, size, start, values };
}

function source(d: Dice, name: string, steps: number): SourceForm {
  const size = d.whole(1, 6);
  const rate = d.between(0.01, 0.08);
  return {
    name,
    size,
    steps: Array.from({ length: size }, () => [...Array(steps).keys()].filter(() => d.chance(rate))),
  };
}

function projection(
  d: Dice,
  name: string,
  from: SourceForm | PopulationForm,
  to: PopulationForm,
  steps: number,
): ProjectionForm {
  const one = from.size === to.size && d.chance(0.3);
  const all = !one && from.size * to.size <= 60 && d.chance(0.4);
  const pairs: [number, number][] = [];
  for (let i = 0; i < from.size; i++)
    for (let j = 0; j < to.size; j++) if (one ? i === j : all || d.chance(0.3)) pairs.push([i, j]);
  if (!one && !all && d.chance(0.3) && pairs.length > 0) pairs.push(d.pick(pairs));
  const input = d.pick(to.cell.inputs);
  const dyadic = (x: number): number => Math.round(x * 1024) / 1024;
  const weightOf = (): number => dyadic(input.size * d.between(0.3, 1.3)) || 1 / 1024;
  const kind = d.whole(0, 9);
  const plastic = kind === 0 && pairs.length > 0;
  const tired = kind === 1 || kind === 2;
  const shared = plastic ? false : d.chance(0.4);
  const [weight, delay] = [weightOf(), d.whole(1, 12)];
  const delays = d.chance(0.5) ? undefined : d.whole(1, Math.min(20, steps - 1));
  const high = dyadic(Math.abs(input.size) * 1.4) + 1 / 512;
  const synapses = pairs.map(
    ([i, j]): Synapse => ({
      from: i,
      to: j,
      weight: plastic ? Math.min(high, Math.abs(weightOf())) : shared ? weight : weightOf(),
      delay: delays === undefined ? delay : d.whole(1, delays),
    }),
  );
  const second = !plastic && !tired && to.cell.inputs.length > 1 && d.chance(0.15);
  const other = d.pick(to.cell.inputs.filter((x) => x.name !== input.name).concat(second ? [] : [input]));
  const sign = plastic ? Math.sign(input.size) : d.chance(0.2) ? 0.5 : 1;
  return {
    name,
    source: from.name,
    target: to.name,
    effects: [
      { name: input.name, factor: sign },
      // In the first variable's own measure.
      ...(second && other ? [{ name: other.name, factor: Number((other.size / input.size).toPrecision(3)) }] : []),
    ],
    synapses,
    rule: one ? 'one' : all ? 'all' : 'list',
    common: shared ? d.pick(['statement', 'parameter', 'weight']) : undefined,
    release: tired
      ? { U: d.between(0.1, 0.7), rec: d.between(10, 200), facil: d.chance(0.5) ? d.between(10, 200) : undefined }
      : undefined,
    plasticity: plastic
      ? {
          plus: d.between(0.02, 0.2),
          minus: d.between(0.02, 0.2),
          tauPlus: d.between(5, 30),
          tauMinus: d.between(5, 30),
          low: 0,
          high,
          nearest: d.chance(0.4),
          multiplicative: d.chance(0.4),
        }
      : undefined,
  };
}

function change(d: Dice, populations: readonly PopulationForm[], steps: number): Case['change'] {
  if (d.chance(0.7)) return undefined;
  const { name, cell } = d.pick(populations);
  const shared = cell.parameters.filter((p) => !p.perCell && p.name !== 't_ref');
  if (shared.length === 0) return undefined;
  const parameter = d.pick(shared);
  // At a short step its variable is slow, which single precision has to know when the network is built.
  if (parameter.name === 'tau_w') return undefined;
  const value = Number((parameter.value * d.between(0.8, 1.2)).toPrecision(4));
  return { step: d.whole(10, steps - 10), population: name, parameter: parameter.name, value };
}
