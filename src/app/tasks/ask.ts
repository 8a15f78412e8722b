/** Asks a job anew whenever the question changes. While one is under way the newest waits, so that a dragged slider is followed. */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Job } from './job.ts';
import type { TaskTable } from './table.ts';

interface AskOptions {
  /** Whether the next question waits for the first part of an answer only; the rest of that answer is then given up. */
  readonly early?: boolean;
}

/** `input` undefined: nothing is asked, and nothing waits. */
export function useAsk<Table extends TaskTable, Name extends keyof Table & string>(
  job: Job<Table, Name>,
  input: Table[Name]['input'] | undefined,
  { early = false }: AskOptions = {},
): void {
  const waiting = useRef<Table[Name]['input'] | undefined>(undefined);
  const pending = useRef(false);
  const key = JSON.stringify(input);
  // Before the next frame is painted, not after it: a dragged slider is to be answered at once.
  useLayoutEffect(() => {
    waiting.current = undefined;
    if (input === undefined) return;
    if (job.busy.peek() && (pending.current || !early)) waiting.current = input;
    else {
      pending.current = true;
      job.ask(input);
    }
    // The key stands for the input, which is a new object at every drawing.
  }, [job, key, early]);
  useEffect(() => {
    const next = () => {
      pending.current = false;
      const question = waiting.current;
      if (question === undefined) return;
      waiting.current = undefined;
      pending.current = true;
      job.ask(question);
    };
    const ended = job.busy.subscribe((busy) => {
      if (!busy) next();
    });
    const came = job.parts.subscribe((parts) => {
      if (early && parts.length > 0) next();
    });
    return () => {
      ended();
      came();
    };
  }, [job, early]);
}
