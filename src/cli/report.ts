/** What `galvani run --json` prints. Scripts depend on its names and their order. */
import type { Summary } from '../index.ts';

export interface Report extends Summary {
  readonly preset: string;
  readonly backend: string;
  readonly adapter: string;
  readonly integrator: string;
  readonly dt_ms: number;
  readonly duration_ms: number;
  readonly seed: number;
  readonly cells: number;
  readonly synapses: number;
  readonly steps: number;
  readonly wall_s: { readonly build: number; readonly compile: number; readonly run: number };
  readonly realtime_factor: number;
  readonly dispatches_per_step: number;
  readonly strategy: string;
  readonly connectivity: string;
  readonly bytes_per_synapse: number;
}
