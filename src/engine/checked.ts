/**
 * Refuses misuse of an engine, in the same words for every backend: numbers of steps, populations, columns, cells and pathways, lengths,
 * and calls after `dispose`. What passes is as `Engine` says, so engines check nothing of it themselves.
 */
import { InternalError, shown, UserError } from '../errors.ts';
import type { Program } from '../program/program.ts';
import { type CheckpointShape, checkShape, shapeOf } from './checkpoint.ts';
import type { Checkpoint, Chunk, Engine, Probe, Profile } from './engine.ts';
import { Said } from './said.ts';

/** Steps are counted in 32 bits: by spikes, by random numbers and on the GPU. */
const LAST_STEP = 2 ** 32;

/** What a call is told that an engine no longer takes, or that was under way when it was disposed of. */
export const disposedError = (): Error => new Error('The engine was disposed of; it takes no more calls.');

/** The engine of a program behind these checks, with its first probes set. Disposes of it where these are wrong. */
export function checked(program: Program, engine: Engine, probes: readonly Probe[] = []): Engine {
  const safe = new CheckedEngine(program, engine);
  try {
    safe.setProbes(probes);
  } catch (error) {
    safe.dispose();
    throw error;
  }
  return safe;
}

/** Misuse is a mistake of the program that calls, not of a person. */
const misuse = (sentence: string): Error => new InternalError(sentence);

class CheckedEngine extends Said implements Engine {
  readonly #program: Program;
  readonly #engine: Engine;
  readonly #shape: CheckpointShape;
  #disposed = false;

  constructor(program: Program, engine: Engine) {
    super(engine);
    this.#program = program;
    this.#engine = engine;
    this.#shape = shapeOf(program);
  }

  get synapseBytes(): number {
    return this.#engine.synapseBytes;
  }
  async run(steps: number): Promise<Chunk> {
    this.#checkSteps('run', steps);
    return this.#engine.run(steps);
  }

  async profile(steps: number): Promise<Profile> {
    this.#checkSteps('profile', steps);
    return this.#engine.profile(steps);
  }

  async readColumn(population: number, column: number): Promise<Float64Array> {
    this.#checkColumn(population, column);
    return this.#engine.readColumn(population, column);
  }

  writeColumn(population: number, column: number, values: Float64Array): void {
    const cells = this.#checkColumn(population, column);
    checkLength(values, cells, `a column of ${this.#name(population)}`);
    this.#engine.writeColumn(population, column, values);
  }

  async readWeights(pathway: number): Promise<Float64Array> {
    this.#checkPathway(pathway);
    return this.#engine.readWeights(pathway);
  }

  writeWeights(pathway: number, values: Float64Array, from?: number): void {
    const all = this.#checkPathway(pathway);
    const what = `the plastic synapses of pathway ${pathway}`;
    if (from === undefined) checkLength(values, all, what);
    else if (!(isIndex(from, all + 1) && from + values.length <= all))
      throw misuse(`${values.length} values were given from number ${shown(from)} on for ${all} of ${what}.`);
    this.#engine.writeWeights(pathway, values, from);
  }

  setUniforms(population: number, values: Float64Array): void {
    this.#checkPopulation(population);
    checkLength(
      values,
      this.#program.populations[population]!.uniforms.length,
      `uniforms of ${this.#name(population)}`,
    );
    this.#engine.setUniforms(population, values);
  }

  setProbes(probes: readonly Probe[]): void {
    this.#checkLive();
    for (const { population, columns, cells } of probes) {
      for (const column of columns) this.#checkColumn(population, column);
      this.#checkPopulation(population);
      const { rows } = this.#program.populations[population]!.space;
      for (const cell of cells)
        if (!isIndex(cell, rows))
          throw misuse(`${this.#name(population)} has ${rows} cells and no cell ${shown(cell)}.`);
    }
    this.#engine.setProbes(probes);
  }

  async checkpoint(): Promise<Checkpoint> {
    this.#checkLive();
    return this.#engine.checkpoint();
  }

  /** A checkpoint may come from a file, so what is wrong with it is told to a person. */
  restore(checkpoint: Checkpoint): void {
    this.#checkLive();
    checkShape(this.#shape, checkpoint);
    const { step } = checkpoint;
    if (!isIndex(step, LAST_STEP + 1))
      throw new UserError(`The checkpoint is of step ${shown(step)}; steps are whole numbers from 0 to 2³².`);
    this.#engine.restore(checkpoint);
  }

  dispose(): void {
    this.#disposed = true;
    this.#engine.dispose();
  }

  #checkLive(): void {
    if (this.#disposed) throw disposedError();
  }

  #checkSteps(call: string, steps: number): void {
    this.#checkLive();
    if (!(Number.isInteger(steps) && steps >= 1))
      throw misuse(`${call} takes a whole number of steps from 1, not ${shown(steps)}.`);
    if (this.step + steps > LAST_STEP)
      throw misuse(`steps are counted to 2³²; ${steps} more than ${this.step} are too many.`);
  }

  #checkPopulation(population: number): void {
    this.#checkLive();
    const { length } = this.#program.populations;
    if (!isIndex(population, length)) throw misuse(`there are ${length} populations and no ${shown(population)}.`);
  }

  /** Returns its values. */
  #checkColumn(population: number, column: number): number {
    this.#checkPopulation(population);
    const columns = this.#shape.columns[population]!;
    if (!isIndex(column, columns.length))
      throw misuse(`${this.#name(population)} has ${columns.length} columns and no column ${shown(column)}.`);
    return columns[column]!;
  }

  /** Returns its plastic synapses. */
  #checkPathway(pathway: number): number {
    this.#checkLive();
    const { plastic } = this.#shape;
    if (!isIndex(pathway, plastic.length))
      throw misuse(`there are ${plastic.length} pathways and no pathway ${shown(pathway)}.`);
    return plastic[pathway]!;
  }

  #name(population: number): string {
    return `population '${this.#program.populations[population]!.name}'`;
  }
}

const isIndex = (value: number, length: number): boolean => Number.isInteger(value) && value >= 0 && value < length;

function checkLength(values: Float64Array, length: number, what: string): void {
  if (values.length !== length) throw misuse(`${values.length} values were given for ${length} of ${what}.`);
}
