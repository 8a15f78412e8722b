/** Threads that help to build. */

import { isNode } from '../../environment.ts';
import { InternalError } from '../../errors.ts';
import type { BuildAnswer, BuildPass } from './messages.ts';

export interface BuildThread {
  /** Works through a pass, one at a time; `onMade` is told of synapses as they are made. */
  run(pass: BuildPass, onMade: (synapses: number) => void): Promise<void>;
  end(): void;
}

/** The script of a thread could not be loaded: a bundler has left its file behind, or the host lacks it. */
export class NoThreadError extends Error {
  override readonly name = 'NoThreadError';
}

/** A worker of either kind, as far as it is used here. */
interface Port {
  post(pass: BuildPass): void;
  listen(onAnswer: (answer: BuildAnswer) => void, onFailure: (reason: string) => void): void;
  end(): void;
}

/** Starts one; undefined where this copy of the program holds no file to start. */
export function startBuildThread(): BuildThread | undefined {
  const port = isNode() ? nodePort() : browserPort();
  return port && threadOn(port);
}

/** A thread of Node that runs `file`, or `code`. */
export function nodeThread(program: { readonly file: URL } | { readonly code: string }): BuildThread {
  return threadOn(portOf(program));
}

function threadOn(port: Port): BuildThread {
  let settle: { onMade: (synapses: number) => void; resolve: () => void; reject: (error: Error) => void } | undefined;
  let broken: Error | undefined;
  const fail = (reason: string) => {
    broken =
      reason === '' ? new NoThreadError() : new InternalError(`A thread that builds the network failed: ${reason}`);
    settle?.reject(broken);
  };
  port.listen((answer) => {
    if (answer.kind === 'made') settle?.onMade(answer.synapses);
    else if (answer.kind === 'done') settle?.resolve();
    else fail(answer.reason);
  }, fail);
  return {
    run: (pass, onMade) =>
      new Promise((resolve, reject) => {
        if (broken) reject(broken);
        settle = { onMade, resolve, reject };
        port.post(pass);
      }),
    end: () => port.end(),
  };
}

function browserPort(): Port | undefined {
  const worker = browserWorker();
  if (worker === undefined) return undefined;
  return {
    post: (pass) => worker.postMessage(pass),
    listen(onAnswer, onFailure) {
      worker.onmessage = ({ data }: MessageEvent<BuildAnswer>) => onAnswer(data);
      // Without a message it could not be loaded.
      worker.onerror = (event) => onFailure(event.message ?? '');
    },
    end: () => worker.terminate(),
  };
}

/** Undefined where the browser refuses its file, which may lie on another host than the page. */
function browserWorker(): Worker | undefined {
  try {
    return new Worker(new URL('./builder.ts', import.meta.url), { type: 'module' });
  } catch {
    return undefined;
  }
}

/** The build of the library puts the file beside its own modules, or one folder above them. */
function nodePort(): Port | undefined {
  const { existsSync } = process.getBuiltinModule('node:fs');
  const file = ['.', '..'].map((folder) => new URL(`${folder}/builder.js`, import.meta.url)).find(existsSync);
  return file && portOf({ file });
}

function portOf(program: { readonly file: URL } | { readonly code: string }): Port {
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  // Options of the process, such as those for a script on the command line, are not the thread's.
  const options = { execArgv: [] };
  const worker =
    'file' in program ? new Worker(program.file, options) : new Worker(program.code, { ...options, eval: true });
  // A build that was given up must not keep the process from ending.
  worker.unref();
  return {
    post: (pass) => worker.postMessage(pass),
    listen(onAnswer, onFailure) {
      worker.on('message', onAnswer);
      worker.on('error', (error: Error) => onFailure(error.message));
      worker.on('exit', (code) => onFailure(`it ended with code ${code}`));
    },
    end: () => void worker.terminate(),
  };
}
