/** What a sweep takes and gives. */

import type { BackendName } from '../engine/engine.ts';
import type { Network } from '../network/network.ts';
import type { Amount } from '../numbers/amount.ts';

/** What is swept: a preset, or anything that builds networks from named numbers. */
export interface SweepSubject {
  /** `values` in internal units. */
  build(values: Readonly<Record<string, number>>, seed: number): Network;
  /** Parameters that act 'live' keep the connectivity, so variants that differ in them alone are put side by side. */
  readonly parameters: readonly { readonly name: string; readonly acts: 'live' | 'rebuild' }[];
}

/** One network of a sweep. */
export interface Variant {
  /** Every parameter that `build` needs, internal units. */
  readonly values: Readonly<Record<string, number>>;
  readonly seed: number;
}

export interface SweepOptions {
  /** '300 ms' */
  readonly duration: string | Amount;
  /** Left out of rates, CV, synchrony and the silent share: '100 ms'. Default: nothing is. */
  readonly transient?: string | Amount;
  /** Default '0.1 ms'. */
  readonly dt?: string | Amount;
  /** Default 'auto'. */
  readonly backend?: BackendName | 'auto';
  /** Default: each model's own, else 'ind_exp_euler'. */
  readonly integrator?: string;
  /**
   * Most networks that run at once. Default: on a graphics card as many as memory allows, up to 64; elsewhere one after the other, which
   * is as fast there.
   */
  readonly width?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SweepProgress) => void;
  /** Called for every variant as it is done. */
  readonly onResult?: (result: VariantResult) => void;
}

export interface SweepProgress {
  /** Of the whole sweep, 0…1. */
  readonly fraction: number;
  /** Variants that are done. */
  readonly done: number;
  /** Variants that run now. */
  readonly running: number;
}

export type VariantResult = {
  /** MemberRange in the list of variants. */
  readonly index: number;
} & ({ readonly ok: true; readonly measures: Measures } | { readonly ok: false; readonly reason: string });

/** What one network did. Rates, CV, synchrony and the silent share are of the time after the transient. */
export interface Measures {
  /** Mean rate per cell, Hz: of all cells under 'all', and of each named group. */
  readonly rates: Readonly<Record<string, number>>;
  /** Mean over cells with at least five intervals of the CV of their intervals; null without such a cell. */
  readonly cv: number | null;
  /** Synchrony χ (see `analysis/synchrony.ts`); null without spikes. */
  readonly synchrony: number | null;
  /** Share of cells without a spike. */
  readonly silent: number;
  /** ms; of the whole run; null without any. */
  readonly firstSpike: number | null;
  /** Of the whole run. */
  readonly spikes: number;
  /** SHA-256 of the spikes of the whole run, the same that the network has when it runs alone. */
  readonly hash: string;
}

export interface SweepSummary {
  /** In order of the variants; shorter where the sweep was stopped. */
  readonly results: readonly VariantResult[];
  readonly backend: BackendName;
  readonly adapter: string;
  /** Most networks that ran at once. */
  readonly width: number;
  /** How many engines were compiled. */
  readonly engines: number;
  /** How many times a connectivity was built. */
  readonly builds: number;
  /** Wall seconds. */
  readonly seconds: number;
}
