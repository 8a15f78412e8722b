/** WebKit (WebKitGTK's MiniBrowser, the nearest to Safari on Linux), by WebDriver, on a display of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { type Pilot, programPath } from './pilot.ts';

const advice = 'Install WebKitGTK and a virtual display (Debian: apt-get install webkit2gtk-driver xvfb).';
const miniBrowsers = ['x86_64', 'aarch64'].flatMap((machine) =>
  ['4.1', '6.0'].flatMap((api) =>
    ['webkit2gtk', 'webkitgtk'].map((name) => `/usr/lib/${machine}-linux-gnu/${name}-${api}/MiniBrowser`),
  ),
);

export async function openWebkit(): Promise<Pilot> {
  const binary = miniBrowsers.find(existsSync);
  if (binary === undefined) throw new Error(`There is no MiniBrowser. ${advice}`);
  const display = `:${90 + (process.pid % 100)}`;
  const screen = spawn(programPath(['Xvfb'], advice), [display, '-screen', '0', '1440x900x24'], { stdio: 'ignore' });
  const port = 4700 + (process.pid % 200);
  const driver = spawn(programPath(['WebKitWebDriver'], advice), [`--port=${port}`], {
    // WebKit refuses 'C' as a language, and its sandbox does not start in containers.
    env: {
      ...process.env,
      DISPLAY: display,
      LC_ALL: 'en_US.UTF-8',
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
    },
    stdio: 'ignore',
  });
  const webkit = new Webkit(`http://127.0.0.1:${port}`, [driver, screen]);
  try {
    await webkit.start(binary);
  } catch (error) {
    await webkit.close();
    throw error;
  }
  return webkit;
}

class Webkit implements Pilot {
  name = 'WebKitGTK';
  readonly #driver: string;
  readonly #processes: readonly ChildProcess[];
  #session = '';

  constructor(driver: string, processes: readonly ChildProcess[]) {
    this.#driver = driver;
    this.#processes = processes;
  }

  async start(binary: string): Promise<void> {
    while (!(await fetch(`${this.#driver}/status`).catch(() => undefined)))
      await new Promise((resolve) => setTimeout(resolve, 100));
    const { sessionId, capabilities } = await this.#call<{
      sessionId: string;
      capabilities: { browserVersion: string };
    }>('POST', '/session', {
      capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args: ['--automation'] } } },
    });
    this.#session = `/session/${sessionId}`;
    this.name = `WebKitGTK ${capabilities.browserVersion}`;
    await this.#call('POST', `${this.#session}/window/rect`, { x: 0, y: 0, width: 1440, height: 900 });
  }

  async open(url: string): Promise<void> {
    // A change of the part behind '#' alone would load nothing.
    const anew = new URL(url);
    anew.searchParams.set('visit', crypto.randomUUID());
    await this.#call('POST', `${this.#session}/url`, { url: anew.href });
  }

  evaluate<T>(expression: string): Promise<T> {
    return this.#call<T>('POST', `${this.#session}/execute/sync`, { script: `return (${expression});`, args: [] });
  }

  async close(): Promise<void> {
    if (this.#session !== '') await this.#call('DELETE', this.#session).catch(() => {});
    for (const child of this.#processes) {
      const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
      child.kill();
      await ended;
    }
  }

  async #call<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(this.#driver + path, {
      method,
      signal: AbortSignal.timeout(60_000),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { value } = (await answer.json()) as { value: T & { error?: string; message?: string } };
    if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }
}
