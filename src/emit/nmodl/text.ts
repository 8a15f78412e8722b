/** What mechanisms of NMODL, NEURON's language, are written in: numbers, statements, lists of names, functions. */
import { InternalError } from '../../errors.ts';
import type { WrittenFunction } from '../straight-line/functions.ts';
import { CELL, STEP } from '../straight-line/population.ts';
import { assigned, type CodeStatement, type Dialect } from '../straight-line/statement.ts';

/** nocmodl breaks off at long lines. */
const NAMES_PER_LINE = 12;

/** Shortest decimals that read back to the same f64; nocmodl passes them on as they are. */
export function nmodlNumber(value: number): string {
  if (!Number.isFinite(value)) throw new InternalError('A constant of an exported model is not finite.');
  const text = Object.is(value, -0) ? '-0' : String(value);
  const real = /[.e]/.test(text) ? text : `${text}.0`;
  return real.startsWith('-') ? `(${real})` : real;
}

/** How NMODL writes what not all languages write alike. `seed`, `stream`: key of the population's random numbers. */
export function dialect(seed: number, stream: number): Dialect {
  return {
    language: 'NMODL',
    number: nmodlNumber,
    boolean: (value) => (value ? '1' : '0'),
    absolute: (x) => `fabs(${x})`,
    squareRoot: (x) => `sqrt(${x})`,
    power: (x, y) => `${x} ^ ${y}`,
    and: (x, y) => `${x} && ${y}`,
    or: (x, y) => `${x} || ${y}`,
    not: (x) => `!${x}`,
    uniform: (block, word) => `gword(${CELL}, ${STEP}, ${block}, ${word}, ${seed >>> 0}, ${stream >>> 0})`,
  };
}

/** Philox4x32-10 (Salmon et al. 2011) with counter (cell, step, block, 2): the words of `random/philox.ts` for the purpose `run`. */
export const generator = `VERBATIM
#include <stdint.h>
static double galvani_word(uint32_t x0, uint32_t x1, uint32_t x2, int word, uint32_t a, uint32_t b) {
  uint32_t x3 = 2;
  for (int r = 0; r < 10; r++) {
    uint64_t p = (uint64_t)x0 * 0xd2511f53u, q = (uint64_t)x2 * 0xcd9e8d57u;
    x0 = (uint32_t)(q >> 32) ^ x1 ^ a; x1 = (uint32_t)q;
    x2 = (uint32_t)(p >> 32) ^ x3 ^ b; x3 = (uint32_t)p;
    a += 0x9e3779b9u; b += 0xbb67ae85u;
  }
  uint32_t w = word == 0 ? x0 : word == 1 ? x1 : word == 2 ? x2 : x3;
  return (w >> 8) * (1.0 / 16777216.0);
}
ENDVERBATIM
FUNCTION gword(cell, step, block, wd, key0, key1) {
VERBATIM
  _lgword = galvani_word((uint32_t)_lcell, (uint32_t)_lstep, (uint32_t)_lblock, (int)_lwd, (uint32_t)_lkey0, (uint32_t)_lkey1);
ENDVERBATIM
}`;

/** Statements, a line each. */
export function lines(statements: readonly CodeStatement[], indent: string): string[] {
  const inner = `${indent}  `;
  return statements.flatMap((s): string[] => {
    if (s.kind === 'assign') return [`${indent}${s.name} = ${s.text}`];
    if (s.kind === 'while') return [`${indent}while (${s.condition}) {`, ...lines(s.body, inner), `${indent}}`];
    const otherwise = s.otherwise.length === 0 ? [] : [`${indent}else {`, ...lines(s.otherwise, inner), `${indent}}`];
    return [`${indent}if (${s.condition}) {`, ...lines(s.then, inner), `${indent}}`, ...otherwise];
  });
}

/** A word and its names, broken into lines; no line where there are no names. */
export function list(word: string, names: readonly string[]): string[] {
  const rows: string[] = [];
  for (let i = 0; i < names.length; i += NAMES_PER_LINE) rows.push(names.slice(i, i + NAMES_PER_LINE).join(', '));
  return names.length === 0 ? [] : [`  ${word} ${rows.join(',\n    ')}`];
}

export function functionText({ name, body }: WrittenFunction): string[] {
  return [
    `FUNCTION ${name}(x) {`,
    ...list('LOCAL', [...assigned(body).keys()]),
    ...lines(body, '  '),
    `  ${name} = res`,
    '}',
  ];
}
