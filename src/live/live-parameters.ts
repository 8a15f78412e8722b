/** The parameters of a preset as the running network has them. All values in the preset's units. */
import { fromUnit, parseQuantity, type Simulation, toUnit, UserError } from '../index.ts';
import { type Amount, isAmount } from '../numbers/amount.ts';
import type { Preset, PresetParameter } from '../presets/preset.ts';
import { type SetAct, setEverywhere } from '../simulate/interventions/index.ts';

/** By name, in the units of the parameters. */
export type ParameterValues = Readonly<Record<string, number>>;

export class LiveParameters {
  readonly #preset: Preset;
  #now: Map<string, number>;

  /** A parameter that is missing has its default. */
  constructor(preset: Preset, values: ParameterValues) {
    this.#preset = preset;
    this.#now = new Map(preset.parameters.map((p) => [p.name, values[p.name] ?? p.value]));
  }

  get values(): Record<string, number> {
    return Object.fromEntries(this.#now);
  }

  /** Every parameter in internal units: what `Preset.build` takes. */
  internal(): Record<string, number> {
    const out: Record<string, number> = {};
    for (const p of this.#preset.parameters) out[p.name] = fromUnit(this.#now.get(p.name)!, p.unit);
    return out;
  }

  /** Acts on the running network. */
  set(simulation: Simulation, { name, value: given, population }: SetAct): void {
    const parameter = this.#preset.parameters.find((p) => p.name === name);
    if (parameter === undefined) throw new UserError(`The preset ${this.#preset.name} has no parameter '${name}'.`);
    if (population !== undefined)
      throw new UserError(
        `${name} is a parameter of all of ${this.#preset.name}; leave out the population '${population}'.`,
      );
    const value = valueIn(parameter, given);
    if (parameter.acts !== 'live') throw new UserError(`${name} needs a new network; it cannot act on a running one.`);
    const [low, high] = parameter.range;
    if (!(value >= low && value <= high))
      throw new UserError(`${name} must lie between ${low} and ${high}${parameter.unit ? ` ${parameter.unit}` : ''}.`);
    applyParameter(simulation, parameter, value);
    this.#now.set(name, value);
  }

  /** Gives a network that was built, or stands, with `from` the values `to`; they are the present ones from then on. */
  move(simulation: Simulation, from: ParameterValues, to: ParameterValues): void {
    for (const p of this.#preset.parameters) {
      const value = to[p.name] ?? p.value;
      this.#now.set(p.name, value);
      if (p.acts === 'live' && value !== (from[p.name] ?? p.value)) applyKnown(simulation, p, value);
    }
  }
}

/** In the parameter's unit; what has that unit already is taken as it is. */
function valueIn({ name, unit }: PresetParameter, given: string | Amount): number {
  if (isAmount(given) && given.unit === unit) return given.value;
  return toUnit(parseQuantity(given, parseQuantity(`1 ${unit}`).dimension, name).value, unit || '1');
}

/** On every population that has it. */
function applyParameter(simulation: Simulation, parameter: PresetParameter, value: number): void {
  const populations = simulation.shape.populations.map((p) => p.name);
  setEverywhere(simulation, populations, parameter.name, { value, unit: parameter.unit });
}

/** A model edited on the page may have lost the parameter; then it has nothing to act on. */
function applyKnown(simulation: Simulation, parameter: PresetParameter, value: number): void {
  try {
    applyParameter(simulation, parameter, value);
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
  }
}
