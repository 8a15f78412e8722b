/** What drives the cells of a script: Poisson trains, given spikes, Poisson inputs onto a variable, tables of time. */
import { sameDimension, timeDimension } from '../../quantity/dimension.ts';
import { parseQuantity } from '../../quantity/quantity.ts';
import type { ScriptGroup } from './group.ts';
import { at, start } from './line.ts';
import type { Call } from './python.ts';
import { inTerms, listOf, type ScriptTable, type ScriptValues } from './script-values.ts';

/** N trains of one rate for each cell, whose spikes add to a variable. */
export interface PoissonInput {
  readonly name: string;
  readonly group: string;
  /** Cells [from, to) of it. */
  readonly cells: readonly [from: number, to: number];
  readonly variable: string;
  readonly count: number;
  readonly rate: string;
  readonly weight: string;
  readonly line: number;
}

function refuseOthers(
  what: string,
  { positional, named }: Call,
  line: number,
  known: readonly string[],
  most: number,
): void {
  const strange = [...named.keys()].find((key) => !known.includes(key));
  if (strange !== undefined) throw at(line, `'${strange}' of a ${what} is not known here`);
  if (positional.length > most)
    throw at(line, `a ${what} with ${positional.length} arguments without names is not known here`);
}

export function poissonOf(name: string, call: Call, line: number, values: ScriptValues): ScriptGroup {
  refuseOthers('PoissonGroup', call, line, ['N', 'rates', 'name', 'namespace', 'codeobj_class'], 2);
  const { positional, named } = call;
  const size = values.count(positional[0] ?? named.get('N') ?? '', line);
  const rates = positional[1] ?? named.get('rates') ?? '';
  const space = named.get('namespace');
  const text = values.text(rates)?.replaceAll(/\bN\b/g, `${size}`);
  const one = text ?? values.attempt(rates);
  const numbers = one === undefined ? values.numbers(rates, line, 'the rate') : undefined;
  if (numbers !== undefined && (numbers.shape.length !== 1 || numbers.values.length !== size))
    throw at(line, `'${start(rates)}' has ${numbers.shape.join(' × ')} rates for ${size} trains`);
  const { values: list = [], unit = '' } = numbers === undefined ? {} : listOf(numbers);
  const rate = one ?? list.map((x) => inTerms(`${x} ${unit}`.trim()));
  return {
    name,
    size,
    kind: 'poisson',
    line,
    declared: [],
    rate,
    initial: new Map(),
    namespace: space === undefined ? undefined : spaceOf(space, line, values),
  };
}

/** The names of a namespace. */
export function spaceOf(text: string, line: number, values: ScriptValues): ScriptValues {
  const space = values.space(text, line);
  if (space === undefined) throw at(line, `the namespace '${start(text)}' is no dict of quantities that can be read`);
  return space;
}

export function spikesOf(name: string, call: Call, line: number, values: ScriptValues): ScriptGroup {
  const known = ['N', 'indices', 'times', 'period', 'sorted', 'name', 'codeobj_class'];
  refuseOthers('SpikeGeneratorGroup', call, line, known, 3);
  const { positional, named } = call;
  const size = values.count(positional[0] ?? named.get('N') ?? '', line);
  const indices = values.numbers(positional[1] ?? named.get('indices') ?? '', line, 'the list of cells');
  const times = values.numbers(positional[2] ?? named.get('times') ?? '', line, 'the list of times');
  if (times.values.length > 0 && !sameDimension(times.dimension, timeDimension))
    throw at(line, 'the times of a SpikeGeneratorGroup have a unit of time');
  if (indices.values.length !== times.values.length)
    throw at(
      line,
      `${indices.values.length} cells and ${times.values.length} times make no spikes; one of each makes one`,
    );
  const strange = indices.values.find((cell) => !Number.isInteger(cell) || cell < 0 || cell >= size);
  if (strange !== undefined) throw at(line, `there is no cell ${strange} among ${size}`);
  if (times.values.some((time) => time < 0)) throw at(line, 'a SpikeGeneratorGroup takes times from 0 on');
  const period = named.has('period') ? values.time(named.get('period')!, line, 'the period') : 0;
  const given = { cells: indices.values, times: times.values, period: period === 0 ? undefined : period };
  return { name, size, kind: 'spikes', line, declared: [], spikes: given, initial: new Map() };
}

/** More spikes than this are a file's, not a document's. */
const MOST_SPIKES = 200_000;

/**
 * The spikes of a run of `duration` ms in steps of `dt` ms: those of time t in the step ⌊t/dt + 10⁻³⌋, as Brian2 has it, again after each
 * period. Times in ms, those of the steps.
 */
export function spikesWithin({ line, spikes }: ScriptGroup, dt: number, duration: number) {
  const { cells, times, period } = spikes!;
  const steps = times.map((time) => Math.floor(time / dt + 1e-3));
  const periods = period === undefined ? undefined : Math.round(period / dt);
  if (period !== undefined && Math.abs(periods! - period / dt) > 1e-9 * periods!)
    throw at(line, `the period of ${period} ms is no whole number of steps of ${dt} ms`);
  if (periods !== undefined && (periods < 1 || steps.some((step) => step >= periods)))
    throw at(line, `the period of ${period} ms is over before the last of its spikes`);
  const last = Math.round(duration / dt);
  const rounds = periods === undefined ? 1 : Math.ceil(last / periods);
  if (rounds * steps.length > MOST_SPIKES)
    throw at(line, `these are ${rounds * steps.length} spikes, and ${MOST_SPIKES} at most are written into a document`);
  const all = Array.from({ length: rounds }, (_, round) =>
    steps.map((step, k) => [step + round * (periods ?? 0), cells[k]!] as const),
  ).flat();
  // What comes after the end of the run does not come.
  const within = all.filter(([step]) => periods === undefined || step < last);
  // As short as it reads back to the step.
  const time = (step: number) => Number((step * dt).toPrecision(12));
  return { at: { values: within.map(([step]) => time(step)) }, cells: { values: within.map(([, cell]) => cell) } };
}

/** `endOf` tells which cells a name stands for. */
export function inputOf(
  name: string,
  call: Call,
  line: number,
  values: ScriptValues,
  endOf: (text: string) => { readonly group: ScriptGroup; readonly cells: readonly [number, number] },
): PoissonInput {
  refuseOthers('PoissonInput', call, line, ['target', 'target_var', 'N', 'rate', 'weight'], 5);
  const { positional, named } = call;
  const given = (k: number, key: string) => positional[k] ?? named.get(key) ?? '';
  const { group, cells } = endOf(given(0, 'target'));
  const variable = values.text(given(1, 'target_var')) ?? '';
  const count = Number(values.quantity(given(2, 'N'), line, 'a number of inputs'));
  if (!(Number.isInteger(count) && count >= 1)) throw at(line, `'${start(given(2, 'N'))}' is no number of inputs`);
  const rate = values.quantity(given(3, 'rate'), line, 'the rate');
  const written = given(4, 'weight');
  const weight = values.text(written) ?? values.quantity(written, line, 'the weight');
  if (group.kind !== 'cells' || !moves(String(group.model!['equations']), variable))
    throw at(
      line,
      `a PoissonInput adds to a variable with a differential equation, and '${variable}' of ${group.name} has none`,
    );
  return { name, group: group.name, cells, variable, count, rate, weight, line };
}

const equationOf = (variable: string): RegExp => new RegExp(`^(\\s*d${variable}\\s*/\\s*dt\\s*=)([^:]*):`, 'm');

const moves = (equations: string, variable: string): boolean =>
  /^\w+$/.test(variable) && equationOf(variable).test(equations);

/** Equations with Poisson inputs: what arrives within a step acts over that step, as in the presets of published networks. */
export function withInputs(equations: string, inputs: readonly PoissonInput[], size: number): string {
  return inputs.reduce((text, { variable, count, rate, weight, cells: [from, to] }, k) => {
    let arrived = inputs.length === 1 ? 'arrived' : `arrived_${k + 1}`;
    while (new RegExp(`\\b${arrived}\\b`).test(equations)) arrived += '_';
    const here = from === 0 && to === size ? '' : `int(i >= ${from} and i < ${to})*`;
    const line = `${arrived} = ${here}poisson(${count}*(${inTerms(rate)})*dt) : 1`;
    const grown = text.replace(
      equationOf(variable),
      (_, head: string, rate: string) =>
        `${head} ${rate.replaceAll(/#.*/g, '').trim()} + (${inTerms(weight)})*${arrived}/dt :`,
    );
    return `${line}\n${grown}`;
  }, equations);
}

/** A sentence where counts of Brian2, at most one of each train and step, spread less than Poisson's by more than 1 %. */
export function spreadOf({ rate, line }: PoissonInput, dt: number): string | undefined {
  const chance = parseQuantity(rate, undefined, 'rate').value * dt;
  if (!(chance > 0.01)) return undefined;
  return `line ${line}: Brian2 lets each input spike once per step at most, so that its counts vary by ${(100 * chance).toPrecision(2)} % less than these, which are Poisson's`;
}

/** Throws where a table changes within a step so that Brian2 would read another entry than is read here. */
export function tableWithin(name: string, { dt: width, length, line, values, step }: ScriptTable, dt: number) {
  const steps = step / dt;
  for (let k = 1; k < length; k++) {
    const after = k * steps - Math.floor(k * steps + 1e-6);
    // A fifth of a step is what a table adds to the time.
    if (after > 1e-6 && after < 0.21)
      throw at(
        line,
        `'${name}' changes at ${Number((k * steps * dt).toPrecision(6))} ms, within a step of ${dt} ms; a TimedArray that comes in changes at whole steps`,
      );
  }
  return { values, dt: width };
}
