/** The words of a story: one of these in each language, beside the sections and claims that are the same in all. */

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
