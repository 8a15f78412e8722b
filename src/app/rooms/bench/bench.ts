/** The room's state: what is to be run, what runs, and the results of this machine and of others. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { reportAddress, reportText } from '../../../export/benchmark/report.ts';
import {
  longestFile,
  type Machine,
  type ResultSet,
  readResults,
  writeResults,
} from '../../../export/benchmark/results.ts';
import { UserError } from '../../../index.ts';
import { download } from '../../download.ts';
import { TaskClient } from '../../tasks/client.ts';
import { Job } from '../../tasks/job.ts';
import type { BenchInput, BenchTasks, Refusal } from './worker/bench-tasks.ts';

declare const __GALVANI_TRACKER__: string;
/** Address of the project's issues; '' where this build knows none. */
const tracker = typeof __GALVANI_TRACKER__ === 'string' ? __GALVANI_TRACKER__ : '';

export interface BenchPlan extends BenchInput {
  /** What this machine is called in saved results. */
  readonly machine: string;
}

export const sizes: readonly number[] = [4000, 16_000, 64_000, 256_000, 1_000_000];

export class Bench {
  readonly plan = signal<BenchPlan>({
    preset: 'ei-brette2007',
    backends: ['webgpu', 'wasm'],
    sizes: [4000, 16_000, 64_000],
    rounds: 5,
    phases: true,
    machine: 'this machine',
  });
  readonly machine = signal<Machine | undefined>(undefined);
  /** Results of other machines. */
  readonly loaded = signal<readonly ResultSet[]>([]);
  /** Why files were not read. */
  readonly problem = signal<string | undefined>(undefined);
  /** What became of the results that were shared; '' before. */
  readonly shared = signal('');
  readonly #tasks = new TaskClient<BenchTasks>(
    () => new Worker(new URL('./worker/bench.worker.ts', import.meta.url), { type: 'module', name: 'bench' }),
  );
  readonly #job = new Job(this.#tasks, 'bench');
  readonly running = this.#job.busy;
  readonly failure = this.#job.failure;
  readonly rows = computed(() => this.#job.parts.value.flatMap((part) => (part.kind === 'row' ? [part.row] : [])));
  readonly refusals: ReadonlySignal<readonly Refusal[]> = computed(() =>
    this.#job.parts.value.flatMap((part) => (part.kind === 'refusal' ? [part.refusal] : [])),
  );
  /** Undefined while nothing runs. */
  readonly progress = computed(() =>
    this.running.value
      ? (this.#job.parts.value.findLast((part) => part.kind === 'progress') ?? { label: 'starting', fraction: 0 })
      : undefined,
  );

  constructor() {
    // Lets go of the devices, threads and memory.
    this.running.subscribe((running) => {
      if (!running) this.#tasks.dispose();
    });
  }

  change(next: Partial<BenchPlan>): void {
    this.plan.value = { ...this.plan.peek(), ...next };
  }

  run(): void {
    const { machine, ...input } = this.plan.peek();
    this.shared.value = '';
    this.problem.value = undefined;
    this.machine.value = thisMachine(machine, input.rounds);
    this.#job.put();
    this.#job.ask(input);
  }

  /** Ends the run; rows that are there stay. */
  stop(): void {
    this.#job.stop();
  }

  /** Results of this machine, if there are any. */
  own(): ResultSet | undefined {
    const machine = this.machine.value;
    return machine !== undefined && this.rows.value.length > 0 ? { machine, rows: this.rows.value } : undefined;
  }

  save(): void {
    const set = this.own();
    if (set === undefined) return;
    const name = `galvani-bench-${set.machine.name.replace(/[^\w-]+/g, '-')}-${set.machine.date}.json`;
    download(writeResults(set), 'application/json', name);
  }

  /** Saves the results and opens a report with them in it; without a tracker the report is copied, to be sent as one likes. */
  async share(): Promise<void> {
    const set = this.own();
    if (set === undefined) return;
    this.save();
    if (tracker !== '') window.open(reportAddress(tracker, set), '_blank', 'noopener');
    else
      this.shared.value = await navigator.clipboard.writeText(reportText(set)).then(
        () => 'The table is copied; it goes with the file that was saved. bench/gpus/README.md says where to.',
        () => 'The browser did not let the table be copied; the file that was saved has all of it.',
      );
  }

  async load(files: readonly File[]): Promise<void> {
    const problems: string[] = [];
    for (const file of files) {
      try {
        if (file.size > longestFile) throw new UserError(`${file.name} is larger than 2 MB and was not read.`);
        const set = readResults(await file.text(), file.name);
        this.loaded.value = [...this.loaded.peek(), set];
      } catch (thrown) {
        if (!(thrown instanceof UserError)) throw thrown;
        problems.push(thrown.message);
      }
    }
    this.problem.value = problems.length > 0 ? problems.join(' ') : undefined;
  }

  drop(set: ResultSet): void {
    this.loaded.value = this.loaded.peek().filter((other) => other !== set);
  }

  dispose(): void {
    this.stop();
  }
}

/** What the browser tells of the machine. */
function thisMachine(name: string, rounds: number): Machine {
  const { userAgent, hardwareConcurrency } = navigator;
  const browser = /(Firefox|Edg|Chrome|Version)\/[\d.]+/.exec(userAgent)?.[0] ?? 'unknown browser';
  const system = /\(([^;)]+(?:;[^;)]+)?)/.exec(userAgent)?.[1] ?? '';
  return {
    name,
    date: new Date().toISOString().slice(0, 10),
    description: [`${hardwareConcurrency} threads`, browser.replace('/', ' '), system]
      .filter((t) => t !== '')
      .join(', '),
    rounds,
  };
}
