/** The built library for Node builds large networks by threads of its own file. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const library = (name: string) => new URL(`../../dist/node/${name}.js`, import.meta.url).href;

/** Notes the files that threads are started from, builds 4.8 million synapses, and tells the spikes of 30 steps. */
const script = (threads: number) => `
  const workers = process.getBuiltinModule('node:worker_threads');
  const files = [];
  workers.Worker = class extends workers.Worker {
    constructor(file, options) {
      if (file instanceof URL) files.push(file.pathname.split('/').at(-1));
      super(file, options);
    }
  };
  const { createSimulation } = await import('${library('index')}');
  const { presetByName, presetValues, sized } = await import('${library('presets')}');
  const preset = presetByName('ei-brette2007');
  const network = preset.build(presetValues(preset, sized(preset, 60_000).settings), 1);
  const simulation = await createSimulation(network, { backend: 'wasm', threads: ${threads} });
  const { spikes } = await simulation.run(30);
  console.log(JSON.stringify({ files, synapses: simulation.synapses, cells: [...spikes.cells] }));
  process.exit(0);`;

test('two threads build what one builds', () => {
  const [one, two] = [1, 2].map((threads) =>
    JSON.parse(
      execFileSync(process.execPath, ['--input-type=module', '-e', script(threads)], {
        cwd: fileURLToPath(new URL('../..', import.meta.url)),
        encoding: 'utf8',
        maxBuffer: 1 << 26,
      }),
    ),
  );
  expect(one.files).toEqual([]);
  expect(two.files).toEqual(['builder.js']);
  expect(one.synapses).toBeGreaterThan(2 ** 22);
  expect(two.synapses).toBe(one.synapses);
  expect(one.cells.length).toBeGreaterThan(100);
  expect(two.cells).toEqual(one.cells);
});
