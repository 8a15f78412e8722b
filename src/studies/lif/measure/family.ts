/** Voltage traces of the whole family of integrate-and-fire cells, and f–I curves of its simplest members. */
import { fICurve, specimenOf } from '../../../index.ts';
import { type Preset, presetByName, presets, presetValues } from '../../../presets/index.ts';
import { fromStart, runNetwork, runnable } from '../../run.ts';
import type { Control, Points } from '../../study.ts';

export const families = ['types', 'adex', 'izhikevich'] as const;
export type FamilyName = (typeof families)[number];

const membersOf: Readonly<Record<FamilyName, readonly string[]>> = {
  types: ['lif', 'qif', 'eif'],
  adex: presets.filter((p) => p.name.startsWith('adex-')).map((p) => p.name),
  izhikevich: presets.filter((p) => p.name.startsWith('izhikevich-')).map((p) => p.name),
};

export interface FamilyMember {
  /** Of its preset. */
  readonly name: string;
  /** ms */
  readonly duration: number;
  /** V (mV) against time (ms), without the spikes' own shape. */
  readonly trace: Points;
  /** ms */
  readonly spikes: Float64Array;
  /** What is injected, with its unit; '' where the preset has no current. */
  readonly current: string;
}

/** Each comes as soon as it is there. Curves: rate (Hz) against current (pA), of the leaky, quadratic and exponential cell. */
export type FamilyPart =
  | { readonly kind: 'member'; readonly member: FamilyMember }
  | { readonly kind: 'curve'; readonly name: string; readonly points: Points };

export interface FamilyValues {
  readonly family: FamilyName;
  /** On every cell's own current. */
  readonly factor: number;
}

export async function measureFamily(
  { family, factor }: FamilyValues,
  { signal, onPart }: Control<FamilyPart> = {},
): Promise<readonly FamilyPart[]> {
  const parts: FamilyPart[] = [];
  const note = (part: FamilyPart): void => {
    parts.push(part);
    onPart?.(part);
  };
  for (const member of membersOf[family]) {
    if (signal?.aborted) return parts;
    note({ kind: 'member', member: await trace(presetByName(member), factor) });
  }
  if (family === 'types')
    for (const member of membersOf.types) {
      if (signal?.aborted) return parts;
      note({ kind: 'curve', name: member, points: await curve(presetByName(member)) });
    }
  return parts;
}

/** Currents of the preset times the factor. */
function changed(preset: Preset, factor: number): Record<string, string> {
  return Object.fromEntries(
    preset.parameters
      .filter((p) => p.name === 'I' || p.name === 'I_before')
      .map((p) => [p.name, `${p.value * factor} ${p.unit}`]),
  );
}

async function trace(preset: Preset, factor: number): Promise<FamilyMember> {
  const { name, dt, integrator } = preset;
  const settings = changed(preset, factor);
  const network = preset.build(presetValues(preset, settings), 1);
  const subject = specimenOf(network);
  const duration = name.startsWith('adex') || name.startsWith('izh') ? 400 : 150;
  const record = { variables: [subject.voltage], cells: [0] };
  const ran = await runNetwork(network, 1, { dt, duration, integrator, record });
  return {
    name,
    duration,
    trace: fromStart(ran.traces[0]![0]!, subject.initial[subject.voltage]!, dt),
    spikes: ran.spikes[0]!,
    current: settings['I'] ?? '',
  };
}

/** Rates of sixty currents up to 600 pA. */
async function curve(preset: Preset): Promise<Points> {
  const currents = Float64Array.from({ length: 60 }, (_, k) => 10 * (k + 1));
  const subject = specimenOf(preset.build(presetValues(preset), 1));
  const { rates } = await fICurve(subject, {
    currents,
    dt: 0.02,
    duration: 600,
    settle: 0,
    integrator: preset.integrator,
    backend: runnable('wasm'),
  });
  return { x: currents, y: rates };
}
