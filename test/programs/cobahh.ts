/** Traub–Miles cells with exponential conductances in a random network: the load of the field's usual benchmark. */
import * as b from '../../src/expression/build.ts';
import type { Expr } from '../../src/expression/node.ts';
import type { Program } from '../../src/program/program.ts';
import { normals, philox } from '../../src/random/philox.ts';
import { programOf, type Synapse } from './program.ts';

const n = b.number;
const { add, sub, mul, div, exp, exprel } = b;

/** x + dt·f·exprel(dt·J): exponential Euler for dx/dt = f with ∂f/∂x = J. */
const exponentialEuler = (x: Expr, f: Expr, slope: Expr): Expr => add(x, mul(mul(b.dt, f), exprel(mul(b.dt, slope))));

const gate = (x: Expr, alpha: Expr, beta: Expr): Expr =>
  exponentialEuler(x, sub(mul(alpha, sub(b.one, x)), mul(beta, x)), b.neg(add(alpha, beta)));

/** `cells` cells, four fifths excitatory, `degree` synapses per cell on average. Parameters of Brette et al. 2007, benchmark 3. */
export function cobahh(cells: number, degree = 80, seed = 1): Program {
  const [v, m, h, k, ge, gi] = ['v', 'm', 'h', 'n', 'g_e', 'g_i'].map(b.state) as [Expr, Expr, Expr, Expr, Expr, Expr];
  const p = b.parameter;
  const u = sub(v, p('v_t'));
  const alphaM = div(n(0.32 * 4), exprel(div(sub(n(13), u), n(4))));
  const betaM = div(n(0.28 * 5), exprel(div(sub(u, n(40)), n(5))));
  const alphaH = mul(n(0.128), exp(div(sub(n(17), u), n(18))));
  const betaH = div(n(4), add(b.one, exp(div(sub(n(40), u), n(5)))));
  const alphaN = div(n(0.032 * 5), exprel(div(sub(n(15), u), n(5))));
  const betaN = mul(n(0.5), exp(div(sub(n(10), u), n(40))));
  const nextE = add(mul(ge, exp(div(b.neg(b.dt), p('tau_e')))), mul(p('w_e'), b.inlet(0)));
  const nextI = add(mul(gi, exp(div(b.neg(b.dt), p('tau_i')))), mul(p('w_i'), b.inlet(1)));
  const na = mul(p('g_na'), mul(b.pow(m, n(3)), h));
  const kd = mul(p('g_k'), b.pow(k, n(4)));
  const conductances: [Expr, Expr][] = [
    [p('g_l'), p('e_l')],
    [na, p('e_na')],
    [kd, p('e_k')],
    [nextE, p('e_e')],
    [nextI, p('e_i')],
  ];
  const current = conductances.map(([g, e]) => mul(g, sub(e, v))).reduce(add);
  const total = conductances.map(([g]) => g).reduce(add);
  const nextV = exponentialEuler(v, div(current, p('c')), b.neg(div(total, p('c'))));
  const words = new Uint32Array(4);
  const normal = (mean: number, sd: number, what: number): Float64Array =>
    Float64Array.from({ length: cells }, (_, i) => {
      philox(i, what, 0, 0, seed, 0x1e57, words);
      return mean + sd * normals(words[0]!, words[1]!)[0];
    });
  const synapses: Synapse[] = [];
  const excitatory = Math.round(cells * 0.8);
  for (let source = 0; source < cells; source++)
    for (let s = 0; s < degree; s++) {
      philox(source, s, 0, 1, seed, 0x1e57, words);
      synapses.push({ source, inlet: source < excitatory ? 0 : 1, target: words[0]! % cells, delay: 1 });
    }
  return programOf({
    seed,
    populations: [
      {
        name: 'cells',
        size: cells,
        states: {
          v: { initial: normal(-65, 5, 0), next: nextV, limit: 1000 },
          m: { initial: 0, next: gate(m, alphaM, betaM), limit: 10 },
          h: { initial: 0, next: gate(h, alphaH, betaH), limit: 10 },
          n: { initial: 0, next: gate(k, alphaN, betaN), limit: 10 },
          g_e: { initial: normal(40, 15, 1), next: nextE },
          g_i: { initial: normal(200, 120, 2), next: nextI },
        },
        shared: {
          v_t: -63,
          c: 200,
          g_na: 20000,
          g_k: 6000,
          g_l: 10,
          e_na: 50,
          e_k: -90,
          e_l: -60,
          e_e: 0,
          e_i: -80,
          tau_e: 5,
          tau_i: 10,
          w_e: 6,
          w_i: 67,
        },
        spike: b.and(b.compare('le', v, n(0)), b.compare('ge', nextV, n(0))),
      },
    ],
    inlets: [
      { population: 0, label: 'g_e' },
      { population: 0, label: 'g_i' },
    ],
    synapses,
  });
}
