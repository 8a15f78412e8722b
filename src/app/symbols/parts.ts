/** Symbols in names and sentences: 'w_e' is w with e below it, 'tau_theta' is τ with θ below it, 'share_E' and 'exp_euler' are words. */

/** A stretch of plain text, or a symbol: a base with what stands below it ('' for none). */
export type SymbolPart = { readonly text: string } | { readonly base: string; readonly below: string };

const greek: Readonly<Record<string, string>> = {
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  epsilon: 'ε',
  eta: 'η',
  theta: 'θ',
  lambda: 'λ',
  mu: 'μ',
  nu: 'ν',
  xi: 'ξ',
  rho: 'ρ',
  sigma: 'σ',
  tau: 'τ',
  phi: 'φ',
  chi: 'χ',
  psi: 'ψ',
  omega: 'ω',
  Delta: 'Δ',
  inf: '∞',
};

const letter = (word: string): string => greek[word] ?? word;

/** Name of a parameter or variable as a symbol, whatever it is made of. */
export function symbolOf(name: string): { readonly base: string; readonly below: string } {
  const [base = name, ...below] = name.split('_');
  return { base: letter(base), below: below.map(letter).join(' ') };
}

/** 'τ_θ': the symbol where no index can be set, as in menus. */
export function plainSymbol(name: string): string {
  const { base, below } = symbolOf(name);
  return below === '' ? base : `${base}_${below.replace(/ /g, '_')}`;
}

const names = Object.keys(greek).join('|');
/** A single letter or the name of a Greek one with an index, apart from longer words such as 'ind_exp_euler'. */
const indexed = new RegExp(`(?<![\\p{L}\\d_])(?:\\p{L}|${names})(?:_(?:[\\p{L}\\d]+|∞))+(?![\\p{L}\\d_])`, 'gu');
/** A title may begin with a symbol of one letter: 'V (mV)', 't / τ_m'; or be nothing else: 'm'. */
const leading = /^\p{L}(?=$|,? [(/])/u;

/** A sentence in its parts. `title`: it is a short name such as an axis bears, which may begin with, or be, a single letter. */
export function partsOf(text: string, title = false): SymbolPart[] {
  const parts: SymbolPart[] = [];
  const first = title ? leading.exec(text)?.[0] : undefined;
  if (first !== undefined) parts.push({ base: first, below: '' });
  let at = first?.length ?? 0;
  for (const match of text.matchAll(indexed)) {
    if (match.index > at) parts.push({ text: text.slice(at, match.index) });
    parts.push(symbolOf(match[0]));
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push({ text: text.slice(at) });
  return parts;
}
