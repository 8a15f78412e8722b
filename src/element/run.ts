/** `<galvani-run>`: an experiment that runs within any page. What it takes and tells is in docs/embedding.md. */

import { h, render } from 'preact';
import { paletteAt } from '../app/plots/palette.ts';
import type { ExperimentAddress } from '../app/run/experiment-address.ts';
import { plotAction } from '../app/run/plot-keys.ts';
import type { Session } from '../app/run/session.ts';
import { UserError } from '../errors.ts';
import type { SpikeBlock, Summary } from '../index.ts';
import { stepTime } from '../numbers/decimal.ts';
import { Figure, standBehind } from './figure.ts';
import { FigureView } from './figure-view.tsx';
import { readOptions, readSettings } from './options.ts';
import type { ParameterSettings } from './settings.ts';
import { readSource, readText } from './source.ts';
import { stylesOf } from './theme.ts';
import { elementWords } from './words.ts';

/** Attributes that name another experiment, so that the run begins anew. */
const renewing = ['src', 'spikes-hash', 'backend', 'set'];

export class GalvaniRun extends HTMLElement {
  static readonly observedAttributes = [...renewing, 'view', 'height', 'theme', 'language', 'autoplay', 'bare', 'page'];

  readonly #root = this.attachShadow({ mode: 'open' });
  readonly #figure: Figure;
  #document: string | undefined;
  #off = new AbortController();
  #connected = false;

  constructor() {
    super();
    this.#figure = new Figure(paletteAt(this), () => this.#read(), {
      ready: () => this.#tell('ready', {}),
      spikes: (spikes, first) => this.#tell('spikes', { ...copied(spikes), first }),
      halt: () => this.#tell('halt', { time: this.time, summary: this.summary }),
      set: (name, value) => this.#tell('set', { name, value }),
      error: (message) => this.#tell('error', { message }),
    });
    standBehind(this, this.#figure);
    this.#root.addEventListener('wheel', (event) => this.#wheel(event as WheelEvent), { capture: true, passive: true });
    this.#root.addEventListener('keydown', (event) => this.#key(event as KeyboardEvent));
  }

  connectedCallback(): void {
    this.#connected = true;
    this.#off = new AbortController();
    const { signal } = this.#off;
    this.#readAttributes();
    render(h(FigureView, { figure: this.#figure }), this.#root);
    let inSight = false;
    const see = () => this.#figure.see(inSight && document.visibilityState === 'visible');
    const observer = new IntersectionObserver((entries) => {
      inSight = entries.at(-1)!.isIntersecting;
      see();
    });
    observer.observe(this);
    signal.addEventListener('abort', () => observer.disconnect());
    document.addEventListener('visibilitychange', see, { signal });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#repaint(), { signal });
  }

  disconnectedCallback(): void {
    this.#connected = false;
    this.#off.abort();
    this.#figure.close();
    render(null, this.#root);
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (!this.#connected || before === now) return;
    this.#readAttributes();
    if (renewing.includes(name)) this.#renew();
  }

  /** The experiment, in the place of `src`: a document as text (YAML or JSON) or as plain data; undefined for that of `src`. */
  get document(): string | undefined {
    return this.#document;
  }
  set document(given: string | object | undefined) {
    this.#document = given === undefined || typeof given === 'string' ? given : JSON.stringify(given);
    if (this.#connected) this.#renew();
  }

  /** Address or path of a document, or a link of Galvani's page. */
  get src(): string {
    return this.getAttribute('src') ?? '';
  }
  set src(value: string) {
    this.setAttribute('src', value);
  }

  /**
   * Values of all parameters, as '134 nS' by name; empty before the experiment was read. Assigned to, those that are named change: live
   * ones on the run as it goes. Throws an error that says what is wrong with a name or a value.
   */
  get set(): Record<string, string> {
    return this.#figure.values() ?? {};
  }
  set set(settings: ParameterSettings) {
    this.#figure.set(settings);
  }

  /** Spikes so far: steps of dt and numbers of cells, in order; undefined before the network stands. */
  get spikes(): SpikeBlock | undefined {
    const record = this.#session?.record.peek();
    return record === undefined ? undefined : copied(record.spikes.spikes());
  }

  /** Rates, CV, hash, … of the run so far, in the names of the command line's JSON; undefined before the network stands. */
  get summary(): Summary | undefined {
    return this.#figure.summary();
  }

  /** Time that the run has reached, ms. */
  get time(): number {
    const record = this.#session?.record.peek();
    return record === undefined ? 0 : stepTime(record.steps, record.dt);
  }

  /** The step, ms; undefined before the network stands. */
  get dt(): number | undefined {
    return this.#session?.record.peek()?.dt;
  }

  /** 'waiting' until it is first run, then 'opening', 'running', 'paused', 'finished' or 'failed'. */
  get state(): string {
    if (this.#figure.problem.peek() !== undefined) return 'failed';
    return this.#session?.phase.peek() ?? (this.#figure.reading.peek() ? 'opening' : 'waiting');
  }

  run(): void {
    this.#figure.run();
  }

  pause(): void {
    this.#figure.pause();
  }

  /** Back to time 0. */
  reset(): void {
    this.#figure.reset();
  }

  get #session(): Session | undefined {
    return this.#figure.session.peek();
  }

  async #read(): Promise<ExperimentAddress> {
    if (this.#document !== undefined) return readText(this.#document, 'the document of the element');
    const src = this.getAttribute('src');
    if (src !== null) return readSource(src);
    const inner = this.querySelector('script[type]');
    if (inner?.textContent?.trim()) return readText(unindented(inner.textContent), 'the document in the element');
    throw new UserError(elementWords.en.noSource);
  }

  #readAttributes(): void {
    const figure = this.#figure;
    try {
      figure.options.value = readOptions((name) => this.getAttribute(name));
      figure.authored = readSettings(this.getAttribute('set') ?? '');
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      figure.refuse(thrown.message);
    }
    figure.published = this.getAttribute('spikes-hash') ?? '';
    figure.page = this.getAttribute('page') ?? undefined;
    this.#root.adoptedStyleSheets = stylesOf(figure.options.peek().theme);
    this.#repaint();
  }

  #repaint(): void {
    this.#figure.palette.value = paletteAt(this);
  }

  /** The experiment is another one: what ran is gone, and the new one runs as the first did. */
  #renew(): void {
    const ran = this.#session !== undefined;
    this.#figure.forget();
    this.#readAttributes();
    if (this.#figure.problem.peek() !== undefined) return;
    if (ran || this.#figure.options.peek().autoplay) this.#figure.renew();
  }

  /** The wheel scrolls the page, unless the plot was chosen by a click or by keys. */
  #wheel(event: WheelEvent): void {
    if (!event.ctrlKey && this.#root.activeElement?.closest('.raster') == null) event.stopPropagation();
  }

  #key(event: KeyboardEvent): void {
    const session = this.#session;
    const target = event.target as Element;
    if (session === undefined || event.ctrlKey || event.metaKey || event.altKey || !target.matches('.raster')) return;
    const act = plotAction(session, event.key);
    if (act === undefined) return;
    event.preventDefault();
    act();
  }

  #tell(what: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(`galvani-${what}`, { detail, bubbles: true, composed: true }));
  }
}

const copied = ({ steps, cells }: SpikeBlock): SpikeBlock => ({ steps: steps.slice(), cells: cells.slice() });

/** Without the indentation that a document has within a page. */
function unindented(text: string): string {
  const lines = text.replace(/^\s*\n/, '').split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)![0].length);
  const common = Math.min(...indents);
  return lines.map((line) => line.slice(common)).join('\n');
}
