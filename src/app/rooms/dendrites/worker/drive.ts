/** What is done to a cell while it runs: currents and conductances of its compartments, written between steps. */
import type { Simulation } from '../../../../index.ts';
import { dt, type Stimulus, stepAt, synapses } from '../experiment.ts';
import { columns } from './model.ts';

/** A stimulus with the node that it acts on. */
export interface Placed extends Stimulus {
  readonly node: number;
}

/** A density of a compartment's own: nA on µm² in µA/cm². */
const perArea = (nA: number, area: number): number => (1e5 * nA) / area;
/** nS on µm² in mS/cm². */
const conductancePerArea = (nS: number, area: number): number => (100 * nS) / area;

export class Drive {
  readonly #stimuli: readonly Placed[];
  readonly #areas: Float64Array;
  /** Whether the currents in force have been written. */
  #written = false;

  /** `areas` of the nodes, µm². */
  constructor(stimuli: readonly Placed[], areas: Float64Array) {
    this.#stimuli = stimuli;
    this.#areas = areas;
  }

  /** The first step after `step` before which something is to be done. */
  nextStop(step: number): number {
    return this.#stimuli.reduce((least, s) => Math.min(least, nextOf(s, step)), Number.POSITIVE_INFINITY);
  }

  /** Does what is due before `step` is run; once for each step. */
  async act(simulation: Simulation, step: number): Promise<void> {
    const currents = this.#stimuli.filter((s) => s.kind === 'current');
    if (!this.#written || currents.some((s) => stepAt(s.from) === step || stepAt(s.to) === step)) {
      const values = new Float64Array(this.#areas.length);
      for (const s of currents)
        if (step >= stepAt(s.from) && step < stepAt(s.to)) values[s.node]! += perArea(s.amount, this.#areas[s.node]!);
      await simulation.write('cell', columns.current, values);
      this.#written = true;
    }
    for (const kind of ['excite', 'inhibit'] as const) {
      const due = this.#stimuli.filter((s) => s.kind === kind && eventAt(s, step));
      if (due.length === 0) continue;
      // Held over a step, the conductance stands for the middle of it, as the rule 'centred' has it.
      const share = Math.exp(-dt / (2 * synapses[kind].tau));
      const values = await simulation.read('cell', columns[kind]);
      for (const s of due) values[s.node]! += share * conductancePerArea(s.amount, this.#areas[s.node]!);
      await simulation.write('cell', columns[kind], values);
    }
  }
}

function eventAt(stimulus: Stimulus, step: number): boolean {
  const first = stepAt(stimulus.from);
  if (step < first || step >= stepAt(stimulus.to)) return false;
  return stimulus.every === 0 ? step === first : (step - first) % interval(stimulus) === 0;
}

/** Steps from one event to the next. */
const interval = ({ every }: Stimulus): number => Math.max(1, stepAt(every));

function nextOf(stimulus: Stimulus, step: number): number {
  const [first, last] = [stepAt(stimulus.from), stepAt(stimulus.to)];
  if (step < first) return first < last ? first : Number.POSITIVE_INFINITY;
  if (stimulus.kind === 'current') return step < last ? last : Number.POSITIVE_INFINITY;
  if (stimulus.every === 0) return Number.POSITIVE_INFINITY;
  const next = first + (Math.floor((step - first) / interval(stimulus)) + 1) * interval(stimulus);
  return next < last ? next : Number.POSITIVE_INFINITY;
}
