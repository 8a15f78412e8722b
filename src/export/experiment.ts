/** What is exported: a network and how it was run. */
import { backendNames } from '../engine/engine.ts';
import type { Accuracy, BackendName, Connectivity, Intervention, Network } from '../index.ts';
import { listOf, number, object, oneOf, optional, optionsOf, text } from '../options.ts';

export interface ExportedExperiment {
  /** As built, before any change while it ran. */
  readonly network: Network;
  /** Integration step, ms. */
  readonly dt: number;
  /** ms */
  readonly duration: number;
  /** The integrator that was named for all populations; undefined: each model's own. */
  readonly integrator: string | undefined;
  readonly backend: BackendName;
  /** What was asked for the whole network; undefined: as each projection says. */
  readonly connectivity?: Connectivity | undefined;
  /** Name of the preset it comes from, 'ei-tutorial'. */
  readonly preset?: string | undefined;
  /** One line: what it is. */
  readonly title?: string | undefined;
  /** The paper it is after. */
  readonly reference?: string | undefined;
  /** What the run gave; see `Summary.spike_hash`. */
  readonly spikeHash?: string | undefined;
  /** Of the rules that ran, see `Simulation.accuracy`; left out, only their orders are told. */
  readonly accuracy?: readonly Accuracy[] | undefined;
  /** Traces that were recorded. */
  readonly traces?: readonly { readonly variables: readonly string[]; readonly cells: readonly number[] }[] | undefined;
  /** What was done to the network while it ran. */
  readonly interventions?: readonly Intervention[] | undefined;
  /** The state variable that kicks moved and silences held; see `InterventionOptions`. */
  readonly voltage?: string | undefined;
}

/** Throws a UserError for what is no experiment. */
export const readExperiment = optionsOf<ExportedExperiment>('experiment', {
  network: object,
  dt: number,
  duration: number,
  integrator: optional(text),
  backend: oneOf(...backendNames),
  connectivity: optional(text),
  preset: optional(text),
  title: optional(text),
  reference: optional(text),
  spikeHash: optional(text),
  accuracy: optional(listOf(object)),
  traces: optional(listOf(object)),
  interventions: optional(listOf(object)),
  voltage: optional(text),
});
