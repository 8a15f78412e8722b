/** Joins the hand-written modules and the emitted one to the source of one shader. Whole modules, linked by function name. */
import deliver from '../../../shaders/deliver.wgsl?raw';
import deliverRow from '../../../shaders/deliver-row.wgsl?raw';
import deliverWeighted from '../../../shaders/deliver-weighted.wgsl?raw';
import gather from '../../../shaders/gather.wgsl?raw';
import math from '../../../shaders/math.wgsl?raw';
import network from '../../../shaders/network.wgsl?raw';
import pathways from '../../../shaders/pathways.wgsl?raw';
import phi1 from '../../../shaders/phi1.wgsl?raw';
import probe from '../../../shaders/probe.wgsl?raw';
import random from '../../../shaders/random.wgsl?raw';
import record from '../../../shaders/record.wgsl?raw';
import tables from '../../../shaders/tables.wgsl?raw';
import uniforms from '../../../shaders/uniforms.wgsl?raw';
import type { EmittedWgsl } from '../../program/wgsl.ts';
import type { BindingName } from './bindings.ts';
import type { Lengths } from './lengths.ts';

export interface Linked {
  readonly code: string;
  /** The bindings of group 0 that the source declares. */
  readonly bindings: ReadonlySet<BindingName>;
}

/** `entryPoints`: the strategy's modules. `weighted`: whether synapses have weights of their own. */
export function link(
  emitted: EmittedWgsl,
  lengths: Lengths,
  entryPoints: readonly string[],
  weighted: boolean,
): Linked {
  const names: BindingName[] = ['network', 'state', 'accumulators', 'rows', 'targets', 'record', 'probes'];
  const modules = [network, gather, weighted ? deliverWeighted : deliver, deliverRow, record, probe, math, random];
  if (weighted) names.push('weights');
  if (emitted.tables) {
    names.push('tables');
    modules.push(tables);
  }
  if (emitted.uniforms === 'buffer') {
    names.push('uniforms');
    modules.push(uniforms);
  }
  if (emitted.phi1) modules.push(phi1);
  if (emitted.pathways) modules.push(pathways, emitted.pathways.code);
  modules.push(declare(lengths), emitted.code, ...entryPoints);
  return { code: modules.join('\n'), bindings: new Set(names) };
}

const declare = ({ pathways: ofPathways, ...lengths }: Lengths): string =>
  Object.entries({ ...lengths, ...ofPathways })
    .map(([name, length]) => `const ${name}_length: u32 = ${length}u;\n`)
    .join('');
