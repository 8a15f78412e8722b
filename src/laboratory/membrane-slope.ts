/** One kind of membrane of a cell with dendrites: where its gates settle, and what it conducts about that point. */
import { solveDense, steadyState } from '../cells/steady.ts';
import type { Membrane } from '../dendrites/membrane.ts';
import { UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import { derivative } from '../expression/derivative.ts';
import type { Expr } from '../expression/node.ts';
import { Tape } from '../expression/tape.ts';
import { some, transform } from '../expression/visit.ts';

/** Per area in µA/cm² and mS/cm²; of what sits at a point as a whole in pA and nS. */
export interface Settled {
  /** Inward. */
  readonly current: number;
  /** Of outward current over voltage, gates and pools included: its real and its imaginary part. */
  readonly conductance: number;
  readonly susceptance: number;
}

/** The membrane about its settled state: d(δx)/dt = jacobian·δx + drive·δV, and `grows`·δx + `instant`·δV more inward current. 1/ms. */
export interface LinearMembrane {
  /** Inward. */
  readonly current: number;
  /** ∂I/∂V with all other states held. */
  readonly instant: number;
  /** ∂I/∂x */
  readonly grows: readonly number[];
  /** ∂f/∂V */
  readonly drive: readonly number[];
  /** ∂f/∂x, by rows. */
  readonly jacobian: readonly (readonly number[])[];
}

/** Sweeps of Newton's method: near a solution each doubles the number of digits. */
const mostSweeps = 60;

/**
 * The quasi-active membrane (Koch 1984, Biol. Cybern. 50:15): with I(x, V) inward and dx/dt = f(x, V), at an angular frequency ω it
 * conducts −(∂I/∂V + ∂I/∂x·(iω − ∂f/∂x)⁻¹·∂f/∂V), all derivatives taken from the equations, none by differences.
 */
export class MembraneSlope {
  readonly #membrane: Membrane;
  readonly #what: string;
  /** Numbers of the states other than V among those of the model. */
  readonly #free: readonly number[];
  readonly #voltage: number;
  readonly #tape: Tape;
  readonly #out: Float64Array;
  readonly #parameters: readonly string[];
  readonly #known = new Map<string, Settled>();

  /** `what` it is, for sentences. Throws a UserError where it has no steady state that equations tell of. */
  constructor(membrane: Membrane, what: string) {
    const { model, inward, pools } = membrane;
    this.#membrane = membrane;
    this.#what = what;
    this.#voltage = model.states.findIndex((s) => s.name === 'V');
    this.#free = [...model.states.keys()].filter((k) => k !== this.#voltage);
    const held = new Map(pools.map((pool) => [pool.held, pool.inward]));
    const [current, ...slopes] = transform([inward, ...this.#free.map((k) => model.states[k]!.derivative)], (e) =>
      e.op === 'parameter' ? held.get(e.name) : undefined,
    ) as [Expr, ...Expr[]];
    if ([current, ...slopes].some((root) => some(root, (e) => e.op === 'time')))
      throw new UserError(
        `${what} depends on t, so it has no steady state to measure about. Leave it out of the cell that is measured, or let spikes open it, as alphaConductance and alphaCurrent do: those are shut at rest.`,
      );
    const names = this.#free.map((k) => model.states[k]!.name);
    const stays = slopes.findIndex(
      (slope, k) => this.#by(slope, names[k]!) === b.zero && !this.#seesOthers(slope, names),
    );
    if (stays >= 0)
      throw new UserError(`${what}: '${names[stays]}' settles nowhere, so there is no steady state to measure about.`);
    const roots = [
      current,
      ...slopes,
      this.#by(current, 'V'),
      ...names.map((name) => this.#by(current, name)),
      ...slopes.map((slope) => this.#by(slope, 'V')),
      ...slopes.flatMap((slope) => names.map((name) => this.#by(slope, name))),
    ];
    this.#tape = new Tape(roots, model);
    this.#out = new Float64Array(roots.length);
    this.#parameters = [
      ...new Set(
        roots.flatMap((root) => {
          const found: string[] = [];
          some(root, (e) => {
            if (e.op === 'parameter') found.push(e.name);
            return false;
          });
          return found;
        }),
      ),
    ];
  }

  /** At a voltage, mV, and an angular frequency, rad/ms. `parameters` in internal units. Throws a UserError where it does not settle. */
  at(V: number, angular: number, parameters: Readonly<Record<string, number>>): Settled {
    const key = `${V} ${angular} ${this.#parameters.map((name) => parameters[name]).join(' ')}`;
    let known = this.#known.get(key);
    if (known === undefined) {
      known = admittanceOf(this.linear(V, parameters), angular);
      this.#known.set(key, known);
    }
    return known;
  }

  /** About the state in which it settles at a voltage, mV. Throws a UserError where it does not. */
  linear(V: number, parameters: Readonly<Record<string, number>>): LinearMembrane {
    const { model, pools } = this.#membrane;
    const n = this.#free.length;
    this.#tape.setParameters(parameters);
    const values = { ...parameters, ...Object.fromEntries(pools.map((p) => [p.held, 0])) };
    // Pools settle first, then what reads them.
    const first = steadyState(model, 'V', V, values);
    const start = steadyState(model, 'V', V, { ...values, ...first });
    const y = Float64Array.from(model.states, (s) => start[s.name] ?? 0);
    y[this.#voltage] = V;
    const out = this.#out;
    const part = (from: number, count = n): number[] => Array.from(out.subarray(from, from + count));
    const jacobian = (): number[][] => Array.from({ length: n }, (_, r) => part(2 + 3 * n + r * n));
    for (let sweep = 0; ; sweep++) {
      this.#tape.run(0, y, out);
      const step = solveDense(
        jacobian(),
        part(1).map((f) => -f),
      );
      if (step.some((d) => !Number.isFinite(d)) || sweep === mostSweeps)
        throw new UserError(`${this.#what} settles nowhere at ${Number(V.toPrecision(6))} mV.`);
      let moved = 0;
      this.#free.forEach((k, i) => {
        y[k]! += step[i]!;
        moved = Math.max(moved, Math.abs(step[i]!) / (1e-9 + Math.abs(y[k]!)));
      });
      // The step after this one would be of the order of its square.
      if (moved < 1e-10) break;
    }
    this.#tape.run(0, y, out);
    return {
      current: out[0]!,
      instant: out[1 + n]!,
      grows: part(2 + n),
      drive: part(2 + 2 * n),
      jacobian: jacobian(),
    };
  }

  #seesOthers(slope: Expr, names: readonly string[]): boolean {
    return some(slope, (e) => e.op === 'state' && (e.name === 'V' || names.includes(e.name)));
  }

  #by(root: Expr, name: string): Expr {
    if (!some(root, (e) => (e.op === 'state' || e.op === 'previous') && e.name === name)) return b.zero;
    try {
      return derivative(root, name);
    } catch {
      throw new UserError(
        `${this.#what} has no slope over '${name}' that its equations tell: it reads a table, so it is not measured.`,
      );
    }
  }
}

function admittanceOf({ current, instant, grows, drive, jacobian }: LinearMembrane, angular: number): Settled {
  const n = drive.length;
  // (iω − J)·(p + iq) = ∂f/∂V as real numbers: −J·p − ω·q = ∂f/∂V, ω·p − J·q = 0.
  const minus = jacobian.map((row) => row.map((v) => -v));
  const by = (v: number, r: number): number[] => Array.from({ length: n }, (_, k) => (k === r ? v : 0));
  const follow =
    angular === 0
      ? [...solveDense(minus, [...drive]), ...drive.map(() => 0)]
      : solveDense(
          [
            ...minus.map((row, r) => [...row, ...by(-angular, r)]),
            ...minus.map((row, r) => [...by(angular, r), ...row]),
          ],
          [...drive, ...drive.map(() => 0)],
        );
  let [conductance, susceptance] = [-instant, 0];
  for (let k = 0; k < n; k++) {
    conductance -= grows[k]! * follow[k]!;
    susceptance -= grows[k]! * follow[n + k]!;
  }
  return { current, conductance, susceptance };
}
