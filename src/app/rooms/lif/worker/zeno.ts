/** The shortest intervals that bounded currents can bring about. */
import { lifRefractory, Network, rheobase } from '../../../../index.ts';
import { roundStep, runNetwork, textsFor } from './run.ts';
import { cellOf } from './single.ts';
import type { Question, ZenoOutput } from './tasks.ts';

const COUNT = 40;
const inputs = ['constant', 'noise', 'pulses'] as const;

/**
 * Forty bounds from twice to I_max ÷ rheobase times the rheobase, and three inputs that keep to each: the bound itself, noise that is
 * drawn anew in every step and cut off there, and pulses.
 */
export async function zeno({ values, seed }: Question, { signal }: { signal: AbortSignal }): Promise<ZenoOutput> {
  const cell = cellOf(values);
  const { I_max = 5000 } = values;
  const least = 1.5 * rheobase(cell);
  const top = Math.max(I_max, 2 * least);
  const largest = Float64Array.from({ length: COUNT }, (_, k) => least * (top / least) ** (k / (COUNT - 1)));
  const duration = 200;
  const shortestTime = (cell.C * (cell.V_th - cell.V_r)) / top;
  const dt = roundStep(Math.min(0.02, Math.max(0.005, shortestTime / 20)));
  const model = lifRefractory({
    ...textsFor(lifRefractory, values),
    I: '0 pA',
    equations: 'bound : pA\nkind : 1',
    stimulus:
      'bound*int(kind < 0.5) + clip(normal(0.5*bound, 1.5*bound), -bound, bound)*int(kind > 0.5 and kind < 1.5) + ' +
      'bound*int(kind > 1.5 and mod(t, 4 ms) < 2 ms)',
  });
  const network = new Network({ seed });
  const perInput = (k: number) => k % COUNT;
  network.population(
    model,
    COUNT * inputs.length,
    {
      V: 'E_L',
      bound: Float64Array.from({ length: COUNT * inputs.length }, (_, k) => largest[perInput(k)]!),
      kind: Float64Array.from({ length: COUNT * inputs.length }, (_, k) => Math.floor(k / COUNT)),
    },
    { name: 'cells' },
  );
  const ran = await runNetwork(network, COUNT * inputs.length, { dt, duration, signal });
  const of = (input: number) => ran.spikes.slice(input * COUNT, (input + 1) * COUNT);
  const shortest = (input: number) =>
    Float64Array.from(of(input), (train) => {
      let most = Number.POSITIVE_INFINITY;
      for (let k = 1; k < train.length; k++) most = Math.min(most, train[k]! - train[k - 1]!);
      return Number.isFinite(most) ? most : Number.NaN;
    });
  const train = (input: number) => of(input).at(-1) ?? new Float64Array(0);
  return {
    largest,
    shortest: { constant: shortest(0), noise: shortest(1), pulses: shortest(2) },
    trains: { constant: train(0), noise: train(1), pulses: train(2) },
    dt,
    duration,
  };
}
