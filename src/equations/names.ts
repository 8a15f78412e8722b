/** Which names a model may give. */

/** Functions and how many arguments they take: [least, most]. */
export const functions: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['exp', [1, 1]],
  ['expm1', [1, 1]],
  ['exprel', [1, 1]],
  ['log', [1, 1]],
  ['log10', [1, 1]],
  ['sqrt', [1, 1]],
  ['sin', [1, 1]],
  ['cos', [1, 1]],
  ['tan', [1, 1]],
  ['sinh', [1, 1]],
  ['cosh', [1, 1]],
  ['tanh', [1, 1]],
  ['abs', [1, 1]],
  ['sign', [1, 1]],
  ['floor', [1, 1]],
  ['ceil', [1, 1]],
  ['int', [1, 1]],
  ['heaviside', [1, 1]],
  ['min', [2, 8]],
  ['max', [2, 8]],
  ['mod', [2, 2]],
  ['clip', [3, 3]],
  ['select', [3, 3]],
  ['where', [3, 3]],
  ['previous', [1, 1]],
  ['crosses', [2, 2]],
  ['rand', [0, 0]],
  ['randn', [0, 0]],
  ['uniform', [2, 2]],
  ['normal', [2, 2]],
  ['poisson', [1, 1]],
]);

const reserved: ReadonlySet<string> = new Set(['t', 'dt', 'pi', 'and', 'or', 'not', 'true', 'false', 'if', 'else']);

/** White noise: `xi`, or `xi_` and a name for independent sources. */
export const isNoise = (name: string): boolean => name === 'xi' || name.startsWith('xi_');

/** Why a model may not use this name, or undefined if it may. */
export function nameProblem(name: string): string | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return 'names consist of the letters A–Z and a–z, digits and _';
  if (name.length > 60) return 'names have at most 60 characters';
  if (name.startsWith('__')) return "names do not start with '__'";
  if (functions.has(name)) return 'it is the name of a function';
  if (isNoise(name)) return 'it is the name of a noise source';
  if (reserved.has(name)) return 'it has a meaning of its own';
  // What plain objects inherit ('constructor', 'toString') cannot serve as a key of parameters.
  if (name in {}) return 'it is a word of the language that runs this';
  return undefined;
}
