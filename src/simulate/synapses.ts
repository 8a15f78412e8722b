/** Variables of synapses from the host: read, written, and changed at regular times. */
import { residueOf } from '../compile/compensation.ts';
import type { Engine } from '../engine/engine.ts';
import { InternalError, shown, UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { Tape } from '../expression/tape.ts';
import { transform } from '../expression/visit.ts';
import type { Dynamics } from '../network/dynamics/rule.ts';
import type { Network } from '../network/network.ts';
import { LAST, type RoutineRule, WEIGHT } from '../network/synapse-rules.ts';
import { uniformValues } from '../program/hoist.ts';
import type { Pathway, Plasticity } from '../program/pathway.ts';
import type { Program } from '../program/program.ts';
import { groupsOf, weightedOf } from '../program/synapses.ts';
import { fromUnit, toUnit } from '../quantity/quantity.ts';

/** The plastic synapses of a projection. */
interface PlasticProjection {
  readonly name: string;
  /** Number of the pathway. */
  readonly index: number;
  readonly pathway: Pathway;
  readonly plasticity: Plasticity;
  /** Names of all variables by number, the weight first. */
  readonly names: readonly string[];
}

/** A variable of the synapses of a projection. */
export interface SynapseVariable {
  readonly name: string;
  readonly unit: string;
  /** Who keeps it: each synapse, or the cell at one of its ends, for all its synapses. */
  readonly of: 'synapse' | 'source' | 'target';
  /** Number of the projection's synapses. */
  readonly synapses: number;
}

/** A variable that the cells at one end of a projection keep. */
interface Trace extends SynapseVariable {
  readonly projection: string;
  readonly pathway: Pathway;
  /** Number of the population that keeps it, and of its column. */
  readonly population: number;
  readonly column: number;
}

/** What is done to the synapses of a projection at regular times. */
interface Timed extends RoutineRule {
  readonly projection: string;
  /** Steps from one time to the next. */
  readonly every: number;
}

interface Routine extends Omit<Timed, 'projection'> {
  readonly place: PlasticProjection;
}

/** `dt` in ms. Throws a UserError where an interval is no whole number of steps. */
export const routinesOf = (network: Network, dt: number): Timed[] =>
  network.projections.flatMap(({ name, dynamics }) =>
    (dynamics?.plasticity?.routines ?? []).map(({ interval, ...rule }): Timed => {
      const every = Math.round(interval / dt);
      if (every < 1 || Math.abs(every * dt - interval) > 1e-6 * interval)
        throw new UserError(
          `The projection ${name} does something every ${interval} ms, which is no whole number of steps of ${dt} ms.`,
        );
      return { ...rule, every, projection: name };
    }),
  );

export class Synapses {
  readonly #program: Program;
  readonly #engine: Engine;
  readonly #projections: readonly string[];
  /** Current shared parameters of each population, internal units. */
  readonly #parameters: readonly ReadonlyMap<string, number>[];
  readonly #places: readonly PlasticProjection[];
  readonly #traces: readonly Trace[];
  readonly #routines: readonly Routine[];

  /** Throws a UserError where an interval is no whole number of steps. */
  constructor(network: Network, program: Program, engine: Engine, parameters: readonly ReadonlyMap<string, number>[]) {
    this.#program = program;
    this.#engine = engine;
    this.#parameters = parameters;
    this.#projections = network.projections.map(({ name }) => name);
    this.#places = weightedOf(program).flatMap(({ name, group, plasticity }, index): PlasticProjection[] => {
      const pathway = program.synapses[group]!;
      if (!plasticity || pathway.kind !== 'pathway') return [];
      return [{ name, index, pathway, plasticity, names: [WEIGHT, ...plasticity.variables.map((v) => v.name)] }];
    });
    this.#traces = network.projections.flatMap(({ name, dynamics }) => tracesOf(program, name, dynamics));
    this.#routines = routinesOf(network, program.dt).map(({ projection, ...routine }): Routine => {
      const place = this.#places.find(({ name }) => name === projection)!;
      return { ...routine, place };
    });
  }

  /** Whether there is anything to read of the projection's synapses. */
  has(projection: string): boolean {
    return (
      this.#places.some(({ name }) => name === projection) || this.#traces.some((t) => t.projection === projection)
    );
  }

  /** All of them but the weight. Throws a UserError where there is no such projection. */
  variables(projection: string): SynapseVariable[] {
    if (!this.#projections.includes(projection))
      throw new UserError(
        `There is no projection ${shown(projection)}. There are ${quoted(this.#projections) || 'none'}.`,
      );
    const place = this.#places.find(({ name }) => name === projection);
    const synapses = place?.pathway.targets.length ?? 0;
    const own = place?.plasticity.variables.filter(({ name }) => isKnown(name)) ?? [];
    return [
      ...own.map(({ name, unit }): SynapseVariable => ({ name, unit: unit || '1', of: 'synapse', synapses })),
      ...this.#traces
        .filter((trace) => trace.projection === projection)
        .map(({ name, unit, of, synapses: count }): SynapseVariable => ({ name, unit, of, synapses: count })),
    ];
  }

  /** Values of a variable of every synapse, in its own unit. Throws a UserError where there is none. */
  async read(projection: string, variable: string): Promise<Float64Array> {
    const trace = this.#trace(projection, variable);
    if (trace) return this.#spread(trace);
    const place = this.#place(projection, variable);
    const number = this.#variable(place, variable);
    const values = this.#current(place, await this.#engine.readWeights(place.index), number, this.#engine.step);
    const unit = unitOf(place, number);
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0)
      throw new UserError(
        `'${variable}' of synapse ${bad} of '${projection}' is ${values[bad]}: a rule has driven it beyond what numbers hold. Look at its equations and statements, or take a smaller dt.`,
      );
    return values.map((value) => toUnit(value, unit));
  }

  /** Replaces the values of a variable, in its own unit. */
  write(projection: string, variable: string, values: ArrayLike<number>): Promise<void> {
    const trace = this.#trace(projection, variable);
    if (trace)
      throw new UserError(
        `'${variable}' of '${projection}' is kept by the ${trace.of} cells, one value for all synapses of a cell, and is not written; the weight and variables of the synapses' own are.`,
      );
    const place = this.#place(projection, variable);
    const number = this.#variable(place, variable);
    const { length } = place.pathway.targets;
    if (values.length !== length)
      throw new UserError(
        `'${projection}' has ${length} synapses, but ${values.length} values were given for ${variable}.`,
      );
    const unit = unitOf(place, number);
    const inside = Float64Array.from(values, (value) => fromUnit(value, unit));
    const { low, high } = place.plasticity;
    const bad = inside.findIndex(
      (value) => !Number.isFinite(value) || (number === 0 && !(value >= low && value <= high)),
    );
    if (bad >= 0)
      throw new UserError(
        `The value ${values[bad]} of ${variable} for synapse ${bad} of '${projection}' is ${
          Number.isFinite(inside[bad]!)
            ? `outside the range from ${toUnit(low, unit)} to ${toUnit(high, unit)}${unit === '1' ? '' : ` ${unit}`}`
            : 'no finite number'
        }.`,
      );
    if (this.#now(place, number) === undefined) {
      this.#set(place, number, inside);
      return Promise.resolve();
    }
    const step = this.#engine.step;
    return this.#engine.readWeights(place.index).then((block) => {
      this.#store(place, block, new Map([[number, inside]]), step);
    });
  }

  /**
   * How many steps may be queued from `step`, the next one, on, once what is due before it has been done. 0: something is due, and steps
   * are under way that must be over before.
   */
  async stepsFrom(step: number, underWay: boolean): Promise<number> {
    if (this.#isDue(step)) {
      if (underWay) return 0;
      for (const routine of this.#routines) if (step % routine.every === 0) await this.#perform(routine, step);
    }
    return this.stepsToNext(step);
  }

  /** Steps from `step` to the next time at which something is done; infinite where nothing ever is. */
  stepsToNext(step: number): number {
    return Math.min(...this.#routines.map(({ every }) => every - (step % every)));
  }

  #isDue(step: number): boolean {
    return step > 0 && this.#routines.some(({ every }) => step % every === 0);
  }

  async #perform({ place, values, sums }: Routine, step: number): Promise<void> {
    const { pathway, plasticity, names } = place;
    const { length } = pathway.targets;
    const block = await this.#engine.readWeights(place.index);
    const columns = names.map((_, number) => this.#current(place, block, number, step));
    for (const { over, of } of sums) columns.push(sumOver(pathway, over, columns[names.indexOf(of)]!));
    const states = [...names, ...sums.map((sum) => sum.name)].map((name) => ({ name }));
    const { population } = this.#program.inlets[pathway.inlet]!;
    const tape = new Tape([...values.values()], { states, tables: [] });
    tape.setParameters(Object.fromEntries(this.#parameters[population]!));
    const row = new Float64Array(states.length);
    const out = new Float64Array(values.size);
    const results = [...values.keys()].map((name) => ({
      number: names.indexOf(name),
      values: new Float64Array(length),
    }));
    for (let s = 0; s < length; s++) {
      for (let c = 0; c < columns.length; c++) row[c] = columns[c]![s]!;
      tape.run(0, row, out, row, 0);
      results.forEach((result, k) => {
        const value = out[k]!;
        result.values[s] = result.number === 0 ? Math.min(Math.max(value, plasticity.low), plasticity.high) : value;
      });
    }
    this.#store(place, block, new Map(results.map((result) => [result.number, result.values])), step);
  }

  /** Writes new values; where events bring one of them up to date, all of these as they are before `step`. */
  #store(
    place: PlasticProjection,
    block: Float64Array,
    changed: ReadonlyMap<number, Float64Array>,
    step: number,
  ): void {
    const { length } = place.pathway.targets;
    const all = new Map(changed);
    if ([...changed.keys()].some((number) => this.#now(place, number))) {
      place.names.forEach((_, number) => {
        if (!all.has(number) && this.#now(place, number)) all.set(number, this.#current(place, block, number, step));
      });
      const { high, low } = parts(step - 1);
      LAST.forEach((name, k) => {
        all.set(place.names.indexOf(name), new Float64Array(length).fill(k === 0 ? high : low));
      });
    }
    for (const [number, values] of all) this.#set(place, number, values);
  }

  /** Also forgets what rounding lost of the sum that stood there. */
  #set({ index, names, pathway }: PlasticProjection, number: number, values: Float64Array): void {
    const { length } = pathway.targets;
    this.#engine.writeWeights(index, values, number * length);
    const residue = names.indexOf(residueOf(names[number]!));
    if (residue >= 0) this.#engine.writeWeights(index, new Float64Array(length), residue * length);
  }

  /** Values of a variable as they are before `step`, of all that an engine keeps of the synapses. */
  #current(place: PlasticProjection, block: Float64Array, number: number, step: number): Float64Array {
    const { pathway, names } = place;
    const { length } = pathway.targets;
    const now = this.#now(place, number);
    if (!now) return block.slice(number * length, (number + 1) * length);
    const { population } = this.#program.inlets[pathway.inlet]!;
    const { uniforms } = this.#program.populations[population]!;
    const shared = uniformValues(uniforms, this.#parameters[population]!, this.#program.dt);
    const { high, low } = parts(step - 1);
    const value = transform([now], (e) => {
      if (e.op === 'synapse') return b.state(names[e.index]!);
      if (e.op === 'uniform') return b.number(shared[e.index]!);
      if (e.op === 'dt') return b.number(this.#program.dt);
      return e.op === 'step' ? b.number(e.part === 'high' ? high : low) : undefined;
    });
    const tape = new Tape(value, { states: names.map((name) => ({ name })), tables: [] });
    const row = new Float64Array(names.length);
    const out = new Float64Array(1);
    return Float64Array.from({ length }, (_, s) => {
      for (let v = 0; v < names.length; v++) row[v] = block[v * length + s]!;
      tape.run(0, row, out, row, 0);
      return out[0]!;
    });
  }

  #now({ plasticity }: PlasticProjection, number: number): Expr | undefined {
    return number === 0 ? undefined : plasticity.variables[number - 1]!.now;
  }

  #trace(projection: string, variable: string): Trace | undefined {
    const own = this.#places.find(({ name }) => name === projection)?.names.includes(variable) ?? false;
    return own ? undefined : this.#traces.find((t) => t.projection === projection && t.name === variable);
  }

  /** What the cells at an end keep, synapse by synapse. */
  async #spread({ pathway, population, column, of, unit }: Trace): Promise<Float64Array> {
    const kept = await this.#engine.readColumn(population, column);
    const { rows, targets, inlet } = pathway;
    const { width, offsets } = this.#program.ring;
    const values = new Float64Array(targets.length);
    for (let i = 0; i + 1 < rows.length; i++)
      for (let s = rows[i]!; s < rows[i + 1]!; s++)
        values[s] = toUnit(kept[of === 'source' ? i : (targets[s]! % width) - offsets[inlet]!]!, unit);
    return values;
  }

  /** The projection's plastic synapses, of which a variable is wanted. */
  #place(projection: string, variable: string): PlasticProjection {
    const place = this.#places.find(({ name }) => name === projection);
    if (place) return place;
    if (this.has(projection)) throw this.#unknown(projection, variable);
    throw new UserError(
      `There is no plastic projection ${shown(projection)}. There are ${
        quoted(this.#places.map(({ name }) => name)) || 'none'
      }.`,
    );
  }

  #variable({ name, names }: PlasticProjection, variable: string): number {
    if (names.filter(isKnown).includes(variable)) return names.indexOf(variable);
    throw this.#unknown(name, variable);
  }

  #unknown(projection: string, variable: string): UserError {
    const weight = this.#places.some(({ name }) => name === projection) ? [WEIGHT] : [];
    const known = quoted([...weight, ...this.variables(projection).map(({ name }) => name)]);
    return new UserError(`The synapses of '${projection}' have no variable ${shown(variable)}. They have ${known}.`);
  }
}

/** Hidden variables have names of several words. */
const isKnown = (name: string): boolean => !name.includes(' ');

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

/** What the cells at the ends of a projection keep for it. */
function tracesOf(program: Program, projection: string, dynamics: Dynamics | undefined): Trace[] {
  const pathway = groupsOf(program, 'pathway').find(({ name }) => name === projection);
  if (!pathway) return [];
  return (['source', 'target'] as const).flatMap((of) =>
    (dynamics?.[of]?.states ?? []).map(({ own, name, unit }): Trace => {
      const population = pathway[of];
      const column = program.populations[population]!.columns.findIndex((c) => c.name === name);
      if (column < 0) throw new InternalError(`'${name}' is kept by no column.`);
      return {
        projection,
        pathway,
        of,
        name: own,
        unit: unit || '1',
        population,
        column,
        synapses: pathway.targets.length,
      };
    }),
  );
}

const unitOf = ({ plasticity }: PlasticProjection, number: number): string =>
  (number === 0 ? plasticity.unit : plasticity.variables[number - 1]!.unit) || '1';

/** A step in the parts that rules keep it in; −1, before the first, is below the lower one's range. */
function parts(step: number): { readonly high: number; readonly low: number } {
  const high = Math.max(0, Math.floor(step / 2 ** 16));
  return { high, low: step - high * 2 ** 16 };
}

/** Of every synapse, the sum of a variable over those of the same target or source, in the order of their numbers. */
function sumOver({ rows, plasticity }: Pathway, over: 'in' | 'out', values: Float64Array): Float64Array {
  const { columns, synapses } = plasticity!;
  const all = new Float64Array(values.length);
  const pointers = over === 'in' ? columns : rows;
  for (let cell = 0; cell + 1 < pointers.length; cell++) {
    let sum = 0;
    for (let k = pointers[cell]!; k < pointers[cell + 1]!; k++) sum += values[over === 'in' ? synapses[k]! : k]!;
    for (let k = pointers[cell]!; k < pointers[cell + 1]!; k++) all[over === 'in' ? synapses[k]! : k] = sum;
  }
  return all;
}
