import { expect, it } from 'vitest';
import { fuzz } from './borders.ts';

const INPUTS = 160_000;
const CHUNK = 4000;

it(`${INPUTS} random calls at the library's borders, with another seed`, async () => {
  let [inputs, refused] = [0, 0];
  const findings: string[] = [];
  for (let from = 0; from < INPUTS; from += CHUNK) {
    const part = await fuzz(2, from, CHUNK);
    inputs += part.inputs;
    refused += part.refused;
    findings.push(...part.findings);
    const { input, ms } = part.longest;
    process.stdout.write(
      `${inputs} inputs tried, ${refused} refused, findings ${findings.length}; longest ${ms.toFixed(0)} ms, ${input}\n`,
    );
  }
  expect(findings).toEqual([]);
}, 7_200_000);
