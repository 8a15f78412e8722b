/** What the command says beside its result, on standard error: sentences for people, or one JSON object per line for programs. */

import { DocumentError } from '../document/error.ts';
import { BlowUpError, TextError, UserError } from '../errors.ts';
import { decimal } from '../numbers/decimal.ts';

const forms = ['text', 'json'] as const;
let form: (typeof forms)[number] = 'text';

/** The words of a call without `--messages FORM`, which is in force from now on. Throws a UserError for another form. */
export function takeForm(words: readonly string[]): string[] {
  const rest: string[] = [];
  for (let k = 0; k < words.length; k++) {
    const word = words[k]!;
    if (word !== '--messages' && !word.startsWith('--messages=')) {
      rest.push(word);
      continue;
    }
    const given = word === '--messages' ? words[++k] : word.slice('--messages='.length);
    const found = forms.find((each) => each === given);
    if (found === undefined) throw new UserError(`--messages is '${given ?? ''}'; allowed are ${forms.join(', ')}.`);
    form = found;
  }
  return rest;
}

/** Whether messages go to a program. */
export const forPrograms = (): boolean => form === 'json';

export const line = (message: object): void => {
  process.stderr.write(`${JSON.stringify(message)}\n`);
};

/** Something that people should know of a call that continues. */
export function note(sentence: string): void {
  if (forPrograms()) line({ note: sentence });
  else process.stderr.write(`galvani: ${sentence}\n`);
}

/** Why a call ends. `error` is not of the user's making where it is no UserError. */
export function tellError(error: unknown): void {
  if (forPrograms()) line({ error: errorFacts(error) });
  else if (error instanceof UserError) process.stderr.write(`galvani: ${error.message}\n`);
  else
    process.stderr.write(
      `galvani failed; this is a fault of the program, not of your input.\n${(error as Error).stack}\n`,
    );
}

function errorFacts(error: unknown): object {
  if (!(error instanceof UserError))
    return { kind: 'InternalError', message: String((error as Error)?.stack ?? error) };
  const common = { kind: error.name, message: error.message };
  if (error instanceof DocumentError) return { ...common, problems: problemsOf(error) };
  if (error instanceof BlowUpError) {
    const { population, variable, cell, time } = error;
    return { ...common, population, variable, cell, time_ms: decimal(time) };
  }
  if (error instanceof TextError) {
    const { text, at, length, sentence } = error;
    return { ...common, text, at, length, sentence };
  }
  return common;
}

/** Mistakes of a document for programs; line and column from 1. Of any other error, one. */
export const problemsOf = (error: UserError): object[] => {
  if (!(error instanceof DocumentError)) return [{ path: [], code: 'file', sentence: error.message }];
  return error.problems.map(({ path, code, sentence, place }) => ({
    path,
    code,
    ...(place === undefined ? {} : { line: place.line, column: place.column, length: place.length }),
    sentence,
  }));
};
