/** Networks in SONATA on the page: as documents that make the same network. */
import { describe, expect, test } from 'vitest';
import { admit } from '../../src/app/own/registry.ts';
import { sonataDocument } from '../../src/app/own/sonata/document.ts';
import { lonelySonata } from '../../src/app/own/sonata/take.ts';
import { fromSonata } from '../../src/document/index.ts';
import { simulate, unzipFolder, zipFolder } from '../../src/index.ts';
import { below, golden, open } from '../sonata.ts';

const folder = `${golden}/300_pointneurons`;

const paths = [...below(folder), ...below(`${golden}/shared_components`)];

test('the document gives the spikes of the network', async () => {
  const { text, notice } = sonataDocument(paths, open);
  expect(notice).toMatch(/300_pointneurons\/config\.json: 300 cells and 48432 synapses came in\. .*rounded/);
  const { preset, experiment } = await admit(text);
  expect(preset.title).toBe('300_pointneurons');
  const { network, run } = fromSonata(`${folder}/config.json`, open);
  const short = { ...run, duration: '20 ms', backend: 'reference' } as const;
  const [own, given] = [await simulate(preset.build({}, experiment.seed), short), await simulate(network, short)];
  expect(given.summary.spikes).toBeGreaterThan(20);
  expect(own.spikes).toEqual(given.spikes);
}, 60_000);

describe('what is no such network is refused by name', () => {
  test('a configuration without its files, a folder without one, two networks', () => {
    expect(lonelySonata('{"network": "a.json", "simulation": "b.json"}', 'config.json')).toMatch(/drop its folder/);
    expect(lonelySonata('{"galvani": 1, "populations": {}}', 'mine.json')).toBeUndefined();
    expect(() => sonataDocument(['a/b.txt'], () => undefined)).toThrow(/\(a\/b\.txt\) there is no configuration/);
    const both = [...paths, ...below(`${golden}/300_intfire`)];
    expect(() => sonataDocument(both, open)).toThrow(/2 networks here: .*300_pointneurons\/config\.json/);
  });

  test('a file that is missing', () => {
    const without = (path: string) => (path.endsWith('_nodes.h5') ? undefined : open(path));
    expect(() => sonataDocument(paths, without)).toThrow(/There is no file '.*_nodes\.h5'/);
  });
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
