/**
 * What is recorded of a run: state variables, per-cell parameters and named parts of the equations; at every step or some; cells or means.
 */

import { branchingOf, sitesOf } from '../dendrites/branching.ts';
import type { Probe } from '../engine/engine.ts';
import type { Model } from '../equations/model.ts';
import { CapacityError, UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { Tape } from '../expression/tape.ts';
import { topological, transform } from '../expression/visit.ts';
import type { PopulationProgram } from '../program/program.ts';
import { timeDimension } from '../quantity/dimension.ts';
import { parseQuantity } from '../quantity/quantity.ts';
import { unitOf } from '../quantity/units.ts';
import type { TraceBlock, TraceRequest } from './types.ts';

/** Bytes that a run keeps of traces, at most. */
const MOST_BYTES = 2 ** 31;
/** Values of one part of a run that an engine holds for one request, at most. */
const PART_VALUES = 2 ** 22;

/** Current shared parameters of a population, internal units. */
export type SharedValues = ReadonlyMap<string, number>;

/** One thing to show: a column, or a part of the equations computed from columns. */
interface Shown {
  readonly unit: string;
  readonly scale: number;
  /** Place of the column among those noted. */
  readonly slot: number;
  /** Computes it instead, from all columns noted and the number of the cell. */
  readonly tape: Tape | undefined;
}

/** What a population offers. */
export interface RecordedPopulation {
  readonly index: number;
  readonly program: PopulationProgram;
  /** Undefined for hidden populations. */
  readonly model: Model | undefined;
}

/** Variables and named parts of some cells, bound to columns. */
export class Selection {
  readonly columns: readonly number[];
  readonly units: readonly string[];
  readonly #shown: readonly Shown[];
  readonly #dt: number;
  readonly #row: Float64Array;
  readonly #out = new Float64Array(1);

  /** Throws a UserError for a name that is not there, and for a part that has no value after a step. */
  constructor(subject: RecordedPopulation, names: readonly string[], dt: number) {
    const { program, model } = subject;
    const columns: number[] = [];
    const slotOf = (column: number): number => {
      const known = columns.indexOf(column);
      return known >= 0 ? known : columns.push(column) - 1;
    };
    const found = names.map((name) => {
      const column = columnOf(program, name);
      if (column !== undefined) return { column, part: undefined, unit: program.columns[column]!.unit };
      const part = model?.derived.find((d) => d.name === name);
      if (!part) throw new UserError(unknown(program, model, name));
      return { column: undefined, part: partOf(part.value, program, name, dt), unit: part.unit };
    });
    // Plain columns first, so that requests of nothing else are as they come.
    for (const { column } of found) if (column !== undefined) slotOf(column);
    for (const { part } of found) if (part) for (const name of namesIn(part)) slotOf(columnOf(program, name)!);
    const states = columns.map((c) => ({ name: program.columns[c]!.name }));
    const tables = program.tables.map((values) => ({ values }));
    this.#shown = found.map(({ column, part, unit }) => ({
      unit,
      scale: unitOf(unit || '1').scale,
      slot: column === undefined ? -1 : slotOf(column),
      tape: part && new Tape([part], { states, tables }),
    }));
    this.columns = columns;
    this.units = found.map(({ unit }) => unit);
    this.#dt = dt;
    this.#row = new Float64Array(states.length);
  }

  /** Whether values are those of the columns, in their order and units. */
  get plain(): boolean {
    return this.#shown.every(({ slot, scale }, v) => slot === v && scale === 1);
  }

  get computes(): boolean {
    return this.#shown.some(({ tape }) => tape);
  }

  setParameters(values: SharedValues): void {
    if (!this.computes) return;
    const all = Object.fromEntries(values);
    for (const { tape } of this.#shown) tape?.setParameters(all);
  }

  /** Value number `v` in its own unit after step `step` of `cell`, whose columns lie in `values` from `at` on. */
  value(v: number, values: ArrayLike<number>, at: number, cell: number, step: number): number {
    const { slot, tape, scale } = this.#shown[v]!;
    if (!tape) return values[at + slot]! / scale;
    const row = this.#row;
    for (let c = 0; c < this.columns.length; c++) row[c] = values[at + c]!;
    tape.run((step + 1) * this.#dt, row, this.#out, row, cell);
    return this.#out[0]! / scale;
  }
}

/** Number of the column of a name; the field writes the voltage both V and v. */
function columnOf({ columns }: PopulationProgram, name: string): number | undefined {
  const known = columns.filter((c) => c.role !== 'hidden');
  const wanted =
    known.find((c) => c.name === name) ?? known.find((c) => /^v$/i.test(name) && c.name.toLowerCase() === 'v');
  return wanted && columns.indexOf(wanted);
}

/** What there is instead of a name. */
export function unknown(program: PopulationProgram, model: Model | undefined, name: string): string {
  const quoted = (names: readonly string[]): string => names.map((n) => `'${n}'`).join(', ');
  const variables = program.columns.flatMap((c) => (c.role === 'hidden' ? [] : [c.name]));
  const parts = model?.derived.map((d) => d.name) ?? [];
  return `'${program.name}' has no variable '${name}'. It has ${quoted(variables) || 'none'}${parts.length > 0 ? `, and the named parts ${quoted(parts)}` : ''}.`;
}

export const columnNamed = columnOf;

const namesIn = (part: Expr): string[] => topological([part]).flatMap((e) => (e.op === 'state' ? [e.name] : []));

/** A named part over columns: per-cell values become states. */
function partOf(value: Expr, program: PopulationProgram, name: string, dt: number): Expr {
  const nodes = topological([value]);
  const bad = nodes.find((e) => e.op === 'draw' || e.op === 'previous');
  if (bad)
    throw new UserError(
      `'${name}' of '${program.name}' uses ${bad.op === 'draw' ? 'random numbers' : 'values of the step before'}, so it has no value after a step; make it a state variable, or record what it is made of.`,
    );
  const perCell = new Set(program.columns.map((c) => c.name));
  return transform([value], (e) => {
    if (e.op === 'parameter' && perCell.has(e.name)) return b.state(e.name);
    return e.op === 'dt' ? b.number(dt) : undefined;
  })[0]!;
}

/** A request bound to a network. */
export class Recording {
  readonly request: TraceRequest & { readonly cells: readonly number[] };
  readonly probe: Probe;
  readonly #selection: Selection;
  /** Steps from one row to the next. */
  readonly #every: number;
  readonly #places: readonly string[] | undefined;

  /** Throws a UserError. */
  constructor(subject: RecordedPopulation, request: TraceRequest, dt: number) {
    const { program, index } = subject;
    const cells = cellsOf(request, program);
    const places = placedSites(subject, request.at, 'record');
    this.#places = places?.map((p) => p.label);
    this.#selection = new Selection(subject, request.variables, dt);
    this.#every = stepsOf(request.every, dt);
    if (request.average && cells.length === 0)
      throw new UserError(`A mean over no cells of '${program.name}' has no value; name some cells, or 'all'.`);
    this.request = { ...request, cells };
    const rows = places ? cells.flatMap((cell) => places.map(({ site }) => site * program.size + cell)) : cells;
    this.probe = { population: index, columns: this.#selection.columns, cells: rows };
  }

  get computes(): boolean {
    return this.#selection.computes;
  }

  /** Values that the engine notes in one step. */
  get perStep(): number {
    return this.probe.columns.length * this.probe.cells.length;
  }

  /** Values that are kept of `steps` steps. */
  kept(steps: number): number {
    const { variables, cells, average } = this.request;
    return (
      Math.ceil(steps / this.#every) * variables.length * (average ? 1 : cells.length * (this.#places?.length ?? 1))
    );
  }

  /** What the engine noted from `firstStep` on. `shared`: parameters while it did. */
  block(noted: Float64Array, firstStep: number, steps: number, shared: SharedValues | undefined): TraceBlock {
    const { request } = this;
    const { variables, average = false } = request;
    // Places stand where cells do.
    const many = this.#places?.length ?? 1;
    const cells = many === 1 ? request.cells : request.cells.flatMap((cell) => Array<number>(many).fill(cell));
    const every = this.#every;
    const selection = this.#selection;
    const first = Math.ceil((firstStep + 1) / every) * every - 1;
    const rows = Math.max(0, Math.ceil((firstStep + steps - first) / every));
    const places = this.#places === undefined ? {} : { places: this.#places };
    const common = { request, firstStep: first, steps: rows, every, units: selection.units, ...places };
    if (selection.plain && every === 1 && !average && selection.columns.length === variables.length)
      return { ...common, values: noted };
    if (shared) selection.setParameters(shared);
    const columns = selection.columns.length;
    const values = new Float64Array(rows * variables.length * (average ? 1 : cells.length));
    let at = 0;
    for (let step = first; step < firstStep + steps; step += every) {
      const row = (step - firstStep) * cells.length * columns;
      const one = (c: number, v: number): number => selection.value(v, noted, row + c * columns, cells[c]!, step);
      if (average)
        for (let v = 0; v < variables.length; v++) {
          let sum = 0;
          for (let c = 0; c < cells.length; c++) sum += one(c, v);
          values[at++] = sum / cells.length;
        }
      else for (let c = 0; c < cells.length; c++) for (let v = 0; v < variables.length; v++) values[at++] = one(c, v);
    }
    return { ...common, values };
  }
}

/**
 * Places on cells with dendrites, with their sites; without `at` where spikes are found. Undefined for other cells, of which no place is
 * asked. Throws TextError or UserError.
 */
export function placedSites(
  { program, model }: RecordedPopulation,
  at: TraceRequest['at'],
  what: string,
): { label: string; site: number }[] | undefined {
  const branching = model && branchingOf(model);
  if (!branching) {
    if (at !== undefined)
      throw new UserError(
        `${what}, at: the cells of '${program.name}' have no dendrites, so they have no places; leave 'at' out.`,
      );
    return undefined;
  }
  const { of } = sitesOf(branching);
  if (at === undefined) return [{ label: branching.detect.label, site: of[branching.detect.node]! }];
  const texts = typeof at === 'string' ? [at] : at;
  return texts.flatMap((text) =>
    branching.placesOf(text, `${what}, at`).map(({ label, node }) => ({ label, site: of[node]! })),
  );
}

function cellsOf({ cells }: TraceRequest, { name, size }: PopulationProgram): readonly number[] {
  if (cells === 'all') return Array.from({ length: size }, (_, c) => c);
  const outside = cells.find((c) => !(Number.isInteger(c) && c >= 0 && c < size));
  if (outside !== undefined)
    throw new UserError(`'${name}' has no cell ${outside}; its ${size} cells are numbered from 0.`);
  return cells;
}

/** An interval in steps. Throws a UserError where it is no whole number of them. */
function stepsOf(every: string | undefined, dt: number): number {
  if (every === undefined) return 1;
  const { value: ms } = parseQuantity(every, timeDimension, 'every');
  const steps = Math.round(ms / dt);
  if (steps < 1 || Math.abs(ms / dt - steps) > 1e-6 * steps)
    throw new UserError(
      `'every' is '${every}', which is no whole number of steps of ${dt} ms; give a multiple of the step.`,
    );
  return steps;
}

/** The longest part of a run whose notes an engine may hold at once, in steps. */
export const partSteps = (recordings: readonly Recording[]): number =>
  Math.max(1, Math.floor(PART_VALUES / Math.max(1, ...recordings.map((r) => r.perStep))));

/** Refuses to keep more than memory holds. */
export function checkKept(recordings: readonly Recording[], steps: number): void {
  const bytes = 8 * recordings.reduce((n, r) => n + r.kept(steps), 0);
  if (bytes > MOST_BYTES)
    throw new CapacityError(
      `The traces of ${steps} steps would take ${(bytes / 2 ** 30).toPrecision(2)} GiB, at most ${MOST_BYTES / 2 ** 30} GiB are kept. Record fewer cells, only some steps (every: '1 ms'), a mean over cells (average: true), or take them part by part with onBlock and keep: false.`,
    );
}
