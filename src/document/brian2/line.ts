/** Sentences on a line of the script. */
import { UserError } from '../../errors.ts';

/** As much of a statement as a sentence holds. */
export function start(text: string): string {
  const line = text.split('\n')[0]!.trim();
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}

export const at = (line: number, what: string): UserError => new UserError(`Line ${line} of the script: ${what}.`);
