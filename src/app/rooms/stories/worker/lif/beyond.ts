/** Beyond the leaky cell: adaptation, linearisation, and how fast it can fire at all. */
import { adaptiveInterval, leastInterval, linearise } from '../../../../../index.ts';
import { roundEnds } from '../../../../../numbers/scale.ts';
import { presetByName, presetValues } from '../../../../../presets/index.ts';
import { differences, mean, runPreset, thinned, timeAxis } from '../bench.ts';
import type { Outcome } from '../tasks.ts';
import { own } from './cell.ts';

export async function adaptation(): Promise<Outcome> {
  const run = await runPreset('lif-adaptive', { variables: ['V', 'theta'], duration: 600 });
  const gaps = differences(run.times(0));
  const x = timeAxis(run.steps, run.dt);
  const phasic = await runPreset('lif-adaptive', {
    set: { I: '170 pA', alpha: '30 mV', tau_theta: '500 ms' },
    duration: 600,
  });
  const fixed = { ...own, theta_0: -50, alpha: 2, tau_theta: 100 };
  return {
    pictures: [
      {
        lines: [
          thinned({ name: 'threshold', x, y: run.trace(0, 1), hue: 2, dash: '5 3' }),
          thinned({ name: 'simulated', x, y: run.trace(0, 0), hue: 1 }),
        ],
        x: { title: 't (ms)', low: 0, high: 600 },
        y: { title: 'V, θ (mV)', low: -70, high: -40 },
      },
    ],
    facts: {
      first: gaps[0]!,
      last: gaps.at(-1)!,
      formula: adaptiveInterval(fixed, 250),
      phasic: phasic.times(0).length,
      tonic: run.times(0).length,
    },
  };
}

export async function linear(): Promise<Outcome> {
  const preset = presetByName('hh-classic');
  const values = presetValues(preset, { I: '0 uA/cm^2' });
  const model = preset.build(values, 1).populations[0]!.blueprint.model(preset.dt);
  const near = await runPreset('hh-classic', { set: { I: '0.1 uA/cm^2' }, duration: 60, variables: ['V'], dt: 0.05 });
  const rest = await runPreset('hh-classic', { set: { I: '0 uA/cm^2' }, duration: 60, variables: ['V'], dt: 0.05 });
  const x = timeAxis(near.steps, near.dt);
  const y = near.trace(0, 0).map((v, k) => v - rest.trace(0, 0)[k]!);
  const lif = linearise(model, -65);
  // µA/cm² × kΩ·cm² = mV.
  const leaky = x.map((t) => 0.1 * lif.R * -Math.expm1(-t / lif.tau_steady));
  const top = Math.max(...y);
  const tail = mean(y.subarray(y.length - 100));
  const above = linearise(model, -50);
  return {
    pictures: [
      {
        lines: [
          { name: 'leaky', x, y: leaky, hue: 2, dash: '5 3' },
          { name: 'axon', x, y, hue: 1 },
        ],
        x: { title: 't (ms)', low: 0, high: 60 },
        y: { title: 'ΔV (mV)', low: 0, high: roundEnds(0, 1.05 * top)[1] },
      },
    ],
    facts: {
      R: lif.R,
      R50: above.R,
      tau: lif.tau_steady,
      tau50: above.tau_steady,
      overshoot: 100 * (top / tail - 1),
    },
  };
}

export async function zeno(): Promise<Outcome> {
  const currents = [300, 1000, 3000, 10_000, 30_000, 100_000];
  const bare = { ...own, T_ref: 0 };
  const gaps: number[] = [];
  for (const I of currents) {
    const dt = 0.005;
    const run = await runPreset('lif', { set: { I: `${I} pA`, T_ref: '0 ms' }, dt, duration: 60 });
    gaps.push(mean(differences(run.times(0))));
  }
  const bound = currents.map((I) => leastInterval(bare, I));
  return {
    pictures: [
      {
        lines: [
          { name: 'bound', x: Float64Array.from(currents), y: Float64Array.from(bound), hue: 0, ground: true },
          { name: 'measured', x: Float64Array.from(currents), y: Float64Array.from(gaps), hue: 1, points: true },
        ],
        x: { title: 'I (pA)', low: 200, high: 150_000, log: true },
        y: { title: 'T (ms)', low: 0.01, high: 50, log: true },
      },
    ],
    facts: {
      holds: gaps.every((g, k) => g >= bound[k]! - 1e-9) ? 1 : 0,
      least: gaps.at(-1)!,
      bound: bound.at(-1)!,
      top: currents.at(-1)! / 1000,
    },
  };
}
