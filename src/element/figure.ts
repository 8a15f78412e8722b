/** The state behind one element: its experiment from where it was read to where it runs, as signals. */
import { effect, type Signal, signal } from '@preact/signals';
import { readParameter } from '../app/entries.ts';
import type { Palette } from '../app/plots/palette.ts';
import { quantityText } from '../app/quantity-text.ts';
import { presetOf } from '../app/run/experiment.ts';
import type { ExperimentAddress } from '../app/run/experiment-address.ts';
import { Session } from '../app/run/session.ts';
import { type SpikeBlock, type Summary, SummaryTally, UserError } from '../index.ts';
import type { Experiment } from '../live/index.ts';
import type { PresetParameter } from '../presets/preset.ts';
import { type ElementOptions, readPublished, standard } from './options.ts';
import { openPort } from './pool.ts';
import type { ParameterSettings } from './settings.ts';

/** What happens, for those who listen. */
export interface Happenings {
  ready(): void;
  /** `first`: how many there were before; fewer than were told where the run went back. */
  spikes(spikes: SpikeBlock, first: number): void;
  halt(): void;
  set(name: string, value: string): void;
  error(message: string): void;
}

export class Figure {
  readonly options: Signal<ElementOptions> = signal(standard);
  readonly session = signal<Session | undefined>(undefined);
  /** Why there is no run: a sentence. */
  readonly problem = signal<string | undefined>(undefined);
  readonly reading = signal(false);
  readonly title = signal('');
  readonly refused = signal<readonly string[]>([]);
  readonly hover = signal('');
  readonly palette: Signal<Palette>;
  /** Address of the page that opens it; undefined: there is none. */
  page: string | undefined;
  /** Values for parameters that the author has written, by name. */
  authored: ParameterSettings = {};
  /** Those that were set since. */
  #settings: ParameterSettings = {};
  /** The attribute `spikes-hash`; '' where there is none. */
  published = '';
  readonly #read: () => Promise<ExperimentAddress>;
  readonly #tell: Happenings;
  readonly #seen = signal(false);
  /** Whether it was paused for being out of sight, and continues when it is seen. */
  #held = false;
  /** Whether another experiment waits to be seen. */
  #pending = false;
  #asked = 0;
  #stop: () => void = () => {};

  /** `read` reads the experiment whenever it is asked for anew. */
  constructor(palette: Palette, read: () => Promise<ExperimentAddress>, tell: Happenings) {
    this.palette = signal(palette);
    this.#read = read;
    this.#tell = tell;
  }

  /** It came into sight, or left it; out of sight nothing runs. */
  see(seen: boolean): void {
    this.#seen.value = seen;
    if (!seen || this.session.peek() !== undefined) return;
    const wanted = this.#pending || this.options.peek().autoplay;
    if (wanted && !this.reading.peek() && this.problem.peek() === undefined) void this.open();
  }

  /** Runs or pauses; the first time reads the experiment. */
  toggle(): void {
    if (this.session.peek()?.phase.peek() === 'running') this.pause();
    else this.run();
  }

  run(): void {
    const session = this.session.peek();
    if (session === undefined) void this.open();
    else session.run();
  }

  /** What was set was of the experiment before. */
  forget(): void {
    this.close();
    this.#settings = {};
  }

  /** Reads the experiment anew; it runs if it may: at once where it is seen, else when it is. */
  renew(): void {
    if (this.#seen.peek()) void this.open();
    else this.#pending = true;
  }

  pause(): void {
    this.#held = false;
    this.session.peek()?.pause();
  }

  reset(): void {
    this.#held = false;
    this.session.peek()?.reset();
  }

  /** Shows what is wrong in place of a run. */
  refuse(message: string): void {
    this.close();
    this.problem.value = message;
    this.#tell.error(message);
  }

  /** Reads the experiment anew and runs it. */
  async open(): Promise<void> {
    this.close();
    this.#pending = false;
    const asked = this.#asked;
    this.reading.value = true;
    try {
      const address = await this.#read();
      if (asked === this.#asked) this.#begin(address);
    } catch (thrown) {
      if (asked !== this.#asked) return;
      if (!(thrown instanceof UserError)) throw thrown;
      this.refuse(thrown.message);
    } finally {
      if (asked === this.#asked) this.reading.value = false;
    }
  }

  /** Lets go of what it holds. */
  close(): void {
    this.#asked++;
    this.#stop();
    this.#stop = () => {};
    this.session.peek()?.dispose();
    this.session.value = undefined;
    this.problem.value = undefined;
    this.reading.value = false;
    this.#held = false;
  }

  /** Gives parameters other values; on a run that stands or goes, as a person's slider would. */
  set(settings: ParameterSettings): void {
    const session = this.session.peek();
    const values = session === undefined ? {} : valuesOf(session.experiment.peek(), settings);
    this.#settings = { ...this.#settings, ...settings };
    session?.change(values, session.ends());
  }

  /** Values of all parameters as texts; undefined before the experiment was read. */
  values(): Record<string, string> | undefined {
    const experiment = this.session.peek()?.experiment.peek();
    if (experiment === undefined) return undefined;
    return Object.fromEntries(presetOf(experiment).parameters.map((p) => [p.name, textOf(p, experiment)]));
  }

  /** The figures of the run so far, as the command line gives them; undefined before there is one. */
  summary(): Summary | undefined {
    const record = this.session.peek()?.record.peek();
    if (record === undefined) return undefined;
    const { dt, cells, groups } = record.description;
    const tally = new SummaryTally({ dt, cells, groups }, 0, record.steps);
    tally.add(record.spikes.spikes());
    return tally.finish();
  }

  #begin(address: ExperimentAddress): void {
    const { plan, view, expected, until, refused } = address;
    const { backend } = this.options.peek();
    const given = backend === undefined ? address.experiment : { ...address.experiment, backend };
    const authored = valuesOf(given, this.authored);
    const values = { ...given.values, ...authored, ...valuesOf(given, this.#settings) };
    const experiment = { ...given, values };
    const steps = Math.round(experiment.duration / experiment.dt);
    // A link promises the spikes of its own values.
    const promised = Object.keys(authored).length === 0 ? expected : undefined;
    const published = this.published === '' ? promised : readPublished(this.published, steps);
    const session = new Session(openPort, experiment);
    session.open(experiment, true, plan, view, { until: published?.steps ?? until });
    // Other values make other spikes, and nobody said which.
    if (Object.keys(this.#settings).length === 0) session.expected.value = published;
    this.refused.value = refused;
    this.title.value = presetOf(experiment).title;
    this.session.value = session;
    this.#stop = this.#watch(session);
  }

  #watch(session: Session): () => void {
    let values = session.experiment.peek().values;
    let spikes = 0;
    let phase = session.phase.peek();
    const stops = [
      effect(() => {
        const now = session.experiment.value.values;
        const before = values;
        values = now;
        for (const p of presetOf(session.experiment.value).parameters)
          if (now[p.name] !== before[p.name]) this.#tell.set(p.name, textOf(p, session.experiment.value));
      }),
      effect(() => {
        if (session.record.value === undefined) return;
        spikes = 0;
        this.#tell.ready();
      }),
      effect(() => {
        const record = session.record.value;
        void record?.version.value;
        const count = record?.spikes.count ?? 0;
        const from = Math.min(spikes, count);
        spikes = count;
        if (record !== undefined && count > from) this.#tell.spikes(record.spikes.spikes(from, count), from);
      }),
      effect(() => {
        const before = phase;
        phase = session.phase.value;
        const seen = this.#seen.value;
        if (phase === 'running' && !seen && !this.#held) {
          this.#held = true;
          session.pause();
        } else if (phase === 'paused' && seen && this.#held) {
          this.#held = false;
          session.run();
          return;
        }
        // The pause may have come after the end.
        if (phase === 'finished' || phase === 'failed') this.#held = false;
        if (before === 'running' && (phase === 'paused' || phase === 'finished') && !this.#held) this.#tell.halt();
        if (phase === 'failed' && before !== phase) this.#tell.error(session.failure.peek()?.message ?? '');
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }
}

const textOf = (p: PresetParameter, { values }: Experiment): string => quantityText(values[p.name] ?? p.value, p.unit);

/**
 * Settings as values in the parameters' units. Throws a UserError for a name that no parameter has, and for a value that it cannot have.
 */
function valuesOf(experiment: Experiment, settings: ParameterSettings): Record<string, number> {
  const { parameters } = presetOf(experiment);
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => {
      const parameter = parameters.find((p) => p.name === name);
      if (parameter === undefined)
        throw new UserError(
          `The experiment has no parameter '${name}'; it has ${parameters.map((p) => p.name).join(', ') || 'none'}.`,
        );
      return [name, readParameter(parameter, `${value}`)];
    }),
  );
}

const figures = new WeakMap<Element, Figure>();

/** What stands behind an element, for its sliders. */
export const figureOf = (element: Element): Figure | undefined => figures.get(element);

export function standBehind(element: Element, figure: Figure): void {
  figures.set(element, figure);
}
