/** Unit expressions: 'uF/cm^2', 'mV·ms⁻¹', '1/ms'. Words are read in `atom.ts`; products and powers are read here. */
import { UserError } from '../errors.ts';
import { plainDigits, SUPERSCRIPT } from '../numbers/superscript.ts';
import { nearest } from '../suggest.ts';
import { atom, type UnitScale } from './atom.ts';
import type { Dimension } from './dimension.ts';

export interface Unit {
  /** Internal units per one of this unit. */
  readonly scale: number;
  readonly dimension: Dimension;
}

/** A mistake in a unit text: what it is and where. */
export class UnitError extends UserError {
  override readonly name = 'UnitError';
  readonly at: number;
  readonly length: number;
  constructor(sentence: string, at: number, length: number) {
    super(sentence);
    this.at = at;
    this.length = Math.max(1, length);
  }
}

/** Units that a mistyped word is compared with. */
export const commonUnits: readonly string[] = (
  'V mV uV A mA uA nA pA S mS uS nS pS F uF nF pF s ms us ns Hz kHz m cm mm um nm M mM uM nM mol mmol umol ohm kohm Mohm ' +
  'Gohm C pC kelvin degC volt amp siemens farad second msecond metre meter molar'
).split(' ');

const MAX_LENGTH = 120;
const cache = new Map<string, UnitScale>();

/**
 * The unit that a text names. '' and '1' are the plain number. Factors are joined by '*', '·' or a space, '/' divides by the next
 * factor only, powers are '^2', '**-1' or '²'. Throws UnitError, a UserError, where it is no unit.
 */
export function unitOf(text: string): Unit {
  const scale = scaleOf(text);
  return { scale: scaleValue(scale), dimension: scale.dimension };
}

/** The same with mantissa and power of ten apart. */
export function scaleOf(text: string): UnitScale {
  let known = cache.get(text);
  if (!known) {
    if (text.length > MAX_LENGTH) throw new UnitError(`A unit has at most ${MAX_LENGTH} characters.`, 0, text.length);
    known = new UnitReader(text).read();
    if (cache.size > 4096) cache.clear();
    cache.set(text, known);
  }
  return known;
}

export function scaleValue(scale: UnitScale): number {
  return scale.mantissa === 1 ? tenTo(scale.exponent) : scale.mantissa * tenTo(scale.exponent);
}

/** 10^n; whole powers through the decimal parser, which rounds correctly. */
const tenTo = (n: number): number => (Number.isInteger(n) ? Number(`1e${n}`) : 10 ** n);

const one: UnitScale = { mantissa: 1, exponent: 0, dimension: [0, 0, 0, 0, 0, 0], offset: 0 };

/** Exponents are kept as multiples of 1/60, so that (x^(1/3))^3 is x again. */
export const tidy = (n: number): number => Math.round(n * 60) / 60 + 0;

function multiply(a: UnitScale, b: UnitScale, power: number): UnitScale {
  const dimension = a.dimension.map((x, i) => tidy(x + power * b.dimension[i]!)) as unknown as Dimension;
  const mantissa = b.mantissa === 1 ? a.mantissa : a.mantissa * b.mantissa ** power;
  return { mantissa, exponent: tidy(a.exponent + power * b.exponent), dimension, offset: 0 };
}

const RAISED = new RegExp(`^${SUPERSCRIPT}`);

class UnitReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): UnitScale {
    this.#skip();
    if (this.#at === this.#text.length) return one;
    const result = this.#product(0);
    if (this.#at < this.#text.length)
      throw this.#error(`'${this.#text[this.#at]}' does not belong in a unit`, this.#at);
    return result;
  }

  #product(depth: number): UnitScale {
    let result = this.#peek() === '/' ? one : this.#factor(depth);
    for (;;) {
      const c = this.#peek();
      if (c === '' || c === ')') return result;
      if (c === '/') {
        this.#at++;
        result = multiply(result, this.#factor(depth), -1);
      } else {
        if (c === '*' || c === '·' || c === '⋅' || c === '×') this.#at++;
        result = multiply(result, this.#factor(depth), 1);
      }
    }
  }

  #factor(depth: number): UnitScale {
    const c = this.#peek();
    const start = this.#at;
    let base: UnitScale;
    if (c === '(') {
      if (depth > 20) throw this.#error('Parentheses are nested too deeply', start);
      this.#at++;
      base = this.#product(depth + 1);
      if (this.#peek() !== ')') throw this.#error("A ')' is missing", this.#at);
      this.#at++;
    } else if (c === '1' && !/[0-9.]/.test(this.#text[start + 1] ?? '')) {
      this.#at++;
      base = one;
    } else {
      const word = /^(?:[A-Za-z\u00b5\u03bc\u03a9\u2126℃]|°)[A-Za-z\u00b5\u03bc\u03a9\u2126]*[23]?/.exec(
        this.#text.slice(start),
      )?.[0];
      if (!word) throw this.#error(c ? `'${c}' does not belong in a unit` : 'A unit is missing', start);
      this.#at += word.length;
      const known = atom(word);
      if (!known) throw new UnitError(unknownUnit(word), start, word.length);
      base = known;
    }
    const power = this.#power();
    return power === undefined ? base : multiply(one, base, power);
  }

  #power(): number | undefined {
    const rest = this.#text.slice(this.#at);
    const raised = /^\s*(?:\^|\*\*)\s*(?:\(\s*([+-]?\d+(?:\.\d+)?)\s*\)|([+-]?\d+(?:\.\d+)?))/.exec(rest);
    if (raised) {
      this.#at += raised[0].length;
      return this.#checked(Number(raised[1] ?? raised[2]));
    }
    if (/^\s*(?:\^|\*\*)/.test(rest)) throw this.#error('A power of a unit is a number, as in cm^2', this.#at);
    const small = RAISED.exec(rest);
    if (!small) return undefined;
    this.#at += small[0].length;
    return this.#checked(Number(plainDigits(small[2]!)) * (small[1] ? -1 : 1));
  }

  #checked(power: number): number {
    if (!(Math.abs(power) <= 12)) throw this.#error('A power of a unit lies between -12 and 12', this.#at);
    return power;
  }

  #skip(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++;
  }

  #peek(): string {
    this.#skip();
    return this.#text[this.#at] ?? '';
  }

  #error(sentence: string, at: number): UnitError {
    return new UnitError(`${sentence}: '${this.#text}'.`, at, 1);
  }
}

/** 'NS' is not a unit; did you mean 'nS'? */
export function unknownUnit(word: string): string {
  const guess = nearest(word, commonUnits);
  return guess
    ? `'${word}' is not a known unit; did you mean '${guess}'?`
    : `'${word}' is not a known unit; units look like mV, ms, nS, pA, pF, Hz, mM or uF/cm^2.`;
}
