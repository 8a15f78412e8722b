/** A cell with dendrites, run in stretches, with what is done to it on the way, filmed, and measured. */
import {
  createSimulation,
  type LinearCell,
  linearCell,
  type Neuron,
  placesOn,
  type Simulation,
  spikeHash,
  UserError,
} from '../../index.ts';
import { type CellRequest, type CellSubject, cellSubjectOf, regionOf } from './cell-subject.ts';
import { Drive, type PlacedStimulus } from './drive.ts';
import { type CellPicture, pictureOf } from './picture.ts';
import { type RegionName, regionNames } from './plan.ts';
import type { Stimulus } from './stimulus.ts';

export interface AdvanceInput {
  /** From time 0, or from where the cell is. */
  readonly from: 'start' | 'here';
  readonly stimuli: readonly Stimulus[];
  /** Places whose voltage is noted, after the middle of the root. */
  readonly probes: readonly string[];
  /** So many are run, or fewer where they would take long. */
  readonly steps: number;
  /** The step at which the run ends. */
  readonly end: number;
}

/** Voltages noted at times `first`, `first` + `every`, …: values[row · places + place]. */
export interface VoltageRows {
  readonly first: number;
  readonly every: number;
  readonly places: number;
  readonly values: Float32Array;
}

/** Voltages of all nodes at times `first`, `first` + `every`, …: values[row · nodes + node]. ms, mV. */
export interface Film {
  readonly first: number;
  readonly every: number;
  readonly values: Float32Array;
}

/** About the voltages at which the cell rests, without what is done to it. */
export interface CellMeasures {
  /** Modes of the whole cell that grow about these voltages, 0 of a stable state; undefined where that is too near to tell. */
  readonly unstable: number | undefined;
  /** mV at the place. */
  readonly rest: number;
  /** MΩ; at the place, and from there to the root. */
  readonly input: number;
  readonly toRoot: number;
  /** Length constant of the section of the place, µm; undefined where its membrane has none. */
  readonly lambda: number | undefined;
  /** Shortest and longest of the sections of each region, µm. */
  readonly regions: readonly { readonly region: RegionName; readonly least: number; readonly most: number }[];
}

export interface Advanced {
  /** Number of the next step. */
  readonly step: number;
  /** Voltage of every node. */
  readonly voltages: Float32Array;
  readonly rows: VoltageRows | undefined;
  readonly film: Film | undefined;
  /** Of all cells since time 0, without those of stimulus sources. */
  readonly spikes: number;
  /** Of all spikes, those of stimulus sources too, at the end of the run. */
  readonly hash: string | undefined;
}

/** Longest stretch of steps at once, ms of the clock: what is done to the cell waits for its end. */
const longestStretch = 12;
/** From one noted voltage to the next, ms. */
const noteInterval = 0.1;
/** Nodes of a cell that is filmed at every noted time; of larger ones at fewer. */
const filmedNodes = 2000;

type OnePlace = ReturnType<typeof placesOn>[number];

export class CellRun {
  readonly picture: CellPicture;
  readonly #subject: CellSubject;
  readonly #simulation: Simulation;
  readonly #places = new Map<string, OnePlace>();
  #steps: number[] = [];
  #cells: number[] = [];
  /** Of the last stretch, ms of the clock; 0 before there was one. */
  #perStep = 0;
  /** Places whose voltages are noted, as one text. */
  #noted = '';
  #linear: (LinearCell & Pick<CellMeasures, 'unstable'>) | undefined;

  private constructor(subject: CellSubject, simulation: Simulation, input: CellRequest) {
    this.#subject = subject;
    this.#simulation = simulation;
    const { cell, dt, size, others } = subject;
    const missing = input.places.flatMap((at) => {
      try {
        this.#single(at);
        return [];
      } catch (thrown) {
        if (thrown instanceof UserError) return [{ at, message: thrown.message }];
        throw thrown;
      }
    });
    const { when, label } = cell.branching.detect;
    this.picture = {
      ...pictureOf(cell),
      samples: 'swc' in input ? (input.swc.match(/^[ \t]*\d/gm)?.length ?? 0) : undefined,
      dt,
      spikes: `${when} at ${label}`,
      cells: size + others,
      missing,
    };
  }

  /** Throws a LayerError for a layer that cannot be painted, else a TextError or UserError for what is no cell. */
  static async make(input: CellRequest): Promise<CellRun> {
    const subject = await cellSubjectOf(input);
    const { network, dt, integrator } = subject;
    const simulation = await createSimulation(network, { dt: `${dt} ms`, integrator, backend: 'wasm', threads: 1 });
    return new CellRun(subject, simulation, input);
  }

  dispose(): void {
    this.#simulation.dispose();
  }

  /** About the voltages at which the cell rests. Throws a UserError where it has none, or none that equations tell of. */
  measure(at: string): CellMeasures {
    this.#linear ??= linearOf(this.#subject.withoutHands());
    const { rest, sections, impedance, unstable } = this.#linear;
    const { input, transfer } = impedance(at);
    const place = this.#single(at);
    const lambdas = regionNames.flatMap((region) => {
      const found = this.#subject.cell.branching.anatomy.shape.sections.flatMap(({ kind }, s) => {
        const lambda = regionOf(kind) === region ? sections[s]!.lambda : undefined;
        return lambda === undefined ? [] : [lambda];
      });
      const [least, most] = found.reduce(([a, z], l) => [Math.min(a, l), Math.max(z, l)], [Infinity, 0]);
      return found.length === 0 ? [] : [{ region, least, most }];
    });
    return {
      unstable,
      rest: rest[place.node]!,
      input,
      toRoot: transfer[this.#single(this.#root).node]!,
      lambda: sections[place.section]!.lambda,
      regions: lambdas,
    };
  }

  async advance({ from, stimuli, probes, steps, end }: AdvanceInput): Promise<Advanced> {
    const simulation = this.#simulation;
    if (from === 'start') {
      simulation.reset();
      this.#steps = [];
      this.#cells = [];
    }
    const drive = new Drive(
      stimuli.map((s) => this.#placed(s)),
      this.#subject,
    );
    this.#note([this.#root, ...probes.map((at) => this.#single(at).label)]);
    const most = this.#perStep > 0 ? Math.max(1, Math.floor(longestStretch / this.#perStep)) : 10;
    const { rows, film } = await this.#run(drive, Math.min(end - simulation.step, most, steps));
    const { step } = simulation;
    const voltages = await this.#voltages();
    const spikes = { steps: Uint32Array.from(this.#steps), cells: Uint32Array.from(this.#cells) };
    const hash = step < end ? undefined : await spikeHash(spikes);
    // Stimulus sources come after the cells.
    const count = this.#cells.reduce((n, cell) => n + (cell < simulation.cells ? 1 : 0), 0);
    return { step, voltages, rows, film, spikes: count, hash };
  }

  get #root(): string {
    return `${this.#subject.cell.branching.anatomy.shape.sections[0]!.name} 0.5`;
  }

  /** Has the voltages of some places noted. Finding places costs as much as many steps. */
  #note(places: readonly string[]): void {
    const text = places.join('\n');
    if (text === this.#noted) return;
    this.#noted = text;
    const { population, dt } = this.#subject;
    this.#simulation.setTraces([
      { population, variables: ['V'], cells: [0], at: places, every: `${this.#noteEvery * dt} ms` },
    ]);
  }

  get #noteEvery(): number {
    return Math.max(1, Math.round(noteInterval / this.#subject.dt));
  }

  get #filmEvery(): number {
    return this.#noteEvery * Math.ceil(this.picture.labels.length / filmedNodes);
  }

  /** Of all nodes of the cell. */
  async #voltages(): Promise<Float32Array> {
    const all = await this.#simulation.read(this.#subject.population, 'V');
    return Float32Array.from(all.subarray(0, this.picture.labels.length));
  }

  /** So many steps, in stretches between which something is done, or the cell is filmed. */
  async #run(drive: Drive, steps: number): Promise<Pick<Advanced, 'rows' | 'film'>> {
    const simulation = this.#simulation;
    const { dt } = this.#subject;
    const end = simulation.step + steps;
    const filmEvery = this.#filmEvery;
    const noted: VoltageRows[] = [];
    const frames: Float32Array[] = [];
    const firstFrame = (Math.floor(simulation.step / filmEvery) + 1) * filmEvery;
    const began = performance.now();
    while (simulation.step < end) {
      const { step } = simulation;
      await drive.act(simulation, step);
      const frame = (Math.floor(step / filmEvery) + 1) * filmEvery;
      const block = await simulation.run(Math.min(end, drive.nextStop(step), frame) - step);
      this.#steps.push(...block.spikes.steps);
      this.#cells.push(...block.spikes.cells);
      const { firstStep, every, values, places = [] } = block.traces[0]!;
      if (values.length > 0)
        noted.push({
          first: (firstStep + 1) * dt,
          every: every * dt,
          places: places.length,
          values: Float32Array.from(values),
        });
      if (simulation.step === frame) frames.push(await this.#voltages());
    }
    this.#perStep = (performance.now() - began) / steps;
    return { rows: joined(noted), film: filmOf(frames, firstFrame * dt, filmEvery * dt) };
  }

  #placed(stimulus: Stimulus): PlacedStimulus {
    return { ...stimulus, node: this.#single(stimulus.at).compartment };
  }

  #single(at: string): OnePlace {
    const known = this.#places.get(at);
    if (known !== undefined) return known;
    const places = placesOn(this.#subject.cell, at);
    if (places.length > 1) throw new UserError(`'${at}' names ${places.length} places; one is expected.`);
    this.#places.set(at, places[0]!);
    return places[0]!;
  }
}

function linearOf(cell: Neuron): LinearCell & Pick<CellMeasures, 'unstable'> {
  const linear = linearCell(cell);
  return { ...linear, unstable: linear.unstableModes() };
}

function filmOf(frames: readonly Float32Array[], first: number, every: number): Film | undefined {
  if (frames.length === 0) return undefined;
  return { first, every, values: concatenated(frames) };
}

/** Rows that follow one another as one. */
function joined(rows: readonly VoltageRows[]): VoltageRows | undefined {
  if (rows.length < 2) return rows[0];
  return { ...rows[0]!, values: concatenated(rows.map((r) => r.values)) };
}

function concatenated(parts: readonly Float32Array[]): Float32Array {
  const values = new Float32Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    values.set(part, at);
    at += part.length;
  }
  return values;
}
