/** Texts that people open: a document in YAML or JSON, or a script for Brian2. */
import { kindOf, read } from '../../document/index.ts';
import { UserError } from '../../errors.ts';
import { admit } from './registry.ts';
import type { BuiltOwn } from './types.ts';

export interface Taken {
  readonly own: BuiltOwn;
  /** What of it was passed over, a sentence; '' where nothing was. */
  readonly notice: string;
}

/** Throws a UserError that says what is wrong and where. `name`: what errors call it. */
export async function take(text: string, name: string): Promise<Taken> {
  switch (kindOf(text, name)) {
    case 'sonata':
      throw new UserError(
        `'${name}' is a configuration of SONATA, which names files beside it: drop its folder on the page, or open a ZIP of it.`,
      );
    case 'document':
      return { own: await admit(JSON.stringify(await read(text, { name }))), notice: '' };
    case 'brian2': {
      // Documents do without it.
      const { fromBrian2, leftSentences } = await import('../../document/brian2/index.ts');
      const { document, left } = fromBrian2(text);
      return { own: await admit(JSON.stringify(document)), notice: leftSentences(left).join(' ') };
    }
  }
}
