/** Share and cite: the link in a fresh profile, the verdict on the hash, and every file opened by what people open it with. */
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { readByPython } from '../files/python.ts';
import { figure, finished, keep, look, number, openPage, shared, textOf } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await shared();
});

const plain = '#network?preset=ei-tutorial&duration=40+ms&seed=3&w_i=80+nS';
const open = `${plain}&backend=webgpu`;
/** Where the backend is of no matter. */
const onThreads = `${plain}&backend=wasm`;

async function share(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Share and cite' }).click();
  await page.getByRole('dialog', { name: 'Share and cite' }).waitFor();
}

async function download(page: Page, name: string): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name, exact: true }).click(),
  ]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

const link = (page: Page) => page.getByRole('textbox', { name: 'link' }).inputValue();

test('the copied link gives the same spikes in a fresh profile, and says so', async () => {
  const { page, errors } = await openPage(browser, open, { permissions: ['clipboard-read', 'clipboard-write'] });
  await finished(page);
  await share(page);
  const hash = await figure(page, 'hash');
  expect(await textOf(page, '.share-hash')).toMatch(new RegExp(`^${hash}[0-9a-f]{52}$`));
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.getByText('Link copied.').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await link(page));
  await keep(page, 'share-1440');
  await page.keyboard.press('Escape');
  expect(await page.getByRole('dialog').count()).toBe(0);

  const again = await openPage(browser, copied.slice(copied.indexOf('#')));
  await finished(again.page);
  expect(await figure(again.page, 'hash')).toBe(hash);
  await again.page.waitForFunction(() => document.querySelector('.status')?.textContent?.startsWith('The same spikes'));
  expect([...errors, ...again.errors]).toEqual([]);
});

test('on another backend the hash differs, and the page explains why', async () => {
  const { page } = await openPage(browser, open.replace('40+ms', '100+ms'));
  await finished(page);
  await share(page);
  const address = await link(page);
  const other = await openPage(browser, `${address.slice(address.indexOf('#'))}&backend=reference`);
  await finished(other.page);
  await other.page.waitForFunction(() => document.querySelector('.status')?.textContent?.startsWith('Other spikes'));
  expect(await textOf(other.page, '.status')).toMatch(/ran on webgpu.*this on reference/);
  await share(other.page);
  await keep(other.page, 'share-differs');
});

test('spikes and traces open in numpy and h5py, as many as are shown', async () => {
  const { page, errors } = await openPage(browser, onThreads);
  await finished(page);
  const spikes = await number(page, 'spikes');
  await share(page);
  const npz = await download(page, 'Spikes as NPZ');
  expect(npz.name).toBe('ei-tutorial-seed3-spikes.npz');
  expect(
    readByPython(
      npz.bytes,
      '.npz',
      'import numpy as np\na = np.load(path)\nprint(json.dumps([len(a["time_ms"]), bool((np.diff(a["time_ms"]) >= 0).all()), float(a["dt_ms"])]))',
    ),
  ).toEqual([spikes, true, 0.1]);
  const h5 = await download(page, 'Spikes as HDF5');
  expect(
    readByPython(
      h5.bytes,
      '.h5',
      'import h5py\nf = h5py.File(path)\ng = f["spikes"]["cells"]\nprint(json.dumps([len(g["timestamps"]), len(g["node_ids"]), [int(x) for x in g.attrs["node_ids_E"]]]))',
    ),
  ).toEqual([spikes, spikes, [0, 3200]]);
  const traces = await download(page, 'Traces as NPZ');
  expect(
    readByPython(
      traces.bytes,
      '.npz',
      'import numpy as np\na = np.load(path)\nprint(json.dumps([list(a["V"].shape), [int(n) for n in a["neuron"]]]))',
    ),
  ).toEqual([
    [400, 3],
    [0, 1600, 3600],
  ]);
  const csv = await download(page, 'Traces as CSV');
  expect(csv.bytes.toString('utf8').split('\n')[0]).toBe('time_ms,neuron,V');
  expect(errors).toEqual([]);
});

test('figure, methods, script and record tell the experiment', async () => {
  const { page, errors } = await openPage(browser, open);
  await finished(page);
  const hash = await figure(page, 'hash');
  await share(page);
  const svg = (await download(page, 'Figure as SVG')).bytes.toString('utf8');
  expect(svg).toMatch(/^<svg [^>]*width="174mm"/);
  expect(svg).toMatch(/time \(ms\)[\s\S]*rate \(Hz\)|rate \(Hz\)[\s\S]*time \(ms\)/);
  const png = await download(page, 'Figure as PNG');
  expect(png.name).toMatch(/\.png$/);
  expect([...png.bytes.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  expect(png.bytes.readUInt32BE(16)).toBe(Math.round((174 / 25.4) * 300));
  const html = (await download(page, 'Methods as HTML')).bytes.toString('utf8');
  expect(html).toMatch(/<table>[\s\S]*80/);
  const markdown = (await download(page, 'Methods as Markdown')).bytes.toString('utf8');
  expect(markdown).toMatch(/^## /);
  const script = (await download(page, 'Again as Script')).bytes.toString('utf8');
  expect(script).toMatch(/from 'galvani'/);
  expect(script).toContain(hash);
  const brian2 = (await download(page, 'Again as Brian2')).bytes.toString('utf8');
  expect(brian2).toContain('from brian2 import *');
  expect(brian2).toContain("'w_i': 80*nS");
  const record = JSON.parse((await download(page, 'Again as Record')).bytes.toString('utf8'));
  expect(record).toMatchObject({
    name: 'galvani',
    preset: 'ei-tutorial',
    seed: 3,
    dt_ms: 0.1,
    steps: 400,
    backend: 'webgpu',
    parameters: { w_i: '80 nS' },
  });
  expect(record.spike_hash.startsWith(hash)).toBe(true);
  expect(record.wgsl_hash).toMatch(/^[0-9a-f]{64}$/);
  expect(errors).toEqual([]);
});

test('a folder for a cluster comes as ZIP, with three commands, and its check is that of this run on reference', async () => {
  const { page, errors } = await openPage(browser, `${plain.replace('40+ms', '20+ms')}&backend=reference`);
  await finished(page);
  const hash = await figure(page, 'hash');
  await share(page);
  await page.getByText('Continue on a cluster').click();
  const zip = await download(page, 'Folder for NEURON');
  expect(zip.name).toBe('ei-tutorial-seed3-neuron.zip');
  const files = unzipSync(zip.bytes);
  const text = (name: string) => new TextDecoder().decode(files[`ei-tutorial-seed3-neuron/${name}`]);
  expect(Object.keys(files).filter((name) => name.endsWith('.mod'))).toHaveLength(1);
  expect(JSON.parse(text('experiment.json'))).toMatchObject({ seed: 3, dt_ms: 0.1, steps: 200, engine: 'neuron' });
  const { check } = JSON.parse(text('expected.json'));
  expect(check).toMatchObject({ steps: 200, spikes: await number(page, 'spikes') });
  expect(check.spikes).toBeGreaterThan(0);
  expect(check.spike_hash.startsWith(hash)).toBe(true);
  const commands = await textOf(page, '.share-commands');
  expect(commands.split('\n')).toHaveLength(3);
  expect(commands).toMatch(
    /^unzip ei-tutorial-seed3-neuron\.zip && cd .*\npip install neuron.*build\.py\nmpiexec -n 4/,
  );
  await keep(page, 'cluster-1440');
  await look(page, { width: 360, height: 740 });
  const box = (await page.locator('.share-cluster').boundingBox())!;
  expect(box.x + box.width).toBeLessThanOrEqual(360);
  await keep(page, 'cluster-360');
  const nest = await download(page, 'Folder for NEST');
  expect(nest.name).toBe('ei-tutorial-seed3-nest.zip');
  expect(await textOf(page, '.share-commands')).toContain('run.py --threads 4');
  expect(errors).toEqual([]);
});

test('what cannot go to a cluster is told in the panel', async () => {
  const { page } = await openPage(browser, `${onThreads}&do=100+kick+30+mV+to+0-99`);
  await finished(page);
  await share(page);
  await page.getByText('Continue on a cluster').click();
  await page.getByRole('button', { name: 'Folder for NEST' }).click();
  const panel = page.getByRole('dialog', { name: 'Share and cite' });
  await panel.getByText(/What was done to the network while it ran does not go to a cluster/).waitFor();
});

test('what was done while it ran is in the record, and the script does it', async () => {
  const { page } = await openPage(browser, `${onThreads}&do=100+kick+30+mV+to+0-99&do=200+set+w_e+9+nS`);
  await finished(page);
  await share(page);
  const record = JSON.parse((await download(page, 'Again as Record')).bytes.toString('utf8'));
  expect(record.interventions).toEqual(['10 ms: kick 30 mV to 0-99', '20 ms: set w_e 9 nS']);
  expect(record.parameters.w_e).toBe('6 nS');
  const script = (await download(page, 'Again as Script')).bytes.toString('utf8');
  expect(script).toContain("{ at: '10 ms', kind: 'kick', cells: '0-99', amplitude: '30 mV' }");
  expect(script).toContain("{ at: '20 ms', kind: 'set', name: 'w_e', value: '9 nS' }");
  expect(script).toContain(record.spike_hash);
});

test('the panel fits a tablet and a phone', async () => {
  const options = { viewport: { width: 768, height: 1024 }, hasTouch: true, isMobile: true };
  const { page } = await openPage(browser, onThreads, options);
  await finished(page);
  await share(page);
  for (const [width, height] of [
    [768, 1024],
    [360, 740],
  ] as const) {
    await look(page, { width, height });
    const box = (await page.getByRole('dialog').boundingBox())!;
    expect(box.x, `${width} px`).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width, `${width} px`).toBeLessThanOrEqual(width);
    await keep(page, `share-${width}x${height}`);
  }
});

test('a link brings back what was looked at, in a fresh profile: views, window, picked cells, the population and its plane', async () => {
  const { page, errors } = await openPage(browser, onThreads.replace('40+ms', '60+ms'));
  await finished(page);
  const hash = await figure(page, 'hash');
  await page.getByRole('tab', { name: 'Model', exact: true }).click();
  await page.getByRole('tab', { name: 'Spectrum', exact: true }).click();
  await page.getByRole('radio', { name: 'time seen above' }).click();
  for (let k = 0; k < 3; k++) await page.keyboard.press('+');
  await page.getByRole('button', { name: 'Touch', exact: true }).click();
  await page.locator('#touch-cells').fill('5-9, 3300');
  await page.locator('#touch-cells').press('Enter');
  await page.waitForURL(({ hash }) => decodeURIComponent(hash).includes('5-9,3300'));
  const seen = page.url().slice(page.url().indexOf('#'));
  const again = await openPage(browser, seen, { colorScheme: 'dark' });
  await finished(again.page);
  expect(await figure(again.page, 'hash')).toBe(hash);
  const chosen = (name: string) => again.page.getByRole('tab', { name, exact: true }).getAttribute('aria-selected');
  expect(await chosen('Model')).toBe('true');
  expect(await chosen('Spectrum')).toBe('true');
  expect(await again.page.getByRole('radio', { name: 'time seen above' }).getAttribute('aria-checked')).toBe('true');
  expect(await again.page.locator('#touch-cells').inputValue()).toBe('5-9,3300');
  await keep(again.page, 'share-view');
  // The address is what it was: the next change of a view changes the view in it, and nothing else.
  expect(seen).toContain('spectrum');
  await again.page.getByRole('tab', { name: 'CV', exact: true }).click();
  await again.page.waitForURL(({ hash }) => !hash.includes('spectrum'));
  expect(again.page.url().slice(again.page.url().indexOf('#'))).toBe(seen.replace('spectrum', 'cv'));
  expect([...errors, ...again.errors]).toEqual([]);
});

test('hostile parts of a link are named in the status line, and nothing else comes of them', async () => {
  const { page, errors } = await openPage(
    browser,
    `${onThreads}&show=%3Cimg+src%3Dx%3E&pick=9-1&of=%00&plane=V&model=%7B&do=1+explode+3&window=5-5&side=__proto__`,
  );
  await finished(page);
  const told = await textOf(page, '.status');
  expect(told.match(/In the link/g)).toHaveLength(8);
  expect(await page.locator('img').count()).toBe(0);
  expect(errors).toEqual([]);
});
