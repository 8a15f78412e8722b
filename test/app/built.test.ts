/** A network that was made on the page, with each model's own rule: every file of it can be had. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { admit } from '../../src/app/own/registry.ts';
import { SimulationHost } from '../../src/app/worker/host.ts';
import type { Answer } from '../../src/app/worker/messages.ts';
import { read } from '../../src/document/index.ts';
import { createSimulation } from '../../src/index.ts';
import type { ExportKind } from '../../src/live/files.ts';

const kinds: readonly ExportKind[] = [
  ...(['spikes.csv', 'spikes.npz', 'spikes.h5', 'traces.csv', 'traces.npz', 'weights.csv', 'weights.npz'] as const),
  ...(['figure.svg', 'methods.html', 'methods.md', 'script.mjs', 'script.py', 'record.json'] as const),
];

test('every kind of file comes of a network of three populations that was made by hand', async () => {
  const yaml = readFileSync(new URL('../golden/built-by-hand.yaml', import.meta.url), 'utf8');
  const { preset, experiment } = await admit(JSON.stringify(await read(yaml)));
  const answers: Answer[] = [];
  const host = new SimulationHost({
    preset: () => preset,
    create: createSimulation,
    post: (answer) => {
      answers.push(answer);
      if (answer.type === 'block') queueMicrotask(() => void host.handle({ type: 'taken', run: answer.run }));
    },
  });
  const begun = { ...experiment, backend: 'wasm' as const, duration: 50 };
  await host.handle({ type: 'open', run: 1, experiment: begun, plan: [], cells: [], go: true });
  for (const kind of kinds) await host.handle({ type: 'export', run: 1, kind, window: { from: 0, to: 50 } });
  expect(answers.filter((a) => a.type === 'failed')).toEqual([]);
  const files = answers.filter((a) => a.type === 'file');
  expect(files.map(({ name }) => name.replace(/^my-network-seed1-/, ''))).toEqual(kinds);
  for (const { bytes } of files) expect(bytes.length).toBeGreaterThan(100);
});
