/** JupyterLab on this machine, with the wheel of the Python package. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { newestPython } from '../../python/environment.mjs';
import { packaged } from '../../python/packaged.mjs';

/** A Python with the package as it is in python/dist, and JupyterLab. */
export const pythonWithNotebooks = (): string => packaged(newestPython(), ['core', 'notebook']);

export interface Lab {
  /** With a final '/', and what lets in. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts JupyterLab in a folder, which keeps its settings too, and resolves when it answers. */
export function startLab(python: string, home: string): Promise<Lab> {
  const words = [
    '-m',
    'jupyterlab',
    '--no-browser',
    '--expose-app-in-browser',
    '--allow-root',
    '--ip=127.0.0.1',
    '--port=0',
    '--IdentityProvider.token=',
    '--ServerApp.disable_check_xsrf=True',
  ];
  const env = {
    ...process.env,
    HOME: home,
    JUPYTER_CONFIG_DIR: join(home, '.jupyter'),
    JUPYTER_DATA_DIR: join(home, '.data'),
    JUPYTER_RUNTIME_DIR: join(home, '.runtime'),
    IPYTHONDIR: join(home, '.ipython'),
  };
  const server = spawn(python, words, { cwd: home, env, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  return new Promise((resolve, reject) => {
    let said = '';
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`JupyterLab ended with code ${code}:\n${said}`)));
    server.stderr.setEncoding('utf8').on('data', (part: string) => {
      said += part;
      const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
      if (address) resolve({ url: address[0], close: () => end(server, ended) });
    });
  });
}

async function end(server: ChildProcess, ended: Promise<void>): Promise<void> {
  // Its kernels end with it.
  server.kill('SIGTERM');
  await ended;
}
