/** What is measured, apart from the options by which it is asked for. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** Files of `src` in what a bundler makes of one measure, without those that it would load later. */
async function filesBehind(measure: string): Promise<string[]> {
  const { metafile } = await build({
    stdin: {
      contents: `export { ${measure} } from './src/studies/measure.ts'`,
      resolveDir: fileURLToPath(new URL('../..', import.meta.url)),
    },
    ...{ bundle: true, write: false, metafile: true, format: 'esm', splitting: true, outdir: 'out' },
    external: ['*.wgsl?raw', 'webgpu'],
  });
  const { outputs } = metafile!;
  const chunks = [Object.keys(outputs).find((path) => outputs[path]!.entryPoint === '<stdin>')!];
  for (const chunk of chunks)
    for (const { path, kind } of outputs[chunk]!.imports)
      if (kind === 'import-statement' && !chunks.includes(path)) chunks.push(path);
  return chunks.flatMap((chunk) =>
    Object.entries(outputs[chunk]!.inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
}

test.each(['measureChannel', 'measureNoise', 'rowsAt, shortestStep, shiftsBetween'])(
  '%s: a program that asks for no preset by name has none within it, nor options of studies',
  async (measure) => {
    const files = await filesBehind(measure);
    expect(files.some((path) => path.startsWith('src/studies/'))).toBe(true);
    expect(files.filter((path) => /^src\/(presets\/|studies\/options|cli\/)/.test(path))).toEqual([]);
  },
);

test('measures of cells of presets bring the presets, so that the above is no empty question', async () => {
  expect((await filesBehind('measureFI')).some((path) => path.startsWith('src/presets/'))).toBe(true);
});
