/** Joins the hand-written modules and the emitted one to the source of one shader. Whole modules, linked by function name. */
import gather from '../../../shaders/gather.wgsl?raw';
import links from '../../../shaders/links.wgsl?raw';
import math from '../../../shaders/math.wgsl?raw';
import network from '../../../shaders/network.wgsl?raw';
import phi1 from '../../../shaders/phi1.wgsl?raw';
import poisson from '../../../shaders/poisson.wgsl?raw';
import probe from '../../../shaders/probe.wgsl?raw';
import random from '../../../shaders/random.wgsl?raw';
import record from '../../../shaders/record.wgsl?raw';
import tables from '../../../shaders/tables.wgsl?raw';
import trees from '../../../shaders/trees.wgsl?raw';
import uniforms from '../../../shaders/uniforms.wgsl?raw';
import type { EmittedWgsl } from '../../program/target/wgsl.ts';
import { type Binding, type BindingName, bindings } from './bindings.ts';
import { madeModules } from './delivery/made.ts';
import type { Connections } from './delivery/stored.ts';
import type { Lengths } from './lengths.ts';
import { bindingsOfArray, declareArray } from './pieces.ts';

export interface Linked {
  readonly code: string;
  /** The bindings of group 0 that the source declares. */
  readonly bindings: readonly Binding[];
}

/** `strategy`: its modules, which hold the entry points, and who steps a cell with dendrites. */
export function link(
  emitted: EmittedWgsl,
  lengths: Lengths,
  connections: Connections,
  strategy: { readonly modules: readonly string[]; readonly together?: boolean },
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
  modules.push(...madeModules(emitted.made, connections), ...lengths.after.flatMap((after) => after.modules));
  if (lengths.before) modules.push(...lengths.before.modules);
  if (emitted.trees) modules.push(trees);
  if (emitted.trees?.links) modules.push(links);
  if (emitted.trees) modules.push(strategy.together ? emitted.trees.together : emitted.trees.alone);
  modules.push(declare(lengths), emitted.code, ...strategy.modules);
  return {
    code: modules.join('\n'),
    bindings: [...bindings.filter((b) => names.includes(b.name)), ...connections.arrays.flatMap(bindingsOfArray)],
  };
}

const declare = ({ before, after, ...own }: Lengths): string =>
  [own, ...(before ? [before.lengths] : []), ...after.map(({ lengths }) => lengths)]
    .flatMap((lengths) => Object.entries(lengths))
    .map(([name, length]) => `const ${name}_length: u32 = ${length}u;\n`)
    .join('');
