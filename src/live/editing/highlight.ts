/** Equation text as coloured pieces. Wrong text is coloured as far as it can be read. */
import { commonUnits, equationFunctions, MAX_TEXT, TextError, type Token, tokenize } from '../../index.ts';

type PieceKind = 'state' | 'parameter' | 'function' | 'unit' | 'number' | 'operator' | 'comment' | 'plain';

export interface HighlightPiece {
  readonly kind: PieceKind;
  readonly text: string;
}

/** Names of a model that are told apart. */
export interface ModelSymbols {
  readonly states: ReadonlySet<string>;
  readonly parameters: ReadonlySet<string>;
}

const units = new Set(commonUnits);
const words = new Set(['and', 'or', 'not', 'if', 'else', 'unless', 'refractory']);

/** The pieces joined are the text. */
export function highlight(text: string, symbols: ModelSymbols): HighlightPiece[] {
  const pieces: HighlightPiece[] = [];
  let at = 0;
  const upTo = (end: number) => {
    // Between tokens lie spaces and comments.
    for (const part of text.slice(at, end).split(/(#[^\n]*)/)) {
      if (part !== '') pieces.push({ kind: part.startsWith('#') ? 'comment' : 'plain', text: part });
    }
    at = Math.max(at, end);
  };
  const tokens = tokensOf(text);
  for (const [k, token] of tokens.entries()) {
    if (token.kind === 'newline' || token.kind === 'end' || token.at < at) continue;
    upTo(token.at);
    const end = token.at + token.length;
    pieces.push({ kind: kindOf(token, tokens[k - 1], tokens[k + 1], symbols), text: text.slice(at, end) });
    at = end;
  }
  upTo(text.length);
  return pieces;
}

/** As many tokens as can be read. */
function tokensOf(text: string): Token[] {
  if (text.length > MAX_TEXT) return [];
  try {
    return tokenize(text);
  } catch (thrown) {
    if (!(thrown instanceof TextError)) throw thrown;
    return tokenize(text.slice(0, thrown.at));
  }
}

function kindOf(token: Token, before: Token | undefined, after: Token | undefined, symbols: ModelSymbols): PieceKind {
  if (token.kind === 'number') return 'number';
  if (token.kind === 'operator') return 'operator';
  const name = token.text;
  const isRate = name.startsWith('d') && symbols.states.has(name.slice(1)) && after?.text === '/';
  if (symbols.states.has(name) || isRate) return 'state';
  if (symbols.parameters.has(name)) return 'parameter';
  if (words.has(name) || (name === 'dt' && before?.text === '/')) return 'operator';
  if (equationFunctions.has(name)) return 'function';
  // Words that are units too, such as 'h', are so only where one is expected.
  return units.has(name) || before?.text === ':' ? 'unit' : 'plain';
}
