import { describe, expect, it } from 'vitest';
import { buildModel } from '../../src/equations/cell-model.ts';
import type { CellDescription } from '../../src/equations/model.ts';
import { TextError, UserError } from '../../src/errors.ts';
import { topological } from '../../src/expression/visit.ts';

/** The message with its caret, or '' where nothing is wrong. */
function problem(description: CellDescription): string {
  try {
    buildModel(description);
    return '';
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

const lif = `dv/dt = (E_L - v)/tau : mV (unless refractory)`;
const parameters = { E_L: '-60 mV', tau: '10 ms' };

describe('errors name the equation, the symbol, the units, and the place', () => {
  it.each<[string, CellDescription, string]>([
    [
      'unknown symbol',
      { equations: 'dv/dt = (E_l - v)/tau : mV', parameters },
      `dv/dt: 'E_l' is not known here; did you mean 'E_L'? Known are: v, E_L, tau, t, dt, i, pi.
    dv/dt = (E_l - v)/tau : mV
             ^^^`,
    ],
    [
      'one-letter unit taken for a variable',
      { equations: 'dv/dt = pi*nA/C : mV' },
      `dv/dt: 'C' is not known here. Known are: v, t, dt, i, pi.
    dv/dt = pi*nA/C : mV
                  ^`,
    ],
    [
      'unknown function',
      { equations: 'x = expo(1) : 1' },
      `x: 'expo' is no function; did you mean 'exp'? Known are: exp, exprel, log, sqrt, sin, cos, tan, tanh, abs, sign, floor, ceil, min, max, mod, expm1, log10, sinh, cosh, int, heaviside, clip, select, where, previous, crosses, rand, randn, uniform, normal, poisson.
    x = expo(1) : 1
        ^^^^`,
    ],
    [
      'variable called',
      { equations: 'dv/dt = v(1)/ms : 1' },
      `dv/dt: 'v' is a variable, not a function; an operator may be missing before '('.
    dv/dt = v(1)/ms : 1
            ^`,
    ],
    [
      'function not called',
      { equations: 'x = 2*exp : 1' },
      `x: 'exp' is a function; write exp(…).
    x = 2*exp : 1
          ^^^`,
    ],
    [
      'number of arguments',
      { equations: 'x = clip(1, 2) : 1' },
      `x: clip takes 3 arguments, not 2.
    x = clip(1, 2) : 1
        ^^^^^^^^^^`,
    ],
    [
      'sum of unlike units',
      { equations: '# a cell\n  dv/dt = (v + 3 nS)/tau : mV  # here\n', parameters },
      `dv/dt: '3 nS' has the unit nS (conductance); mV (voltage) is expected, as in 'v'.
    dv/dt = (v + 3 nS)/tau : mV  # here
                 ^^^^`,
    ],
    [
      'right side of a derivative',
      { equations: 'dv/dt = E_L - v : mV', parameters },
      `dv/dt: 'E_L - v' has the unit mV (voltage); mV/ms is expected because v is in mV (voltage).
    dv/dt = E_L - v : mV
            ^^^^^^^`,
    ],
    [
      'right side of a subexpression',
      { equations: 'I = 3 nS : pA' },
      `I: '3 nS' has the unit nS (conductance); pA (current) is expected, the unit of I.
    I = 3 nS : pA
        ^^^^`,
    ],
    [
      'argument of exp',
      { equations: 'dv/dt = exp(v)*mV/ms : mV' },
      `dv/dt: exp takes a plain number; 'v' has the unit mV (voltage).
    dv/dt = exp(v)*mV/ms : mV
                ^`,
    ],
    [
      'exponent with a unit',
      { equations: 'x = 2**(1 ms) : 1' },
      `x: '(1 ms)' has the unit ms (time); 1 (plain number) is expected in an exponent.
    x = 2**(1 ms) : 1
           ^^^^^^`,
    ],
    [
      'unknown exponent of a quantity',
      { equations: 'y = (2 mV)**x : mV\nx : 1' },
      `y: '(2 mV)' has the unit mV (voltage); only a number between -12 and 12 can be its exponent.
    y = (2 mV)**x : mV
                ^`,
    ],
    [
      'comparison',
      { equations: lif, parameters, threshold: 'v > -50' },
      `threshold: '-50' has the unit 1 (plain number); mV (voltage) is expected, as in 'v'.
    v > -50
        ^^^`,
    ],
    [
      'threshold that is no condition',
      { equations: lif, parameters, threshold: 'v + 50 mV' },
      `threshold: 'v + 50 mV' is a number in mV (voltage); a condition such as 'v > -50 mV' is expected.
    v + 50 mV
    ^^^^^^^^^`,
    ],
    [
      'condition used as a number',
      { equations: 'x = 2*(t > 1 ms) : 1' },
      `x: '(t > 1 ms)' is a condition; write int(…) to count it as 0 or 1.
    x = 2*(t > 1 ms) : 1
          ^^^^^^^^^^`,
    ],
    [
      'chained comparison',
      { equations: lif, parameters, threshold: '-60 mV < v < -50 mV' },
      `threshold: comparisons are not chained; join them with 'and'.
    -60 mV < v < -50 mV
               ^`,
    ],
    [
      'assignment for comparison',
      { equations: lif, parameters, threshold: 'v = 3 mV' },
      `threshold: '=' compares nothing; write '==' for a comparison.
    v = 3 mV
      ^`,
    ],
    [
      'circle',
      { equations: 'a = b : 1\nb = c + 1 : 1\nc = a : 1' },
      `c: subexpressions go in a circle: a → b → c → a.
    c = a : 1
        ^`,
    ],
    [
      'itself',
      { equations: 'a = 2*a : 1' },
      `a: subexpressions go in a circle: a → a.
    a = 2*a : 1
          ^`,
    ],
    [
      'two definitions',
      { equations: `${lif}\nv : mV`, parameters },
      `v: 'v' is defined twice; the first time is 'dv/dt'.
    v : mV
    ^`,
    ],
    [
      'name of a function',
      { equations: 'exp : 1' },
      `exp: 'exp' cannot be a name here: it is the name of a function.
    exp : 1
    ^^^`,
    ],
    [
      'missing unit',
      { equations: 'dv/dt = -v/ms' },
      `dv/dt: the unit is missing; end the line with ': mV', ': nS', ': 1' or the like.
    dv/dt = -v/ms
            ^^^^^`,
    ],
    [
      'unknown unit',
      { equations: 'dv/dt = -v/ms : mv' },
      `dv/dt: 'mv' is not a known unit; did you mean 'mV'?
    dv/dt = -v/ms : mv
                    ^^`,
    ],
    [
      'unknown unit of a number',
      { equations: 'x = 3 mv : mV' },
      `x: 'mv' is not a known unit; did you mean 'mV'?
    x = 3 mv : mV
          ^^`,
    ],
    [
      'missing operator',
      { equations: 'x = 3 y : 1\ny : 1' },
      `x: an operator such as '*' is missing before 'y'.
    x = 3 y : 1
          ^`,
    ],
    [
      'unknown flag',
      { equations: 'dv/dt = -v/ms : mV (unless refactory)' },
      `dv/dt: 'unless refactory' is no flag of a differential equation; did you mean 'unless refractory'?
    dv/dt = -v/ms : mV (unless refactory)
                        ^^^^^^^^^^^^^^^^`,
    ],
    [
      'open parenthesis',
      { equations: 'dv/dt = (-v/ms : mV\nx : 1' },
      `dv/dt: this '(' is never closed.
    dv/dt = (-v/ms : mV
            ^`,
    ],
    [
      'closing parenthesis',
      { equations: 'dv/dt = -v)/ms : mV' },
      `dv/dt: this ')' has no '(' before it.
    dv/dt = -v)/ms : mV
              ^`,
    ],
    [
      'nothing on the right',
      { equations: 'dv/dt = : mV' },
      `dv/dt: ':' is not expected here; a number, a name or '(' is.
    dv/dt = : mV
            ^`,
    ],
    [
      'left side',
      { equations: 'dv/dx = 1 : mV' },
      `equations: the left side of a differential equation reads 'dx/dt'.
    dv/dx = 1 : mV
    ^^`,
    ],
    [
      'statement among equations',
      { equations: 'v += 1 : mV' },
      `equations: '+=' belongs in a reset or a spike statement, not in an equation.
    v += 1 : mV
      ^^`,
    ],
    [
      'reset of a parameter',
      { equations: lif, parameters, reset: 'v = E_L; tau += 1 ms' },
      `reset: 'tau' is a parameter and cannot be set here; a line 'dtau/dt = 0 : …' makes it a state variable.
    v = E_L; tau += 1 ms
             ^^^`,
    ],
    [
      'reset of something without a derivative',
      { equations: lif, parameters, reset: 'w = 1' },
      `reset: 'w' is not known here. Known are: v.
    w = 1
    ^`,
    ],
    [
      'unit in a reset',
      { equations: lif, parameters, reset: 'v = E_L\nv += 2 nS' },
      `reset: '2 nS' has the unit nS (conductance); mV (voltage) is expected, the unit of v.
    v += 2 nS
         ^^^^`,
    ],
    [
      'factor with a unit in a reset',
      { equations: lif, parameters, reset: 'v *= 2 mV' },
      `reset: '2 mV' has the unit mV (voltage); 1 (plain number) is expected after '*='.
    v *= 2 mV
         ^^^^`,
    ],
    [
      'refractory',
      { equations: lif, parameters, refractory: 'v' },
      `refractory: 'v' has the unit mV (voltage); a duration in ms (time) or a condition is expected.
    v
    ^`,
    ],
    [
      'noise outside an equation',
      { equations: 'I = 2*xi : 1' },
      `I: white noise 'xi' has its place in differential equations only.
    I = 2*xi : 1
          ^^`,
    ],
    [
      'noise that is not linear',
      { equations: 'dx/dt = 1/ms + xi*xi : 1' },
      `dx/dt: white noise 'xi' can only be added or multiplied by something without noise.
    dx/dt = 1/ms + xi*xi : 1
                   ^^`,
    ],
    [
      'noise without its root of time',
      { equations: 'dx/dt = xi : 1' },
      `dx/dt: 'xi' has the unit 1/ms^0.5; 1/ms (frequency) is expected because x is in 1 (plain number).
    dx/dt = xi : 1
            ^^`,
    ],
    [
      'value of a parameter',
      { equations: 'g : nS', parameters: { g: '67 mV' } },
      "parameters.g: '67 mV' is a voltage; a conductance such as '67 nS' is expected.",
    ],
    [
      'one value of many',
      { equations: 'g : nS', parameters: { g: ['6 nS', '67 mV'] } },
      "parameters.g[1]: '67 mV' is a voltage; a conductance such as '67 nS' is expected.",
    ],
    [
      'parameter with an equation',
      { equations: lif, parameters: { ...parameters, v: '1 mV' } },
      "parameters.v: 'v' already has an equation, 'dv/dt = (E_L - v)/tau'; remove one of the two.",
    ],
    [
      'argument of a table',
      { equations: 'I = I_t(v) : nA\nv : mV', tables: { I_t: { values: ['0 nA', '1 nA'], dt: '1 ms' } } },
      `I: 'v' has the unit mV (voltage); ms (time) is expected in I_t(…).
    I = I_t(v) : nA
            ^`,
    ],
    [
      'entries of a table',
      { equations: '', tables: { I_t: { values: ['0 nA', '1 mV'], dt: '1 ms' } } },
      "tables.I_t.values[1]: '1 mV' has the unit mV (voltage); the entries before it are in pA (current).",
    ],
    [
      'previous value of a random number',
      { equations: 'x = previous(rand()) : 1' },
      `x: 'rand()' has no value one step before: random numbers and previous values are not kept.
    x = previous(rand()) : 1
                 ^^^^^^`,
    ],
  ])('%s', (_, description, message) => {
    expect(problem(description)).toBe(message);
  });
});

describe('hostile texts end in an error about the text', () => {
  const long = 'x'.repeat(19_000);
  it.each<[string, string]>([
    ['10⁵ parentheses', '('.repeat(1e5)],
    ['9000 parentheses', `dv/dt = ${'('.repeat(9000)} : 1`],
    ['9000 minus signs', `dv/dt = ${'-'.repeat(9000)}1 : 1`],
    ['9000 nots', `x = int(${'not '.repeat(4000)} true) : 1`],
    ['9000 terms', `dv/dt = ${'1+'.repeat(9000)}1 : 1`],
    ['9000 powers', `x = ${'2**'.repeat(5000)}2 : 1`],
    ['nested calls', `x = ${'exp('.repeat(3000)}1${')'.repeat(3000)} : 1`],
    [
      'a chain of names',
      Array.from({ length: 900 }, (_, k) => `a${k} = a${k + 1}+i : 1`).join('\n') + '\na900 = i : 1',
    ],
    ['a huge number', 'x = 1e999 : 1'],
    ['a huge number with a unit', 'x = 1e300 S : nS'],
    ['a long name', `${long} : 1`],
    ['a long unknown unit', `x : ${long}`],
    ['__proto__', '__proto__ : 1'],
    ['__proto__ used', 'x = __proto__ : 1'],
    ['constructor', 'constructor : 1'],
    ['toString called', 'x = toString(1) : 1'],
    ['hasOwnProperty used', 'x = hasOwnProperty : 1'],
    ['backticks', 'x = `1` : 1'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: hostile text
    ['template', 'x = ${process.exit()} : 1'],
    ['quotes', `x = "1" : 1`],
    ['member access', 'x = t.constructor : 1'],
    ['brackets', 'x = t[0] : 1'],
    ['arrow', 'x = ()=>1 : 1'],
    ['other alphabets', 'ν : 1'],
    ['look-alike letter', 'а = 1 : 1'],
    ['full-width parenthesis', 'x = exp（1） : 1'],
    ['emoji', 'x = 🧠 : 1'],
    ['lone surrogate', 'x = \ud800 : 1'],
    ['zero byte', 'x = 1\0 : 1'],
    ['right-to-left mark', 'x = 1\u202e : 1'],
    ['a micro sign as a name', 'µ = 1 : 1'],
  ])('%s', (_, equations) => {
    expect(() => buildModel({ equations })).toThrow(TextError);
  });

  it('names of parameters and tables', () => {
    const hostile = JSON.parse('{"__proto__": "1"}') as Record<string, string>;
    expect(() => buildModel({ equations: '', parameters: hostile })).toThrow(UserError);
    expect(() => buildModel({ equations: '', parameters: { constructor: '1' } })).toThrow(UserError);
    expect(() => buildModel({ equations: '', parameters: { 'a b': '1' } })).toThrow(UserError);
    expect(() => buildModel({ equations: '', tables: { valueOf: { values: ['1'], dt: '1 ms' } } })).toThrow(UserError);
    expect(() => buildModel({ equations: 3 as unknown as string })).toThrow(UserError);
    expect(() => buildModel({ equations: '', reset: 3 as unknown as string })).toThrow(UserError);
    expect(() => buildModel({ equations: '', threshold: {} as unknown as string })).toThrow(UserError);
  });

  it('squaring again and again stays small', () => {
    const lines = Array.from({ length: 60 }, (_, k) => `a${k + 1} = a${k}*a${k}/(exp(a${k}) - 1) : 1`);
    const model = buildModel({ equations: ['a0 = 1 + i : 1', ...lines].join('\n') });
    expect(model.derived).toHaveLength(61);
  });

  it('nested quotients stay small', () => {
    const model = buildModel({ equations: `x = ${'i/(exp('.repeat(60)}i${')-1)'.repeat(60)} : 1` });
    expect(topological([model.derived[0]!.value]).length).toBeLessThan(1000);
  });

  it('nested min stays linear', () => {
    const model = buildModel({ equations: `x = ${'min(i, '.repeat(150)}1${')'.repeat(150)} : 1` });
    expect(model.derived).toHaveLength(1);
  });
});
