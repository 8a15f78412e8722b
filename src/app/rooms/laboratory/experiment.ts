/** What the laboratory looks at: a cell, integrators and steps. */
import { parseQuantity } from '../../../index.ts';
import { decimal } from '../../../numbers/decimal.ts';
import type { Preset } from '../../../presets/preset.ts';
import {
  drawsStarts,
  type ErrorKind,
  type Exercise,
  type Starts,
  settledSteps,
  usualComparison,
} from '../../../studies/measure.ts';
import { dtRange, within } from '../../entries.ts';
import { cellNamed, type NamedCell } from './cell.ts';

export const views = [
  { name: 'integrators', title: 'Integrators' },
  { name: 'current-clamp', title: 'Current clamp' },
  { name: 'voltage-clamp', title: 'Voltage clamp' },
  { name: 'fi', title: 'f–I curve' },
  { name: 'iv', title: 'I–V curve' },
] as const;
export type LaboratoryView = (typeof views)[number]['name'];

export const errorKinds: readonly { readonly name: ErrorKind; readonly title: string; readonly axis: string }[] = [
  { name: 'spikeTime', title: 'spike time', axis: 'spike-time error (ms)' },
  { name: 'interval', title: 'interval', axis: 'interval error (ms)' },
  { name: 'peak', title: 'peak', axis: 'peak error (mV)' },
  { name: 'voltage', title: 'voltage', axis: 'rms voltage error (mV)' },
];

/** What is drawn beside the errors against the step. */
export const besides = [
  { name: 'cost', title: 'against cost' },
  { name: 'run', title: 'along the run' },
] as const;

export interface LaboratoryExperiment extends NamedCell {
  /** In the parameters' own units. */
  readonly values: Readonly<Record<string, number>>;
  readonly seed: number;
  /** ms */
  readonly duration: number;
  readonly integrators: readonly string[];
  /** Falling, ms. */
  readonly dts: readonly number[];
  /** The one of `dts` whose traces are drawn, ms. */
  readonly dt: number;
  readonly starts: Starts;
  readonly view: LaboratoryView;
  readonly error: ErrorKind;
  readonly beside: (typeof besides)[number]['name'];
  /** Numbers of the views that were set, by their names in the address, in their own units. */
  readonly protocol: Readonly<Record<string, number>>;
  /** Integrator of the f–I curve. */
  readonly 'fi.integrator': string;
}

/** A cell's own settings, and how it is integrated by default. */
function cellByDefault(preset: Preset) {
  const usual = usualComparison(preset);
  return {
    ...usual,
    preset: preset.name,
    values: Object.fromEntries(preset.parameters.map((p) => [p.name, p.value])),
    seed: 1,
    dt: usual.dts[0]!,
  };
}

export const defaultExperiment = (preset: Preset, view: LaboratoryView = 'integrators'): LaboratoryExperiment => ({
  ...cellByDefault(preset),
  view,
  ...{ error: 'spikeTime', beside: 'cost', protocol: {}, 'fi.integrator': 'staggered' },
});

/** Whether its integrators can start apart; that of a document is one. */
export const startsApart = (e: NamedCell): boolean => e.document === undefined && drawsStarts(cellNamed(e));

/** The experiment with an exercise's settings. */
export function exercised(e: LaboratoryExperiment, { anew, settings }: Exercise): LaboratoryExperiment {
  const from = anew ? { ...e, ...cellByDefault(cellNamed(e)) } : e;
  const { I, ...others } = settings;
  return { ...from, ...others, values: I === undefined ? from.values : { ...from.values, I }, view: 'integrators' };
}

const time = parseQuantity('1 ms').dimension;

/** '0.1 0.05 0.025', '0.1, 50 us': steps in ms, longest first. */
export function readSteps(text: string, duration: number): number[] {
  const words = text.match(/[\d.]+(e[+-]?\d+)?\s*(ms|us|µs|s)?/gi) ?? [];
  const steps = words.map((word) => {
    const { value } = parseQuantity(
      /[a-zµ]/i.test(word.replace(/e[+-]?\d/i, '')) ? word : `${word} ms`,
      time,
      'A step',
    );
    return within(decimal(value), dtRange, 'A step', 'ms');
  });
  return settledSteps(steps, duration);
}
