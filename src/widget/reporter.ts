/** Keeps a model and a run of one mind: values both ways; state, figures and spikes to the model. */

import type { GalvaniRun } from '../element/index.ts';
import { messageOf } from '../errors.ts';
import { settingsOf, type WidgetFields } from './fields.ts';
import type { WidgetModel } from './model.ts';

/** Views of each model in order. The first one tells of its run; the others show theirs. */
const views = new WeakMap<WidgetModel<WidgetFields>, Set<Reporter>>();

export class Reporter {
  readonly #model: WidgetModel<WidgetFields>;
  readonly #element: GalvaniRun;
  readonly #off = new AbortController();
  /** Spikes that the model was sent. */
  #sent = 0;
  #due = false;

  constructor(model: WidgetModel<WidgetFields>, element: GalvaniRun) {
    this.#model = model;
    this.#element = element;
    views.set(model, (views.get(model) ?? new Set()).add(this));
    const { signal } = this.#off;
    element.addEventListener('galvani-ready', () => this.#begin(), { signal });
    element.addEventListener('galvani-set', () => this.#soon(), { signal });
    element.addEventListener(
      'galvani-spikes',
      (event) => {
        const { steps, cells, first } = (event as CustomEvent<Spikes & { first: number }>).detail;
        if (first === this.#sent) this.#send({ steps, cells }, false);
        else this.again();
        this.#soon();
      },
      { signal },
    );
    element.addEventListener('galvani-halt', () => this.#halt(), { signal });
    element.addEventListener('galvani-error', () => this.#soon(), { signal });
  }

  end(): void {
    this.#off.abort();
    views.get(this.#model)?.delete(this);
  }

  /** Values of the model that the run does not have yet. */
  apply(): void {
    const own = this.#element.set;
    const given = this.#model.get('values') ?? {};
    // Before the experiment is read they stand in an attribute.
    if (Object.keys(own).length === 0) {
      this.#element.setAttribute('set', settingsOf(this.#model) ?? '');
      return;
    }
    const changed = Object.entries(given).filter(([name, value]) => own[name] !== value);
    if (changed.length === 0) return;
    try {
      this.#element.set = Object.fromEntries(changed);
      this.#put({ error: '' });
    } catch (thrown) {
      this.#put({ error: messageOf(thrown) });
    }
    this.#soon();
  }

  /** All spikes so far, for a model that has not got every one. */
  again(): void {
    const { spikes } = this.#element;
    if (spikes !== undefined) this.#send(spikes, true);
  }

  get #tells(): boolean {
    return views.get(this.#model)?.values().next().value === this;
  }

  #begin(): void {
    this.#sent = 0;
    const spikes = this.#element.spikes;
    this.#send(spikes ?? { steps: new Uint32Array(0), cells: new Uint32Array(0) }, true);
    this.#soon();
  }

  #halt(): void {
    // What was taken back is taken back there too.
    if (this.#element.spikes?.steps.length !== this.#sent) this.again();
    this.#tell();
    this.#put({ summary: this.#element.summary ?? null });
  }

  /** `anew`: in the place of all that was sent before. */
  #send({ steps, cells }: Spikes, anew: boolean): void {
    this.#sent = (anew ? 0 : this.#sent) + steps.length;
    if (this.#tells)
      this.#model.send?.({ spikes: { anew, count: this.#sent } }, undefined, [bytesOf(steps), bytesOf(cells)]);
  }

  /** Once a frame at most; what happens until then is told with it. */
  #soon(): void {
    if (this.#due) return;
    this.#due = true;
    requestAnimationFrame(() => {
      this.#due = false;
      if (!this.#off.signal.aborted) this.#tell();
    });
  }

  #tell(): void {
    const { set, state, time, dt } = this.#element;
    this.#put({
      state,
      time_ms: time,
      dt_ms: dt ?? null,
      ...(Object.keys(set).length === 0 ? {} : { values: set }),
    });
  }

  #put(told: Partial<WidgetFields>): void {
    if (!this.#tells) return;
    let changed = false;
    for (const [name, value] of Object.entries(told) as [keyof WidgetFields, never][]) {
      if (JSON.stringify(this.#model.get(name)) === JSON.stringify(value)) continue;
      this.#model.set?.(name, value);
      changed = true;
    }
    if (changed) this.#model.save_changes?.();
  }
}

interface Spikes {
  readonly steps: Uint32Array;
  readonly cells: Uint32Array;
}

/** Little-endian, as all machines with browsers are. */
const bytesOf = (numbers: Uint32Array): ArrayBuffer => numbers.slice().buffer as ArrayBuffer;
