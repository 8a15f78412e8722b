/** What a text that people open holds, told by its content alone. */

import { UserError } from '../errors.ts';
import { noMore } from '../no-more.ts';
import { text as aText } from '../options.ts';
import { isBrian2 } from './brian2/is-brian2.ts';
import { VERSION } from './schema/experiment.ts';
import { isSonata } from './sonata/config.ts';

/** A document in YAML or JSON, a script for Brian2, or a configuration of a network in SONATA. */
export type TextKind = 'document' | 'brian2' | 'sonata';

/** Whether a text means to be a document: JSON, or one with a key that every document has. Mistakes in it are the reader's to tell. */
const meansDocument = (text: string): boolean =>
  /^\s*\{/.test(text) ||
  /^(?:[ \t]*(?:galvani|populations|run)|(["'])(?:galvani|populations|run)\1)[ \t]*:/m.test(text);

/** Throws a UserError that says what is expected where a text is none of these. `name`: what the error calls it. */
export function kindOf(text: string, name: string, ...more: undefined[]): TextKind {
  noMore('kindOf', 'a text and its name', more);
  aText.check(text, 'kindOf: the text');
  aText.check(name, 'kindOf: the name');
  if (isSonata(text)) return 'sonata';
  if (isBrian2(text)) return 'brian2';
  if (meansDocument(text)) return 'document';
  throw new UserError(
    `${name} holds nothing that is read here: a document starts with 'galvani: ${VERSION}' and has populations and run ('galvani new' writes one to begin with), a script for Brian2 imports brian2 or makes a NeuronGroup, and a configuration of SONATA is a JSON object that names a network.`,
  );
}
