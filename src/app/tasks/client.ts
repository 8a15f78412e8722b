/** The page's side: asks the worker, which is started with the first question. */
import { TaskFailed } from './failure.ts';
import type { Reply, TaskQuestion, TaskTable } from './table.ts';

export interface TaskPort {
  postMessage(message: TaskQuestion): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<Reply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

interface Waiting {
  readonly onPart: (part: unknown) => void;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
}

export interface AskOptions<Part> {
  readonly onPart?: (part: Part) => void;
  readonly signal?: AbortSignal;
}

export class TaskClient<Table extends TaskTable> {
  readonly #open: () => TaskPort;
  readonly #waiting = new Map<number, Waiting>();
  #port: TaskPort | undefined;
  #last = 0;

  constructor(open: () => TaskPort) {
    this.#open = open;
  }

  /** The worker's answer. Rejects with TaskFailed, or with the signal's reason once it is aborted. */
  ask<Name extends keyof Table & string>(
    task: Name,
    input: Table[Name]['input'],
    { onPart, signal }: AskOptions<Table[Name]['part']> = {},
  ): Promise<Table[Name]['output']> {
    const port = this.#started();
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => {
        if (!this.#waiting.delete(id)) return;
        this.#port?.postMessage({ type: 'stop', id });
        reject(signal.reason as Error);
      });
      this.#waiting.set(id, {
        onPart: (part) => onPart?.(part as Table[Name]['part']),
        resolve: (output) => resolve(output as Table[Name]['output']),
        reject,
      });
      port.postMessage({ type: 'ask', id, task, input });
    });
  }

  /** Ends the worker and with it all that it does; the next question starts another. */
  dispose(): void {
    this.#port?.terminate();
    this.#port = undefined;
    const stopped = new DOMException('The worker was ended.', 'AbortError');
    for (const { reject } of this.#waiting.values()) reject(stopped);
    this.#waiting.clear();
  }

  #started(): TaskPort {
    if (this.#port) return this.#port;
    const port = this.#open();
    port.onmessage = ({ data }) => this.#take(data);
    port.onerror = (event) => {
      const message = `The worker stopped: ${event.message || 'it could not be loaded'}.`;
      for (const { reject } of this.#waiting.values()) reject(new TaskFailed({ kind: 'internal', message }));
      this.#waiting.clear();
      this.#port = undefined;
    };
    this.#port = port;
    return port;
  }

  #take(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    if (!waiting) return;
    if (reply.type === 'part') {
      waiting.onPart(reply.part);
      return;
    }
    this.#waiting.delete(reply.id);
    if (reply.type === 'done') waiting.resolve(reply.output);
    else waiting.reject(new TaskFailed(reply.failure));
  }
}
