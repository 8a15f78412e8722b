/** Asks a job anew whenever the question changes. While one is under way the newest waits, so that a dragged slider is followed. */
import { useEffect, useRef } from 'preact/hooks';
import type { Job } from '../../tasks/job.ts';
import type { LifTasks } from './worker/tasks.ts';

export function useAsk<Name extends keyof LifTasks & string>(
  job: Job<LifTasks, Name>,
  input: LifTasks[Name]['input'],
): void {
  const waiting = useRef<LifTasks[Name]['input'] | undefined>(undefined);
  const key = JSON.stringify(input);
  useEffect(() => {
    if (job.busy.peek()) waiting.current = input;
    else job.ask(input);
    // The key stands for the input, which is a new object at every drawing.
  }, [job, key]);
  useEffect(
    () =>
      job.busy.subscribe((busy) => {
        const next = waiting.current;
        if (busy || next === undefined) return;
        waiting.current = undefined;
        job.ask(next);
      }),
    [job],
  );
}
