/** Documents and imports that are broken or changed, ten times as many as in the common suites. */
import { expect, it } from 'vitest';
import { fuzzDocuments } from './documents.ts';
import { fuzzImports } from './imports.ts';

const DOCUMENTS = 5000;
const IMPORTS = 1000;

it(`${DOCUMENTS} broken documents: a sentence or a network`, async () => {
  const { networks, sentences, findings } = await fuzzDocuments(500, DOCUMENTS);
  process.stdout.write(
    `${DOCUMENTS} documents: ${networks} networks, ${sentences} refused, findings ${findings.length}\n`,
  );
  expect(findings).toEqual([]);
});

it(`${IMPORTS} changed scripts for Brian2: refused, or another network`, () => {
  const { imports, refused, findings } = fuzzImports(100, IMPORTS);
  process.stdout.write(`${imports} imports: ${refused} refused, findings ${findings.length}\n`);
  expect(findings).toEqual([]);
});
