/** What can be undone and done again: changes of the experiment, and acts that the run takes back itself. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '../../src/app/run/experiment.ts';
import { History, type HistoryEntry } from '../../src/app/run/history.ts';
import { presetByName } from '../../src/presets/index.ts';

const experiment = defaultExperiment(presetByName('ei-tutorial'));
const moment = (seed: number, kicks = 0): HistoryEntry => ({
  experiment: { ...experiment, seed },
  plan: Array.from({ length: kicks }, (_, k) => ({
    step: k,
    action: { kind: 'kick' as const, cells: [0], amplitude: '1 mV' },
  })),
});
let now = 0;
beforeEach(() => {
  now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  vi.restoreAllMocks();
});

test('back and forth over changes, and a new change ends what was ahead', () => {
  const history = new History();
  expect(history.back(moment(1))).toBeUndefined();
  history.left(moment(1));
  history.left(moment(2));
  expect(history.back(moment(3))).toEqual(moment(2));
  expect(history.back(moment(2))).toEqual(moment(1));
  expect([history.canUndo.value, history.canRedo.value]).toEqual([false, true]);
  expect(history.forward(moment(1), () => false)).toEqual(moment(2));
  expect(history.forward(moment(2), () => false)).toEqual(moment(3));
  expect([history.canUndo.value, history.canRedo.value]).toEqual([true, false]);
  history.back(moment(3));
  history.left(moment(2));
  expect(history.canRedo.value).toBe(false);
});

test('quick changes of one thing are one step, slow ones and those of others are not', () => {
  const history = new History();
  history.left(moment(1), 'w_e');
  now = 100;
  history.left(moment(2), 'w_e');
  now = 200;
  history.left(moment(3), 'w_i');
  now = 5000;
  history.left(moment(4), 'w_i');
  expect(history.back(moment(5))).toEqual(moment(4));
  expect(history.back(moment(4))).toEqual(moment(3));
  expect(history.back(moment(3))).toEqual(moment(1));
  expect(history.canUndo.value).toBe(false);
});

test('an act that the run took back comes again without another step to go back to', () => {
  const history = new History();
  history.left(moment(1));
  history.tookBack(moment(2, 1));
  const next = history.forward(moment(2), ({ experiment: { seed } }) => seed === 2);
  expect(next).toEqual(moment(2, 1));
  expect(history.back(moment(2))).toEqual(moment(1));
  expect(history.canUndo.value).toBe(false);
});
