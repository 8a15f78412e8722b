/** What a spike does, as scripts have it: statements over variables of the synapse and of the two cells. */
import { at, start } from './line.ts';
import { callOf, split } from './python.ts';

export interface ScriptStatement {
  readonly target: string;
  readonly operator: string;
  readonly right: string;
}

/** Names in an expression: not the e of 1e3, and not what follows a dot. */
const NAME = /(?<![\w.])[A-Za-z_]\w*/g;

export const namesIn = (text: string): Set<string> => new Set(text.match(NAME) ?? []);

/** An expression with other texts in the place of names; undefined: as it is. */
export const renamed = (text: string, to: (name: string) => string | undefined): string =>
  text.replace(NAME, (name) => to(name) ?? name);

/** Statements between line ends and semicolons. */
export function spikeStatements(text: string, line: number): ScriptStatement[] {
  const bare = text.replace(/#[^\n]*/g, '');
  return split(bare, '\n')
    .flatMap((part) => split(part, ';'))
    .filter((part) => part !== '')
    .map((part) => {
      const [, target, operator, right] = /^([A-Za-z_]\w*)\s*(=(?!=)|[-+*/]=)\s*([\s\S]+)$/.exec(part) ?? [];
      if (target === undefined)
        throw at(line, `'${start(part)}' is no statement such as 'v_post += w', which is what a spike does`);
      return { target, operator: operator!, right: right!.replaceAll(/\s*\n\s*/g, ' ') };
    });
}

/**
 * Statements with names that only hold a value for the next ones put in where these read them. `known`: variables of the synapse and of
 * the cells. Throws where what such a name was made of has changed before it is read.
 */
export function withoutHelpers(
  statements: readonly ScriptStatement[],
  known: (name: string) => boolean,
  line: number,
): ScriptStatement[] {
  const helpers = new Map<string, { readonly text: string; readonly names: ReadonlySet<string>; stale?: string }>();
  const out: ScriptStatement[] = [];
  for (const { target, operator, right } of statements) {
    const text = renamed(right, (name) => {
      const helper = helpers.get(name);
      if (helper?.stale !== undefined)
        throw at(
          line,
          `'${name}' is read after '${helper.stale}', of which it was made, has changed; declare '${name}' in the model of the synapses`,
        );
      return helper && `(${helper.text})`;
    });
    if (known(target)) {
      out.push({ target, operator, right: text });
      const bare = target.replace(/_post$/, '');
      for (const helper of helpers.values())
        if (helper.names.has(bare) || helper.names.has(`${bare}_post`)) helper.stale = target;
    } else if (operator === '=') helpers.set(target, { text, names: namesIn(text) });
    else throw at(line, `'${target}' is no variable of the synapses or of the cells on which they end`);
  }
  return out;
}

/** 'clip(x, low, high)' in its parts. */
export function clipped(
  text: string,
): { readonly inner: string; readonly low: string; readonly high: string } | undefined {
  const call = callOf(text.trim());
  if (call?.name !== 'clip' || call.positional.length !== 3 || call.named.size > 0) return undefined;
  const [inner, low, high] = call.positional as [string, string, string];
  return { inner, low, high };
}
