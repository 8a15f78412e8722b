/** The spikes that a link promises, and whether they came. */

import { computed, type ReadonlySignal } from '@preact/signals';
import { stepTime } from '../../numbers/decimal.ts';
import type { Session } from './session.ts';

export interface SpikeComparison {
  /** Undefined where they could not be compared. */
  readonly same: boolean | undefined;
  readonly sentence: string;
}

/** Undefined while the run has not got there, or where the link promised nothing. */
export function comparisonOf(session: Session): ReadonlySignal<SpikeComparison | undefined> {
  return computed(() => {
    const expected = session.expected.value;
    const statistics = session.statistics.value;
    const description = session.record.value?.description;
    if (expected === undefined || statistics?.hash === undefined || description === undefined) return undefined;
    if (statistics.steps < expected.steps) return undefined;
    if (statistics.steps > expected.steps) {
      const ms = stepTime(expected.steps, description.dt);
      const sentence = `The link promises the spikes of ${ms} ms, and this run did not stand there, so nothing was compared. Reload the page to compare them.`;
      return { same: undefined, sentence };
    }
    if (statistics.hash.startsWith(expected.hash))
      return { same: true, sentence: 'The same spikes as in the run that the link was made from, to the last one.' };
    const here = machineOf(description);
    const sentence =
      here === expected.on
        ? `Other spikes than in the run that the link was made from, on the same kind of machine (${here}). Another driver or another version of Galvani rounds differently.`
        : `Other spikes than in the run that the link was made from: that ran on ${expected.on}, this on ${here}. ${why}`;
    return { same: false, sentence };
  });
}

/** 'webgpu, google swiftshader' */
export const machineOf = (d: { readonly backend: string; readonly adapter: string }): string =>
  `${d.backend}, ${d.adapter}`;

export const why =
  'Networks, start values, random numbers and synaptic sums are the same to the bit everywhere, but membranes are computed in 32-bit numbers, ' +
  'and graphics cards round exp and fused operations differently. A network that is chaotic, as cortex-like ones are, makes other spikes of ' +
  'the last bit within some tens of milliseconds; rates, CV and synchrony stay nearly the same. The backend ‘reference’ computes in 64 bits, ' +
  'the same on every machine whose browser has the same exp (all that are made of Chromium).';
