/** Networks in SONATA on the page: what it takes for one, and the document that it runs. */
import { expect, test } from 'vitest';
import { admit } from '../../src/app/own/registry.ts';
import { take } from '../../src/app/own/take.ts';
import { fromSonata, sonataDocument } from '../../src/document/index.ts';
import { simulate, unzipFolder, zipFolder } from '../../src/index.ts';
import { below, golden, open } from '../sonata.ts';

const folder = `${golden}/300_pointneurons`;

test('what the page makes of the document gives the spikes of the network', async () => {
  const { document } = sonataDocument([...below(folder), ...below(`${golden}/shared_components`)], open);
  const { preset, experiment } = await admit(JSON.stringify(document));
  expect(preset.title).toBe('300_pointneurons');
  const { network, run } = fromSonata(`${folder}/config.json`, open);
  const short = { ...run, duration: '20 ms', backend: 'reference' } as const;
  const [own, given] = [await simulate(preset.build({}, experiment.seed), short), await simulate(network, short)];
  expect(given.summary.spikes).toBeGreaterThan(20);
  expect(own.spikes).toEqual(given.spikes);
});

test('a configuration without its files is told from any other text', async () => {
  const lonely = take('{"network": "a.json", "simulation": "b.json"}', 'config.json');
  await expect(lonely).rejects.toThrow(/^'config\.json' is a configuration of SONATA.*drop its folder/);
  await expect(take('{"galvani": 1, "populations": {}}', 'mine.json')).rejects.toThrow(/mine\.json, line 1.*run/);
});

test('a ZIP gives its files back, and what is none says so', () => {
  const files = new Map([
    ['a.json', new TextEncoder().encode('{}')],
    ['b/c.h5', Uint8Array.from([1, 2, 3])],
  ]);
  const zip = zipFolder('net', files);
  expect([...unzipFolder(zip, 'net.zip')]).toEqual([...files].map(([path, bytes]) => [`net/${path}`, bytes]));
  expect(() => unzipFolder(Uint8Array.from([1, 2, 3]), 'net.zip')).toThrow(/'net\.zip' cannot be read as ZIP/);
});
