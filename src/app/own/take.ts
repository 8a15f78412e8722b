/** Texts that people open: a document in YAML or JSON, or a script for Brian2. */
import { isBrian2, read } from '../../document/index.ts';
import { admit } from './registry.ts';
import type { BuiltOwn } from './types.ts';

export interface Taken {
  readonly own: BuiltOwn;
  /** What of it was passed over, a sentence; '' where nothing was. */
  readonly notice: string;
}

/** Throws a UserError that says what is wrong and where. `name`: what errors call it. */
export async function take(text: string, name: string): Promise<Taken> {
  if (!isBrian2(text) && !/\.py$/i.test(name))
    return { own: await admit(JSON.stringify(await read(text, { name }))), notice: '' };
  // Documents do without it.
  const { fromBrian2 } = await import('../../document/brian2/index.ts');
  const { document, left } = fromBrian2(text);
  const notice = left.length === 0 ? '' : `Of the script for Brian2 this was passed over: ${left.join('; ')}.`;
  return { own: await admit(JSON.stringify(document)), notice };
}
