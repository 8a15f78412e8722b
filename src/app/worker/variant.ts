/** The networks that one experiment runs as: the preset's, with an edited model, with cells that can be touched. */
import { type CellDescription, cell, type Model, type Network, type Population } from '../../index.ts';
import type { Preset } from '../../presets/preset.ts';
import type { ModelText } from './messages.ts';
import { descriptionOf, sameModel, textOf } from './model-text.ts';
import { columns, driveOf, type TouchParts, touchable } from './touch.ts';

export interface Variant {
  readonly model: ModelText | undefined;
  readonly parts: TouchParts;
}

export const sameVariant = (a: Variant, b: Variant): boolean =>
  a.parts.current === b.parts.current && a.parts.silence === b.parts.silence && sameModel(a.model, b.model);

export class Family {
  readonly #origin: Network;
  readonly #preset: Preset;
  readonly #dt: number;
  readonly #owned: ReadonlySet<string>;

  /** `dt` in ms. */
  constructor(preset: Preset, origin: Network, dt: number) {
    this.#preset = preset;
    this.#origin = origin;
    this.#dt = dt;
    this.#owned = new Set(preset.parameters.map((p) => p.name));
  }

  /** The network of a variant. `hold`: the voltage of each cell at time 0 by population, in the variable's unit. */
  network({ model: edit, parts }: Variant, hold: ReadonlyMap<string, Float64Array>): Network {
    const touched = parts.current || parts.silence;
    if (edit === undefined && !touched) return this.#origin;
    const first = this.#first;
    return this.#origin.remodelled((population) => {
      const own = population.blueprint.model(this.#dt);
      const edited = population === first && edit !== undefined;
      if (!edited && !touched) return undefined;
      const description = edited ? descriptionOf(own.description, edit, this.#owned) : own.description;
      if (!touched) return { description };
      const model = edited ? cell(description) : own;
      return {
        description: touchable(description, model, this.variable(model), parts),
        initial: {
          ...(parts.current ? { [columns.current]: new Float64Array(population.size) } : {}),
          ...(parts.silence
            ? {
                [columns.silent]: new Float64Array(population.size),
                [columns.hold]: hold.get(population.name) ?? new Float64Array(population.size),
              }
            : {}),
        },
      };
    });
  }

  /** The model of the first population under an edit, before any touch. */
  model(edit: ModelText | undefined): Model | undefined {
    const own = this.#first?.blueprint.model(this.#dt);
    return edit === undefined || own === undefined ? own : cell(this.description(edit)!);
  }

  description(edit: ModelText | undefined): CellDescription | undefined {
    const own = this.#first?.blueprint.model(this.#dt).description;
    return own && descriptionOf(own, edit, this.#owned);
  }

  /** The texts of the first population under an edit. */
  text(edit: ModelText | undefined): ModelText {
    const own = this.#first?.blueprint.model(this.#dt).description;
    return edit ?? textOf(own ?? { equations: '' }, this.#owned);
  }

  /** The variable that is shown, kicked and held: the preset's first, or the model's. */
  variable(model: Model | undefined): string {
    const wanted = this.#preset.variables[0] ?? 'V';
    const states = model?.states ?? [];
    return (states.find((s) => s.name === wanted) ?? states[0])?.name ?? wanted;
  }

  /** Unit of the shown variable, and of currents into it. */
  units(model: Model | undefined): { readonly variable: string; readonly drive: string } {
    const name = this.variable(model);
    const unit = model?.states.find((s) => s.name === name)?.unit ?? '';
    return { variable: unit === '1' ? '' : unit, drive: model === undefined ? '' : driveOf(model, name).unit };
  }

  /** Names of the parameters that projections add to the first population. */
  added(): string[] {
    const targets = this.#origin.projections.filter((p) => p.target.population === this.#first);
    return [...new Set(targets.flatMap((p) => p.parameters.map((q) => q.name)))];
  }

  /** Populations of cells, with the name of the variable of each under an edit. */
  populations(edit: ModelText | undefined): { readonly population: Population; readonly variable: string }[] {
    return this.#origin.populations
      .filter((p) => p.blueprint.role === 'cells')
      .map((population) => ({
        population,
        variable: this.variable(population === this.#first ? this.model(edit) : population.blueprint.model(this.#dt)),
      }));
  }

  get #first(): Population | undefined {
    return this.#origin.populations.find((p) => p.blueprint.role === 'cells');
  }
}
