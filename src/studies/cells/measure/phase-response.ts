/** How a kick of the voltage shifts the next spikes of a cell that fires regularly, by the phase at which it comes. */
import { UserError } from '../../../errors.ts';
import { some } from '../../../expression/visit.ts';
import { altered, judge, type Lif, lifPhaseResponse, type Specimen } from '../../../index.ts';
import { checkThreshold } from '../../lif/measure/check.ts';
import { intervals } from '../../run.ts';
import type { Control } from '../../study.ts';
import { type SubjectValues, subjectOf } from '../../subject.ts';

export interface PhaseResponseValues extends SubjectValues {
  /** By how much the voltage jumps, mV. */
  readonly kick: number;
  /** Number of phases, in the middle of equal parts of the period. */
  readonly count: number;
  /** The cell is left to itself for so long, ms; its last period is the one that is kicked. */
  readonly settle: number;
  /** Upward crossings of this voltage are the spikes of a cell without a reset, mV. */
  readonly level: number;
}

export interface PhaseResponseResult {
  /** From spike to spike where nothing kicks, ms. */
  readonly period: number;
  /** Of the kicks, in periods since the spike before. */
  readonly phases: Float64Array;
  /** From the spike before the kick to the one after it, and from that to the next, ms; NaN where none came within `PATIENCE` periods. */
  readonly intervals: readonly [first: Float64Array, second: Float64Array];
  /** By how much each of the two is shorter than the period, in periods: above 0 where the kick advances the spike. */
  readonly shifts: readonly [first: Float64Array, second: Float64Array];
  /** The first shift by the closed form; of the leaky cell alone. */
  readonly expected: Float64Array | undefined;
}

/** The last two intervals of a regular cell differ by less than this share: a hundredth of the smallest shift that a plot shows. */
const REGULAR = 1e-5;
/** How soon the second spike after a kick usually comes, and for how long it is waited for, periods. */
const USUAL = 4;
const PATIENCE = 20;

/** `onPart` gets the fraction that is done. */
export function measurePhaseResponse(
  { kick, count, settle, level, ...cell }: PhaseResponseValues,
  { signal, onPart }: Control<number> = {},
): PhaseResponseResult {
  const subject = subjectOf(cell);
  const leaky = cell.network === undefined && cell.preset === 'lif' ? leakyOf(subject) : undefined;
  refuseTime(subject);
  const [start, about] = beforeSpike(subject, settle, level);
  // The same course as in the kicked runs: a spike at once, and two intervals after it.
  const period = intervals(judge(start, { duration: USUAL * about, level }).spikeTimes)[0]!;
  const phases = Float64Array.from({ length: count }, (_, k) => (k + 0.5) / count);
  const found = [new Float64Array(count).fill(Number.NaN), new Float64Array(count).fill(Number.NaN)] as const;
  for (const [k, phase] of phases.entries()) {
    if (signal?.aborted) break;
    const spikes = kickedSpikes(start, level, period, { phase, by: kick });
    intervals(spikes)
      .slice(0, 2)
      .forEach((interval, n) => {
        found[n]![k] = interval;
      });
    onPart?.((k + 1) / count);
  }
  const shift = (interval: number): number => 1 - interval / period;
  return {
    period,
    phases,
    intervals: found,
    shifts: [found[0].map(shift), found[1].map(shift)],
    expected: leaky && phases.map((phase) => lifPhaseResponse(leaky, leaky.I, kick, phase)),
  };
}

/** Throws a UserError for a cell whose equations change with time: it has no phase. */
function refuseTime({ model }: Specimen): void {
  const roots = [
    ...model.states.map((s) => s.derivative),
    ...model.reset.map((r) => r.value),
    ...(model.threshold ? [model.threshold] : []),
    ...(model.refractory ? [model.refractory.value] : []),
  ];
  if (!roots.some((root) => some(root, (e) => e.op === 'time'))) return;
  throw new UserError(
    'The equations of this cell change with time t, as under a stimulus, so a phase alone does not tell where it is. Take a cell under a constant current.',
  );
}

/** The cell right before a spike, when it has settled, and its period (ms). Throws a UserError where it does not fire regularly. */
function beforeSpike(subject: Specimen, settle: number, level: number): [Specimen, number] {
  const verdict = judge(subject, { duration: settle, level });
  const { spikeTimes } = verdict;
  const [before, last] = intervals(spikeTimes.slice(-3));
  if (before === undefined || last === undefined)
    throw new UserError(
      `The cell makes ${spikeTimes.length} spikes in ${settle} ms; three are needed to know its period. Give it a larger current or a longer time to settle.`,
    );
  if (!(Math.abs(last - before) < REGULAR * last))
    throw new UserError(
      `The cell does not fire regularly: its last two intervals before ${settle} ms are ${Number(before.toPrecision(8))} ms and ` +
        `${Number(last.toPrecision(8))} ms. Give it a longer time to settle, or take a cell that neither bursts nor adapts for so long.`,
    );
  // So near to the spike no refractory period is left, which a cell that starts anew would not know of.
  const state = verdict.at(spikeTimes.at(-1)! - 1e-6 * last);
  const initial = Object.fromEntries(subject.model.states.map((s, i) => [s.name, state[i]!]));
  return [altered(subject, { initial }), last];
}

/** Spikes of the cell from `start` on, ms: the one right after it, and at least two more, where they come. */
function kickedSpikes(
  start: Specimen,
  level: number,
  period: number,
  { phase, by }: { readonly phase: number; readonly by: number },
): readonly number[] {
  const kicks = [{ time: (1e-6 + phase) * period, variable: start.voltage, by }];
  const soon = judge(start, { duration: USUAL * period, level, kicks }).spikeTimes;
  return soon.length > 2 ? soon : judge(start, { duration: PATIENCE * period, level, kicks }).spikeTimes;
}

/** What the closed form needs. Throws a UserError where it does not hold. */
function leakyOf({ parameters }: Specimen): Lif & { readonly I: number } {
  const cell = parameters as unknown as Lif & { readonly I: number };
  checkThreshold(cell);
  return cell;
}
