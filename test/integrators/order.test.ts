import { describe, expect, it } from 'vitest';
import * as b from '../../src/expression/build.ts';
import { evaluateAll } from '../../src/expression/evaluate.ts';
import { integratorByName, integrators } from '../../src/integrators/index.ts';
import { rungeKutta, tableaux } from '../../src/integrators/runge-kutta.ts';
import { type Integrator, isPositive, type System } from '../../src/integrators/system.ts';

/** FitzHugh–Nagumo with a slow drive: nonlinear, coupled, time-dependent through `time`. */
const v = b.state('v');
const w = b.state('w');
const autonomous: System = [
  {
    name: 'v',
    voltage: true,
    derivative: b.sub(b.add(b.sub(v, b.div(b.pow(v, b.number(3)), b.number(3))), b.number(0.5)), w),
  },
  {
    name: 'w',
    voltage: false,
    derivative: b.mul(b.number(0.08), b.sub(b.add(v, b.number(0.7)), b.mul(b.number(0.8), w))),
  },
];
const driven: System = [
  { ...autonomous[0]!, derivative: b.add(autonomous[0]!.derivative, b.unary('sin', b.mul(b.number(0.9), b.time))) },
  autonomous[1]!,
];

/** State after `duration` ms in `n` steps from (−1, 0.2). */
function integrate(integrator: Integrator, system: System, duration: number, n: number): number[] {
  const h = duration / n;
  const rule = integrator.advance(system, b.dt);
  let y = [-1, 0.2];
  for (let k = 0; k < n; k++) {
    const now = y;
    y = evaluateAll(rule, (leaf) => {
      if (leaf.op === 'dt') return h;
      if (leaf.op === 'time') return k * h;
      return now[leaf.op === 'state' && leaf.name === 'v' ? 0 : 1];
    });
  }
  return y;
}

function measuredOrder(integrator: Integrator, system: System, coarse: number): number {
  const exact = integrate(rungeKutta(tableaux.find((t) => t.name === 'rk4')!), system, 4, 1600);
  const error = (n: number): number => Math.hypot(...integrate(integrator, system, 4, n).map((x, i) => x - exact[i]!));
  return Math.log2(error(coarse) / error(2 * coarse));
}

describe('order of convergence on FitzHugh–Nagumo', () => {
  for (const integrator of integrators) {
    if (integrator.name === 'exact') continue;
    it(`${integrator.name} is of order ${integrator.order}`, () => {
      expect(Math.abs(measuredOrder(integrator, autonomous, 64) - integrator.order)).toBeLessThan(0.15);
    });
  }
  for (const tableau of tableaux)
    it(`${tableau.name} keeps its order under a time-dependent drive`, () => {
      expect(Math.abs(measuredOrder(rungeKutta(tableau), driven, 64) - tableau.order)).toBeLessThan(0.2);
    });
});

describe('tableaux', () => {
  for (const t of tableaux)
    it(`${t.name} satisfies the order conditions`, () => {
      const { a, c } = t;
      const sum = (f: (i: number) => number): number => t.b.reduce((s, bi, i) => s + bi * f(i), 0);
      // Ralston's fourth-order coefficients are printed with eight decimals.
      const digits = t.name === 'ralston4' ? 7 : 14;
      a.forEach((row, i) => {
        expect(row.reduce((s, x) => s + x, 0)).toBeCloseTo(c[i]!, digits);
      });
      expect(sum(() => 1)).toBeCloseTo(1, digits);
      if (t.order >= 2) expect(sum((i) => c[i]!)).toBeCloseTo(1 / 2, digits);
      if (t.order >= 3) {
        expect(sum((i) => c[i]! ** 2)).toBeCloseTo(1 / 3, digits);
        expect(sum((i) => a[i]!.reduce((s, x, j) => s + x * c[j]!, 0))).toBeCloseTo(1 / 6, digits);
      }
      if (t.order >= 4) expect(sum((i) => c[i]! ** 3)).toBeCloseTo(1 / 4, digits);
    });
});

describe('exact', () => {
  const linear: System = [
    {
      name: 'v',
      voltage: true,
      derivative: b.div(b.sub(b.add(b.number(-60), b.mul(b.number(3), w)), v), b.number(20)),
    },
    { name: 'w', voltage: false, derivative: b.div(b.neg(w), b.number(5)) },
  ];

  it('solves a linear system to rounding whatever the step', () => {
    // v' = (−60 + 3w − v)/20, w' = −w/5, from (−1, 0.2) over 4 ms.
    const w4 = 0.2 * Math.exp(-4 / 5);
    const particular = (3 * 0.2) / (20 * (1 / 20 - 1 / 5));
    const v4 = -60 + particular * Math.exp(-4 / 5) + (-1 + 60 - particular) * Math.exp(-4 / 20);
    for (const n of [1, 7, 400]) {
      const [a, c] = integrate(integratorByName('exact'), linear, 4, n);
      expect(Math.abs(a! - v4)).toBeLessThan(1e-12);
      expect(Math.abs(c! - w4)).toBeLessThan(1e-14);
    }
  });

  it('refuses a nonlinear system and says which equation', () => {
    expect(integratorByName('exact').refuses!(autonomous)).toMatch(/dv\/dt is not linear in v/);
  });
});

describe('isPositive', () => {
  it('proves rates positive and nothing else', () => {
    const p = b.parameter('p');
    expect(isPositive(b.add(b.exp(v), b.div(b.number(0.1), b.exprel(v))))).toBe(true);
    expect(isPositive(b.add(b.exp(v), p))).toBe(false);
    expect(isPositive(b.sub(b.exp(v), b.exp(w)))).toBe(false);
    expect(isPositive(b.number(-1))).toBe(false);
  });
});

describe('integratorByName', () => {
  it('knows aliases', () => {
    expect(integratorByName('ralston2').name).toBe('rk2');
    expect(integratorByName('exponential_euler').name).toBe('ind_exp_euler');
  });
  it('lists the names when there is none', () => {
    expect(() => integratorByName('rk45')).toThrow(/no integrator 'rk45'.*ind_exp_euler/s);
  });
});
