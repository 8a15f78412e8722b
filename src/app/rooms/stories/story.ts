/** What a story is made of. Sections, stages and judgements are the same in every language; words are data beside them. */
import type { Facts } from './worker/tasks.ts';

/** What is seen beside a section. */
export type Stage =
  /** A network that runs as the reader comes, with a slider for each parameter in `turn`. */
  | {
      readonly kind: 'network';
      readonly preset: string;
      /** Parameters that differ from the preset's defaults, in its units. */
      readonly values: Readonly<Record<string, number>>;
      /** ms */
      readonly duration: number;
      readonly turn: readonly string[];
    }
  /** Pictures and numbers of a named experiment. */
  | { readonly kind: 'experiment'; readonly name: string };

export type Verdict = 'holds' | 'partly' | 'fails';

export interface Claim {
  readonly id: string;
  readonly judge: (facts: Facts) => Verdict;
}

export interface Section {
  readonly id: string;
  readonly stage: Stage;
  /** An experiment whose numbers the claims need beside those of the stage. */
  readonly extra?: string;
  readonly claims: readonly Claim[];
}

export interface Story {
  readonly name: string;
  readonly sections: readonly Section[];
}

export interface ClaimText {
  /** What the source says, in our words. */
  readonly says: string;
  /** What is found. `{rate:1}` stands for the fact `rate` with one decimal. */
  readonly found: string;
}

interface SectionText {
  readonly heading: string;
  /** Paragraphs; `code` marks symbols. */
  readonly text: readonly string[];
  /** What the stage shows. */
  readonly caption: string;
  readonly claims: Readonly<Record<string, ClaimText>>;
}

export interface StoryText {
  readonly title: string;
  /** One line. */
  readonly summary: string;
  readonly source: string;
  readonly sections: Readonly<Record<string, SectionText>>;
  /** Names of lines. */
  readonly lines: Readonly<Record<string, string>>;
  /** Names of the parameters that its sliders turn, where they differ from the presets' own. */
  readonly parameters: Readonly<Record<string, string>>;
}
