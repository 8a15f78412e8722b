/** What is published: an archive that installs and runs in an empty folder, with the terms of all that is of others in it. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

let folder: string;
let archive: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'galvani-package-'));
  // Built before this suite runs: without the scripts that would build it again.
  const told = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
  });
  archive = join(folder, (JSON.parse(told) as { filename: string }[])[0]!.filename);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const listed = (): string[] => execFileSync('tar', ['-tzf', archive], { encoding: 'utf8' }).split('\n');

test('installs in an empty folder, and runs: the library, a preset, a document, the command', async () => {
  writeFileSync(join(folder, 'package.json'), '{"type": "module", "private": true}');
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--omit=optional'];
  execFileSync('npm', ['install', archive, ...quiet], { cwd: folder, stdio: 'pipe' });
  const code = `
    import { simulate } from 'galvani';
    import { presetByName, presetValues } from 'galvani/presets';
    import { read } from 'galvani/document';
    const preset = presetByName('lif');
    const run = await simulate(preset.build(presetValues(preset), 1), { duration: '100 ms', backend: 'wasm' });
    const document = await read('{"galvani": 1, "models": {"m": {"equations": "dx/dt = -x/(1 ms) : 1"}}, "populations": {"p": {"model": "m", "size": 1}}, "run": {"duration": "1 ms"}}');
    console.log(JSON.stringify([run.summary.spikes, document.galvani]));`;
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: folder, encoding: 'utf8' });
  const [spikes, version] = JSON.parse(out);
  expect(spikes).toBeGreaterThan(0);
  expect(version).toBe(1);
  const required = execFileSync(
    process.execPath,
    ['--input-type=module', '-e', 'import.meta.resolve; console.log(import.meta.resolve("galvani/element"))'],
    { cwd: folder, encoding: 'utf8' },
  );
  expect(required).toContain('dist/element/galvani-run.js');
  const told = execFileSync(join(folder, 'node_modules/.bin/galvani'), ['run', 'lif', '--json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(JSON.parse(told).spikes).toBeGreaterThan(0);
});

test('has each part that it exports alone, with the same functions as the whole', async () => {
  const parts = Object.keys(manifest.exports).filter(
    (key) => !key.endsWith('.json') && !['.', './element'].includes(key),
  );
  const code = `
    import * as whole from 'galvani';
    for (const part of ${JSON.stringify(parts)}) {
      const alone = await import('galvani' + part.slice(1));
      const names = Object.keys(alone);
      const shared = names.filter((name) => name in whole);
      console.log(JSON.stringify([part, names.length, shared.length, shared.every((name) => alone[name] === whole[name])]));
    }`;
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: folder, encoding: 'utf8' });
  const rows = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as [string, number, number, boolean]);
  expect(rows.map(([part]) => part)).toEqual(parts);
  const own = new Set(['./export', './presets', './document', './studies']);
  for (const [part, names, shared, same] of rows) {
    expect(names, part).toBeGreaterThan(0);
    if (!own.has(part)) expect(shared, part).toBe(names);
    expect(same, part).toBe(true);
  }
});

test('carries the terms of what is of others in it, beside every build', () => {
  const files = new Set(listed());
  for (const name of [
    'LICENSE',
    ...['browser', 'element', 'node', 'page'].map((part) => `dist/${part}/THIRD-PARTY.txt`),
  ])
    expect(files.has(`package/${name}`), name).toBe(true);
  expect([...files].filter((name) => /\.(test\.ts|tsbuildinfo)$/.test(name))).toEqual([]);
});

test('publint has nothing to say', async () => {
  const { messages } = await publint({ pkgDir: root, pack: false, strict: true });
  expect(messages.map((message) => formatMessage(message, manifest))).toEqual([]);
});

test('its types resolve as its code does, in every way that modules are resolved', async () => {
  const { code, out } = await new Promise<{ code: number | null; out: string }>((resolve) => {
    const child = execFile(
      join(root, 'node_modules/.bin/attw'),
      [
        archive,
        '--profile',
        'esm-only',
        '--exclude-entrypoints',
        './experiment.schema.json',
        '--no-emoji',
        '--format',
        'ascii',
      ],
      (_, stdout, stderr) => resolve({ code: child.exitCode, out: stdout + stderr }),
    );
  });
  expect(code, out).toBe(0);
});
