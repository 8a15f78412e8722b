/** Sentences on a line of the script. */
import { UserError } from '../../errors.ts';

/** As much of a statement as a sentence holds. */
export function start(text: string): string {
  const line = text.split('\n')[0]!.trim();
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}

/** A mistake on a line of a script, counted from 1. */
export class ScriptError extends UserError {
  readonly line: number;
  /** The sentence without the line. */
  readonly sentence: string;

  constructor(line: number, sentence: string) {
    super(`Line ${line} of the script: ${sentence}`);
    this.line = line;
    this.sentence = sentence;
  }
}

export const at = (line: number, what: string): ScriptError => new ScriptError(line, `${what}.`);

/** What was passed over of a script, as sentences for people. `left`: of `fromBrian2`. */
export const leftSentences = (left: readonly string[]): string[] =>
  left.length === 0 ? [] : [`Of the script for Brian2 this was passed over: ${left.join('; ')}.`];
