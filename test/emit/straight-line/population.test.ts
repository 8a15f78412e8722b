import { describe, expect, it } from 'vitest';
import { assemble } from '../../../src/compile/assemble.ts';
import { emitJavascript } from '../../../src/emit/javascript/emit.ts';
import { columnName, inletName, needsOf, STEP, writeStep } from '../../../src/emit/straight-line/population.ts';
import { createReferenceEngine } from '../../../src/engine/reference/engine.ts';
import { integrators } from '../../../src/integrators/index.ts';
import { presets, presetValues } from '../../../src/presets/index.ts';
import type { Program } from '../../../src/program/program.ts';
import { philox, purpose } from '../../../src/random/philox.ts';
import { exported, small } from '../../export/cluster-texts.ts';
import { declarations, functionsText, javascript, statementText } from './in-javascript.ts';

type Step = (
  columns: readonly number[],
  inlets: readonly number[],
  step: number,
  cell: number,
) => { next: number[]; spike: boolean };

/** One step of a cell by its written statements. */
function stepOf(program: Program, index: number): Step {
  const p = program.populations[index]!;
  const written = writeStep(p, program.dt, javascript);
  const words = new Uint32Array(4);
  const draw = (cell: number, step: number, block: number, word: number): number =>
    (philox(cell, step, block, purpose.run, program.seed, p.stream, words)[word]! >>> 8) * 2 ** -24;
  const text = `${functionsText(written.functions)}
return (columns, inlets, ${STEP}, cellq) => {
  const uniform = (block, word) => draw(cellq, ${STEP}, block, word);
  ${p.columns.map((_, c) => `const ${columnName(c)} = columns[${c}];`).join(' ')}
  ${p.inlets.map((_, i) => `const ${inletName(i)} = inlets[${i}];`).join(' ')}
  ${declarations(written.statements)}
  ${statementText(written.statements)}
  return { next: [${written.next.join(', ')}], spike: ${written.spike ?? 'false'} };
};`;
  return new Function('draw', text)(draw) as Step;
}

/** Cells that are followed in each population. */
const FOLLOWED = 25;

/** Steps of the reference engine, and of some of its cells beside it from the same states: what the two make of them, bit by bit. */
async function differences(program: Program, steps: number): Promise<string[]> {
  const engine = createReferenceEngine(program, emitJavascript(program));
  const { slots, width, offsets } = program.ring;
  const writable = program.populations.map((p) => needsOf(p, program.dt).unwritten.length === 0);
  const advance = program.populations.map((_, i) => (writable[i] ? stepOf(program, i) : undefined));
  const found: string[] = [];
  for (let step = 0; step < steps; step++) {
    const before = await engine.checkpoint();
    const { spikes, fault } = await engine.run(1);
    expect(fault).toBeUndefined();
    const after = await engine.checkpoint();
    const spiked = new Set(spikes.cells);
    program.populations.forEach((p, i) => {
      for (let k = 0; k < Math.min(FOLLOWED, p.size); k++) {
        const cell = Math.floor((k * p.size) / Math.min(FOLLOWED, p.size));
        const row = slots === 0 ? 0 : (step % slots) * width;
        const made = advance[i]?.(
          before.columns[i]!.map((c) => c[cell]!),
          p.inlets.map((inlet) => before.accumulators[row + offsets[inlet]! + cell]!),
          step,
          cell,
        );
        if (!made) continue;
        made.next.forEach((value, c) => {
          const own = after.columns[i]![c]![cell]!;
          if (!Object.is(value, own))
            found.push(`${p.columns[c]!.name} of ${p.name} ${cell}, step ${step}: ${value}, ${own}`);
        });
        if (made.spike !== spiked.has(p.first + cell)) found.push(`spike of ${p.name} ${cell}, step ${step}`);
      }
    });
  }
  return found;
}

describe('a step in statements is the step of reference, bit by bit', () => {
  it.each(exported.map(({ name }) => name))('%s', async (name) => {
    const preset = presets.find((p) => p.name === name)!;
    const { program } = assemble(preset.build(presetValues(preset, small(name)), 1), preset.dt, preset.integrator);
    expect(await differences(program, 60)).toEqual([]);
  });

  const cell = presets.find(({ name }) => name === 'tm-cell')!;
  it.each(integrators.map(({ name }) => name).filter((name) => name !== 'exact'))('tm-cell under %s', async (name) => {
    const { program } = assemble(cell.build(presetValues(cell, {}), 1), 0.01, name);
    expect(await differences(program, 60)).toEqual([]);
  });
});
