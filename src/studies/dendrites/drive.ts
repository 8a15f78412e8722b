/** What is done to a cell while it runs: currents and conductances of its compartments, written between steps. */
import type { Simulation } from '../../index.ts';
import { type CellSubject, columns } from './cell-subject.ts';
import { type Stimulus, stepAt, synapses } from './stimulus.ts';

/** A stimulus with the node that it acts on. */
export interface PlacedStimulus extends Stimulus {
  readonly node: number;
}

/** A density of a compartment's own: nA on µm² in µA/cm². */
const perArea = (nA: number, area: number): number => (1e5 * nA) / area;
/** nS on µm² in mS/cm². */
const conductancePerArea = (nS: number, area: number): number => (100 * nS) / area;

export class Drive {
  readonly #stimuli: readonly PlacedStimulus[];
  readonly #subject: CellSubject;
  readonly #areas: Float64Array;
  /** Whether the currents in force have been written. */
  #written = false;

  constructor(stimuli: readonly PlacedStimulus[], subject: CellSubject) {
    this.#stimuli = stimuli;
    this.#subject = subject;
    this.#areas = subject.cell.branching.anatomy.nodes.area;
  }

  /** The first step after `step` before which something is to be done. */
  nextStop(step: number): number {
    return this.#stimuli.reduce(
      (least, s) => Math.min(least, nextOf(s, step, this.#subject.dt)),
      Number.POSITIVE_INFINITY,
    );
  }

  /** Does what is due before `step` is run; once for each step. */
  async act(simulation: Simulation, step: number): Promise<void> {
    const { population, size, dt, integrator } = this.#subject;
    const at = (ms: number): number => stepAt(ms, dt);
    const currents = this.#stimuli.filter((s) => s.kind === 'current');
    if (!this.#written || currents.some((s) => at(s.from) === step || at(s.to) === step)) {
      // The first cell of its population; the others are left alone.
      const values = new Float64Array(this.#areas.length * size);
      for (const s of currents)
        if (step >= at(s.from) && step < at(s.to)) values[s.node]! += perArea(s.amount, this.#areas[s.node]!);
      await simulation.write(population, columns.current, values);
      this.#written = true;
    }
    for (const kind of ['excite', 'inhibit'] as const) {
      const due = this.#stimuli.filter((s) => s.kind === kind && eventAt(s, step, dt));
      if (due.length === 0) continue;
      // Held over a step, the conductance stands for the middle of it, as the rule 'centred' has it.
      const share = integrator === 'centred' ? Math.exp(-dt / (2 * synapses[kind].tau)) : 1;
      const values = await simulation.read(population, columns[kind]);
      for (const s of due) values[s.node]! += share * conductancePerArea(s.amount, this.#areas[s.node]!);
      await simulation.write(population, columns[kind], values);
    }
  }
}

function eventAt(stimulus: Stimulus, step: number, dt: number): boolean {
  const first = stepAt(stimulus.from, dt);
  if (step < first || step >= stepAt(stimulus.to, dt)) return false;
  return stimulus.every === 0 ? step === first : (step - first) % interval(stimulus, dt) === 0;
}

/** Steps from one event to the next. */
const interval = ({ every }: Stimulus, dt: number): number => Math.max(1, stepAt(every, dt));

function nextOf(stimulus: Stimulus, step: number, dt: number): number {
  const [first, last] = [stepAt(stimulus.from, dt), stepAt(stimulus.to, dt)];
  if (step < first) return first < last ? first : Number.POSITIVE_INFINITY;
  if (stimulus.kind === 'current') return step < last ? last : Number.POSITIVE_INFINITY;
  if (stimulus.every === 0) return Number.POSITIVE_INFINITY;
  const between = interval(stimulus, dt);
  const next = first + (Math.floor((step - first) / between) + 1) * between;
  return next < last ? next : Number.POSITIVE_INFINITY;
}
