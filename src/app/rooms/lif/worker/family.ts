/** Voltage traces of the whole family, and f–I curves of its simplest members. */
import { networkOf, specimenOf } from '../../../../index.ts';
import { type Preset, presetByName, presets, presetValues } from '../../../../presets/index.ts';
import { fromStart, meanInterval, runNetwork, withSpikes } from './run.ts';
import type { FamilyInput, FamilyMember, FamilyName, FamilyPart, Points } from './tasks.ts';

const members: Readonly<Record<FamilyName, readonly string[]>> = {
  types: ['lif', 'qif', 'eif'],
  adex: presets.filter((p) => p.name.startsWith('adex-')).map((p) => p.name),
  izhikevich: presets.filter((p) => p.name.startsWith('izhikevich-')).map((p) => p.name),
};

interface Context {
  readonly part: (part: FamilyPart) => void;
  readonly signal: AbortSignal;
}

export async function family({ family: name, factor }: FamilyInput, { part, signal }: Context): Promise<null> {
  for (const member of members[name]) {
    if (signal.aborted) return null;
    part({ kind: 'member', member: await trace(presetByName(member), factor) });
  }
  if (name === 'types')
    for (const member of members.types) {
      if (signal.aborted) return null;
      part({ kind: 'curve', name: member, points: await curve(presetByName(member)) });
    }
  return null;
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
  const settings = changed(preset, factor);
  const network = preset.build(presetValues(preset, settings), 1);
  const subject = specimenOf(network);
  const duration = preset.name.startsWith('adex') ? 400 : preset.name.startsWith('izh') ? 400 : 150;
  const { dt, integrator } = preset;
  const ran = await runNetwork(network, 1, {
    dt,
    duration,
    integrator,
    record: { variables: [subject.voltage], cells: [0] },
  });
  const top = preset.name.startsWith('lif')
    ? -20
    : preset.name === 'eif'
      ? -20
      : preset.name.startsWith('izh')
        ? 30
        : 20;
  const points = fromStart(ran.traces[0]![0]!, subject.initial[subject.voltage]!, dt);
  const spikes = ran.spikes[0]!;
  const title = preset.title.replace(/^.*?: /, '').replace(/ cell$/, '');
  return {
    name: preset.name,
    title,
    duration,
    trace: withSpikes(points, spikes, top),
    spikes: spikes.length,
    current: settings['I'] ?? '',
  };
}

/** Rates of sixty currents up to 600 pA. */
async function curve(preset: Preset): Promise<Points> {
  const count = 60;
  const x = Float64Array.from({ length: count }, (_, k) => 10 * (k + 1));
  const subject = specimenOf(preset.build(presetValues(preset), 1));
  const dt = 0.02;
  const ran = await runNetwork(networkOf(subject, count, { I: x }), count, {
    dt,
    duration: 600,
    integrator: preset.integrator,
  });
  const y = Float64Array.from(ran.spikes, (train) => {
    const T = meanInterval(train);
    return Number.isFinite(T) ? 1000 / T : 0;
  });
  return { x, y };
}
