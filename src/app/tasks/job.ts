/** One kind of question as a room shows it: what came so far, how far it is, what went wrong. A new question stops the last one. */
import { batch, type Signal, signal } from '@preact/signals';
import type { TaskClient } from './client.ts';
import { type Failure, failureOf } from './failure.ts';
import type { TaskTable } from './table.ts';

/** ms */
const betweenDrawings = 100;

export class Job<Table extends TaskTable, Name extends keyof Table & string> {
  /** Of the present question; those of the last one stay until the first new one comes, so that nothing flickers. */
  readonly parts: Signal<readonly Table[Name]['part'][]> = signal([]);
  readonly output = signal<Table[Name]['output'] | undefined>(undefined);
  readonly failure = signal<Failure | undefined>(undefined);
  readonly busy = signal(false);
  /** Whether what is shown is of an earlier question than the one that was asked last. */
  readonly stale = signal(false);
  readonly #tasks: TaskClient<Table>;
  readonly #name: Name;
  #stop: AbortController | undefined;
  #key = '';

  constructor(tasks: TaskClient<Table>, name: Name) {
    this.#tasks = tasks;
    this.#name = name;
  }

  /** Asks, unless this is the question that was asked last. */
  ask(input: Table[Name]['input']): void {
    const key = JSON.stringify(input) ?? '';
    if (key === this.#key) return;
    this.stop();
    this.#key = key;
    const stop = new AbortController();
    this.#stop = stop;
    batch(() => {
      this.busy.value = true;
      this.stale.value = this.parts.peek().length > 0 || this.output.peek() !== undefined;
    });
    let shown: readonly Table[Name]['part'][] = [];
    let waiting: Table[Name]['part'][] = [];
    let due = false;
    const show = () => {
      due = false;
      if (stop.signal.aborted || waiting.length === 0) return;
      shown = [...shown, ...waiting];
      waiting = [];
      batch(() => {
        this.parts.value = shown;
        this.stale.value = false;
        this.failure.value = undefined;
      });
    };
    // Several parts may come within a frame or two; one drawing shows them all.
    const onPart = (part: Table[Name]['part']) => {
      waiting.push(part);
      if (!due) setTimeout(show, shown.length === 0 ? 0 : betweenDrawings);
      due = true;
    };
    this.#tasks.ask(this.#name, input, { onPart, signal: stop.signal }).then(
      (output) =>
        this.#end(stop, () => {
          show();
          this.output.value = output;
          this.failure.value = undefined;
        }),
      (thrown: unknown) =>
        this.#end(stop, () => {
          show();
          this.failure.value = failureOf(thrown);
        }),
    );
  }

  /** Puts an answer in the place of what is shown, one that was kept, say; nothing by default. The question under way is given up. */
  put(parts: readonly Table[Name]['part'][] = [], output?: Table[Name]['output']): void {
    this.stop();
    batch(() => {
      this.parts.value = parts;
      this.output.value = output;
      this.failure.value = undefined;
      this.stale.value = false;
    });
  }

  /** Ends the question that is under way; the same one may be asked again. */
  stop(): void {
    this.#key = '';
    this.#stop?.abort();
    this.#stop = undefined;
    this.busy.value = false;
  }

  #end(stop: AbortController, note: () => void): void {
    if (stop.signal.aborted || this.#stop !== stop) return;
    batch(() => {
      note();
      this.busy.value = false;
      this.stale.value = false;
    });
  }
}
