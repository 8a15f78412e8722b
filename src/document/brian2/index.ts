/**
 * A script for Brian2 as a document: NeuronGroup, PoissonGroup, Synapses with on_pre, what they begin with, and run. It is read, never run.
 * What would change the network and is not known here is refused with its line; what only records, draws or prints is passed over.
 */
import { noMore } from '../../no-more.ts';
import { documentOf, type Imported } from './compose.ts';
import { statementsOf } from './python.ts';
import { ScriptReader } from './reader.ts';

export type { Imported } from './compose.ts';
export { leftSentences, ScriptError } from './line.ts';

/** Throws a UserError that names the line where the script does what no document can say, or what is not known. */
export function fromBrian2(script: string, ...more: undefined[]): Imported {
  noMore('fromBrian2', 'a script', more);
  const reader = new ScriptReader();
  for (const statement of statementsOf(script)) reader.take(statement);
  return documentOf(reader.script);
}
