/** Broken documents give a sentence or a network, never anything else; `npm run test:fuzz` breaks ten times as many. */
import { expect, it } from 'vitest';
import { fuzzDocuments } from '../fuzz/documents.ts';

const COUNT = 500;

it(`${COUNT} broken documents: a sentence or a network`, async () => {
  const { networks, sentences, findings } = await fuzzDocuments(0, COUNT);
  expect(findings).toEqual([]);
  // Some of both, or nothing was tried.
  expect(Math.min(networks, sentences)).toBeGreaterThan(COUNT / 50);
});
