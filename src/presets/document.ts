/** A preset as a document. */
import { type DocumentOptions, type DocumentWithFiles, documentOf } from '../document/index.ts';
import type { Network } from '../network/network.ts';
import { formatQuantity } from '../quantity/quantity.ts';
import type { Preset, PresetParameter } from './preset.ts';

/**
 * The document of a preset's network, built with these values (internal units). Parameters that act on a running network are parameters of
 * the document; what needs a new network stands in it as it was built.
 */
export function presetDocument(
  preset: Preset,
  network: Network,
  values: Readonly<Record<string, number>>,
  options: Partial<Pick<DocumentOptions, 'longest' | 'run' | 'interventions'>> = {},
): DocumentWithFiles {
  const knobs = preset.parameters.filter((p) => p.acts === 'live').map((p) => [p.name, knobOf(p, values[p.name]!)]);
  return documentOf(network, {
    title: preset.title,
    description: preset.summary,
    reference: preset.reference,
    claims: preset.claims?.map(({ claim, seen }) => ({ says: claim, seen })),
    parameters: Object.fromEntries(knobs),
    run: {
      duration: `${preset.duration} ms`,
      dt: `${preset.dt} ms`,
      integrator: preset.integrator,
      ...(preset.connectivity === undefined ? {} : { connectivity: preset.connectivity }),
    },
    ...options,
  });
}

function knobOf({ label, unit, range, whole, logarithmic }: PresetParameter, value: number) {
  const inUnit = (x: number | string): string | number => (unit === '' ? Number(x) : `${x} ${unit}`);
  return {
    value: unit === '' ? value : formatQuantity(value, unit, 17),
    label,
    range: [inUnit(range[0]), inUnit(range[1])] as const,
    ...(whole ? { whole } : {}),
    ...(logarithmic ? { logarithmic } : {}),
  };
}
