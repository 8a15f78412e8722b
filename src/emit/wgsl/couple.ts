/**
 * Sums over other cells (`program/coupling.ts`) as WGSL, over the arrays of shaders/couplings.wgsl: `put_together` over network-wide cells,
 * `common_sum` and `put_common` for those that all cells of a population share.
 */
import { InternalError } from '../../errors.ts';
import { columnsRead, type Sum, type Term } from '../../program/coupling.ts';
import { couplingLayoutOf, type TermPlace } from '../../program/coupling-layout.ts';
import type { Layout } from '../../program/layout.ts';
import type { Program } from '../../program/program.ts';
import type { EmittedSums } from '../../program/target/wgsl.ts';
import { leafReader, type TermLeafOp } from '../leaves.ts';
import { emitExpressions } from './expressions.ts';
import { u32Literal } from './literal.ts';

interface Task {
  readonly program: Program;
  readonly layout: Layout;
  /** Text of a uniform of a population. */
  readonly uniform: (population: number, index: number) => string;
}

/** Undefined for a program without sums. */
export function emitSums(task: Task): EmittedSums | undefined {
  const { program, layout } = task;
  const { sums, populations } = program;
  if (sums.length === 0) return undefined;
  const { places } = couplingLayoutOf(program);
  const lines: string[] = [];
  const own: string[] = [];
  const common: { readonly sum: string[]; readonly put: string[] } = { sum: [], put: [] };
  let shared = 0;
  sums.forEach((sum, k) => {
    const { first, size } = populations[sum.population]!;
    const column = u32Literal(layout.columns[sum.population]![sum.column]! + sum.firstRow);
    const params = sum.common ? 'lane: u32, share: u32' : 'j: u32';
    const loops = sum.terms.flatMap((term, t) => termLoop(task, sum, term, places[k]![t]!));
    lines.push(`fn sum_${k}(${params}) -> f32 {`, '  var total = 0f;', ...indented(loops), '  return total;', '}', '');
    if (sum.common) {
      common.sum.push(`if (number == ${u32Literal(shared)}) { return sum_${k}(lane, share); }`);
      common.put.push(
        `if (number == ${u32Literal(shared)} && cell < ${u32Literal(size)}) { state[${column} + cell] = total; }`,
      );
      shared++;
    } else
      own.push(
        `if (cell - ${u32Literal(first)} < ${u32Literal(size)}) { state[${column} + cell - ${u32Literal(first)}] = sum_${k}(cell - ${u32Literal(first)}); }`,
      );
  });
  lines.push('fn put_together(cell: u32) {', ...indented(own), '}', '');
  lines.push(
    'fn common_sum(number: u32, lane: u32, share: u32) -> f32 {',
    ...indented(common.sum),
    '  return 0f;',
    '}',
    '',
  );
  lines.push('fn put_common(number: u32, cell: u32, total: f32) {', ...indented(common.put), '}', '');
  lines.push('fn take_arrivals(cell: u32) {');
  populations.forEach(({ arrive, first, size }, p) => {
    if (arrive)
      lines.push(
        `  if (cell - ${u32Literal(first)} < ${u32Literal(size)}) { arrive_${p}(cell - ${u32Literal(first)}); }`,
      );
  });
  lines.push('}');
  const largest = Math.max(0, ...sums.flatMap((s) => (s.common ? [populations[s.population]!.size] : [])));
  return {
    code: `${lines.join('\n')}\n`,
    arrives: populations.some(({ arrive }) => arrive),
    own: own.length > 0,
    common: shared,
    largest,
  };
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

/** Adds what the junctions of a row contribute: all of them, or for a common sum every `share`-th from `lane` on. */
function termLoop(task: Task, { population, firstRow, common }: Sum, term: Term, place: TermPlace): string[] {
  const { program, layout, uniform } = task;
  const ends = { pre: term.source, post: population };
  const columnsOf = (end: 'pre' | 'post') => program.populations[ends[end]]!.columns;
  const load = (end: 'pre' | 'post', cell: string): string[] =>
    columnsRead(term, end, columnsOf(end)).map(
      (c) =>
        `let ${end}${c} = state[${u32Literal(layout.columns[ends[end]]![c]! + (end === 'post' ? firstRow : 0))} + ${cell}];`,
    );
  const named = (end: 'pre' | 'post', name: string): string =>
    `${end}${columnsOf(end).findIndex((c) => c.name === name)}`;
  const emitted = emitExpressions([term.value], {
    leaf: leafReader<TermLeafOp, string>({
      weight: () => 'w',
      pre: ({ name }) => named('pre', name),
      post: ({ name }) => named('post', name),
      uniform: ({ index }) => uniform(population, index),
    }),
    table: () => {
      throw new InternalError('A coupling reads a table.');
    },
    stream: 0,
    cell: 'i',
    phi1Size: 0,
  });
  const row = common ? '' : ' + j';
  const from = common ? ' + lane' : '';
  // Weights lie apart; the difference of two places may be below 0, where u32 wraps as it should.
  const w = `let w = coupling_weights[s + ${u32Literal((place.weights - place.sources) >>> 0)}];`;
  return [
    '{',
    ...indented(load('post', 'j')),
    `  let end = coupling_pointers[${u32Literal(place.rows + 1)}${row}];`,
    `  for (var s = coupling_pointers[${u32Literal(place.rows)}${row}]${from}; s < end; s += ${common ? 'share' : '1u'}) {`,
    '    let i = coupling_sources[s];',
    ...indented(indented([...load('pre', 'i'), ...(term.weights ? [w] : []), ...emitted.lines])),
    `    total += ${emitted.roots[0]};`,
    '  }',
    '}',
  ];
}
