/** The parameters of a preset as the running network has them, and how it was when it started. */
import { type Simulation, UserError } from '../../index.ts';
import type { Preset, PresetParameter } from '../../presets/preset.ts';
import { fromUnit } from '../units.ts';
import { populationOf } from './traced.ts';

export class LiveParameters {
  readonly #preset: Preset;
  readonly #now: Map<string, number>;
  #base: Map<string, number>;

  /** `values` in the preset's units; a parameter that is missing has its default. */
  constructor(preset: Preset, values: Readonly<Record<string, number>>) {
    this.#preset = preset;
    this.#now = new Map(preset.parameters.map((p) => [p.name, values[p.name] ?? p.value]));
    this.#base = new Map(this.#now);
  }

  get preset(): string {
    return this.#preset.name;
  }

  /** Every parameter in internal units: what `Preset.build` takes. */
  internal(): Record<string, number> {
    const out: Record<string, number> = {};
    for (const p of this.#preset.parameters) out[p.name] = fromUnit(this.#now.get(p.name)!, p.unit);
    return out;
  }

  /** Acts on the running network. `value` in the preset's unit. */
  set(simulation: Simulation, name: string, value: number): void {
    const parameter = this.#preset.parameters.find((p) => p.name === name);
    if (parameter === undefined) throw new UserError(`The preset ${this.#preset.name} has no parameter '${name}'.`);
    if (parameter.acts !== 'live') throw new UserError(`${name} needs a new network; it cannot act on a running one.`);
    applyParameter(simulation, parameter, value);
    this.#now.set(name, value);
  }

  /** From now on, the present values are those the run started with. */
  rebase(): void {
    this.#base = new Map(this.#now);
  }

  /** Gives the network the values it started with. */
  restoreBase(simulation: Simulation): void {
    for (const p of this.#preset.parameters) {
      const value = this.#base.get(p.name)!;
      if (p.acts !== 'live' || value === this.#now.get(p.name)) continue;
      applyParameter(simulation, p, value);
      this.#now.set(p.name, value);
    }
  }
}

function applyParameter(simulation: Simulation, parameter: PresetParameter, value: number): void {
  const text = `${value} ${parameter.unit}`;
  const population = populationOf(simulation.groups, 0);
  if (population === undefined) throw new UserError('The network has no cells, so there is nothing to change.');
  simulation.setParameter(population.name, parameter.name, text);
}
