/** What is done to a cell with dendrites at one place, from one time to another. */
import type { Bounds } from './plan.ts';

export const stimulusKinds = ['current', 'excite', 'inhibit'] as const;
export type StimulusKind = (typeof stimulusKinds)[number];

export interface Stimulus {
  readonly kind: StimulusKind;
  /** 'dend[3] 0.5' */
  readonly at: string;
  /** nA, inward, of a current; nS of each event at a synapse. */
  readonly amount: number;
  /** ms; of a current and of a train the time from which nothing more happens. */
  readonly from: number;
  readonly to: number;
  /** From one event at a synapse to the next, ms; of a current 0. */
  readonly every: number;
}

/** Of currents, of the weight of an event, and of the time from one event to the next, of which 0 is once. */
export const stimulusBounds = {
  current: { unit: 'nA', range: [-1000, 1000] },
  weight: { unit: 'nS', range: [0, 10_000] },
  every: { unit: 'ms', range: [0, 10_000] },
} as const satisfies Readonly<Record<string, Bounds>>;

/** Of the amount of a stimulus. */
export const amountBounds = (kind: StimulusKind): Bounds => stimulusBounds[kind === 'current' ? 'current' : 'weight'];

export const mostStimuli = 60;

/** Time constants, ms, and reversal potentials, mV: fast excitation, fast inhibition. */
export const synapses = {
  excite: { tau: 3, E: 0 },
  inhibit: { tau: 8, E: -75 },
} as const;

/** Number of the step that begins at a time, ms. */
export const stepAt = (ms: number, dt: number): number => Math.round(ms / dt);

/** A current density at which the squid's axon spikes again and again, µA/cm². */
const firing = 10;

/** What is done to a cell at first, so that there is something to see: a current into the middle of its root. `area` in µm². */
export const firstStimuli = ({ root, area }: { readonly root: string; readonly area: number }): readonly Stimulus[] => [
  {
    kind: 'current',
    at: `${root} 0.5`,
    // µA/cm² · µm² = 1e-5 nA
    amount: Number((1e-5 * firing * area).toPrecision(2)),
    from: 5,
    to: 150,
    every: 0,
  },
];
