/** Words of other simulators' equations that have no meaning here, and what to write for them. */

const words: Readonly<Record<string, string>> = {
  lastspike:
    "the time since a spike is a variable of its own, 'ds/dt = 1 : ms', which the reset sets to 0 ms; a refractory period is given as 'refractory'",
  not_refractory: "flag a differential equation '(unless refractory)', or give a condition as 'refractory'",
  N: "give the number of cells as a parameter; 'i' is the number of a cell",
  timestep: "compare times themselves, as in 't > 5 ms'",
  inf: "only clip and the bounds of a distribution take 'inf', as the upper end, and '-inf', as the lower one; elsewhere write a large number",
  lognormal: "a whole weight or delay can be 'lognormal(mean, sd)'; in an expression write 'exp(normal(0, 1))'",
  np: "functions stand alone, as in 'exp(x)'",
  numpy: "functions stand alone, as in 'exp(x)'",
  math: "functions stand alone, as in 'exp(x)'",
  log1p: "write 'log(1 + x)'",
  pow: "write 'x**y'",
  power: "write 'x**y'",
  fabs: "write 'abs(x)'",
  ln: "write 'log(x)', the natural logarithm",
  logical_and: "write 'a and b'",
  logical_or: "write 'a or b'",
  ifelse: "write 'select(condition, a, b)'",
  if: "write 'select(condition, a, b)'",
  else: "write 'select(condition, a, b)'",
  arctan: 'the inverse trigonometric functions are not there',
  arcsin: 'the inverse trigonometric functions are not there',
  arccos: 'the inverse trigonometric functions are not there',
  boolean: "a condition counts as 0 or 1 by int(…), in the unit '1'",
  bool: "a condition counts as 0 or 1 by int(…), in the unit '1'",
  integer: "whole numbers are plain numbers, in the unit '1'",
  linked:
    "a variable of other cells is pulled by a coupling: declare 'x : mV (summed)' here and give net.couple(others, these, { connect: oneToOne(), into: 'x', value: 'v_pre' })",
  'event-driven':
    'that is a flag of the variables of synapses, in the equations of a plasticity; traces of cells are advanced exactly at every step, see the release and plasticity of a projection',
  'clock-driven': 'every differential equation is advanced at every step',
  summed:
    "a sum over other cells is declared without a right-hand side, 'I_gap : pA (summed)', and net.couple(source, target, { connect, into: 'I_gap', value: 'g*(v_pre - v_post)' }) says what is added up",
};

/** What to do about a word, as a clause; undefined for words that no other simulator gives a meaning. */
export const adviceOn = (word: string): string | undefined => (Object.hasOwn(words, word) ? words[word] : undefined);

const greek =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon phi chi psi omega';

/** 'tau' for 'τ', 'Delta' for 'Δ'. */
function spelled(letter: string): string | undefined {
  const small = letter.toLowerCase();
  const name = greek.split(' ')[small.codePointAt(0)! - 0x3b1];
  if (name === undefined || letter.length !== 1) return undefined;
  return small === letter ? name : name[0]!.toUpperCase() + name.slice(1);
}

/** What to do about a character that no token starts with, as a clause. */
export function adviceOnCharacter(character: string): string | undefined {
  const letter = spelled(character);
  if (letter !== undefined) return `names are spelled in ASCII, so write '${letter}'`;
  if (character === "'" || character === '′') return "a derivative is written 'dx/dt'";
  if (character === '.') return "functions stand alone, as in 'exp(x)', and numbers as in '0.5'";
  if (character === '[' || character === ']') return "parentheses are round; a cell's own value needs no index";
  if (character === '?') return adviceOn('if');
  return undefined;
}
