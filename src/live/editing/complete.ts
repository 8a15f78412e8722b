/** Words that may stand where the caret is. */
import { commonUnits, equationFunctions } from '../../index.ts';
import type { ModelSymbols } from './highlight.ts';

export interface Completion {
  readonly word: string;
  readonly kind: 'variable' | 'parameter' | 'function' | 'unit';
}

export interface CompletionOffer {
  /** The part of the text that a completion takes the place of. */
  readonly from: number;
  readonly to: number;
  readonly options: readonly Completion[];
  /** Whether the word is one already. */
  readonly whole: boolean;
}

const most = 8;

/** Undefined where no word ends at the caret, or it is complete and nothing longer begins with it. */
export function completions(text: string, caret: number, symbols: ModelSymbols): CompletionOffer | undefined {
  const lineStart = text.lastIndexOf('\n', caret - 1) + 1;
  const line = text.slice(lineStart, caret);
  const word = /[A-Za-z_][A-Za-z0-9_]*$/.exec(line)?.[0];
  if (word === undefined || line.includes('#') || /[A-Za-z0-9_]/.test(text[caret] ?? '')) return undefined;
  const before = line.slice(0, line.length - word.length);
  const units = commonUnits.map((unit) => ({ word: unit, kind: 'unit' }) as const);
  const all: Completion[] = [
    ...[...symbols.states].map((name) => ({ word: name, kind: 'variable' }) as const),
    ...[...symbols.parameters].map((name) => ({ word: name, kind: 'parameter' }) as const),
    ...[...equationFunctions.keys()].map((name) => ({ word: name, kind: 'function' }) as const),
  ];
  // After a colon or a number only a unit makes sense.
  const pool = /:\s*$|[\d.]\s+$/.test(before) ? units : [...all, ...units];
  const begins = (exact: boolean) =>
    pool.filter(
      (c) => c.word !== word && (exact ? c.word : c.word.toLowerCase()).startsWith(exact ? word : word.toLowerCase()),
    );
  const exact = begins(true);
  const options = [...exact, ...begins(false).filter((c) => !exact.includes(c))];
  const unique = options.filter((c, k) => options.findIndex((d) => d.word === c.word) === k).slice(0, most);
  // The metre aside: an m is the beginning of mV or ms.
  const whole = pool.some((c) => c.word === word && !(c.kind === 'unit' && word === 'm'));
  return unique.length === 0 ? undefined : { from: caret - word.length, to: caret, options: unique, whole };
}
