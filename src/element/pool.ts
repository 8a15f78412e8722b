/** One worker for all elements of a page; each has its own port to it. */

import type { SessionPort } from '../app/run/session.ts';
import { InternalError, messageOf, UserError } from '../errors.ts';
import { END, type ReadAnswer, type Request } from './messages.ts';
import address from './pool.worker.ts?worker&url';

type Read = Extract<ReadAnswer, { own: unknown }>;

let pool: Worker | undefined;
/** What is to hear of the end of the worker. */
const waiting = new Set<(event: ErrorEvent) => void>();

/**
 * Browsers start workers from the page's own host only. A module that came from another host starts one from a text that imports it, for
 * which that host must allow other origins (as it did for this module).
 */
function startWorker(): Worker {
  const url = new URL(address, location.href);
  if (url.origin === location.origin) return new Worker(url, { type: 'module', name: 'galvani' });
  const text = new Blob([`import ${JSON.stringify(url.href)};`], { type: 'text/javascript' });
  return new Worker(URL.createObjectURL(text), { type: 'module', name: 'galvani' });
}

function ask(request: Request): void {
  if (pool === undefined) {
    pool = startWorker();
    pool.onerror = (event) => {
      pool = undefined;
      const all = [...waiting];
      waiting.clear();
      for (const hear of all) hear(event);
    };
  }
  pool.postMessage(request, [request.port]);
}

/** A port that a session takes for a worker. */
export function openPort(): SessionPort {
  const { port1, port2 } = new MessageChannel();
  ask({ kind: 'host', port: port2 });
  const hear = (event: ErrorEvent) => port.onerror?.(event);
  const port: SessionPort = {
    postMessage: (command) => port1.postMessage(command),
    terminate() {
      waiting.delete(hear);
      port1.postMessage(END);
      port1.onmessage = null;
      port1.close();
    },
    onmessage: null,
    onerror: null,
  };
  port1.onmessage = (event) => port.onmessage?.(event);
  waiting.add(hear);
  return port;
}

/**
 * Reads an experiment, a document in YAML or JSON or a script for Brian2; the page itself would need a third of the library for it. `name`:
 * what errors call it. Rejects with a UserError that says what is wrong and where.
 */
export function readExperiment(text: string, name: string): Promise<Read> {
  const { port1, port2 } = new MessageChannel();
  return new Promise<Read>((resolve, reject) => {
    const hear = (event: ErrorEvent) =>
      reject(new UserError(`The worker of the figures did not start: ${event.message || 'it could not be loaded'}.`));
    waiting.add(hear);
    port1.onmessage = ({ data }: MessageEvent<ReadAnswer>) => {
      waiting.delete(hear);
      port1.close();
      if ('own' in data) resolve(data);
      else reject(data.mistake ? new UserError(data.refused) : new InternalError(data.refused));
    };
    try {
      ask({ kind: 'read', text, name, port: port2 });
    } catch (thrown) {
      // A policy, or a browser's setting.
      const why = messageOf(thrown);
      reject(new UserError(`Figures run in a web worker, and this page is not allowed to start one: ${why}.`));
    }
  });
}
