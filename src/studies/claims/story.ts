/** Claims of a text, and how each is judged by numbers. The text itself, in whatever language, is not here. */
import type { Facts, Points } from '../study.ts';

/** What a section's numbers come from. */
export type Stage =
  /** A network, run on its own. */
  | {
      readonly kind: 'network';
      readonly preset: string;
      /** Parameters that differ from the preset's defaults, in its units. */
      readonly values: Readonly<Record<string, number>>;
      /** ms */
      readonly duration: number;
      /** Parameters that the text invites to change. */
      readonly turn: readonly string[];
    }
  /** A named experiment. */
  | { readonly kind: 'experiment'; readonly name: string };

export type Verdict = 'holds' | 'partly' | 'fails';

export interface Claim {
  readonly id: string;
  readonly judge: (facts: Facts) => Verdict;
}

export interface StorySection {
  readonly id: string;
  readonly stage: Stage;
  /** An experiment whose numbers the claims need beside those of the stage. */
  readonly extra?: string;
  readonly claims: readonly Claim[];
}

export interface Story {
  readonly name: string;
  readonly sections: readonly StorySection[];
}

/** What an experiment finds. */
export interface Findings {
  /** Curves by name: what is measured, and what it is held against. */
  readonly lines: Readonly<Record<string, Points>>;
  /** Spike times by name, ms. */
  readonly trains?: Readonly<Record<string, Float64Array>>;
  /** Numbers that claims are judged by, in the units that the texts write behind them. */
  readonly facts: Facts;
}

export type ClaimExperiment = () => Promise<Findings>;
