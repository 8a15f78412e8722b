/** The room's state: the experiment, the cell that its worker runs, and what of its run has come. */
import { batch, signal } from '@preact/signals';
import { messageOf } from '../../../errors.ts';
import { stepTime } from '../../../numbers/decimal.ts';
import {
  type Advanced,
  type CellMeasures,
  type CellPicture,
  type CellSource,
  FilmLog,
  farthest,
  firstStimuli,
  type Layer,
  mostStimuli,
  pathTo,
  type Stimulus,
  type StimulusKind,
  stepAt,
  VoltageLog,
} from '../../../studies/measure.ts';
import { packed, unpacked } from '../../own/token.ts';
import { TimeView } from '../../plots/time-view.ts';
import { TaskClient } from '../../tasks/client.ts';
import { type Failure, failureOf } from '../../tasks/failure.ts';
import { cells } from './cells/index.ts';
import type { CellAddress } from './dendrites-address.ts';
import { bounds, type CellExperiment, mostProbes, presetOf, standard, usualDuration } from './experiment.ts';
import type { DendriteTasks, LayerRefused } from './worker/dendrites-tasks.ts';

type Phase = 'making' | 'running' | 'paused' | 'finished' | 'failed';

/** What a click on the tree puts there. */
export interface Hand {
  readonly kind: StimulusKind | 'look';
  /** nA */
  readonly current: number;
  /** nS of each event. */
  readonly weight: number;
  /** ms */
  readonly lasts: number;
  readonly every: number;
}

/** Longest run, ms. */
const mostDuration = bounds.duration.range[1];
/** Largest file that is read, bytes. */
const mostBytes = 50_000_000;
/** Longest text that goes into a link. */
const mostShared = 2_000_000;
/** From one picture to the next, ms of the clock. */
const betweenPictures = 33;
/** Of another cell nothing is chosen, and nothing is on it. */
const untouched = { stimuli: undefined, probes: [], path: undefined } as const;
/** The time axis grows by doublings of this, ms. */
const shortestView = 100;

export class Dendrites {
  readonly experiment;
  readonly picture = signal<CellPicture | undefined>(undefined);
  readonly phase = signal<Phase>('making');
  readonly failure = signal<Failure | undefined>(undefined);
  /** Sentences on what was done otherwise than asked. */
  readonly told = signal<readonly string[]>([]);
  /** The newest picture of the run. */
  readonly frame = signal<Advanced | undefined>(undefined);
  /** Of the spikes until the run stood; undefined while it runs. */
  readonly hash = signal<string | undefined>(undefined);
  /** This and the film grow with each picture. */
  readonly log = new VoltageLog();
  readonly film = new FilmLog();
  /** What was measured at the chosen place, or why it was not; undefined until it is known. */
  readonly measured = signal<{ readonly at: string; readonly found: CellMeasures | string } | undefined>(undefined);
  /** Layers that were asked for and cannot be painted, and the one at fault. */
  readonly refusedLayers = signal<{ readonly layers: readonly Layer[]; readonly by: LayerRefused } | undefined>(
    undefined,
  );
  readonly view = new TimeView();
  /** The node that was chosen last. */
  readonly site = signal(1);
  readonly hand = signal<Hand>({ kind: 'current', current: 0.2, weight: 5, lasts: 20, every: 0 });
  /** The text of an own cell in the alphabet of links. */
  readonly token = signal<string | undefined>(undefined);
  readonly #tasks = new TaskClient<DendriteTasks>(
    () => new Worker(new URL('./worker/dendrites.worker.ts', import.meta.url), { type: 'module', name: 'dendrites' }),
  );
  readonly #texts = new Map<string, string>();
  /** The experiment whose cell is being made. */
  #wanted: CellExperiment | undefined;
  /** Counts the cells that were asked for; an answer to an earlier question is passed over. */
  #asked = 0;
  /** Number of the next step. */
  #step = 0;
  /** Whether the worker is asked for one picture after another. */
  #runs = false;
  /** Whether the next picture is of a run from time 0. */
  #restarts = true;
  /** What was put on the tree and has no beginning yet; how long it lasts, ms. */
  #placed: (Omit<Stimulus, 'from' | 'to'> & { readonly lasts: number })[] = [];
  readonly #ended = new Set<Stimulus>();
  /** Ends the wait for the next picture. */
  #wake: () => void = () => {};

  constructor({ experiment, token, refused }: CellAddress) {
    this.experiment = signal(experiment);
    this.told.value = refused;
    void this.#open(token);
  }

  async #open(token: string | undefined): Promise<void> {
    const experiment = this.experiment.peek();
    if (token === undefined) return this.make(experiment);
    try {
      const swc = await unpacked(token);
      this.token.value = token;
      await this.make({ ...experiment, swc });
    } catch (thrown) {
      this.#tell(`The cell in the link was refused, and another is shown. ${messageOf(thrown)}`);
      await this.make({ ...experiment, cell: standard.cell, swc: undefined, ...untouched });
    }
  }

  /** Another of the cells that come with the page. */
  choose(name: string): void {
    this.plan(() => ({ cell: name, preset: undefined, swc: undefined, ...untouched, duration: standard.duration }));
  }

  /** The cell of a preset, with its own stimuli. */
  choosePreset(name: string): void {
    const source = { cell: name, preset: {} };
    this.plan(() => ({ ...source, swc: undefined, ...untouched, layers: [], duration: usualDuration(source) }));
  }

  /** A file of the visitor's own. */
  async openFile(file: File): Promise<void> {
    if (file.size > mostBytes) {
      this.#fail(
        `'${file.name}' has ${Math.round(file.size / 1e6)} MB; files of at most ${mostBytes / 1e6} MB are read.`,
      );
      return;
    }
    const swc = await file.text();
    const cell = file.name.slice(0, 80);
    this.plan(() => ({ cell, preset: undefined, swc, ...untouched }));
  }

  /** Changes of the cell itself: it is made anew and runs from the beginning. */
  plan(change: (latest: CellExperiment) => Partial<CellExperiment>): void {
    const latest = this.#wanted ?? this.experiment.peek();
    void this.make({ ...latest, ...change(latest) });
  }

  /** The cell of an experiment takes the place of the present one, once it is made. */
  async make(wanted: CellExperiment): Promise<void> {
    const asked = ++this.#asked;
    const before = this.phase.peek();
    this.#wanted = wanted;
    this.phase.value = 'making';
    try {
      const source = await this.#sourceOf(wanted);
      if (asked !== this.#asked) return;
      const { membranes, layers, poolDepth, poolTau, Ra, temperature, lambda, stimuli, probes, path } = wanted;
      const plan = { membranes, layers, poolDepth, poolTau, Ra, temperature, lambda };
      const places = [
        ...new Set([...(stimuli ?? []).map((s) => s.at), ...probes, ...(path === undefined ? [] : [path])]),
      ];
      const made = await this.#tasks.ask('cell', { ...source, plan, places });
      if (asked !== this.#asked) return;
      if ('refused' in made) this.#refuse(this.#wanted, made, before);
      else this.#take(this.#wanted, made);
    } catch (thrown) {
      if (asked !== this.#asked) return;
      this.#wanted = undefined;
      batch(() => {
        this.failure.value = failureOf(thrown);
        this.#stand(before);
      });
    }
  }

  /** The cell before stays, and waits. */
  #stand(before: Phase): void {
    this.phase.value = this.picture.peek() === undefined ? 'failed' : before === 'finished' ? before : 'paused';
  }

  /** A layer cannot be painted: the cell before stays; where there is none, as on the way in, that layer is left out. */
  #refuse(wanted: CellExperiment, by: LayerRefused, before: Phase): void {
    this.#wanted = undefined;
    if (this.picture.peek() === undefined) {
      const { channel } = wanted.layers[by.layer]!;
      this.#tell(`The layer of ${channel} was left out. ${by.refused}`);
      void this.make({ ...wanted, layers: wanted.layers.filter((_, k) => k !== by.layer) });
      return;
    }
    batch(() => {
      this.refusedLayers.value = { layers: wanted.layers, by };
      this.#stand(before);
    });
  }

  #take(wanted: CellExperiment, picture: CellPicture): void {
    this.#wanted = undefined;
    for (const { message } of picture.missing) this.#tell(`What stands there was left out. ${message}`);
    const isThere = (at: string): boolean => !picture.missing.some((m) => m.at === at);
    const experiment = {
      ...wanted,
      stimuli: wanted.stimuli?.filter((s) => isThere(s.at)) ?? (presetOf(wanted) ? [] : firstStimuli(picture)),
      probes: wanted.probes.filter(isThere),
      path: wanted.path === undefined || isThere(wanted.path) ? wanted.path : undefined,
    };
    const old = this.picture.peek();
    const label = old?.labels[this.site.peek()];
    const same = experiment.swc === this.experiment.peek().swc && experiment.cell === this.experiment.peek().cell;
    batch(() => {
      this.experiment.value = experiment;
      this.picture.value = picture;
      this.failure.value = undefined;
      this.refusedLayers.value = undefined;
      this.measured.value = undefined;
      const place = same && label !== undefined ? picture.labels.indexOf(label) : -1;
      this.site.value = place > 0 ? place : 1;
    });
    this.#pack(experiment);
    this.start();
  }

  /** The token of an own cell comes when it is packed; until then the address goes without. */
  #pack({ swc }: CellExperiment): void {
    if (swc === undefined) {
      this.token.value = undefined;
      return;
    }
    if (this.#texts.get('packed') === swc && this.token.peek() !== undefined) return;
    this.#texts.set('packed', swc);
    this.token.value = undefined;
    if (swc.length > mostShared) {
      this.#tell('This cell is too large for a link: whoever follows it has to open the file.');
      return;
    }
    void packed(swc).then((token) => {
      if (this.experiment.peek().swc === swc) this.token.value = token;
    });
  }

  async #sourceOf({ cell, preset, swc }: CellExperiment): Promise<CellSource> {
    if (preset !== undefined) return { preset: cell, values: preset };
    if (swc !== undefined) return { swc };
    const known = this.#texts.get(cell);
    if (known !== undefined) return { swc: known };
    const text = await cells.find((c) => c.name === cell)!.load();
    this.#texts.set(cell, text);
    return { swc: text };
  }

  /** From time 0. */
  start(): void {
    this.#restarts = true;
    this.phase.value = 'running';
    void this.#run();
  }

  /** Runs on, pauses, or at the end runs for as long again. */
  toggle(): void {
    const phase = this.phase.peek();
    if (phase === 'making' || this.picture.peek() === undefined) return;
    if (phase === 'running') {
      this.phase.value = 'paused';
      return;
    }
    if (phase === 'failed') {
      this.start();
      return;
    }
    if (phase === 'finished') {
      const { duration } = this.experiment.peek();
      const longer = Math.min(mostDuration, duration + usualDuration(this.experiment.peek()));
      if (longer === duration) {
        this.#tell(`Runs end after ${mostDuration / 1000} s at the latest.`);
        return;
      }
      this.experiment.value = { ...this.experiment.peek(), duration: longer };
    }
    this.phase.value = 'running';
    void this.#run();
  }

  /** Changes of how it is run and shown, without a new cell. */
  change(next: Partial<Pick<CellExperiment, 'duration' | 'pace' | 'coldest' | 'hottest'>>): void {
    this.experiment.value = { ...this.experiment.peek(), ...next };
    if (this.#wanted) this.#wanted = { ...this.#wanted, ...next };
    if (this.phase.peek() === 'finished' && this.#step < stepAt(this.experiment.peek().duration, this.dt))
      this.phase.value = 'paused';
  }

  /** Draws the voltage of a node, and does there what the hand does, from now on. */
  touch(node: number): void {
    const picture = this.picture.peek();
    if (picture === undefined || this.phase.peek() === 'making') return;
    const at = picture.labels[node]!;
    const { probes, path, stimuli = [] } = this.experiment.peek();
    const { kind, current, weight, lasts, every } = this.hand.peek();
    batch(() => {
      this.site.value = node;
      this.experiment.value = {
        ...this.experiment.peek(),
        probes: at === this.root ? probes : [...probes.filter((p) => p !== at), at].slice(-mostProbes),
        path: pathTo(picture, node).length > 1 ? at : path,
      };
    });
    // The run need not wait for its next picture.
    queueMicrotask(() => this.#wake());
    if (kind === 'look') return;
    if (stimuli.length + this.#placed.length >= mostStimuli) {
      this.#tell(`At most ${mostStimuli} stimuli are put on a cell; take some away.`);
      return;
    }
    const acts = kind === 'current' ? { kind, at, amount: current, every: 0 } : { kind, at, amount: weight, every };
    this.#placed.push({ ...acts, lasts });
    if (this.phase.peek() === 'finished') this.toggle();
    else if (!this.#runs) this.#settle();
  }

  /** Takes all away that was put on the tree; the cell runs anew without. */
  clear(): void {
    this.#placed = [];
    this.experiment.value = { ...this.experiment.peek(), stimuli: [] };
    this.start();
  }

  /** Ends one now; one that has not begun is taken away. What was done stays part of the run. */
  end(stimulus: Stimulus): void {
    this.#ended.add(stimulus);
    if (!this.#runs) this.#settle();
  }

  /** The place whose voltage is always drawn. */
  get root(): string {
    return `${this.picture.peek()?.root ?? 'soma'} 0.5`;
  }

  /** ms */
  get dt(): number {
    return this.picture.peek()!.dt;
  }

  /** Nodes of the path whose voltages are drawn over time, from the soma outwards. */
  path(): readonly number[] {
    const picture = this.picture.value;
    if (picture === undefined) return [];
    const { path } = this.experiment.value;
    const end = path === undefined ? -1 : picture.labels.indexOf(path);
    return pathTo(picture, end >= 0 ? end : farthest(picture));
  }

  /** Measures at the chosen place; of several questions the last one counts. */
  async measure(): Promise<void> {
    const picture = this.picture.peek();
    const at = picture?.labels[this.site.peek()];
    if (at === undefined || this.measured.peek()?.at === at || this.phase.peek() === 'making') return;
    const asked = this.#asked;
    const isWanted = () => asked === this.#asked && this.picture.peek()?.labels[this.site.peek()] === at;
    try {
      const found = await this.#tasks.ask('measure', { at });
      if (isWanted()) this.measured.value = { at, found };
    } catch (thrown) {
      if (!isStop(thrown) && isWanted()) this.measured.value = { at, found: failureOf(thrown).message };
    }
  }

  dispose(): void {
    this.#asked++;
    this.#wake();
    this.phase.value = 'paused';
    this.#tasks.dispose();
  }

  /** Gives what was put on the tree its beginning, and what was ended its end: the time at which the cell stands. */
  #settle(): void {
    const placed = this.#placed.splice(0);
    if (placed.length === 0 && this.#ended.size === 0) return;
    const now = this.#restarts ? 0 : this.#step;
    const time = stepTime(now, this.dt);
    const { stimuli = [] } = this.experiment.peek();
    const kept = stimuli.flatMap((s) =>
      !this.#ended.has(s) || s.to <= time ? [s] : s.from >= time ? [] : [{ ...s, to: time }],
    );
    const begun = placed.map(
      ({ lasts, ...s }): Stimulus => ({
        ...s,
        from: time,
        to: stepTime(now + Math.max(1, stepAt(lasts, this.dt)), this.dt),
      }),
    );
    this.#ended.clear();
    this.experiment.value = { ...this.experiment.peek(), stimuli: [...kept, ...begun] };
  }

  /**
   * Lets the worker run from picture to picture while the phase is 'running'. It is told all that is done to the cell with each, so that
   * what is done begins at a step that is known here.
   */
  async #run(): Promise<void> {
    if (this.#runs) return;
    this.#runs = true;
    let due = performance.now();
    let owed = 0;
    try {
      while (this.phase.peek() === 'running') {
        const { pace } = this.experiment.peek();
        const perPicture =
          pace === 'max' ? Number.POSITIVE_INFINITY : (Number(pace) * betweenPictures) / 1000 / this.dt;
        owed = Math.min(owed + perPicture, 3 * perPicture);
        const steps = Math.max(1, Math.floor(owed));
        owed = Number.isFinite(owed) ? owed - steps : 0;
        if (!(await this.#advance(steps))) continue;
        due = Math.max(due + betweenPictures, performance.now());
        if (pace !== 'max') await this.#wait(due - performance.now());
      }
    } catch (thrown) {
      if (!isStop(thrown))
        batch(() => {
          this.failure.value = failureOf(thrown);
          this.phase.value = 'failed';
        });
    } finally {
      this.#runs = false;
    }
    // What was put on the tree while the last picture came.
    if (this.phase.peek() === 'paused') this.#settle();
  }

  /** For a time, ms, or until something is done to the cell. */
  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Some steps; false where their picture is no longer asked for. */
  async #advance(steps: number): Promise<boolean> {
    const from = this.#restarts ? 'start' : 'here';
    this.#settle();
    if (this.#restarts) this.#empty();
    const { stimuli = [], probes, duration } = this.experiment.peek();
    const end = stepAt(duration, this.dt);
    if (this.#step >= end) {
      this.phase.value = 'finished';
      return false;
    }
    const { root } = this;
    const asked = this.#asked;
    const advanced = await this.#tasks.ask('advance', { from, stimuli, probes, steps, end });
    if (asked !== this.#asked || this.#restarts) return false;
    batch(() => {
      this.#step = advanced.step;
      this.frame.value = advanced;
      if (advanced.rows) this.log.append([root, ...probes], advanced.rows);
      if (advanced.film) this.film.append(advanced.film);
      const time = stepTime(advanced.step, this.dt);
      const { now, until } = this.view;
      now.value = time;
      while (until.peek() < time) until.value *= 2;
      if (advanced.hash !== undefined) {
        this.hash.value = advanced.hash.slice(0, 12);
        if (advanced.step >= stepAt(this.experiment.peek().duration, this.dt)) this.phase.value = 'finished';
      }
    });
    return true;
  }

  /** Nothing run yet. */
  #empty(): void {
    batch(() => {
      this.#restarts = false;
      this.#step = 0;
      this.log.clear();
      this.film.clear(this.picture.peek()!.labels.length);
      this.frame.value = undefined;
      this.hash.value = undefined;
      this.failure.value = undefined;
      this.view.restart();
      this.view.until.value = Math.min(shortestView, this.experiment.peek().duration);
    });
  }

  #tell(sentence: string): void {
    if (!this.told.peek().includes(sentence)) this.told.value = [...this.told.peek(), sentence];
  }

  #fail(message: string): void {
    this.failure.value = { kind: 'user', message };
  }
}

/** The worker was ended. */
const isStop = (thrown: unknown): boolean => thrown instanceof DOMException && thrown.name === 'AbortError';
