/** `galvani list`: presets, channels or integrators. */
import { channelKinds, integrators } from '../index.ts';
import { type Preset, presets } from '../presets/index.ts';

export function list({ what, json }: { what: 'presets' | 'channels' | 'integrators'; json: boolean }): void {
  const rows = listed(what);
  if (json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  else {
    const width = Math.max(...rows.map((row) => row.name.length));
    for (const row of rows) process.stdout.write(`${row.name.padEnd(width)}  ${row.title}\n`);
  }
}

function listed(what: 'presets' | 'channels' | 'integrators'): { name: string; title: string }[] {
  if (what === 'integrators')
    return integrators.map(({ name, aliases, title, order, source }) => ({
      name,
      title,
      aliases: aliases ?? [],
      order: Number.isFinite(order) ? order : 'exact',
      source,
    }));
  if (what === 'channels') return channelKinds.map((kind) => ({ ...kind }));
  return presets.map(presetFacts);
}

/** A preset without its code. */
export function presetFacts(p: Preset) {
  return {
    name: p.name,
    title: p.title,
    summary: p.summary,
    reference: p.reference,
    duration_ms: p.duration,
    dt_ms: p.dt,
    integrator: p.integrator,
    variables: p.variables,
    parameters: p.parameters.map(({ name, label, unit, value, range, literature }) => ({
      name,
      label,
      unit,
      value,
      range,
      ...(literature ? { literature } : {}),
    })),
  };
}
