/** Links from runs of cells with dendrites lead to the room that draws them, or are not there. */
import { expect, test } from 'vitest';
import { readAddress } from '../../src/app/rooms/dendrites/dendrites-address.ts';
import { cellLink } from '../../src/app/run/cell-link.ts';
import { defaultExperiment } from '../../src/app/run/experiment.ts';
import { presetFacts } from '../../src/presets/facts.ts';

const named = (name: string) => defaultExperiment(presetFacts.find((p) => p.name === name)!);
const begun = named('traub-1991');

test('the room reads the preset, the parameters that differ, and the duration', () => {
  const parameter = presetFacts.find((p) => p.name === 'traub-1991')!.parameters.find((p) => p.value > 0);
  const { name, value } = parameter!;
  const link = cellLink({ ...begun, values: { ...begun.values, [name]: value / 2 }, duration: 80 }, []);
  const { experiment, refused } = readAddress(link!);
  expect(refused).toEqual([]);
  expect(experiment).toMatchObject({ cell: 'traub-1991', preset: { [name]: value / 2 }, duration: 80 });
  expect(cellLink(begun, [])).toBe('#dendrites?preset=traub-1991');
});

test('what the room would run otherwise has no link', () => {
  expect(cellLink({ ...begun, seed: 2 }, [])).toBeUndefined();
  expect(cellLink({ ...begun, dt: begun.dt / 2 }, [])).toBeUndefined();
  expect(cellLink({ ...begun, integrator: 'exp_euler' }, [])).toBeUndefined();
  expect(cellLink(begun, [{ step: 5, action: { kind: 'set', name: 'I', value: '1 nA' } }])).toBeUndefined();
  expect(cellLink(named('lif'), [])).toBeUndefined();
});
