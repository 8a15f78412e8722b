/** The cell that the room has in hand: run at a pace, with what is done to it. */
import {
  createSimulation,
  Network,
  type Neuron,
  placesOn,
  type Simulation,
  spikeHash,
  UserError,
} from '../../../../index.ts';
import { dt, type Stimulus } from '../experiment.ts';
import { Drive, type Placed } from './drive.ts';
import { initial, modelOf } from './model.ts';
import { pictureOf } from './picture.ts';
import type { Advanced, AdvanceInput, CellInput, CellPicture, Rows } from './tasks.ts';

/** Longest stretch of steps at once, ms of the clock: what is done to the cell waits for its end. */
const longestStretch = 25;
/** Steps from one noted voltage to the next. */
const noteEvery = 4;

export class Bench {
  readonly picture: CellPicture;
  readonly #cell: Neuron;
  readonly #simulation: Simulation;
  #spikes: number[] = [];
  /** Of the last stretch, ms of the clock; 0 before there was one. */
  #perStep = 0;

  private constructor(cell: Neuron, simulation: Simulation, { swc, places }: CellInput) {
    this.#cell = cell;
    this.#simulation = simulation;
    const samples = swc.match(/^[ \t]*\d/gm)?.length ?? 0;
    const missing = places.flatMap((at) => {
      try {
        this.#single(at);
        return [];
      } catch (thrown) {
        if (thrown instanceof UserError) return [{ at, message: thrown.message }];
        throw thrown;
      }
    });
    this.picture = { ...pictureOf(cell), samples, missing };
  }

  /** Throws a TextError or UserError for what is no cell. */
  static async make(input: CellInput): Promise<Bench> {
    const cell = modelOf(input);
    const net = new Network({ seed: 1 });
    net.population(cell, 1, initial, { name: 'cell' });
    const simulation = await createSimulation(net, { dt: `${dt} ms`, backend: 'wasm', threads: 1 });
    return new Bench(cell, simulation, input);
  }

  dispose(): void {
    this.#simulation.dispose();
  }

  async advance({ from, stimuli, probes, steps, end }: AdvanceInput): Promise<Advanced> {
    const simulation = this.#simulation;
    if (from === 'start') {
      simulation.reset();
      this.#spikes = [];
    }
    const drive = new Drive(
      stimuli.map((s) => this.#placed(s)),
      this.#cell.branching.anatomy.nodes.area,
    );
    const places = [`${this.picture.root} 0.5`, ...probes.map((at) => this.#single(at).label)];
    simulation.setTraces([
      { population: 'cell', variables: ['V'], cells: [0], at: places, every: `${noteEvery * dt} ms` },
    ]);
    const most = this.#perStep > 0 ? Math.max(1, Math.floor(longestStretch / this.#perStep)) : 10;
    const rows = await this.#run(drive, Math.min(end - simulation.step, most, steps));
    const { step } = simulation;
    const voltages = Float32Array.from(await simulation.read('cell', 'V'));
    const spikes = Uint32Array.from(this.#spikes);
    const hash = step < end ? undefined : await spikeHash({ steps: spikes, cells: new Uint32Array(spikes.length) });
    return { step, voltages, rows, spikes: spikes.length, hash };
  }

  /** So many steps, in stretches between which something is done. */
  async #run(drive: Drive, steps: number): Promise<Rows | undefined> {
    const simulation = this.#simulation;
    const end = simulation.step + steps;
    const noted: Rows[] = [];
    const began = performance.now();
    while (simulation.step < end) {
      const { step } = simulation;
      await drive.act(simulation, step);
      const block = await simulation.run(Math.min(end, drive.nextStop(step)) - step);
      this.#spikes.push(...block.spikes.steps);
      const { firstStep, every, values, places = [] } = block.traces[0]!;
      if (values.length > 0)
        noted.push({
          first: (firstStep + 1) * dt,
          every: every * dt,
          places: places.length,
          values: Float32Array.from(values),
        });
    }
    this.#perStep = (performance.now() - began) / steps;
    return joined(noted);
  }

  #placed(stimulus: Stimulus): Placed {
    return { ...stimulus, node: this.#single(stimulus.at).compartment };
  }

  #single(at: string) {
    const places = placesOn(this.#cell, at);
    if (places.length > 1) throw new UserError(`'${at}' names ${places.length} places; one is expected.`);
    return places[0]!;
  }
}

/** Rows that follow one another as one. */
function joined(rows: readonly Rows[]): Rows | undefined {
  if (rows.length < 2) return rows[0];
  const values = new Float32Array(rows.reduce((n, r) => n + r.values.length, 0));
  let at = 0;
  for (const r of rows) {
    values.set(r.values, at);
    at += r.values.length;
  }
  return { ...rows[0]!, values };
}
