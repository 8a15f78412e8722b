/** What is recorded of cells with dendrites in NEURON: what was asked for, and voltages that the check compares. */
import { branchingOf } from '../../dendrites/branching.ts';
import type { Probe } from '../../engine/engine.ts';
import { UserError } from '../../errors.ts';
import type { Network, TraceRequest } from '../../index.ts';
import type { Program } from '../../program/program.ts';
import { unitOf } from '../../quantity/units.ts';
import { Recording } from '../../simulate/recording.ts';

/** A table of values, a row for each step, as run.py writes it to traces.npz. */
interface TraceFacts {
  /** Key in traces.npz, and with `check_` before it of the first values in arrays.npz. */
  readonly key: string;
  /** Number of the population. */
  readonly population: number;
  readonly variables: readonly string[];
  /** In which traces.npz has them, and the size of each in internal units, which arrays.npz has. */
  readonly units: readonly string[];
  readonly scales: readonly number[];
  /** Columns of the population that they are. */
  readonly columns: readonly number[];
  /** Of the rows of cells and places: cell by cell, places of the first cell first. */
  readonly cells: readonly number[];
  readonly sites: readonly number[];
  readonly places: readonly string[];
}

export interface PlannedTraces {
  readonly facts: readonly TraceFacts[];
  /** The same for an engine of ours, one by one. */
  readonly probes: readonly Probe[];
  readonly notes: readonly string[];
}

/** Cells of each population whose voltage is compared. */
const COMPARED = 10;

/** `requests` of populations without dendrites are passed over: their states are not recorded there. */
export function planTraces(network: Network, program: Program, requests: readonly TraceRequest[]): PlannedTraces {
  const facts: TraceFacts[] = [];
  const probes: Probe[] = [];
  const notes: string[] = [];
  const add = (index: number, request: TraceRequest): void => {
    const p = program.populations[index]!;
    const model = network.populations.find(({ name }) => name === p.name)?.blueprint.shape;
    const subject = { index, program: p, model: model && branchingOf(model) ? (model as never) : undefined };
    const plain = request.variables.filter((name) =>
      p.columns.some((c) => c.role !== 'hidden' && c.name.toLowerCase() === name.toLowerCase()),
    );
    const left = request.variables.filter((name) => !plain.includes(name));
    if (left.length > 0)
      notes.push(
        `${left.map((name) => `'${name}'`).join(', ')} of '${p.name}' ${left.length === 1 ? 'is' : 'are'} computed from other variables, and not recorded there.`,
      );
    if (plain.length === 0) return;
    const { at, cells, population } = request;
    const recording = new Recording(
      subject,
      {
        variables: plain,
        cells,
        ...(at === undefined ? {} : { at }),
        ...(population === undefined ? {} : { population }),
      },
      program.dt,
    );
    const rows = [...recording.probe.cells];
    // Of no steps: what does not change.
    const { places = [], units } = recording.block(new Float64Array(0), 0, 0, undefined);
    facts.push({
      key: `trace_${facts.length}`,
      population: index,
      variables: plain,
      units,
      scales: units.map((unit) => unitOf(unit || '1').scale),
      columns: recording.probe.columns,
      cells: rows.map((row) => row % p.size),
      sites: rows.map((row) => Math.floor(row / p.size)),
      places,
    });
    probes.push(recording.probe);
  };
  const trees = program.populations.flatMap((p, index) => (p.tree ? [index] : []));
  if (trees.length === 0) return { facts, probes, notes };
  for (const request of requests) {
    const index =
      request.population === undefined ? 0 : program.populations.findIndex(({ name }) => name === request.population);
    if (index < 0) throw new UserError(`record: there is no population '${request.population}'.`);
    if (trees.includes(index)) add(index, request);
  }
  for (const index of trees) {
    const { name, size, columns, tree } = program.populations[index]!;
    const first = Math.min(size, COMPARED);
    if (first > 0)
      add(index, {
        population: name,
        variables: [columns[tree!.voltage]!.name],
        cells: Array.from({ length: first }, (_, cell) => cell),
      });
  }
  return { facts, probes, notes };
}
