/** The command for networks that a tab cannot hold: what `galvani export` takes, and what differs from the preset. */
import { expect, test } from 'vitest';
import { defaultExperiment, presetOf } from '../../src/app/run/experiment.ts';
import { clusterCommand } from '../../src/live/index.ts';

const standard = (preset: string) => defaultExperiment(presetOf({ preset }));

test('names what differs from the preset alone', () => {
  const preset = presetOf({ preset: 'microcircuit' });
  const experiment = standard('microcircuit');
  expect(clusterCommand(experiment, preset, experiment)).toBe(
    'npx galvani export microcircuit --to nest -o microcircuit-nest',
  );
  const values = { ...experiment.values, scale: 1, bg_rate: 9 };
  expect(
    clusterCommand({ ...experiment, values, seed: 2, duration: 500, dt: 0.05, integrator: '' }, preset, experiment),
  ).toBe(
    "npx galvani export microcircuit --to nest -o microcircuit-nest --set 'scale=1' --set 'bg_rate=9 Hz' --seed 2 --duration '500 ms' --dt '0.05 ms'",
  );
});
