/** Text that was typed while a model was being rebuilt is never taken back by the answer. */
import { expect, it } from 'vitest';
import { AskedModels } from '../../src/app/rooms/network/model/asked-models.ts';
import type { ModelText } from '../../src/live/types.ts';

const model = (equations: string): ModelText => ({
  equations,
  threshold: '',
  reset: '',
  refractory: '',
  parameters: {},
});
const [first, typed, typedOn, other] = ['first', 'typed', 'typed on', 'other'].map(model) as [
  ModelText,
  ModelText,
  ModelText,
  ModelText,
];

it('the first model, and one from elsewhere, are shown', () => {
  const asked = new AskedModels();
  expect(asked.runs(first)).toBe(true);
  expect(asked.runs(first)).toBe(false);
  expect(asked.runs(other)).toBe(true);
});

it('answers to earlier keys change nothing, however late they come', () => {
  const asked = new AskedModels();
  asked.runs(first);
  asked.ask(typed);
  asked.ask(typedOn);
  expect(asked.runs(typed)).toBe(false);
  expect(asked.runs(typedOn)).toBe(false);
});

it('an answer that is overtaken by the next is no change from elsewhere later', () => {
  const asked = new AskedModels();
  asked.runs(first);
  asked.ask(typed);
  asked.ask(typedOn);
  expect(asked.runs(typedOn)).toBe(false);
  // An undo.
  expect(asked.runs(typed)).toBe(true);
});

it('after a refusal what runs is still known, and the refused text may be asked again', () => {
  const asked = new AskedModels();
  asked.runs(first);
  asked.ask(typed);
  asked.refused(typed, first);
  expect(asked.isLast(typed)).toBe(false);
  expect(asked.runs(first)).toBe(false);
  asked.ask(typed);
  expect(asked.runs(typed)).toBe(false);
});

it('a refusal of what was typed over leaves what was asked since', () => {
  const asked = new AskedModels();
  asked.runs(first);
  asked.ask(typed);
  asked.ask(typedOn);
  asked.refused(typed, first);
  expect(asked.isLast(typedOn)).toBe(true);
  expect(asked.runs(typedOn)).toBe(false);
});
