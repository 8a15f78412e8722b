/** The membrane as a low-pass filter. */
import { cornerFrequency, impedance } from '../../../index.ts';
import { measureImpedance } from '../../lif/measure/impedance.ts';
import type { Findings } from '../story.ts';
import { own } from './cell.ts';

export async function filter(): Promise<Findings> {
  const found = await measureImpedance({ ...own, f_low: 1, f_high: 1000, count: 40, seed: 1 });
  const { frequencies: f, amplitude } = found;
  const exact = f.map((hz) => 1000 * impedance(own, hz).amplitude);
  const at = (hz: number): number =>
    amplitude[
      f.reduce((best, v, i) => (Math.abs(Math.log(v / hz)) < Math.abs(Math.log(f[best]! / hz)) ? i : best), 0)
    ]!;
  return {
    lines: { formula: { x: f, y: exact }, measured: { x: f, y: amplitude } },
    facts: {
      corner: cornerFrequency(own),
      slow: at(1),
      fast: at(100),
      share: (100 * at(100)) / at(1),
      worst: 100 * found.errors.amplitude,
    },
  };
}
