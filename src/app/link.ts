/** Links come from strangers: every value is read as if typed, what does not pass is named in a sentence, and the rest is taken. */
import { UserError } from '../index.ts';
import type { PresetParameter } from '../presets/preset.ts';

/** Entries of a link: interventions, parameters, view. */
const MOST_ENTRIES = 4000;
const MOST_SENTENCES = 50;

export class Link {
  readonly query: URLSearchParams;
  /** Sentences on what was refused. */
  readonly refused: string[] = [];

  /** `longest`: characters of a link that is read at all. */
  constructor(hash: string, longest: number) {
    const at = hash.indexOf('?');
    const read = at >= 0 && hash.length <= longest;
    this.query = new URLSearchParams(read ? hash.slice(at + 1) : '');
    if (hash.length > longest) this.refused.push(`The link is longer than ${longest} characters and was not read.`);
    else if (this.query.size > MOST_ENTRIES) {
      this.refused.push(`The link has ${this.query.size} entries, more than ${MOST_ENTRIES}, and was not read.`);
      this.query = new URLSearchParams();
    }
  }

  /**
   * What its entries make of a state, one after the other, all but those whose keys are `apart`; an entry that `next` throws a UserError
   * for leaves it as it was.
   */
  fold<State>(
    state: State,
    next: (state: State, key: string, text: string) => State,
    apart: readonly string[] = [],
  ): State {
    let now = state;
    for (const [key, text] of this.query)
      if (!apart.includes(key))
        this.take(text, () => {
          now = next(now, key, text);
        });
    return now;
  }

  /** Reads one of its texts; a UserError is noted, and what was is left. */
  take(text: string, read: () => void): void {
    try {
      read();
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      if (this.refused.length < MOST_SENTENCES)
        this.refused.push(`In the link, '${excerpt(text)}' was refused: ${thrown.message}`);
      else if (this.refused.length === MOST_SENTENCES) this.refused.push('More of the link was refused.');
    }
  }
}

/** As much of a foreign text as a sentence holds. */
export const excerpt = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** For a key that the room does not know. */
export const noParameter = (key: string): UserError => new UserError(`there is no parameter '${excerpt(key)}'.`);

/** Writes the parameters that are not at their standard, with units. */
export function setParameters(
  query: URLSearchParams,
  parameters: readonly Pick<PresetParameter, 'name' | 'unit' | 'value'>[],
  values: Readonly<Record<string, number>>,
  standard: Readonly<Record<string, number>> = {},
): void {
  for (const { name, unit, value } of parameters) {
    const chosen = values[name];
    if (chosen !== undefined && chosen !== (standard[name] ?? value)) query.set(name, `${chosen} ${unit}`.trim());
  }
}
