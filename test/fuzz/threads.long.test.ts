/**
 * Random networks on several threads give the bits of one: with NETWORKS=… for another number than 40, FROM=… for another first one than 0,
 * and TIMES=… for how often each is run, 1. What only luck finds is found by a machine that has other things to do.
 */
import { describe, expect, it } from 'vitest';
import { fuzzThreads } from './threads.ts';

const COUNT = Number(process.env['NETWORKS'] ?? 40);
const FIRST = Number(process.env['FROM'] ?? 0);
const TIMES = Number(process.env['TIMES'] ?? 1);
const PART = 10;

describe(`${COUNT} random networks on 1, 2, 3 and 7 threads`, () => {
  let [runs, spikes] = [0, 0];
  for (let from = FIRST; from < FIRST + COUNT; from += PART) {
    const count = Math.min(PART, FIRST + COUNT - from);
    it(`networks ${from} to ${from + count - 1}, ${TIMES} times`, async () => {
      const found = await fuzzThreads(from, count, TIMES);
      runs += found.runs;
      spikes += found.spikes;
      process.stdout.write(
        `${from + count - FIRST} networks, ${runs} runs on several threads, findings ${found.findings.length}\n`,
      );
      expect(found.findings).toEqual([]);
    });
  }

  it('cells spiked', () => {
    expect(spikes).toBeGreaterThan(100 * COUNT);
  });
});
