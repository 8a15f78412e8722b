/** Delivery by synapses that are not stored: `deliver_made`, over the functions of shaders/made-rows.wgsl. */
import type { DrawnValues, Made } from '../../../program/made.ts';
import type { Program } from '../../../program/program.ts';
import { type RowPlaces, rowTables } from '../../../program/row-tables.ts';
import { groupsOf } from '../../../program/synapses.ts';
import type { EmittedMade } from '../../../program/target/wgsl.ts';
import { f32Literal, u32Literal } from '../literal.ts';

/** Undefined where the program stores all synapses. */
export function emitMade(program: Program): EmittedMade | undefined {
  const groups = groupsOf(program, 'made');
  if (groups.length === 0) return undefined;
  const { words, places } = rowTables(groups);
  const made = groups.filter((p) => p.synapses > 0);
  const lines = made.flatMap((p, k) => ['', ...makeRow(p, k, places.get(p)!, program.ring.width)]);
  lines.push('', 'fn deliver_made(cell: u32) {');
  made.forEach(({ firstSource, sources }, k) => {
    const source = `cell - ${u32Literal(firstSource)}`;
    lines.push(`  if (${source} < ${u32Literal(sources)}) { make_row_${k}(${source}); }`);
  });
  lines.push('}');
  return { code: `${lines.join('\n')}\n`, tables: words };
}

/** A function that makes the row of a source, numbered within the projection, and delivers as it goes. */
function makeRow(p: Made, k: number, places: RowPlaces, width: number): string[] {
  const { recipe, targets, shift, stream, bases, weight, delay } = p;
  // With delays of their own synapses ask for the row of the ring one by one.
  const firsts = delay ? [] : bases.map((base, b) => `  let first${b} = ring_entry(${u32Literal(base)});`);
  const amount = weight ? `next_value(&weights, ${valuePlace(weight, places.weight!)})` : '1';
  const steps = delay && `u32(next_value(&delays, ${valuePlace(delay, places.delay!)}))`;
  const own = (base: number, b: number): string =>
    delay ? `ring_entry(${u32Literal(base)} + away + ` : `first${b} + `;
  const add = (target: string): string => {
    const adds = bases.map(
      (base, b) => `atomicAdd(&accumulators[${own(base, b)}${target}${delay ? ')' : ''}], amount);`,
    );
    const away = steps ? [`let away = ${steps} * ${u32Literal(width)};`] : [];
    return [...away, `let amount = ${amount};`, ...adds].join(' ');
  };
  const open = [
    `fn make_row_${k}(source: u32) {`,
    ...firsts,
    ...(weight ? [`  var weights = begin_values(source, ${u32Literal(weight.stream)});`] : []),
    ...(delay ? [`  var delays = begin_values(source, ${u32Literal(delay.stream)});`] : []),
  ];
  if (recipe.kind === 'same') return [...open, `  ${add('source')}`, '}'];
  // A negative shift wraps: the sum is right modulo 2^32.
  const left = recipe.autapses ? 'row_end' : `source + ${u32Literal(shift >>> 0)}`;
  if (recipe.kind === 'all')
    return [
      ...open,
      `  let own = ${left};`,
      `  for (var j = 0u; j < ${u32Literal(targets)}; j++) { if (j != own) { ${add('j')} } }`,
      '}',
    ];
  open.push(`  var row = begin_row(source, ${u32Literal(stream)}, ${u32Literal(targets)}, ${left});`);
  if (recipe.kind === 'draws') {
    const degree =
      places.degrees === undefined
        ? u32Literal(recipe.degree as number)
        : `row_at(tables_first + ${u32Literal(places.degrees)} + source)`;
    return [
      ...open,
      `  let degree = ${degree};`,
      `  for (var k = 0u; k < degree; k++) { let j = next_by_draw(&row); ${add('j')} }`,
      '}',
    ];
  }
  const gaps = places.gaps!;
  const next = `next_by_gap(&row, ${u32Literal(gaps.first)}, ${u32Literal(gaps.length)}, ${f32Literal(recipe.perGap)})`;
  return [...open, `  for (var j = ${next}; j != row_end; j = ${next}) { ${add('j')} }`, '}'];
}

const valuePlace = ({ table }: DrawnValues, first: number): string => `${u32Literal(first)}, ${u32Literal(table.bits)}`;
