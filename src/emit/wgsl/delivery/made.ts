/** Delivery by synapses that are not stored: `deliver_made`, over the functions of shaders/made-rows.wgsl. */
import { gapTables } from '../../../program/gap-thresholds.ts';
import type { Made } from '../../../program/made.ts';
import type { Program } from '../../../program/program.ts';
import { groupsOf } from '../../../program/synapses.ts';
import type { EmittedMade } from '../../../program/wgsl.ts';
import { f32Literal, u32Literal } from '../literal.ts';

/** Undefined where the program stores all synapses. */
export function emitMade(program: Program): EmittedMade | undefined {
  const groups = groupsOf(program, 'made');
  if (groups.length === 0) return undefined;
  const { thresholds, places } = gapTables(groups);
  const made = groups.filter((p) => p.synapses > 0);
  const lines = made.flatMap((p, k) => ['', ...makeRow(p, k, places.get(p))]);
  lines.push('', 'fn deliver_made(cell: u32) {');
  made.forEach(({ firstSource, sources }, k) => {
    const source = `cell - ${u32Literal(firstSource)}`;
    lines.push(`  if (${source} < ${u32Literal(sources)}) { make_row_${k}(${source}); }`);
  });
  lines.push('}');
  return { code: `${lines.join('\n')}\n`, tables: thresholds };
}

/** A function that makes the row of a source, numbered within the projection, and delivers as it goes. */
function makeRow(p: Made, k: number, gaps: { first: number; length: number } | undefined): string[] {
  const { recipe, targets, shift, stream, bases } = p;
  const firsts = bases.map((base, b) => `  let first${b} = ring_entry(${u32Literal(base)});`);
  const add = (target: string): string =>
    bases.map((_, b) => `atomicAdd(&accumulators[first${b} + ${target}], 1);`).join(' ');
  const open = [`fn make_row_${k}(source: u32) {`, ...firsts];
  if (recipe.kind === 'same') return [...open, `  ${add('source')}`, '}'];
  // A negative shift wraps: the sum is right modulo 2^32.
  const own = recipe.autapses ? 'row_end' : `source + ${u32Literal(shift >>> 0)}`;
  if (recipe.kind === 'all')
    return [
      ...open,
      `  let own = ${own};`,
      `  for (var j = 0u; j < ${u32Literal(targets)}; j++) { if (j != own) { ${add('j')} } }`,
      '}',
    ];
  open.push(`  var row = begin_row(source, ${u32Literal(stream)}, ${u32Literal(targets)}, ${own});`);
  if (recipe.kind === 'draws')
    return [
      ...open,
      `  for (var k = 0u; k < ${u32Literal(recipe.degree)}; k++) { let j = next_by_draw(&row); ${add('j')} }`,
      '}',
    ];
  const next = `next_by_gap(&row, ${u32Literal(gaps!.first)}, ${u32Literal(gaps!.length)}, ${f32Literal(recipe.perGap)})`;
  return [...open, `  for (var j = ${next}; j != row_end; j = ${next}) { ${add('j')} }`, '}'];
}
