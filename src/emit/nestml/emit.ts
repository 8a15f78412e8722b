/**
 * A population as a model of NESTML, for NEST. The step stands in `onCondition(true)`: there NEST has the arrivals of the step, so
 * that a delay of d steps is NEST's d·dt, one step included. A spike of step k has NEST's time (k + 1)·dt.
 */
import type { PopulationProgram, Program } from '../../program/program.ts';
import { type WrittenFunction, writtenFunctions } from '../straight-line/functions.ts';
import { CELL, columnName, inletName, STEP, writeStep } from '../straight-line/population.ts';
import { assigned, type CodeStatement, type Dialect } from '../straight-line/statement.ts';
import { nestmlNumber } from './literal.ts';

function dialect(seed: number, stream: number): Dialect {
  return {
    language: 'NESTML',
    number: nestmlNumber,
    boolean: String,
    absolute: (x) => `abs(${x})`,
    squareRoot: (x) => `${x} ** 0.5`,
    power: (x, y) => `${x} ** ${y}`,
    and: (x, y) => `${x} and ${y}`,
    or: (x, y) => `${x} or ${y}`,
    not: (x) => `not ${x}`,
    uniform: (block, word) => `gword(${CELL}, ${STEP}, ${block}, ${word}, ${seed >>> 0}, ${stream >>> 0})`,
  };
}

/**
 * Philox4x32-10 (Salmon et al. 2011) with counter (cell, step, block, 2): the words of `random/philox.ts` for the purpose `run`. NESTML's
 * integers have 64 bits and a sign, so products are taken in halves of 16.
 */
const generator = `    function gword(cidx integer, kk real, blk integer, wd integer, key0 integer, key1 integer) real:
        x0 integer = cidx
        x1 integer = kk
        x2 integer = blk
        x3 integer = 2
        a integer = key0
        b integer = key1
        pl integer = 0
        mid integer = 0
        h0 integer = 0
        l0 integer = 0
        h1 integer = 0
        l1 integer = 0
        r integer = 0
        while r < 10:
            pl = (x0 & 65535) * 3528531795
            mid = (x0 >> 16) * 3528531795 + (pl >> 16)
            h0 = mid >> 16
            l0 = ((mid & 65535) << 16) | (pl & 65535)
            pl = (x2 & 65535) * 3449720151
            mid = (x2 >> 16) * 3449720151 + (pl >> 16)
            h1 = mid >> 16
            l1 = ((mid & 65535) << 16) | (pl & 65535)
            x0 = (h1 ^ x1) ^ a
            x1 = l1
            x2 = (h0 ^ x3) ^ b
            x3 = l0
            a = (a + 2654435769) & 4294967295
            b = (b + 3144134277) & 4294967295
            r = r + 1
        w integer = x0
        if wd == 1:
            w = x1
        if wd == 2:
            w = x2
        if wd == 3:
            w = x3
        return (w >> 8) * ${nestmlNumber(2 ** -24)}`;

/** `known`: names that are declared already; others are declared where they are first set. */
function lines(statements: readonly CodeStatement[], indent: string, known: Set<string>): string[] {
  const inner = `${indent}    `;
  return statements.flatMap((s): string[] => {
    if (s.kind === 'assign') {
      if (known.has(s.name)) return [`${indent}${s.name} = ${s.text}`];
      known.add(s.name);
      return [`${indent}${s.name} ${s.type} = ${s.text}`];
    }
    if (s.kind === 'while') return [`${indent}while ${s.condition}:`, ...lines(s.body, inner, known)];
    const otherwise = s.otherwise.length === 0 ? [] : [`${indent}else:`, ...lines(s.otherwise, inner, known)];
    return [`${indent}if ${s.condition}:`, ...lines(s.then, inner, known), ...otherwise];
  });
}

/** What is first set inside a condition or a loop would be known there alone: all names of a function are declared at its head. */
function functionText({ name, body }: WrittenFunction): string[] {
  const names = assigned(body);
  return [
    `    function ${name}(x real) real:`,
    ...[...names].map(([v, type]) => `        ${v} ${type} = ${type === 'real' ? '0.0' : 'false'}`),
    ...lines(body, '        ', new Set(names.keys())),
    '        return res',
  ];
}

/** The text of a .nestml file. `name`: of the model, letters, digits and underscores. */
export function emitNestml(program: Program, p: PopulationProgram, name: string): string {
  const d = dialect(program.seed, p.stream);
  const step = writeStep(p, program.dt, d);
  const columns = p.columns.map((_, c) => columnName(c));
  const inlets = p.inlets.map((_, i) => inletName(i));
  return [
    `model ${name}:`,
    '    state:',
    ...[...columns, ...inlets, STEP, 'idleq'].map((v) => `        ${v} real = 0.0`),
    '    parameters:',
    `        ${CELL} integer = 0`,
    ...(inlets.length === 0 ? [] : ['    input:', ...inlets.map((_, i) => `        port${i} <- spike`)]),
    '    output:',
    '        spike',
    ...writtenFunctions(step.functions, d).flatMap(functionText),
    ...(step.draws ? [generator] : []),
    '    update:',
    '        idleq = 0.0',
    // A port's value is (0.001·w)·1000, which is not w for every integer.
    ...inlets.flatMap((v, i) => [`    onReceive(port${i}):`, `        ${v} += floor(port${i} * 1 s + 0.5)`]),
    '    onCondition(true):',
    ...lines(step.statements, '        ', new Set()),
    ...step.next.map((value, c) => `        n${c}q real = ${value}`),
    ...step.next.map((_, c) => `        ${columns[c]} = n${c}q`),
    ...inlets.map((v) => `        ${v} = 0.0`),
    `        ${STEP} = ${STEP} + 1.0`,
    ...(step.spike === undefined ? [] : [`        if ${step.spike}:`, '            emit_spike()']),
    '',
  ].join('\n');
}
