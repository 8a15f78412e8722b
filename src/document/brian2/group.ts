/** Groups of a script: cells, Poisson trains, given spikes. */
import type { ScriptList, ScriptValues } from './script-values.ts';

/** A text, one of each cell, or numbers in one unit. */
export type ScriptStart = string | readonly string[] | ScriptList;

/** Spikes of a SpikeGeneratorGroup; times and period in ms. */
interface GivenSpikes {
  readonly cells: readonly number[];
  readonly times: readonly number[];
  readonly period: number | undefined;
}

export interface ScriptGroup {
  readonly name: string;
  readonly size: number;
  readonly kind: 'cells' | 'poisson' | 'spikes';
  readonly line: number;
  readonly model?: Readonly<Record<string, unknown>>;
  readonly declared: readonly { readonly name: string; readonly unit: string }[];
  readonly rate?: string | readonly string[];
  readonly spikes?: GivenSpikes;
  readonly initial: Map<string, ScriptStart>;
  /** Names that this group sees before those of the script. */
  namespace?: ScriptValues | undefined;
}
