/** Writes the golden texts of the exports: to be run with the others of its folder, whose rows say that these texts give equal spikes. */
import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { exported, exportedTexts, golden, goldenHashes, shortHash, wholeTexts } from '../export/cluster-texts.ts';
import { versions } from './environments.ts';

it('texts of the presets', async () => {
  const texts: Record<string, Record<string, string>> = {};
  for (const { name } of exported) {
    const found = await exportedTexts(name);
    texts[name] = Object.fromEntries(Object.entries(found).map(([file, text]) => [file, shortHash(text)]));
    if (name === wholeTexts.preset)
      for (const file of wholeTexts.files) writeFileSync(new URL(file, golden), found[file]!);
  }
  const provenance = `Texts of the presets' exports, brunel-2000 with 500 cells, all others as they are. Written by 'npm run test:engines' beside its rows: ${versions}. ${new Date().toISOString().slice(0, 10)}.`;
  if (JSON.stringify(texts) !== JSON.stringify(readOld()))
    writeFileSync(new URL('texts.json', golden), `${JSON.stringify({ provenance, texts }, null, 2)}\n`);
  expect(Object.keys(texts).length).toBe(exported.length);
});

function readOld(): unknown {
  try {
    return goldenHashes().texts;
  } catch {
    return undefined;
  }
}
