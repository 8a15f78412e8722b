/** The command for networks that a tab cannot hold: what `galvani export` takes, and what differs from the preset. */
import { expect, test } from 'vitest';
import { clusterCommand } from '../../src/app/run/cluster-command.ts';
import { defaultExperiment, presetOf } from '../../src/app/run/experiment.ts';

const standard = (preset: string) => defaultExperiment(presetOf({ preset }));

test('names what differs from the preset alone', () => {
  const experiment = standard('microcircuit');
  expect(clusterCommand(experiment)).toBe('npx galvani export microcircuit --to nest -o microcircuit-nest');
  const values = { ...experiment.values, scale: 1, bg_rate: 9 };
  expect(clusterCommand({ ...experiment, values, seed: 2, duration: 500, dt: 0.05, integrator: '' })).toBe(
    "npx galvani export microcircuit --to nest -o microcircuit-nest --set 'scale=1' --set 'bg_rate=9 Hz' --seed 2 --duration '500 ms' --dt '0.05 ms'",
  );
});
