/** Joins the hand-written modules and the emitted one to the source of one shader. Whole modules, linked by function name. */
import gather from '../../../shaders/gather.wgsl?raw';
import madeRows from '../../../shaders/made-rows.wgsl?raw';
import math from '../../../shaders/math.wgsl?raw';
import network from '../../../shaders/network.wgsl?raw';
import noMadeRows from '../../../shaders/no-made-rows.wgsl?raw';
import pathways from '../../../shaders/pathways.wgsl?raw';
import phi1 from '../../../shaders/phi1.wgsl?raw';
import poisson from '../../../shaders/poisson.wgsl?raw';
import probe from '../../../shaders/probe.wgsl?raw';
import random from '../../../shaders/random.wgsl?raw';
import record from '../../../shaders/record.wgsl?raw';
import tables from '../../../shaders/tables.wgsl?raw';
import uniforms from '../../../shaders/uniforms.wgsl?raw';
import type { EmittedWgsl } from '../../program/wgsl.ts';
import { type Binding, type BindingName, bindings } from './bindings.ts';
import type { Connections } from './connections/connections.ts';
import type { Lengths } from './lengths.ts';
import { bindingsOfArray, declareArray } from './pieces.ts';

export interface Linked {
  readonly code: string;
  /** The bindings of group 0 that the source declares. */
  readonly bindings: readonly Binding[];
}

/** `entryPoints`: the strategy's modules. */
export function link(
  emitted: EmittedWgsl,
  lengths: Lengths,
  connections: Connections,
  entryPoints: readonly string[],
): Linked {
  const names: BindingName[] = ['network', 'state', 'accumulators', 'record', 'probes'];
  const modules = [network, gather, ...connections.arrays.map(declareArray), ...connections.modules];
  modules.push(record, probe, math, random);
  if (emitted.tables) {
    names.push('tables');
    modules.push(tables);
  }
  if (emitted.uniforms === 'buffer') {
    names.push('uniforms');
    modules.push(uniforms);
  }
  if (emitted.phi1) modules.push(phi1);
  if (emitted.poisson) modules.push(poisson);
  if (emitted.procedural !== undefined && connections.gaps !== undefined)
    modules.push(`const gaps_first: u32 = ${connections.gaps}u;\n`, madeRows, emitted.procedural);
  else modules.push(noMadeRows);
  if (emitted.pathways) modules.push(pathways, emitted.pathways.code);
  modules.push(declare(lengths), emitted.code, ...entryPoints);
  return {
    code: modules.join('\n'),
    bindings: [...bindings.filter((b) => names.includes(b.name)), ...connections.arrays.flatMap(bindingsOfArray)],
  };
}

const declare = ({ pathways: ofPathways, ...lengths }: Lengths): string =>
  Object.entries({ ...lengths, ...ofPathways })
    .map(([name, length]) => `const ${name}_length: u32 = ${length}u;\n`)
    .join('');
