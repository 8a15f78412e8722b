/** Words and habits of other simulators: what is read as it stands, and what is answered with what to write. */
import { describe, expect, it } from 'vitest';
import { brian2ScriptOf } from '../../src/export/brian2/script.ts';
import { evaluate } from '../../src/expression/evaluate.ts';
import { cell, Network } from '../../src/index.ts';

type Description = Parameters<typeof cell>[0];

const message = (description: Description): string => {
  try {
    cell(description);
  } catch (error) {
    return (error as Error).message;
  }
  return 'read';
};

describe('answered with what to write', () => {
  it.each<[string, Description, RegExp]>([
    [
      'lastspike',
      { equations: 'dv/dt = -v/ms : 1', threshold: 'v > 1', refractory: '(t - lastspike) <= 2*ms' },
      /'lastspike' is not known here: the time since a spike is a variable of its own, 'ds\/dt = 1 : ms'/,
    ],
    ['not_refractory', { equations: 'dv/dt = -v/ms*int(not_refractory) : 1' }, /'\(unless refractory\)'/],
    ['N', { equations: 'dv/dt = -v/ms : 1\nI = i/N : 1' }, /give the number of cells as a parameter/],
    ['arctan', { equations: 'dv/dt = -arctan(v)/ms : 1' }, /'arctan' is no function here: the inverse trigonometric/],
    ['log1p', { equations: 'dv/dt = -log1p(v)/ms : 1' }, /write 'log\(1 \+ x\)'/],
    ['np.exp', { equations: 'dv/dt = -np.exp(v)/ms : 1' }, /functions stand alone, as in 'exp\(x\)'/],
    [
      'event-driven',
      { equations: 'dx/dt = -x/ms : 1 (event-driven)' },
      /'event-driven' is no flag of .*release and plasticity/,
    ],
    [
      'linked',
      { equations: 'dv/dt = -v/ms : 1\nw : volt (linked)' },
      /'linked' is no flag of a parameter; .*net\.couple\(others, these/,
    ],
    ['a if c else b', { equations: 'dv/dt = (1 if v > 0 else 2)/ms : 1' }, /write 'select\(condition, a, b\)'/],
    [
      'a if c else b, of names',
      { equations: 'dv/dt = (v if v > 0 else 2)/ms : 1' },
      /write 'select\(condition, a, b\)'/,
    ],
    ["v' =", { equations: "v' = -v/ms : 1" }, /a derivative is written 'dx\/dt'/],
    ['τ', { equations: 'dv/dt = -v/τ : 1' }, /the character 'τ' .* write 'tau'/],
    ['Δ_T', { equations: 'dv/dt = -v/ms*Δ_T : 1' }, /write 'Delta'/],
    [
      'a constant without a unit',
      { equations: 'dv/dt = -v/tau : 1\ntau = 10*ms' },
      /end the line with ': ms', or give this/,
    ],
    ['//', { equations: 'dv/dt = (v//1)/ms : 1' }, /for whole division write 'floor\(a\/b\)'/],
    ['**=', { equations: 'dv/dt = -v/ms : 1', threshold: 'v > 1', reset: 'v **= 2' }, /write 'v = v\*\*…'/],
    [
      'boolean',
      { equations: 'dv/dt = -v/ms : 1\na = v > 1 : boolean' },
      /'boolean' is no unit: a condition counts as 0 or 1/,
    ],
    [
      'integer',
      { equations: 'dv/dt = -v/ms : 1\nn : integer' },
      /'integer' is no unit: whole numbers are plain numbers/,
    ],
    ['a lower end above everything', { equations: 'dv/dt = clip(v, inf, 1)/ms : 1' }, /'-inf', as the lower one/],
    ['inf elsewhere', { equations: 'dv/dt = -v/inf/ms : 1' }, /only clip and the bounds of a distribution take 'inf'/],
    ['the rate of a conductance', { equations: 'dg/dt = 0/ms : nS' }, /nS\/ms is expected because g is in nS/],
    [
      'an expression as a parameter',
      { equations: 'dv/dt = -v*g/C : mV', parameters: { C: '1 pF', g: '5e-5*siemens*cm**-2*20000*umetre**2' } },
      /is one number with a unit\. Write '10 nS', or make it an equation: 'g = 5e-5\*siemens\*cm\*\*-2\*20000\*umetre\*\*2 : nS'/,
    ],
  ])('%s', (_, description, answer) => {
    expect(message(description)).toMatch(answer);
  });
});

describe('lines', () => {
  const slope = (equations: string, v: number): number => {
    const model = cell({ equations });
    return evaluate(model.states[0]!.derivative, (leaf) => (leaf.op === 'state' ? v : 0));
  };

  it('go on after an operator and before one, past comments, and to the unit', () => {
    expect(slope('dv/dt = (1 + v*\n  3)/ms : 1', 2)).toBe(7);
    expect(slope('dv/dt = 1/ms +   # constant\n\n   # and more\n  3*v/ms : 1', 2)).toBe(7);
    expect(slope('dv/dt = 1/ms\n  + 3*v/ms\n  - v/ms\n  : 1', 2)).toBe(5);
    expect(slope('dv/dt =\n  a/ms : 1\na = int(v > 1 and\n v < 3) : 1', 2)).toBe(1);
    expect(slope('dv/dt = clip(v,\n 0, 1)/ms\n/2 : 1\nx = v : 1', 2)).toBe(0.5);
  });

  it('in a reset too', () => {
    const model = cell({ equations: 'dv/dt = -v/ms : 1', threshold: 'v > 1', reset: 'v = v -\n 1\nv *= 2' });
    expect(model.reset).toHaveLength(2);
  });

  it('that were left unfinished are told where they end', () => {
    expect(message({ equations: 'dv/dt = -v/\ndw/dt = -w/ms : 1' })).toMatch(/^dv\/dt: an expression is missing here/);
    expect(message({ equations: 'dv/dt = -v/ms +\nI = 3/ms : 1/ms' })).toMatch(
      /^dv\/dt: an expression is missing here/,
    );
    expect(message({ equations: 'dv/dt = -v/ms :\nI = 3/ms : 1/ms' })).toMatch(/after ':' a unit/);
    expect(message({ equations: 'dv/dt = -v/ms +' })).toMatch(/an expression is missing here/);
  });
});

describe('clip', () => {
  const model = (bounds: string) => cell({ equations: `dv/dt = 0 : mV\ny = clip(v, ${bounds}) : mV` });
  const at = (bounds: string, v: number): number =>
    evaluate(model(bounds).derived[0]!.value, (leaf) => (leaf.op === 'state' ? v : 0));

  it('takes open ends, with a unit or without', () => {
    expect(at('-inf, 3*mV', 9)).toBe(3);
    expect(at('-inf*mV, 3*mV', -9e9)).toBe(-9e9);
    expect(at('3 mV, inf*mV', 9e9)).toBe(9e9);
    expect(at('3 mV, inf', 1)).toBe(3);
    expect(at('-inf, inf', 1)).toBe(1);
  });

  it('is written for Brian2 as it stands', () => {
    const network = new Network({ seed: 1 });
    network.population(model('3 mV, inf*mV'), 1);
    const script = brian2ScriptOf({ network, dt: 0.1, duration: 1, integrator: undefined, backend: 'reference' });
    expect(script).toContain('y = clip(v, 3*mV, inf*mV) : volt');
  });
});
