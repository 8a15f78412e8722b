/** Runs one expression on many inputs through the emitter and the engine. */

import { createWasmEngine } from '../../../src/engine/wasm/engine.ts';
import type { Expr } from '../../../src/expression/node.ts';
import { programOf } from '../../fixtures/programs/program.ts';
import { type ImageOptions, imageOf } from '../../fixtures/programs/wasm.ts';

/**
 * Values of a real expression over the per-cell parameters `x`, `y`, …, one per entry of the inputs. Inputs are rounded to f32; `shared`
 * parameters become uniforms.
 */
export async function onLanes(
  expression: Expr,
  inputs: Readonly<Record<string, ArrayLike<number>>>,
  options: ImageOptions & { shared?: Record<string, number>; tables?: Float64Array[] } = {},
): Promise<Float64Array> {
  const { shared = {}, tables = [], ...emission } = options;
  const perCell = Object.fromEntries(Object.entries(inputs).map(([name, v]) => [name, Float64Array.from(v)]));
  const program = programOf({
    populations: [
      {
        name: 'lanes',
        size: Object.values(perCell)[0]!.length,
        states: { result: { initial: 0, next: expression, limit: Number.POSITIVE_INFINITY } },
        perCell,
        shared,
        tables,
      },
    ],
  });
  const engine = await createWasmEngine(program, imageOf(program, { threads: 1, ...emission }));
  await engine.run(1);
  const result = await engine.readColumn(0, 0);
  engine.dispose();
  return result;
}

/** Spacing of f32 numbers at the magnitude of x, that of normal numbers at least. */
export function ulp(x: number): number {
  const magnitude = Math.max(Math.abs(x), 2 ** -126);
  const exponent = Math.floor(Math.log2(magnitude));
  const power = 2 ** exponent > magnitude ? exponent - 1 : exponent;
  return 2 ** (power - 23);
}

/** Largest error of the results in units in the last place of the exact values, and where. */
export function worst(
  inputs: ArrayLike<number>,
  results: ArrayLike<number>,
  exact: (x: number) => number,
): { error: number; at: number } {
  let found = { error: -1, at: Number.NaN };
  for (let i = 0; i < inputs.length; i++) {
    const x = Math.fround(inputs[i]!);
    const value = exact(x);
    const error = Object.is(value, results[i]) ? 0 : Math.abs(results[i]! - value) / ulp(value);
    if (!(error <= found.error)) found = { error, at: x };
    if (Number.isNaN(error)) return found;
  }
  return found;
}

/** `count` numbers spread evenly over [from, to]. */
export const spread = (from: number, to: number, count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => Math.fround(from + ((to - from) * i) / (count - 1)));

/** Numbers of both signs and all magnitudes from 2^low to 2^high, `perOctave` each. */
export function magnitudes(low: number, high: number, perOctave: number): Float64Array {
  const out: number[] = [];
  for (let e = low; e < high; e++)
    for (let i = 0; i < perOctave; i++) {
      const x = Math.fround(2 ** e * (1 + (i + 0.37) / perOctave));
      out.push(x, -x);
    }
  return Float64Array.from(out);
}
