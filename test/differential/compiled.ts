/** A population's formulas as functions, and what the structure of its equations decides. */
import type { Machine } from './machine.ts';
import type { CellForm, Condition } from './model.ts';
import { type Rule, rules } from './rules.ts';
import { affineIn, changesByItself, code, linear, type Places, sees, slope, type Term } from './terms.ts';

type Values = ArrayLike<number>;
/** Over values, values at the end of the step before, parameters and the time in steps. */
type Formula = (y: Values, before: Values, p: Values, t: number) => number;
type Fill = (y: Values, p: Values, t: number, out: number[]) => void;

export interface Compiled {
  readonly n: number;
  readonly slopes: Fill;
  readonly jacobian: Fill;
  readonly spikes: ((y: Values, before: Values, p: Values, t: number) => boolean) | undefined;
  readonly reset: readonly { readonly index: number; readonly value: Formula }[];
  readonly duration: Formula | undefined;
  readonly stays: ((y: Values, before: Values, p: Values, t: number) => boolean) | undefined;
  readonly rule: Rule;
  /** Variables with a known course, and all others. */
  readonly linear: readonly number[];
  readonly free: readonly number[];
  readonly voltage: readonly boolean[];
  readonly held: readonly boolean[];
}

export function compiled(cell: CellForm, integrator: string | undefined, dt: number, m: Machine): Compiled {
  const names = cell.states.map((s) => s.name);
  const parameters = cell.parameters.map((p) => p.name);
  const places: Places = {
    state: (name) => `y[${names.indexOf(name)}]`,
    before: (name) => `before[${names.indexOf(name)}]`,
    parameter: (name) => `p[${parameters.indexOf(name)}]`,
  };
  const js = (t: Term): string => code(t, places, m.rough);
  const make = <T>(text: string): T =>
    new Function('f', 'R', 'F', 'dt', `return ${text}`)(m.functions, m.R, m.F, dt) as T;
  const fill = (lines: string[]): Fill => make(`(y, p, t, out) => { ${lines.join('\n')} }`);
  const formula = (t: Term): Formula => make(`(y, before, p, t) => ${js(t)}`);
  const condition = ({ kind, lhs, rhs }: Condition) => {
    const now = `f.over(${js(lhs)}, ${js(rhs)})`;
    if (kind !== 'crosses') return make<Compiled['spikes']>(`(y, before, p, t) => ${now} ${kind} 0`)!;
    const then = now.replaceAll('y[', 'before[');
    return make<Compiled['spikes']>(`(y, before, p, t) => { const was = ${then} < 0; return ${now} >= 0 && was; }`)!;
  };
  const entries = cell.states.flatMap((row, i) =>
    names.flatMap((name, j) => {
      if (!sees(row.slope, name)) return [];
      return [`out[${i * names.length + j}] = ${js(slope(row.slope, name))};`];
    }),
  );
  const rule = rules[integrator ?? ruleByStructure(cell)]!;
  const apart = rule.synapses === 'joint' ? new Set<string>() : linearVariables(cell);
  const indices = [...names.keys()];
  return {
    n: names.length,
    slopes: fill(cell.states.map((s, i) => `out[${i}] = ${js(s.slope)};`)),
    jacobian: fill([`out.fill(0, 0, ${names.length ** 2});`, ...entries]),
    spikes: cell.threshold && condition(cell.threshold),
    reset: cell.reset.map(({ name, value }) => ({ index: names.indexOf(name), value: formula(value) })),
    duration: cell.refractory?.kind === 'duration' ? formula(cell.refractory.value) : undefined,
    stays: cell.refractory?.kind === 'condition' ? condition(cell.refractory.is) : undefined,
    rule,
    linear: indices.filter((i) => apart.has(names[i]!)),
    free: indices.filter((i) => !apart.has(names[i]!)),
    voltage: cell.states.map((s) => s.unit === 'mV'),
    held: cell.states.map((s) => s.held),
  };
}

/** What runs where nothing is named: docs/equations.md, "Integrators". */
function ruleByStructure({ states, reset }: CellForm): string {
  if (states.every((s) => linear(s.slope))) return 'exact';
  if (states.every((s) => affineIn(s.slope, s.name)) || reset.length === 0) return 'exp_midpoint';
  return 'ind_exp_euler';
}

/**
 * Variables that are linear with constant coefficients among themselves: docs/networks.md, "Projections". Voltages, variables that a reset
 * changes and variables that refractoriness holds are none.
 */
function linearVariables({ states, reset }: CellForm): ReadonlySet<string> {
  const found = new Set(
    states
      .filter((s) => s.unit !== 'mV' && !s.held && !reset.some((r) => r.name === s.name))
      .filter((s) => linear(s.slope) && !changesByItself(s.slope))
      .map((s) => s.name),
  );
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const { name, slope: t } of states)
      if (states.some((o) => sees(t, o.name) && !found.has(o.name))) found.delete(name);
  }
  return found;
}
