/** Asks again when what is seen has changed, one question at a time and not more often than the eye needs. */

import { effect, signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { messageOf } from '../../../../errors.ts';

/** Least wall time between two questions while a network runs, ms. */
const interval = 700;

export interface Asked<Output> {
  readonly output: { readonly value: Output | undefined };
  readonly problem: { readonly value: string | undefined };
}

/** `key`: read in an effect; a new value asks. `ask` gets a signal that aborts when the view is left. */
export function useAsked<Output>(
  key: () => unknown,
  ask: (signal: AbortSignal) => Promise<Output | undefined>,
  deps: readonly unknown[],
): Asked<Output> {
  const state = useMemo(
    () => ({ output: signal<Output | undefined>(undefined), problem: signal<string | undefined>(undefined) }),
    [],
  );
  useEffect(() => {
    const stop = new AbortController();
    let busy = false;
    let again = false;
    let last = Number.NEGATIVE_INFINITY;
    let waiting = 0;
    const go = async () => {
      if (busy) {
        again = true;
        return;
      }
      busy = true;
      again = false;
      last = performance.now();
      try {
        const output = await ask(stop.signal);
        if (stop.signal.aborted) return;
        if (output !== undefined) state.output.value = output;
        state.problem.value = undefined;
      } catch (thrown) {
        if (stop.signal.aborted) return;
        state.problem.value = messageOf(thrown);
      }
      busy = false;
      if (again) plan();
    };
    const plan = () => {
      clearTimeout(waiting);
      waiting = window.setTimeout(go, Math.max(0, last + interval - performance.now()));
    };
    const stopWatching = effect(() => {
      key();
      plan();
    });
    return () => {
      stop.abort();
      stopWatching();
      clearTimeout(waiting);
    };
  }, deps);
  return state;
}
