/**
 * A population as an ARTIFICIAL_CELL of NMODL, NEURON's language. Each cell sends itself an event at the end of every step and then
 * advances; spikes arrive half a step before, by NetCons of delay (d − ½)·dt. A spike of step k has NEURON's time (k + 1)·dt.
 */
import type { PopulationProgram, Program } from '../../program/program.ts';
import { type HelperName, writtenFunctions } from '../straight-line/functions.ts';
import { CELL, columnName, inletName, STEP, writeStep } from '../straight-line/population.ts';
import { assigned } from '../straight-line/statement.ts';
import { dialect, functionText, generator, lines, list, nmodlNumber } from './text.ts';

/** The text of a .mod file. `name`: of the mechanism, letters, digits and underscores. */
export function emitNmodl(program: Program, p: PopulationProgram, name: string): string {
  const d = dialect(program.seed, p.stream);
  const step = writeStep(p, program.dt, d);
  const columns = p.columns.map((_, c) => columnName(c));
  const inlets = p.inlets.map((_, i) => inletName(i));
  const next = p.next.map((_, c) => `n${c}q`);
  const locals = [...assigned(step.statements).keys(), ...next];
  const functions: HelperName[] = [...step.functions];
  const held = [...columns, ...inlets, STEP, 'spq'];
  return [
    'NEURON {',
    `  ARTIFICIAL_CELL ${name}`,
    ...list('RANGE', [...columns, ...inlets, STEP, CELL]),
    '}',
    `PARAMETER { ${CELL} = 0 }`,
    'ASSIGNED {',
    ...held.map((v) => `  ${v}`),
    '}',
    `INITIAL { ${STEP} = 0 net_send(${nmodlNumber(program.dt)}, 1) }`,
    ...writtenFunctions(functions, d).flatMap(functionText),
    ...(step.draws ? [generator] : []),
    'PROCEDURE advance() {',
    ...list('LOCAL', locals),
    ...lines(step.statements, '  '),
    ...step.next.map((value, c) => `  ${next[c]} = ${value}`),
    `  spq = ${step.spike ?? '0'}`,
    ...next.map((value, c) => `  ${columns[c]} = ${value}`),
    ...inlets.map((v) => `  ${v} = 0`),
    `  ${STEP} = ${STEP} + 1`,
    '}',
    'NET_RECEIVE (w, port) {',
    // Without this block NEURON takes the weights of all ports to be 0 but the first.
    '  INITIAL { port = port }',
    '  if (flag == 1) {',
    '    advance()',
    '    if (spq) { net_event(t) }',
    `    net_send(${nmodlNumber(program.dt)}, 1)`,
    '  } else {',
    ...inlets.map((v, i) => `    if (port == ${i}) { ${v} = ${v} + w }`),
    '  }',
    '}',
    '',
  ].join('\n');
}
