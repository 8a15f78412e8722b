/** What a projection may be given besides a weight, as it is written. Ready-made ones are in `synapses/`. */
import {
  anything,
  listOf,
  oneOf,
  optional,
  optionsField,
  optionsOf,
  quantity,
  recordOf,
  text,
  tuple,
} from '../../options.ts';
import { type AttachmentDescription, attachmentFields } from '../attachment.ts';

/**
 * What a spike releases, as a fraction of the weight: state of the source cell, shared by all its synapses of the projection. The
 * variable named by `amount`, between −1 and 1 and as it stands after `onSpike`, multiplies the weight.
 */
export interface ReleaseDescription extends AttachmentDescription {
  readonly amount: string;
  /**
   * Parameters of the equations. One value for all can be changed while it runs, as 'NAME@PROJECTION' of the source population. Where one
   * has a value per synapse (as a weight: a list, 'uniform(0.2, 0.6)', an expression), every synapse keeps its own variables.
   */
  readonly parameters?: Readonly<Record<string, SynapseInitial>>;
}

/** Traces that one end of a plastic synapse keeps. */
export interface TraceDescription extends AttachmentDescription {
  /**
   * How this end's own rule (`onPre` of `pre`, `onPost` of `post`) reads them at a spike: as they stand before the spike's own `onSpike`,
   * as papers that write t − ε do (Pfister & Gerstner 2006), or after it. Default 'before'.
   */
  readonly read?: 'before' | 'after';
}

/**
 * Where the delay of a plastic projection lies. 'ignored': the weight changes by the times at which the cells fire; 'axonal': the source's
 * spike reaches the synapse after the delay; 'dendritic': it reaches it at once, and the target's spike after the delay. Traces of the end
 * whose spikes are late are kept by a hidden population, 'PROJECTION, delayed', cell by cell.
 */
export type DelayPlace = 'ignored' | 'axonal' | 'dendritic';

/** Something that happens to all synapses of a cell at an event of it. */
export interface SynapseEvent {
  /** Whose event: the cell at which the synapse begins, or the one on which it ends. */
  readonly at: 'source' | 'target';
  /** One of the cell's `events`; left out: its spike. */
  readonly event?: string;
  /** Time from the spike to what it does, a whole number of steps; left out: at once. Events other than spikes have none. */
  readonly delay?: string;
  /** Statements on the variables of the synapse: 'c += C_pre'. */
  readonly do: string;
}

/** Something that is done to all synapses at regular times. */
export interface SynapseRoutine {
  /**
   * A whole number of steps: '1 s'. The statements are carried out at the times k·interval, k = 1, 2, …, before the step that begins then.
   */
  readonly interval: string;
  /**
   * Statements on the variables of the synapse; `sum_in(x)` is the sum of x over all synapses of the projection onto the same target,
   * `sum_out(x)` over those of the same source.
   */
  readonly do: string;
}

/** Values of a variable of the synapses at time 0: as those of a weight. */
export type SynapseInitial = string | number | ArrayLike<string | number>;

/**
 * Synapses with a state. `equations` are lines over variables that every synapse has of its own ('dc/dt = -c/tau : 1', 'U : 1'), besides
 * its weight `w`; `pre` and `post` are traces that the source and the target cells keep. `onPre` and `onPost` are statements on `w` and
 * these variables, carried out at spikes of either end; `on` names further events and delays, `every` regular times. Equations and
 * statements may read traces, variables and parameters of the cells ('v_pre' of the source; 'v_post' or 'v' of the target) as they stand at
 * the end of the step and before its reset, and `parameters`, which can be changed while it runs, as 'NAME@PROJECTION' of the target
 * population.
 *
 * A source's spike is delivered with the weight before `onPre`. Each rule sees the traces of its own end as `read` says, by default without
 * the jump of the current spike. Of two spikes that reach the synapse in one step the source's counts as the earlier: `onPre` sees the
 * target's trace without this step's spike, `onPost` the source's trace with it; those of `on` follow in their order.
 *
 * A variable that is linear with constant coefficients, that depends on no other which moves, and that no other equation reads, follows its
 * exact course from event to event. Any other is advanced in every step, before the step's events, by `integrator`.
 */
export interface PlasticityDescription {
  readonly equations?: string;
  /** Values of the variables at time 0, plain numbers in the declared units, texts or one value per synapse; default 0. */
  readonly initial?: Readonly<Record<string, SynapseInitial>>;
  readonly pre?: TraceDescription;
  readonly post?: TraceDescription;
  readonly onPre?: string;
  readonly onPost?: string;
  readonly on?: readonly SynapseEvent[];
  readonly every?: readonly SynapseRoutine[];
  /**
   * Events of the cells that take the place of their spikes: of the source's for what is delivered and `onPre`, of the target's for
   * `onPost`.
   */
  readonly at?: { readonly source?: string; readonly target?: string };
  /** What a spike delivers of the weight: a number from −1 to 1, as it is after `onPre`. Default 1. */
  readonly amount?: string;
  readonly parameters?: Readonly<Record<string, string | number>>;
  /** Bounds of the weights, with units: ['0 nS', '10 nS']. */
  readonly range: readonly [low: string, high: string];
  /**
   * Where the projection's delay lies, as the rule sees it. 'axonal' and 'dendritic' need one delay for all synapses. Default 'ignored'.
   */
  readonly delays?: DelayPlace;
  /**
   * How variables that are advanced in every step are. Default: exactly, where their equations are linear with constant coefficients; else
   * 'exp_midpoint'.
   */
  readonly integrator?: string;
}

export const checkRelease = optionsOf<ReleaseDescription>('release', {
  ...attachmentFields,
  amount: text,
  parameters: optional(recordOf(anything)),
});

const trace = optional(
  optionsField(optionsOf<TraceDescription>('trace', { ...attachmentFields, read: optional(text) })),
);

const event = optionsOf<SynapseEvent>('on', {
  at: oneOf('source', 'target'),
  event: optional(text),
  delay: optional(quantity),
  do: text,
});

const routine = optionsOf<SynapseRoutine>('every', { interval: quantity, do: text });

const places = { source: optional(text), target: optional(text) };

export const checkPlasticity = optionsOf<PlasticityDescription>('plasticity', {
  equations: optional(text),
  initial: optional(recordOf(anything)),
  pre: trace,
  post: trace,
  onPre: optional(text),
  onPost: optional(text),
  on: optional(listOf(optionsField(event))),
  every: optional(listOf(optionsField(routine))),
  at: optional(optionsField(optionsOf<NonNullable<PlasticityDescription['at']>>('at', places))),
  amount: optional(text),
  parameters: optional(recordOf(anything)),
  range: tuple(quantity, quantity),
  delays: optional(text),
  integrator: optional(text),
});
