/** Beyond the leaky cell: adaptation, linearisation, and how fast it can fire at all. */
import { adaptiveInterval, leastInterval, linearise } from '../../../index.ts';
import { presetByName, presetValues } from '../../../presets/index.ts';
import { intervals } from '../../run.ts';
import { mean, runPreset, timeAxis } from '../run-preset.ts';
import type { Findings } from '../story.ts';
import { own } from './cell.ts';

export async function adaptation(): Promise<Findings> {
  const run = await runPreset('lif-adaptive', { variables: ['V', 'theta'], duration: 600 });
  const [V, theta] = run.traces[0]!;
  const gaps = intervals(run.spikes[0]!);
  const x = timeAxis(run.steps, run.dt);
  const phasic = await runPreset('lif-adaptive', {
    set: { I: '170 pA', alpha: '30 mV', tau_theta: '500 ms' },
    duration: 600,
  });
  const fixed = { ...own, theta_0: -50, alpha: 2, tau_theta: 100 };
  return {
    lines: { threshold: { x, y: theta! }, simulated: { x, y: V! } },
    facts: {
      first: gaps[0]!,
      last: gaps.at(-1)!,
      formula: adaptiveInterval(fixed, 250),
      phasic: phasic.spikes[0]!.length,
      tonic: run.spikes[0]!.length,
    },
  };
}

export async function linear(): Promise<Findings> {
  const preset = presetByName('hh-classic');
  const values = presetValues(preset, { I: '0 uA/cm^2' });
  const model = preset.build(values, 1).populations[0]!.blueprint.model(preset.dt);
  const near = await runPreset('hh-classic', { set: { I: '0.1 uA/cm^2' }, duration: 60, variables: ['V'], dt: 0.05 });
  const rest = await runPreset('hh-classic', { set: { I: '0 uA/cm^2' }, duration: 60, variables: ['V'], dt: 0.05 });
  const x = timeAxis(near.steps, near.dt);
  const still = rest.traces[0]![0]!;
  const y = near.traces[0]![0]!.map((v, k) => v - still[k]!);
  const lif = linearise(model, -65);
  // µA/cm² × kΩ·cm² = mV.
  const leaky = x.map((t) => 0.1 * lif.R * -Math.expm1(-t / lif.tau_steady));
  const top = Math.max(...y);
  const tail = mean(y.subarray(y.length - 100));
  const above = linearise(model, -50);
  return {
    lines: { leaky: { x, y: leaky }, axon: { x, y } },
    facts: {
      R: lif.R,
      R50: above.R,
      tau: lif.tau_steady,
      tau50: above.tau_steady,
      overshoot: 100 * (top / tail - 1),
    },
  };
}

export async function zeno(): Promise<Findings> {
  const currents = Float64Array.of(300, 1000, 3000, 10_000, 30_000, 100_000);
  const bare = { ...own, T_ref: 0 };
  const gaps = new Float64Array(currents.length);
  for (const [k, I] of currents.entries()) {
    const run = await runPreset('lif', { set: { I: `${I} pA`, T_ref: '0 ms' }, dt: 0.005, duration: 60 });
    gaps[k] = mean(intervals(run.spikes[0]!));
  }
  const bound = currents.map((I) => leastInterval(bare, I));
  return {
    lines: { bound: { x: currents, y: bound }, measured: { x: currents, y: gaps } },
    facts: {
      holds: gaps.every((g, k) => g >= bound[k]! - 1e-9) ? 1 : 0,
      least: gaps.at(-1)!,
      bound: bound.at(-1)!,
      top: currents.at(-1)! / 1000,
    },
  };
}
