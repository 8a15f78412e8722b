/** `auto`: which backend runs a program fastest here, found by a short timed warm-up. */

import type { BackendName, Engine } from '../engine/engine.ts';
import { releaseNodeGpu } from '../engine/webgpu/dawn/here.ts';
import { CompilationError, UserError } from '../errors.ts';
import { noMore } from '../no-more.ts';
import { initialCheckpoint } from '../program/checkpoint.ts';
import { cellsOf, type Program } from '../program/program.ts';
import { rowsOf } from '../program/space.ts';
import { synapsesOf } from '../program/synapses.ts';
import { Contests, millisecondsPerStep, type WarmUp } from '../run/contest.ts';
import { type BackendOptions, backends } from './backends.ts';
import { onRelease } from './release.ts';

export interface EngineChoice {
  readonly engine: Engine;
  /** One sentence: what was chosen and why. */
  readonly why: string;
}

const warmUp: WarmUp = { first: 16, growth: 4, most: 512, enough: 30 };

/** By adapter and size of program. */
const contests = new Contests<BackendName>();

/**
 * An engine at step 0. `advise` may add to a backend's refusal what would help. Throws a UserError that gives every backend's reason when
 * none starts.
 */
export async function chooseEngine(
  program: Program,
  options: BackendOptions = {},
  advise: (refusal: UserError) => UserError = (refusal) => refusal,
): Promise<EngineChoice> {
  const refusals: string[] = [];
  const attempt = async (name: BackendName): Promise<Engine | undefined> => {
    try {
      return await backends[name].create(program, options);
    } catch (error) {
      if (!(error instanceof UserError || error instanceof CompilationError)) throw error;
      const { message } = error instanceof UserError ? advise(error) : error;
      refusals.push(`${name} does not run here: ${message}`);
      return undefined;
    }
  };
  const simd = await attempt('wasm');
  const gpu = await gpuHere();
  if (simd && gpu?.software)
    return { engine: simd, why: `wasm: the WebGPU adapter here, ${gpu.name}, is emulated in software.` };
  if (!gpu) refusals.push('there is no WebGPU adapter here.');
  const key = `${gpu?.name} ${cellsOf(program)} of ${rowsOf(program)} ${synapsesOf(program, ['stored'])} of ${synapsesOf(program, ['stored', 'made'])}`;
  const known = contests.winner(key);
  if (simd && known === 'wasm') return { engine: simd, why: `wasm: it was faster than ${gpu?.name} at this size.` };
  const device = gpu && (await attempt('webgpu'));
  if (device && known === 'webgpu') {
    simd?.dispose();
    return { engine: device, why: `webgpu: it was faster than wasm at this size.` };
  }
  if (simd && device) {
    const { fastest, times } = await contests.hold(
      key,
      [simd, device],
      (engine) => timed(engine, program),
      (engine) => engine.backend,
    );
    const loser = fastest === simd ? device : simd;
    loser.dispose();
    return {
      engine: fastest,
      why: `${fastest.backend}: ${Math.min(...times).toPrecision(2)} ms per step in a warm-up, against ${Math.max(...times).toPrecision(2)} ms with ${loser.backend}.`,
    };
  }
  const engine = device ?? simd ?? (await attempt('reference'));
  if (!engine) throw new UserError(`No backend runs here: ${refusals.join(' ')}`);
  return { engine, why: `${engine.backend}: ${refusals.join(' ')}` };
}

/** The adapter that `webgpu` would take here, and whether it emulates a GPU on the processor; undefined where there is none. */
export async function gpuHere(
  ...more: undefined[]
): Promise<{ readonly name: string; readonly software: boolean } | undefined> {
  noMore('gpuHere', '', more);
  try {
    const { describeGpu } = await import('../engine/webgpu/adapter.ts');
    onRelease(releaseNodeGpu);
    return await describeGpu();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Wall time per step, ms; then back at step 0. */
async function timed(engine: Engine, program: Program): Promise<number> {
  const result = await millisecondsPerStep((steps) => engine.run(steps), warmUp);
  engine.restore(initialCheckpoint(program));
  return result;
}
