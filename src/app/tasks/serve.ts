/** The worker's side: answers questions and sends the results. */
import { turn } from '../../run/turn.ts';
import { failureOf } from './failure.ts';
import type { Reply, TaskQuestion, TaskTable } from './table.ts';

export type Carry<Table extends TaskTable> = {
  readonly [Name in keyof Table]: (
    input: Table[Name]['input'],
    context: { readonly onPart: (part: Table[Name]['part']) => void; readonly signal: AbortSignal },
  ) => Table[Name]['output'] | Promise<Table[Name]['output']>;
};

interface Scope {
  postMessage(message: Reply): void;
  onmessage: ((event: MessageEvent<TaskQuestion>) => void) | null;
}

/** Serves questions one after the other, so that timings are not disturbed; a stopped one that has not begun is passed over. */
export function serve<Table extends TaskTable>(scope: Scope, carry: Carry<Table>): void {
  const running = new Map<number, AbortController>();
  let last: Promise<void> = Promise.resolve();
  const act = async (id: number, task: string, input: unknown, signal: AbortSignal): Promise<void> => {
    try {
      // A turn of the event loop lets a stop that is on its way arrive first.
      await turn();
      if (signal.aborted) return;
      const onPart = (part: unknown) => {
        if (!signal.aborted) scope.postMessage({ id, type: 'part', part });
      };
      const output = await carry[task]!(input as never, { onPart, signal });
      if (!signal.aborted) scope.postMessage({ id, type: 'done', output });
    } catch (thrown) {
      if (!signal.aborted) scope.postMessage({ id, type: 'failed', failure: failureOf(thrown) });
    } finally {
      running.delete(id);
    }
  };
  scope.onmessage = ({ data }) => {
    if (data.type === 'stop') {
      running.get(data.id)?.abort();
      return;
    }
    const stop = new AbortController();
    running.set(data.id, stop);
    last = last.then(() => act(data.id, data.task, data.input, stop.signal));
  };
}
