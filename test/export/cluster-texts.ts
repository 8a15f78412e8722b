/** The models' texts of the presets, and the golden ones: those with which `npm run test:engines` found equal spikes. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { clusterEngines } from '../../src/export/cluster/engine.ts';
import { clusterFolder } from '../../src/export/cluster/folder.ts';
import { pointPresets, presetValues } from '../../src/presets/index.ts';

/** Values that make a large preset small. */
export const small = (name: string): Record<string, string> =>
  name.startsWith('brunel-2000') ? { n_exc: '400', n_inh: '100', c_exc: '40', c_inh: '10', J: '0.5 mV' } : {};

/** Presets as they go over, small where they are large; synapses that change with use, and sums over other cells, do not. */
export const exported = pointPresets.filter((preset) => {
  const { couplings, projections } = preset.build(presetValues(preset, small(preset.name)), 1);
  const fixed = projections.every((p) => p.dynamics === undefined);
  return couplings.length === 0 && fixed && preset.name !== 'brunel-2000-plane';
});
export const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** The models' texts of a preset by file. */
export async function exportedTexts(name: string): Promise<Record<string, string>> {
  const preset = pointPresets.find((p) => p.name === name)!;
  const found: Record<string, string> = {};
  for (const engine of clusterEngines) {
    if (engine === 'nest' && preset.dt === 0.03125) continue;
    const { files } = await clusterFolder({
      network: preset.build(presetValues(preset, small(name)), 1),
      engine,
      dt: preset.dt,
      integrator: preset.integrator,
      steps: 2,
      checkSteps: 2,
      synapses: 'remade',
      name,
    });
    for (const [file, text] of files) if (/\.(?:nestml|mod)$/.test(file)) found[file] = String(text);
  }
  return found;
}

export const golden = new URL('../golden/cluster/', import.meta.url);
export const wholeTexts = { preset: 'ei-brette2007', files: ['galvani0_cells.nestml', 'galvani0_cells.mod'] };

export interface GoldenTexts {
  readonly provenance: string;
  /** First 16 digits of the SHA-256 of each text, by preset and file. */
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export const goldenHashes = (): GoldenTexts => JSON.parse(readFileSync(new URL('texts.json', golden), 'utf8'));
