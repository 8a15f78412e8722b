/** Synapses that change with use, as they were given. */
import type { Projection } from '../network/projection.ts';

/** Equations of one end of a synapse, and what its spike does to them. */
export interface EndText {
  readonly equations: string;
  readonly onSpike: string;
  readonly initial?: Readonly<Record<string, number>> | undefined;
}

/** Traces of one end, and whether its own rule reads them before (default) or after the jump of the current spike. */
export interface TraceText extends EndText {
  readonly read?: 'before' | 'after' | undefined;
}

/** Values of each synapse at the start. */
type InitialText = string | number | ArrayLike<string | number>;

/** What a spike releases: `amount` names the variable that multiplies the weight. */
export interface ReleaseText extends EndText {
  readonly amount: string;
  readonly parameters?: Readonly<Record<string, InitialText>> | undefined;
}

/** Synapses with a state: weights and further variables that change with spikes of both ends. */
export interface PlasticityText {
  readonly equations?: string | undefined;
  readonly initial?: Readonly<Record<string, InitialText>> | undefined;
  readonly on?:
    | readonly {
        readonly at: 'source' | 'target';
        readonly event?: string;
        readonly delay?: string;
        readonly do: string;
      }[]
    | undefined;
  readonly at?: { readonly source?: string; readonly target?: string } | undefined;
  readonly every?: readonly { readonly interval: string; readonly do: string }[] | undefined;
  readonly amount?: string | undefined;
  readonly integrator?: string | undefined;
  readonly pre?: TraceText | undefined;
  readonly post?: TraceText | undefined;
  readonly onPre?: string | undefined;
  readonly onPost?: string | undefined;
  readonly parameters?: Readonly<Record<string, string | number>> | undefined;
  readonly range: readonly [low: string, high: string];
  /** Default 'ignored'. */
  readonly delays?: 'ignored' | 'axonal' | 'dendritic' | undefined;
}

export interface UseDependence {
  readonly release?: ReleaseText | undefined;
  readonly plasticity?: PlasticityText | undefined;
}

export const useDependence = ({ given }: Projection): UseDependence => given as Projection['given'] & UseDependence;
