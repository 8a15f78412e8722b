/** The widget in notebooks: executed without a browser, and in JupyterLab in Chromium. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GalvaniRun } from '../../src/element/index.ts';
import { launch } from '../browser/browser.ts';
import { type Lab, pythonWithNotebooks, startLab } from './jupyter.ts';

const example = fileURLToPath(new URL('../../python/examples/galvani.ipynb', import.meta.url));

let python: string;
let folder: string;
beforeAll(() => {
  python = pythonWithNotebooks();
  folder = mkdtempSync(join(tmpdir(), 'galvani-notebook-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Output {
  readonly output_type: string;
  readonly text?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

describe('without a browser', () => {
  it('the example runs, and holds its widgets with all they need', () => {
    const done = join(folder, 'done.ipynb');
    const script = `
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], 4)
NotebookClient(notebook, timeout=300, store_widget_state=True).execute()
nbformat.write(notebook, sys.argv[2])
`;
    execFileSync(python, ['-c', script, example, done], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
    const { cells, metadata } = JSON.parse(readFileSync(done, 'utf8'));
    const outputs: Output[] = cells.flatMap((cell: { outputs?: Output[] }) => cell.outputs ?? []);
    expect(outputs.filter((o) => o.output_type === 'error')).toEqual([]);
    const views = outputs.filter((o) => o.data?.['application/vnd.jupyter.widget-view+json']);
    expect(views).toHaveLength(3);
    expect(outputs.some((o) => o.data?.['image/png'])).toBe(true);
    expect(outputs.some((o) => String(o.data?.['text/html']).includes('hash'))).toBe(true);
    const states = metadata.widgets['application/vnd.jupyter.widget-state+json'].state as Record<
      string,
      { model_name: string; state: { _esm?: string; preset?: string; values?: object } }
    >;
    const own = Object.values(states).filter((each) => each.model_name === 'AnyModel');
    expect(own).toHaveLength(2);
    expect(own.find((each) => each.state.preset === 'coba-2005')!.state.values).toEqual({ w_i: '60 nS' });
    for (const { state } of own) expect(state._esm).toContain('galvani-run');
  });
});

const lone = `galvani: 1
models:
  lif: { equations: "dv/dt = (I - v)/(10 ms) : 1", threshold: v > 1, reset: v = 0, parameters: { I: 1.5 } }
populations: { cells: { model: lif, size: 20, initial: { I: "1.05 + 0.05*i" } } }
run: { duration: 100 ms }`;

const cells = {
  first: `import galvani
a = galvani.widget('coba-2005', set={'n_exc': 320, 'n_inh': 80}, view='raster rates', height=300, backend='wasm')
a`,
  slider: `knob = a.slider('w_i', min=0, max=200)
knob`,
  second: `text = '''${lone}'''
b = galvani.widget(text, height=160, backend='wasm')
b`,
  turn: `knob.value = 100`,
  told: `print(a.values['w_i'], knob.value)`,
  spikes: `import hashlib, numpy
def hash_of(w):
    return hashlib.sha256(numpy.stack([w.spikes.step, w.spikes.neuron], axis=1).astype('<u4').tobytes()).hexdigest()
print(a.state, a.time_ms, len(a.spikes) == a.summary['spikes'] > 0, hash_of(a) == a.summary['spike_hash'])`,
  equal: `print(b.state, hash_of(b) == galvani.run(text, backend='wasm').hash)`,
  wrong: `a.set(w_i='1 mV')`,
  refused: `print(a.error)`,
};
/** What is asked of JupyterLab's own object of a notebook that is open. */
interface NotebookPanel {
  readonly sessionContext?: { readonly session?: { readonly kernel?: { connectionStatus: string; status: string } } };
}

const order = Object.keys(cells) as (keyof typeof cells)[];

describe('in JupyterLab', () => {
  let lab: Lab;
  let browser: Browser;
  beforeAll(async () => {
    const home = join(folder, 'lab');
    mkdirSync(home);
    const notebook = {
      cells: order.map((id) => ({
        cell_type: 'code',
        id,
        metadata: {},
        source: cells[id],
        outputs: [],
        execution_count: null,
      })),
      metadata: { kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' } },
      ...{ nbformat: 4, nbformat_minor: 5 },
    };
    writeFileSync(join(home, 'live.ipynb'), JSON.stringify(notebook));
    copyFileSync(example, join(home, 'galvani.ipynb'));
    [lab, browser] = await Promise.all([startLab(python, home), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await lab?.close();
  });

  const cell = (page: Page, id: keyof typeof cells) => page.locator('.jp-Notebook .jp-Cell').nth(order.indexOf(id));

  /** Opens a notebook, and waits for its kernel: who runs a cell before is asked for one. */
  async function open(page: Page, name: string): Promise<void> {
    await page.goto(`${lab.url}lab/tree/${name}?reset`);
    await page.locator('.jp-Notebook .jp-Cell').first().waitFor();
    await page.waitForFunction(() => {
      const { jupyterapp } = window as unknown as { jupyterapp?: { shell: { currentWidget?: NotebookPanel } } };
      const kernel = jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel;
      return kernel?.connectionStatus === 'connected' && kernel.status === 'idle';
    });
  }

  /** Runs a cell; resolves with the text that it printed when it is done. */
  async function run(page: Page, id: keyof typeof cells): Promise<string> {
    await cell(page, id).locator('.cm-content').click();
    await page.keyboard.press('Control+Enter');
    await cell(page, id)
      .locator('.jp-InputPrompt', { hasText: /\[\d+\]/ })
      .waitFor();
    const text = cell(page, id).locator('.jp-OutputArea-output pre');
    return (await text.count()) === 0 ? '' : ((await text.first().textContent()) ?? '').trim();
  }

  /** What a `<galvani-run>` of the page has, as soon as `holds` of it. */
  const when = (page: Page, place: number, holds: (run: GalvaniRun) => boolean): Promise<unknown> =>
    page.waitForFunction(`(() => {
      const run = document.querySelectorAll('galvani-run')[${place}];
      return run !== undefined && (${holds})(run);
    })()`);

  it('sliders of Python turn live runs, and spikes and values come back; several stand in one notebook', async () => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 2000 } });
    page.setDefaultTimeout(150_000);
    await open(page, 'live.ipynb');

    await run(page, 'first');
    await when(page, 0, (el) => el.time > 0);
    await run(page, 'slider');
    // In Python, on the page's slider, and on the run itself: each is told to the others.
    await run(page, 'turn');
    await when(page, 0, (el) => el.set['w_i'] === '100 nS');
    const handle = cell(page, 'slider').locator('.noUi-handle');
    await handle.press('ArrowRight');
    await when(page, 0, (el) => el.set['w_i'] === '101 nS');
    expect(await run(page, 'told')).toBe('101 nS 101.0');
    await page.evaluate(() => {
      document.querySelector('galvani-run')!.set = { w_i: '150 nS' };
    });
    await page.waitForFunction(() => Number(document.querySelector('.widget-readout')?.textContent) === 150);
    expect(await run(page, 'told')).toBe('150 nS 150.0');

    await run(page, 'second');
    await when(page, 1, (el) => el.state === 'finished');
    expect(await page.locator('galvani-run').count()).toBe(2);
    await when(page, 0, (el) => el.state === 'finished');
    expect(await run(page, 'spikes')).toBe('finished 1000.0 True True');
    expect(await run(page, 'equal')).toBe('finished True');

    await run(page, 'wrong');
    await page.waitForFunction(() => document.querySelector('galvani-run')!.set['w_i'] === '150 nS');
    expect(await run(page, 'refused')).toMatch(/w_i/);
    await page.close();
  });

  it('shows the example', async () => {
    // So high that nothing is out of sight, where runs stand still.
    const page = await browser.newPage({ viewport: { width: 1200, height: 3000 } });
    page.setDefaultTimeout(150_000);
    await open(page, 'galvani.ipynb');
    await page.getByRole('menuitem', { name: 'Run', exact: true }).click();
    await page.getByText('Run All Cells', { exact: true }).click();
    await when(page, 0, (el) => el.state === 'finished');
    await when(page, 1, (el) => el.state === 'finished');
    if (process.env['PICTURES']) {
      mkdirSync('test-results/page', { recursive: true });
      const clip = { x: 0, y: 0, width: 1200, height: 1300 };
      await page.screenshot({ path: 'test-results/page/notebook.png', clip });
    }
    await page.close();
  });
});
