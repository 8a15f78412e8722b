/** A folder in SONATA as a document. */
import { expect, test } from 'vitest';
import { sonataDocument } from '../../src/document/index.ts';
import { below, golden, open } from '../sonata.ts';

const folder = `${golden}/300_pointneurons`;
const paths = [...below(folder), ...below(`${golden}/shared_components`)];

test('the configuration that no other one names is read, and what came in is told', () => {
  const { document, path, cells, synapses, notes } = sonataDocument(paths, open);
  expect({ path, cells, synapses }).toEqual({ path: `${folder}/config.json`, cells: 300, synapses: 48_432 });
  expect(document.title).toBe('300_pointneurons');
  expect(notes.join(' ')).toMatch(/rounded/);
});

test('a folder without one, and two networks, are refused by name', () => {
  expect(() => sonataDocument(['a/b.txt'], () => undefined)).toThrow(/\(a\/b\.txt\) there is no configuration/);
  const both = [...paths, ...below(`${golden}/300_intfire`)];
  expect(() => sonataDocument(both, open)).toThrow(/2 networks here: .*300_pointneurons\/config\.json/);
});

test('a file that is missing is named', () => {
  const without = (path: string) => (path.endsWith('_nodes.h5') ? undefined : open(path));
  expect(() => sonataDocument(paths, without)).toThrow(/There is no file '.*_nodes\.h5'/);
});
