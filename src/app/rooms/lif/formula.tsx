/** Formulas in a small part of TeX's notation, set as MathML: letters, _ and ^, \frac{}{}, \sqrt{}, and signs as they are. */
import type { ComponentChildren } from 'preact';

type Token = string;

/** Two or more letters are one word, set upright; single ones are italic symbols. */
const pattern = /\\frac|\\sqrt|[A-Za-z]{2,}|[A-Za-zα-ωΑ-ΩδΔ]̂?|\d+(?:\.\d+)?|[{}_^]|∞|\S/gu;

/** Combines with the letter before it. */
const hat = '\u0302';

const words: ReadonlySet<string> = new Set(['from', 'to']);
const functions: ReadonlySet<string> = new Set(['Var', 'erf', 'ln', 'atan']);

/** Signs before which a long formula may continue in the next line, as in print; not where they are signs of a number: '= − v'. */
const breaks: ReadonlySet<string> = new Set(['=', '≥', '≈', '←', '→', '+', '−', '∫', 'from', 'to']);
const operator = /^[=≥≈←→+−(|,]$/;

/** The tokens of a formula in pieces that stay whole. */
function pieces(tokens: readonly Token[]): Token[][] {
  const found: Token[][] = [[]];
  let depth = 0;
  for (const [k, token] of tokens.entries()) {
    const before = tokens[k - 1];
    const inside = depth > 0 || before === undefined || operator.test(before);
    if (breaks.has(token) && !inside) found.push([]);
    if (token === '{' || token === '(') depth++;
    if (token === '}' || token === ')') depth--;
    found.at(-1)!.push(token);
  }
  return found;
}

class Reader {
  readonly #tokens: readonly Token[];
  readonly #continues: boolean;
  #at = 0;

  /** `continues`: it is what follows another piece. */
  constructor(tokens: readonly Token[], continues: boolean) {
    this.#tokens = tokens;
    this.#continues = continues;
  }

  row(): ComponentChildren[] {
    const items: ComponentChildren[] = [];
    while (this.#at < this.#tokens.length && this.#tokens[this.#at] !== '}') items.push(this.#scripted());
    return items;
  }

  #scripted(): ComponentChildren {
    const base = this.#atom();
    let [below, above]: ComponentChildren[] = [undefined, undefined];
    for (;;) {
      const next = this.#tokens[this.#at];
      if (next !== '_' && next !== '^') break;
      this.#at++;
      const script = this.#atom();
      if (next === '_') below = script;
      else above = script;
    }
    if (below !== undefined && above !== undefined)
      return (
        <msubsup>
          {base}
          {below}
          {above}
        </msubsup>
      );
    if (below !== undefined)
      return (
        <msub>
          {base}
          {below}
        </msub>
      );
    if (above !== undefined)
      return (
        <msup>
          {base}
          {above}
        </msup>
      );
    return base;
  }

  #atom(): ComponentChildren {
    const token = this.#tokens[this.#at++];
    if (token === '{') {
      const inner = this.row();
      this.#at++;
      return <mrow>{inner}</mrow>;
    }
    if (token === '(') {
      const inner: ComponentChildren[] = [];
      while (this.#at < this.#tokens.length && this.#tokens[this.#at] !== ')') inner.push(this.#scripted());
      this.#at++;
      // A row of their own, so that brackets grow with what is in them, not with a fraction beside.
      return (
        <mrow>
          <mo>(</mo>
          {inner}
          <mo>)</mo>
        </mrow>
      );
    }
    // As a word: Preact leaves an attribute out whose value is false.
    if (token === '|') return <mo stretchy={'false' as unknown as boolean}>|</mo>;
    if (token === '\\frac') {
      const above = this.#atom();
      const below = this.#atom();
      return (
        <mfrac>
          {above}
          {below}
        </mfrac>
      );
    }
    if (token === '\\sqrt') return <msqrt>{this.#atom()}</msqrt>;
    if (token === undefined) return null;
    if (/^\d/.test(token)) return <mn>{token}</mn>;
    if (words.has(token)) return <mtext>{`\u2002${token}\u2002`}</mtext>;
    if (functions.has(token)) return <mi>{`${token}\u2009`}</mi>;
    if (token.endsWith(hat))
      return (
        <mover accent>
          <mi>{token.slice(0, -1)}</mi>
          <mo>^</mo>
        </mover>
      );
    if (/^[\p{L}∞]/u.test(token)) return <mi>{token}</mi>;
    // A piece may begin with a sign between two things; one that follows another sign is the sign of what comes.
    const between = this.#at === 1 && breaks.has(token) && token !== '∫' && this.#continues;
    return <mo {...(between ? { form: 'infix' } : {})}>{token}</mo>;
  }
}

/**
 * Its parts, divided by ' , ', stand side by side where there is room, else below one another; a part that is wider than the room for it
 * continues in the next line.
 */
export function Formula({ text }: { text: string }) {
  const parts = text.split(' , ');
  return (
    <div class="formula-line">
      {parts.map((part, k) => (
        <span key={part} class="formula-part">
          {pieces((k < parts.length - 1 ? `${part} ,` : part).match(pattern) ?? []).map((tokens, n) => (
            <math key={tokens.join(' ')} display="block" class="formula">
              <mrow>{new Reader(tokens, n > 0).row()}</mrow>
            </math>
          ))}
        </span>
      ))}
    </div>
  );
}
