/** Written statements as JavaScript, so that what is exported can be tried where no other engine is. */
import type { HelperName } from '../../../src/emit/straight-line/functions.ts';
import { writtenFunctions } from '../../../src/emit/straight-line/functions.ts';
import { assigned, type CodeStatement, type Dialect } from '../../../src/emit/straight-line/statement.ts';

export const javascript: Dialect = {
  language: 'JavaScript',
  number: (value) => (value < 0 || Object.is(value, -0) ? `(${Object.is(value, -0) ? '-0' : value})` : String(value)),
  boolean: String,
  absolute: (x) => `Math.abs(${x})`,
  squareRoot: (x) => `Math.sqrt(${x})`,
  power: (x, y) => `(${x}) ** (${y})`,
  and: (x, y) => `${x} && ${y}`,
  or: (x, y) => `${x} || ${y}`,
  not: (x) => `!${x}`,
  uniform: (block, word) => `uniform(${block}, ${word})`,
};

export function statementText(statements: readonly CodeStatement[]): string {
  return statements
    .map((s): string => {
      if (s.kind === 'assign') return `${s.name} = ${s.text};`;
      if (s.kind === 'while') return `while (${s.condition}) { ${statementText(s.body)} }`;
      return `if (${s.condition}) { ${statementText(s.then)} } else { ${statementText(s.otherwise)} }`;
    })
    .join('\n');
}

/** Declarations of all names that statements set. */
export const declarations = (statements: readonly CodeStatement[]): string => {
  const names = [...assigned(statements).keys()];
  return names.length === 0 ? '' : `let ${names.join(', ')};`;
};

/** The functions as text, with floor and ceil. */
export const functionsText = (names: Iterable<HelperName>): string =>
  [
    'const { floor, ceil, sin, cos, tan } = Math;',
    ...writtenFunctions(names, javascript).map(
      ({ name, body }) => `const ${name} = (x) => { ${declarations(body)} ${statementText(body)} return res; };`,
    ),
  ].join('\n');

/** One written function, ready to be called. */
export const written = (name: HelperName): ((x: number) => number) =>
  new Function(`${functionsText([name])} return ${name};`)() as (x: number) => number;
