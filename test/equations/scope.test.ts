import { describe, expect, it } from 'vitest';
import { buildModel } from '../../src/equations/cell-model.ts';
import { parseExpression } from '../../src/equations/expression.ts';
import { emptyScope, modelScope } from '../../src/equations/scope.ts';
import { assignment, parseStatements } from '../../src/equations/statements.ts';
import { TextError } from '../../src/errors.ts';
import { dimensionless, voltage } from '../../src/quantity/dimension.ts';
import { valueAt } from './models.ts';

const model = buildModel({
  equations: 'dv/dt = (E_L - v)/tau : mV\ndg_e/dt = -g_e/tau : nS\nI = g_e*(E_L - v) : pA',
  parameters: { E_L: '-60 mV', tau: '5 ms', G: '2 nS' },
});
const scope = modelScope(model, [{ name: 'w', dimension: [-1, 0, 1, 0, 0, 0] }]);

function problem(action: () => unknown): string {
  try {
    action();
    return '';
  } catch (error) {
    return error instanceof TextError ? error.message : String(error);
  }
}

describe('parseExpression', () => {
  it('reads initial values', () => {
    const uniform = parseExpression('uniform(-60 mV, -50 mV)', emptyScope, voltage, 'v');
    expect(uniform.draws).toEqual({ uniform: 1, normal: 0 });
    expect(valueAt(uniform.value, { 'uniform 0': 0.25 })).toBe(-57.5);
    const normal = parseExpression('normal(E_L, 5 mV) + 2*randn()*mV', scope, voltage, 'v');
    expect(normal.draws).toEqual({ uniform: 0, normal: 2 });
    expect(valueAt(normal.value, { E_L: -60, 'normal 0': 2, 'normal 1': -1 })).toBe(-52);
    expect(valueAt(parseExpression(0.5, emptyScope, dimensionless).value)).toBe(0.5);
    expect(valueAt(parseExpression('0', emptyScope, voltage).value)).toBe(0);
    expect(valueAt(parseExpression('-1e-3', emptyScope).value)).toBe(-0.001);
  });

  it('counts draws on', () => {
    const draws = { uniform: 3, normal: 1 };
    const { value } = parseExpression('rand() + randn()', emptyScope, dimensionless, 'x', draws);
    expect(valueAt(value, { 'uniform 3': 1, 'normal 1': 2 })).toBe(3);
    expect(draws).toEqual({ uniform: 4, normal: 2 });
  });

  it('names the argument in errors', () => {
    expect(() => parseExpression('-60 nS', scope, voltage, 'initial v')).toThrow(
      "initial v: '-60 nS' has the unit nS (conductance); mV (voltage) is expected.\n    -60 nS\n    ^^^^^^",
    );
    expect(() => parseExpression('', scope, voltage, 'initial v')).toThrow('initial v: an expression is missing here.');
    expect(() => parseExpression('1 mV 2', scope, voltage, 'initial v')).toThrow(
      "initial v: an operator such as '*' is missing before '2'.",
    );
    expect(() => parseExpression(Number.NaN, scope, dimensionless, 'initial x')).toThrow("'NaN' is not known here");
    expect(() => parseExpression({} as unknown as string, scope, voltage, 'initial v')).toThrow(
      "initial v: a text such as '6 nS' is expected, not object.",
    );
  });

  it('reads conditions', () => {
    const { value, dimension } = parseExpression('v > E_L and true', scope, 'boolean', 'when');
    expect(dimension).toBe('boolean');
    expect(valueAt(value, { v: -50, E_L: -60 })).toBe(1);
  });
});

describe('parseStatements', () => {
  it('reads several, with parameters that the model does not have', () => {
    const statements = parseStatements('g_e += 2*w; v -= 1 mV', scope, 'onSpike');
    expect(statements.map(({ target, operator, at, length }) => [target, operator, at, length])).toEqual([
      ['g_e', '+=', 0, 10],
      ['v', '-=', 12, 9],
    ]);
    expect(valueAt(statements[0]!.value, { w: 3 })).toBe(6);
    expect(statements.map((s) => assignment(s)).map(({ value }) => valueAt(value, { w: 3, g_e: 1, v: -60 }))).toEqual([
      7, -61,
    ]);
    expect(parseStatements(' ;\n; # nothing\n', scope)).toEqual([]);
  });

  it.each<[string, string]>([
    [
      'g_i += 6 nS',
      "onSpike: 'g_i' is not known here; did you mean 'g_e'? Known are: v, g_e.\n    g_i += 6 nS\n    ^^^",
    ],
    [
      'g_e += 6 mV',
      "onSpike: '6 mV' has the unit mV (voltage); nS (conductance) is expected, the unit of g_e.\n    g_e += 6 mV\n           ^^^^",
    ],
    ['I = 3 pA', "onSpike: 'I' is a subexpression and cannot be set; set one of: v, g_e.\n    I = 3 pA\n    ^"],
    [
      'g_e == 6 nS',
      "onSpike: '==' compares; after 'g_e' one of = += -= *= /= is expected.\n    g_e == 6 nS\n        ^^",
    ],
    [
      'g_e += 6 nS v = 1 mV',
      "onSpike: an operator such as '*' is missing before 'v'.\n    g_e += 6 nS v = 1 mV\n                ^",
    ],
    ['6 nS', "onSpike: a statement starts with a state variable, as in 'v = -60 mV'.\n    6 nS\n    ^"],
    ['g_e +=', 'onSpike: an expression is missing here.\n    g_e +=\n          ^'],
  ])('refuses %s', (text, message) => {
    expect(problem(() => parseStatements(text, scope, 'onSpike'))).toBe(message);
  });
});
