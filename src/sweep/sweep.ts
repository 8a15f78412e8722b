/** Many networks in one go: which of them run together, in what order, and what each gave. */

import { assemble, type Compiled } from '../compile/assemble.ts';
import { loadTrees } from '../compile/trees.ts';
import { backendNames } from '../engine/engine.ts';
import { shown, UserError } from '../errors.ts';
import type { Network } from '../network/network.ts';
import { noMore } from '../no-more.ts';
import { type Amount, amountText } from '../numbers/amount.ts';
import {
  abortSignal,
  amount,
  anything,
  callable,
  listOf,
  number,
  object,
  oneOf,
  optional,
  optionsField,
  optionsOf,
  recordOf,
  text,
  whole,
} from '../options.ts';
import { cellsOf } from '../program/program.ts';
import { synapsesOf } from '../program/synapses.ts';
import { timeDimension } from '../quantity/dimension.ts';
import { parseQuantity } from '../quantity/quantity.ts';
import { turn } from '../run/turn.ts';
import { parseStep, stepsIn } from '../simulate/clock.ts';
import { routinesOf } from '../simulate/synapses.ts';
import { alikeButForParameters, sharedValues } from './alike.ts';
import { isJoinable } from './join-synapses.ts';
import { measure } from './measure.ts';
import type { Member } from './member.ts';
import { type BatchOutcome, BatchRunner } from './runner.ts';
import { SpikeSorter } from './sort.ts';
import type { SweepOptions, SweepSubject, SweepSummary, Variant, VariantResult } from './types.ts';

/** Bounds of a batch: what any graphics card with WebGPU holds in its buffers, with room for the sums of long delays. */
const MOST_CELLS = 1 << 19;
const MOST_SYNAPSES = 24e6;
const MOST_RING = 24e6;
const MOST_MEMBERS = 64;

/** From 0 on. */
function transientSteps(text: string | Amount | undefined, dt: number): number {
  if (text === undefined) return 0;
  const steps = Math.round(parseQuantity(text, timeDimension, 'transient').value / dt);
  if (steps >= 0) return steps;
  throw new UserError(`The transient is ${amountText(text)}; it must not be negative.`);
}

/**
 * Runs every variant of the subject and gives each one's measures, in order. A variant has the same spikes as when it runs alone. One
 * that cannot be built or that blows up is told as such and the others continue. A sweep that is stopped gives what is done. Throws a
 * UserError for a mistake in the options or where no backend runs.
 */
export async function sweep(
  subject: SweepSubject,
  variants: readonly Variant[],
  options: SweepOptions,
  ...more: undefined[]
): Promise<SweepSummary> {
  noMore('sweep', 'a subject, variants and options', more);
  const run = new Sweep(subject, variants, options);
  try {
    return await run.all();
  } finally {
    run.dispose();
  }
}

const readSubject = optionsOf<Pick<SweepSubject, 'build' | 'parameters'>>('sweep', {
  build: callable,
  parameters: listOf(object),
});

const readVariant = optionsOf<Variant>('variant', { values: recordOf(number), seed: whole(0, 0xffffffff) });
const variantList = listOf(optionsField(readVariant), 'a list of variants');

const readSweep = optionsOf<SweepOptions>('sweep', {
  duration: amount,
  transient: optional(amount),
  dt: optional(amount),
  backend: optional(oneOf('auto', ...backendNames)),
  integrator: optional(text),
  width: optional(anything),
  signal: optional(abortSignal),
  onProgress: optional(callable),
  onResult: optional(callable),
});

class Sweep {
  readonly #subject: SweepSubject;
  readonly #variants: readonly Variant[];
  readonly #options: SweepOptions;
  readonly #dt: number;
  readonly #steps: number;
  readonly #transient: number;
  readonly #runner: BatchRunner;
  readonly #results: VariantResult[] = [];
  /** The connectivity built last, for variants that share it. */
  #latest: { readonly network: Network; readonly compiled: Compiled } | undefined;
  #pending: Member[] = [];
  #limit = 1;
  #widest = 0;
  #builds = 0;

  constructor(subject: SweepSubject, variants: readonly Variant[], options: SweepOptions) {
    // A preset is one, and has more of its own.
    object.check(subject, 'sweep: the subject');
    readSubject({ build: subject.build, parameters: subject.parameters });
    variantList.check(variants, 'sweep: the variants');
    readSweep(options);
    this.#subject = subject;
    this.#variants = variants;
    this.#options = options;
    this.#dt = parseStep(options.dt ?? '0.1 ms');
    this.#steps = stepsIn(options.duration, this.#dt);
    this.#transient = transientSteps(options.transient, this.#dt);
    if (this.#transient >= this.#steps)
      throw new UserError(
        `The transient (${options.transient}) leaves nothing of the duration (${options.duration}); make it shorter.`,
      );
    if (options.width !== undefined && !(Number.isInteger(options.width) && options.width >= 1))
      throw new UserError(`The width of a sweep is a whole number of networks from 1; it got ${shown(options.width)}.`);
    this.#runner = new BatchRunner(options.backend ?? 'auto');
  }

  async all(): Promise<SweepSummary> {
    const began = performance.now();
    let backend: SweepSummary['backend'] | undefined;
    let adapter = '';
    for (const index of this.#order()) {
      if (this.#stopped) break;
      const member = await this.#member(index);
      if (!member) continue;
      if (backend === undefined) {
        const engine = await this.#runner.ready(member.compiled.program);
        backend = engine.backend;
        adapter = engine.adapter;
        const card = backend === 'webgpu' && !engine.software;
        this.#limit = this.#options.width ?? (card ? MOST_MEMBERS : 1);
      }
      if (!this.#fits(member)) await this.#flush();
      if (this.#stopped) break;
      this.#pending.push(member);
      this.#progress(0);
      if (this.#pending.length >= this.#limit) await this.#flush();
      else await turn();
    }
    await this.#flush();
    return {
      results: this.#results.sort((a, b) => a.index - b.index),
      backend: backend ?? 'reference',
      adapter,
      width: this.#widest,
      engines: this.#runner.engines,
      builds: this.#builds,
      seconds: (performance.now() - began) / 1000,
    };
  }

  dispose(): void {
    this.#runner.dispose();
  }

  get #stopped(): boolean {
    return this.#options.signal?.aborted ?? false;
  }

  /** Variants that may share a connectivity, one after the other. */
  #order(): number[] {
    const rebuild = this.#subject.parameters.filter((p) => p.acts === 'rebuild').map((p) => p.name);
    const groups = new Map<string, number[]>();
    this.#variants.forEach(({ values, seed }, index) => {
      const key = JSON.stringify([seed, ...rebuild.map((name) => values[name])]);
      groups.set(key, [...(groups.get(key) ?? []), index]);
    });
    return [...groups.values()].flat();
  }

  /** The variant, compiled; undefined where it cannot be built, which is then its result. */
  async #member(index: number): Promise<Member | undefined> {
    const { values, seed } = this.#variants[index]!;
    try {
      const network = this.#subject.build(values, seed);
      if (!this.#latest || !alikeButForParameters(this.#latest.network, network, this.#dt)) {
        // Throws where an interval is no whole number of steps: a mistake of this variant.
        routinesOf(network, this.#dt);
        await loadTrees(network);
        this.#latest = { network, compiled: assemble(network, this.#dt, this.#options.integrator) };
        this.#builds++;
      }
      const { network: head, compiled } = this.#latest;
      return { index, network: head, compiled, values: sharedValues(network, this.#dt) };
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      this.#report({ index, ok: false, reason: thrown.message });
      return undefined;
    }
  }

  #fits(member: Member): boolean {
    const head = this.#pending[0];
    if (!head) return true;
    const programs = [...this.#pending, member].map((m) => m.compiled.program);
    if (!programs.every(isJoinable)) return false;
    const sum = (of: (p: (typeof programs)[number]) => number): number => programs.reduce((n, p) => n + of(p), 0);
    const slots = Math.max(...programs.map((p) => p.ring.slots));
    return (
      programs[0]!.seed === programs.at(-1)!.seed &&
      sum(cellsOf) <= MOST_CELLS &&
      sum((p) => synapsesOf(p, ['stored'])) <= MOST_SYNAPSES &&
      slots * sum((p) => p.ring.width) <= MOST_RING
    );
  }

  async #flush(): Promise<void> {
    let members = this.#pending;
    this.#pending = [];
    while (members.length > 0 && !this.#stopped) {
      this.#widest = Math.max(this.#widest, members.length);
      const outcome = await this.#runner.run(members, {
        steps: this.#steps,
        signal: this.#options.signal,
        onPart: (fraction) => this.#progress(fraction, members.length),
        sorter: (cells, count, places) => new SpikeSorter(cells, count, places),
      });
      if (outcome.type === 'stopped') return;
      if (outcome.type === 'done') {
        for (const [m, { index, compiled }] of members.entries()) {
          const measures = await measure(compiled, outcome.spikes(m), this.#transient, this.#steps);
          this.#report({ index, ok: true, measures });
        }
        return;
      }
      // Its values hide what the others do from now on: they run again without it.
      this.#report({ index: members[outcome.member]!.index, ok: false, reason: this.#blowUp(outcome) });
      members = members.filter((_, m) => m !== outcome.member);
    }
  }

  #blowUp({ fault, program }: Extract<BatchOutcome, { type: 'fault' }>): string {
    const { name } = program.populations[fault.population]!.columns[fault.column]!;
    return `The run blew up: ${name} left the range of finite, sensible values at t = ${Number(((fault.step + 1) * this.#dt).toFixed(6))} ms. Use a smaller dt or another integrator.`;
  }

  #report(result: VariantResult): void {
    this.#results.push(result);
    this.#options.onResult?.(result);
    this.#progress(0);
  }

  #progress(fraction: number, running = this.#pending.length): void {
    const done = this.#results.length;
    this.#options.onProgress?.({ fraction: (done + fraction * running) / this.#variants.length, done, running });
  }
}
