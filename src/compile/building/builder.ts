/** A thread that builds its part of a network: a browser's worker, or one of Node. */
import { isNode } from '../../environment.ts';
import { ruleOf } from '../../network/rules/described.ts';
import { drawValues } from './draws.ts';
import type { BuildAnswer, BuildPass } from './messages.ts';
import { countUnits, fillUnits } from './rule-passes.ts';

function* passOver(pass: BuildPass): Generator<number> {
  if (pass.kind === 'count')
    for (const { description, ...job } of pass.jobs) yield* countUnits({ ...job, rule: ruleOf(description) });
  else if (pass.kind === 'fill')
    for (const { description, ...job } of pass.jobs) yield* fillUnits({ ...job, rule: ruleOf(description) });
  else for (const job of pass.jobs) yield* drawValues(job);
}

function build(pass: BuildPass, answer: (answer: BuildAnswer) => void): void {
  try {
    for (const synapses of passOver(pass)) answer({ kind: 'made', synapses });
    answer({ kind: 'done' });
  } catch (error) {
    answer({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
}

if (isNode()) {
  const { parentPort } = process.getBuiltinModule('node:worker_threads');
  parentPort?.on('message', (pass: BuildPass) => build(pass, (answer) => parentPort.postMessage(answer)));
} else addEventListener('message', ({ data }: MessageEvent<BuildPass>) => build(data, (answer) => postMessage(answer)));
