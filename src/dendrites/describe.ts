/** A cell with dendrites as text. */
import { noMore } from '../no-more.ts';
import { membraneLines, type Neuron } from './branching.ts';

/**
 * The compartment table of a cell as text: node, section, place, distance, diameter, membrane, resistance to its parent, and the equations
 * of each kind of membrane with the sections that have it.
 */
export function describeNeuron({ branching }: Neuron, ...more: undefined[]): string {
  noMore('describeNeuron', 'a cell', more);
  const { anatomy, membranes, points, notes, detect } = branching;
  const { nodes, shape } = anatomy;
  const digits = (value: number): string => (Number.isNaN(value) ? '-' : String(Number(value.toPrecision(6))));
  const kindOf = new Map(membranes.flatMap((m, k) => m.nodes.map((node) => [node, k + 1] as const)));
  const rows = Array.from({ length: nodes.count }, (_, k) =>
    [
      k,
      nodes.parent[k],
      k === 0 ? shape.sections[0]!.name : shape.sections[nodes.section[k]!]!.name,
      digits(k === 0 ? 0 : nodes.x[k]!),
      digits(nodes.distance[k]!),
      digits(nodes.diameter[k]!),
      digits(nodes.area[k]!),
      digits(nodes.resistance[k]!),
      kindOf.get(k) ?? '-',
    ].join('\t'),
  );
  const equations = membranes.map((m, k) => {
    const sections = [...new Set(m.nodes.map((node) => shape.sections[nodes.section[node]!]!.name))];
    return `membrane ${k + 1}, on ${sections.join(', ')} (${m.nodes.length} compartments):\n${membraneLines(m).join('\n')}`;
  });
  const placed = points.map(
    (p) =>
      `${p.name}, at ${p.nodes.map((node) => `${shape.sections[nodes.section[node]!]!.name} ${digits(nodes.x[node]!)}`).join(', ')}:\n${membraneLines(p).join('\n')}`,
  );
  return [
    'node\tparent\tsection\tx\tdistance_um\tdiameter_um\tarea_um2\tri_Mohm\tmembrane',
    ...rows,
    '',
    ...[...equations, ...placed].flatMap((text) => [text, '']),
    `spikes: ${detect.when} at ${detect.label}`,
    ...notes,
  ].join('\n');
}
