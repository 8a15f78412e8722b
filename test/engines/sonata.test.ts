/** The whole of SONATA's example 300_intfire at the microseconds of its files: three million steps. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fromSonata } from '../../src/document/index.ts';
import { readSpikeFile } from '../../src/files/read-spikes.ts';
import { simulate } from '../../src/index.ts';
import { golden, open } from '../sonata.ts';

it('300_intfire: 4322 of the 4322 spikes of NEURON', async () => {
  const { network, run } = fromSonata(`${golden}/300_intfire/config.json`, open, { dt: '0.001 ms' });
  const { spikes } = await simulate(network, { ...run, backend: 'reference' });
  const { times, neurons } = readSpikeFile(readFileSync(`${golden}/300_intfire/output/spikes.h5`), 'spikes.h5');
  const stored = new Set([...times.keys()].map((k) => `${Math.round(times[k]! * 1000)} ${neurons[k]}`));
  expect(stored.size).toBe(4322);
  const own = [...spikes.cells.keys()].filter((k) => spikes.cells[k]! < 300);
  expect(new Set(own.map((k) => `${spikes.steps[k]} ${spikes.cells[k]}`))).toEqual(stored);
});
