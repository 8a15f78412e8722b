/** The built page in browsers other than Chromium: every room opens, and the network's spikes are those of Node. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { releaseDevices, simulate } from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import { openFirefox } from './firefox.ts';
import { type Pilot, waitFor } from './pilot.ts';
import { openWebkit } from './webkit.ts';

const network = '#network?preset=ei-brette2007&duration=50+ms&backend=';
const rooms = ['sweep', 'laboratory', 'dendrites', 'lif', 'channels', 'bench', 'stories'];
const figure = (name: string): string => `document.querySelector('[data-figure="${name}"]')?.textContent.trim()`;
const button = (label: string): string =>
  `[...document.querySelectorAll('button')].some((b) => b.textContent.trim() === '${label}')`;

async function hashInNode(backend: 'wasm' | 'webgpu'): Promise<string> {
  const preset = presetByName('ei-brette2007');
  const { summary } = await simulate(preset.build(presetValues(preset), 1), {
    duration: '50 ms',
    integrator: preset.integrator,
    backend,
  });
  return summary.spike_hash;
}

/** Runs the network in the page; the backend that ran, the hash as shown, and the speed in steps per second. */
async function run(pilot: Pilot, backend: string): Promise<{ backend: string; hash: string; speed: number }> {
  await pilot.open(`${inject('pageUrl')}${network}${backend}`);
  await waitFor(pilot, `${button('Continue')} && /^[0-9a-f]{8}/.test(${figure('hash')})`);
  const [ran, hash, speed] = await pilot.evaluate<[string, string, string]>(
    `[${figure('backend')}, ${figure('hash')}, ${figure('speed')}]`,
  );
  return { backend: ran, hash, speed: Number.parseFloat(speed.replace(/[\s\u2009]/g, '')) };
}

afterAll(releaseDevices);

describe.each([
  { browser: 'Firefox', launch: openFirefox },
  { browser: 'WebKit', launch: openWebkit },
])('$browser', ({ launch }) => {
  let pilot: Pilot;
  beforeAll(async () => {
    pilot = await launch();
  });
  afterAll(() => pilot?.close());

  test('runs the network on wasm, with the spikes of Node', async () => {
    const { backend, hash } = await run(pilot, 'wasm');
    console.info(pilot.name);
    expect(backend).toBe('wasm');
    expect((await hashInNode('wasm')).startsWith(hash)).toBe(true);
  });

  test('runs the network when webgpu is asked for: on it, or on another and says so', async () => {
    const { backend, hash, speed } = await run(pilot, 'webgpu');
    // Ten per second where a read waits for a timer of 100 ms; test/engine/webgpu/mapping.test.ts judges that, by what is asked.
    console.info(`${pilot.name}: ${backend}, ${speed} steps per second`);
    expect(await pilot.evaluate<boolean>(`/WebGPU does not start here/.test(document.body.innerText)`)).toBe(
      backend !== 'webgpu',
    );
    expect((await hashInNode(backend === 'webgpu' ? 'webgpu' : 'wasm')).startsWith(hash)).toBe(true);
  });

  test.each(rooms)('opens the room %s', async (room) => {
    await pilot.open(`${inject('pageUrl')}#${room}`);
    await waitFor(pilot, `document.querySelector('main, [role=main]')?.innerText.length > 100`);
    const text = await pilot.evaluate<string>('document.body.innerText');
    expect(text).not.toMatch(/could not be loaded|A fault in Galvani/);
  });
});
