/** Networks made on the page: by form, as text, from files and from scripts for Brian2; undone, done again, and linked. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { zipFolder } from '../../src/index.ts';
import { below, golden, open } from '../sonata.ts';
import { scripts } from './brian2-scripts.ts';
import { figure, keep, look, number, openPage, shared, textOf } from './browser.ts';
import { mainThread } from './tracing.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await shared();
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const small = '#network?preset=ei-tutorial&n_exc=320&n_inh=80&p=0.2&duration=40+ms';

/** Waits until a run stands; resolves with its hash. */
async function standing(page: Page): Promise<string> {
  await page.waitForFunction(() => {
    const hash = document.querySelector('[data-figure="hash"]')?.textContent ?? '';
    const run = document.querySelector<HTMLButtonElement>('.button.run');
    return /^[0-9a-f]{12}$/.test(hash) && run?.disabled === false && /^(Run|Continue)$/.test(run.textContent ?? '');
  });
  return figure(page, 'hash');
}

/** Does what makes another experiment of it, which its address tells, and waits until that stands; resolves with its hash. */
async function changed(page: Page, what: () => Promise<unknown>): Promise<string> {
  const before = page.url();
  await what();
  await page.waitForURL((url) => url.href !== before);
  return standing(page);
}

/** Names of the groups that the raster shows. */
const groups = (page: Page) => page.getByRole('list', { name: 'groups' }).textContent();

async function openBuild(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Build', exact: true }).click();
  await button(page, '+ population').waitFor();
}

test('a third population is added to the tutorial’s network and spikes in the raster, in fewer than ten actions', async () => {
  const { page, errors } = await openPage(browser, small);
  await standing(page);
  let actions = 0;
  const act = async (what: () => Promise<unknown>) => {
    actions++;
    await what();
  };
  await act(() => page.getByRole('tab', { name: 'Build', exact: true }).click());
  await changed(page, () => act(() => button(page, '+ population').click()));
  await changed(page, () => act(() => button(page, '+ projection').click()));
  const name = page.getByRole('textbox', { name: 'name of the population P' });
  await act(() => name.fill('third'));
  await changed(page, () => act(() => name.press('Enter')));
  expect(actions).toBeLessThan(10);
  expect(await groups(page)).toMatch(/excitatory.*inhibitory.*third/);
  // It spikes: the rows above the other 400 cells have marks.
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Spikes CSV').click()]);
  const cells = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => Number(line.split(',')[1]));
  expect(cells.filter((cell) => cell >= 400).length).toBeGreaterThan(50);
  await keep(page, 'build-third');
  for (const [width, height] of [
    [1440, 900],
    [360, 740],
  ] as const) {
    await look(page, { width, height });
    if (width < 500) await button(page, 'Parameters').click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await keep(page, `build-${width}`);
  }
  expect(errors).toEqual([]);
});

/** How somebody gets at controls. */
interface Hand {
  readonly press: (name: string) => Promise<unknown>;
  /** Chooses one of a row of tabs, `steps` after the one that is open. */
  readonly turn: (name: string, from: string, steps: number) => Promise<unknown>;
  /** Types a value into an entry. */
  readonly enter: (name: string, value: string) => Promise<unknown>;
  /** Chooses the next option of the menu that follows an entry. */
  readonly next: (after: string, menu: string, option: string) => Promise<unknown>;
}

const mouse = (page: Page): Hand => ({
  press: (name) => button(page, name).click(),
  turn: (name) => page.getByRole('tab', { name, exact: true }).click(),
  enter: async (name, value) => {
    await page.getByRole('textbox', { name, exact: true }).click({ clickCount: 3 });
    await page.keyboard.type(`${value}\n`);
  },
  next: (after, menu, option) =>
    page
      .getByRole('group')
      .filter({ has: page.getByRole('textbox', { name: after, exact: true }) })
      .last()
      .getByRole('combobox', { name: menu })
      .selectOption(option),
});

/** Tab, until the control of that name has the focus. */
async function reach(page: Page, name: string): Promise<void> {
  for (let k = 0; k < 250; k++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
    });
    if (at === name) return;
  }
  throw new Error(`Tab does not lead to '${name}'.`);
}

const keyboard = (page: Page): Hand => ({
  press: async (name) => {
    await reach(page, name);
    await page.keyboard.press('Enter');
  },
  turn: async (_, from, steps) => {
    await reach(page, from);
    for (let k = 0; k < steps; k++) await page.keyboard.press('ArrowRight');
  },
  enter: async (name, value) => {
    await reach(page, name);
    await page.keyboard.press('Control+a');
    await page.keyboard.type(value);
    await page.keyboard.press('Enter');
  },
  next: async (after) => {
    if ((await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))) !== after)
      await reach(page, after);
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
  },
});

/** From what is open to three populations with two Poisson drives, two delays and STDP; resolves with the hash. */
async function buildThree(page: Page, { press, turn, enter, next }: Hand): Promise<string> {
  await turn('Build', 'Parameters', 2);
  await button(page, '+ population').waitFor();
  const make = (name: string) => changed(page, () => press(name));
  await make('New');
  expect(await groups(page)).toBe('cells400');
  for (const name of ['+ Poisson stimulus', '+ population', '+ projection', '+ population', '+ Poisson stimulus'])
    await make(name);
  await changed(page, () => enter('rate of noise', '40 Hz'));
  await changed(page, () => enter('rate of noise2', '40 Hz'));
  await changed(page, () => enter('delay, noise to cells', '1.5 ms'));
  await changed(page, () => enter('delay, cells to P', '3 ms'));
  return changed(page, () => next('delay, cells to P', 'learns', 'pairs'));
}

/** Compares with a golden file, or writes it where WRITE_GOLDEN is set. */
function matches(name: string, text: string): void {
  const path = new URL(`../golden/${name}`, import.meta.url);
  if (process.env['WRITE_GOLDEN']) writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, 'utf8'));
}

test('from an empty start to three populations with Poisson drive, two delays and STDP, by mouse and by keyboard alone; exported for Brian2; undone to the beginning, done again, and linked', async () => {
  const other = await openPage(browser, small);
  await standing(other.page);
  const byMouse = await buildThree(other.page, mouse(other.page));
  await other.page.close();

  const { page, errors } = await openPage(browser, small);
  const begun = await standing(page);
  const last = await buildThree(page, keyboard(page));
  expect(last).toBe(byMouse);
  expect(await number(page, 'spikes')).toBeGreaterThan(0);
  const second = page.getByRole('group', { name: 'projection cells to P', exact: true });
  await second.getByRole('textbox', { name: 'A_plus, cells to P' }).waitFor();
  const link = page.url().slice(page.url().indexOf('#'));

  // Saved and exported by keys. test/statistics runs the script by Brian2.
  const [saved] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')]);
  matches('built-by-hand.yaml', readFileSync(await saved.path(), 'utf8'));
  await keyboard(page).press('Share and cite');
  await page.getByRole('dialog', { name: 'Share and cite' }).waitFor();
  const [script] = await Promise.all([page.waitForEvent('download'), keyboard(page).press('Again as Brian2')]);
  const code = readFileSync(await script.path(), 'utf8').split('\n');
  // Comments tell the version that wrote it.
  matches('built-by-hand.py', code.filter((line) => !line.startsWith('#')).join('\n'));
  await page.keyboard.press('Escape');

  // The keys of undo are for the page, not for an entry.
  await reach(page, 'keys');
  let steps = 0;
  let now = last;
  const undo = page.getByRole('button', { name: /^undo/ });
  for (; await undo.isEnabled(); steps++) now = await changed(page, () => page.keyboard.press('Control+z'));
  expect(steps).toBe(11);
  expect(now).toBe(begun);
  expect(await groups(page)).toMatch(/excitatory320/);
  const redo = button(page, 'do again what was undone');
  for (; await redo.isEnabled(); steps--) now = await changed(page, () => page.keyboard.press('Control+y'));
  expect(steps).toBe(0);
  expect(now).toBe(last);
  await second.getByRole('textbox', { name: 'A_plus, cells to P' }).waitFor();

  const fresh = await openPage(browser, link);
  expect(await standing(fresh.page)).toBe(last);
  expect(await groups(fresh.page)).toBe(await groups(page));
  await keep(fresh.page, 'build-link');
  // Weights that learn, beside those at the start.
  await fresh.page.getByRole('tab', { name: 'Synapses', exact: true }).click();
  await fresh.page.locator('[data-view="synapses"][data-ready]').waitFor();
  await fresh.page.getByRole('radio', { name: 'weights', exact: true }).click();
  await fresh.page.waitForFunction(() => / now/.test(document.querySelector('.key')?.textContent ?? ''));
  await keep(fresh.page, 'build-weights');
  await fresh.page.getByRole('radio', { name: 'weights over time', exact: true }).click();
  await fresh.page.locator('[aria-label="Mean weight over time, by projection"]').waitFor();
  await keep(fresh.page, 'build-learned');
  expect([...errors, ...fresh.errors]).toEqual([]);
});

/** A gap junction added, its conductance changed, made a sum on the target; resolves with the hash after each. */
async function couple(page: Page, { press, turn, enter, next }: Hand): Promise<string[]> {
  await turn('Build', 'Parameters', 2);
  await button(page, '+ coupling').waitFor();
  const hashes = [await changed(page, () => press('+ coupling'))];
  hashes.push(await changed(page, () => enter('g_gap, cells with cells', '0.2 nS')));
  hashes.push(await changed(page, () => enter('per target, cells with cells', '3')));
  hashes.push(await changed(page, () => next('per target, cells with cells', 'acts', 'value')));
  return hashes;
}

test('a coupling is added, changed and taken away, by mouse and by keyboard alone; undone, done again, and linked; mistakes are told in place', async () => {
  const other = await openPage(browser, small);
  await standing(other.page);
  const byMouse = await couple(other.page, mouse(other.page));
  await other.page.close();

  const { page, errors } = await openPage(browser, small);
  const begun = await standing(page);
  const hashes = await couple(page, keyboard(page));
  expect(hashes).toEqual(byMouse);
  // Each change acts on the spikes.
  expect(new Set([begun, ...hashes]).size).toBe(5);
  const card = page.getByRole('group', { name: 'coupling cells with cells', exact: true });
  for (const [width, height] of [
    [1440, 900],
    [360, 740],
  ] as const) {
    await look(page, { width, height });
    if (width < 500) await button(page, 'Parameters').click();
    await card.scrollIntoViewIfNeeded();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await keep(page, `build-coupling-${width}`);
  }
  await look(page, { width: 1440, height: 900 });
  const link = page.url().slice(page.url().indexOf('#'));

  const adds = card.getByRole('textbox', { name: 'what passes, cells with cells' });
  const right = await adds.inputValue();
  await adds.fill('g_gap*(V_pre - nobody)');
  await adds.press('Enter');
  await page.locator('.build-problem').waitFor();
  expect(await textOf(page, '.build-problem')).toMatch(/couplings\[0\].*nobody/s);
  expect(await figure(page, 'hash')).toBe(hashes[3]);
  await adds.fill(right);
  await adds.press('Enter');
  await page.waitForFunction(() => document.querySelector('.build-problem') === null);

  // Without it the sum is 0, and the spikes are those before.
  expect(await changed(page, () => keyboard(page).press('remove the coupling cells with cells'))).toBe(begun);
  expect(await card.count()).toBe(0);
  await reach(page, 'keys');
  const back = () => changed(page, () => page.keyboard.press('Control+z'));
  for (const hash of [...hashes].reverse()) expect(await back()).toBe(hash);
  expect(await back()).toBe(begun);
  const again = () => changed(page, () => page.keyboard.press('Control+y'));
  for (const hash of [...hashes, begun]) expect(await again()).toBe(hash);

  const fresh = await openPage(browser, link);
  expect(await standing(fresh.page)).toBe(hashes[3]);
  expect([...errors, ...fresh.errors]).toEqual([]);
});

test('saved as a file and opened in a fresh profile: the same spikes; what is no document says so and changes nothing', async () => {
  const { page, errors } = await openPage(browser, `${small}&w_i=80+nS&do=100+set+w_e+9+nS&do=200+kick+30+mV+to+0-99`);
  const hash = await standing(page);
  await openBuild(page);
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Save').click()]);
  expect(download.suggestedFilename()).toBe('ei-tutorial-seed1-experiment.yaml');
  const yaml = readFileSync(await download.path());
  const fresh = await openPage(browser, small);
  const other = await standing(fresh.page);
  expect(other).not.toBe(hash);
  await openBuild(fresh.page);
  const choose = async (name: string, buffer: Buffer) => {
    const [chooser] = await Promise.all([fresh.page.waitForEvent('filechooser'), button(fresh.page, 'Open…').click()]);
    await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer });
  };
  await choose(
    'broken.yaml',
    Buffer.from('galvani: 1\npopulations: { cells: { model: none, size: 3 } }\nrun: { duration: 5 ms }\n'),
  );
  await fresh.page.waitForFunction(() => document.querySelector('.status')?.textContent?.includes('none'));
  await choose('notes.txt', Buffer.from('x'));
  await fresh.page.waitForFunction(() =>
    document.querySelector('.status')?.textContent?.includes("'notes.txt' is not opened"),
  );
  expect(await figure(fresh.page, 'hash')).toBe(other);
  expect(await changed(fresh.page, () => choose('mine.yaml', yaml))).toBe(hash);
  expect(await fresh.page.locator('.timeline-marks .do').count()).toBe(2);
  // Dropped on the page it is the same.
  const third = await openPage(browser, small);
  await standing(third.page);
  const drop = () =>
    third.page.evaluate((text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], 'mine.yaml'));
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true }));
    }, yaml.toString('utf8'));
  expect(await changed(third.page, drop)).toBe(hash);
  expect([...errors, ...fresh.errors, ...third.errors]).toEqual([]);
});

test('a mistake in a form or in the text is told in place, the network before runs on, and drafts survive a reload', async () => {
  const { page } = await openPage(browser, small);
  const hash = await standing(page);
  await openBuild(page);
  const size = page.getByRole('textbox', { name: 'cells in cells' });
  await size.fill('some');
  await size.press('Enter');
  await page.locator('.build-problem').waitFor();
  expect(await textOf(page, '.build-problem')).toMatch(/some/);
  expect(await figure(page, 'hash')).toBe(hash);
  await size.fill('400');
  await size.press('Enter');
  await page.waitForFunction(() => document.querySelector('.build-problem') === null);
  await button(page, 'Text').click();
  const text = page.getByRole('textbox', { name: 'the experiment as text' });
  await text.fill((await text.inputValue()).replace('populations:', 'poplations:'));
  await button(page, 'Run this').click();
  await page.locator('.build-problem').waitFor();
  expect(await textOf(page, '.build-problem')).toMatch(/line \d+.*populations/s);
  await keep(page, 'build-text');
  // What does not run yet is there after a reload, in the text and in the form.
  await page.reload();
  await standing(page);
  expect(await text.inputValue()).toContain('poplations:');
  await button(page, 'Text').click();
  await size.fill('some');
  await size.press('Enter');
  await page.locator('.build-problem').waitFor();
  await page.reload();
  await standing(page);
  await page.locator('.build-problem').waitFor();
  expect(await size.inputValue()).toBe('some');
  // A network that was made and not saved is offered where another one is shown, until it is saved.
  await size.fill('401');
  const made = await changed(page, () => size.press('Enter'));
  await page.goto(page.url().split('#')[0]!);
  await standing(page);
  const offer = page.getByRole('link', { name: /^Open ‘.*’, not saved/ });
  await keep(page, 'unsaved');
  await offer.click();
  await page.waitForURL(/doc=/);
  await page.waitForFunction((hash) => document.querySelector('[data-figure="hash"]')?.textContent === hash, made);
  await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')]);
  await page.waitForFunction(() => localStorage.length === 0);
});

test('scripts for Brian2 pasted as they stand spike, on an axis in mV', async () => {
  const { page, errors } = await openPage(browser, small);
  await standing(page);
  await page.getByRole('tab', { name: 'Model', exact: true }).click();
  for (const [name, script] of Object.entries(scripts)) {
    const equations = page.getByRole('textbox', { name: 'equations', exact: true });
    await changed(page, () => equations.fill(script));
    expect(await number(page, 'spikes'), name).toBeGreaterThan(0);
    await page.waitForFunction(() => /mV/.test(document.querySelector('.chip-value')?.textContent ?? ''));
    const [value] = /-?[\d.]+/.exec((await textOf(page, '.chip-value')).replace('\u2212', '-')) ?? [];
    // A membrane between hyperpolarised and the peak of a spike.
    expect(Math.abs(Number(value)), name).toBeLessThan(150);
  }
  await keep(page, 'build-brian2');
  await page
    .getByRole('textbox', { name: 'equations', exact: true })
    .fill(Object.values(scripts)[0]!.replace('run(', 'X = SpatialNeuron(G)\nrun('));
  await page.locator('#model-equations-problem').waitFor();
  expect(await textOf(page, '#model-equations-problem')).toMatch(
    /Line \d+ of the script: SpatialNeuron is not known here/,
  );
  expect(errors).toEqual([]);
});

test('making a network holds the main thread for no more than 50 ms at once', async () => {
  const { page } = await openPage(browser, small);
  await standing(page);
  await openBuild(page);
  // What the first document brings is compiled once.
  await changed(page, () => button(page, '+ population').click());
  const { tasks } = await mainThread(browser, page, async () => {
    await changed(page, () => button(page, '+ projection').click());
    await changed(page, () => button(page, '+ Poisson stimulus').click());
  });
  console.info(`longest of ${tasks.length} tasks: ${tasks[0]?.toFixed(1)} ms of processor time`);
  expect(tasks[0]!).toBeLessThan(50);
});

test('recorded spikes and voltages lie over the run with their distance, which is 0 for the run’s own; a current flows into its cells', async () => {
  const { page, errors } = await openPage(browser, small);
  await standing(page);
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Spikes CSV').click()]);
  const drop = (name: string, text: string) =>
    page.evaluate(
      ([file, content]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([content!], file!));
        window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true }));
      },
      [name, text],
    );
  const told = (pattern: RegExp) =>
    page.waitForFunction(
      (source) => new RegExp(source).test(document.querySelector('.overlay-told')?.textContent ?? ''),
      pattern.source,
    );
  await drop('mine.csv', readFileSync(await download.path(), 'utf8'));
  await told(/mine\.csv.*equal to what you saw: yes; distance of rates 0\.000, CV (0\.000|–), intervals 0\.000/);
  await keep(page, 'overlay-1440');
  await look(page, { width: 360, height: 740 });
  await keep(page, 'overlay-360');
  await drop('other.csv', 'time_ms,neuron\n10,3\n20,3\n');
  await told(/other\.csv: 2 spikes; equal to what you saw: from [\d.]+ ms on not; distance of rates (0\.[1-9]|1)/);
  await page.getByRole('button', { name: 'take the recorded spikes away' }).click();
  expect(await page.locator('.overlay-marks').count()).toBe(0);
  // Voltages lie over the traces: none apart where they are the run's own.
  const chip = (pattern: RegExp) =>
    page.waitForFunction(
      (source) => new RegExp(source).test(document.querySelector('.chip.courses')?.textContent ?? ''),
      pattern.source,
    );
  await look(page, { width: 1440, height: 900 });
  await button(page, 'Share and cite').click();
  const [traces] = await Promise.all([page.waitForEvent('download'), button(page, 'Traces as CSV').click()]);
  await button(page, 'close').click();
  await drop('traces.csv', readFileSync(await traces.path(), 'utf8'));
  await chip(/traces\.csv: 0(\.00)? mV apart/);
  await drop('cell.csv', 't_ms,V_mV\n0,-60\n20,-60\n40,-40\n');
  await chip(/cell\.csv: [1-9][\d.]* mV apart/);
  await keep(page, 'courses-1440');
  await button(page, 'take the recorded voltages away').click();
  // A current flows into the cells, and undo takes it away.
  const before = await figure(page, 'hash');
  const driven = await changed(page, () => drop('current.csv', 'time_ms,I_pA\n0,0\n10,300\n20,300\n30,0\n'));
  expect(driven).not.toBe(before);
  expect(await textOf(page, '.status')).toContain('flows into each cell');
  expect(await changed(page, () => page.getByRole('button', { name: /^undo/ }).click())).toBe(before);
  await drop('wrong.csv', 'time_ms,neuron,V\n1,2,-60\n1,2,-60\n');
  await page.waitForFunction(() => document.querySelector('.status')?.textContent?.includes('times must rise'));
  expect(errors).toEqual([]);
});

test('a network in SONATA comes in from a ZIP, and what is missing is told by name', async () => {
  const { page, errors } = await openPage(browser, small);
  const before = await standing(page);
  const bring = async (...folders: string[]) => {
    const files = folders.flatMap((folder) =>
      below(`${golden}/${folder}`).map((path) => [path.slice(golden.length + 1), open(path)!] as const),
    );
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Control+o')]);
    const buffer = Buffer.from(zipFolder('examples', new Map(files)));
    await chooser.setFiles({ name: 'examples.zip', mimeType: 'application/zip', buffer });
  };
  const told = (pattern: RegExp) =>
    page.waitForFunction(
      (source) => new RegExp(source).test(document.querySelector('.status')?.textContent ?? ''),
      pattern.source,
    );
  // The models of the cells lie beside this folder, in one that the examples share.
  await bring('300_pointneurons');
  await told(/There is no file 'examples\/shared_components\/.*', which .* names\./);
  expect(await figure(page, 'hash')).toBe(before);
  await bring('300_pointneurons', 'shared_components');
  await told(/300 cells and 48432 synapses came in/);
  await page.waitForFunction(() => document.title.includes('300_pointneurons'));
  await standing(page);
  // With the clock of 0.01 ms that the files ask for, as `galvani run` of them.
  expect(await number(page, 'spikes')).toBe(18_769);
  await keep(page, 'sonata-1440');
  await look(page, { width: 360, height: 740 });
  await keep(page, 'sonata-360');
  expect(errors).toEqual([]);
});
