/** Weights that changed with use as a file: what they were at time 0, and what they are. */
import { projectionCensus, writeNpz } from '../index.ts';
import { networkOf } from './at-start.ts';
import type { LiveRun } from './live-run.ts';
import { readableUnit, shownValues } from './shown-units.ts';

interface Table {
  readonly name: string;
  readonly unit: string;
  /** Network-wide numbers of the cells at both ends of each synapse. */
  readonly source: Uint32Array;
  readonly target: Uint32Array;
  readonly before: Float64Array;
  readonly now: Float64Array;
}

async function tables(live: LiveRun): Promise<Table[]> {
  const network = networkOf(live.preset, live.begun);
  const { groups, dt } = live.simulation;
  const weights = await live.weights();
  const census = projectionCensus(network, { dt: `${dt} ms` });
  return weights.map(({ name, values }): Table => {
    const at = census.findIndex((c) => c.name === name);
    const { source, target } = network.projections[at]!;
    const first = (end: typeof source) => groups.find((g) => g.name === end.population.name)!.first + end.first;
    const { weightUnit = '', targets, outDegrees, weights: begun } = census[at]!;
    return {
      name,
      unit: readableUnit(weightUnit).unit,
      source: sourcesOf(outDegrees, first(source)),
      target: targets.map((j) => first(target) + j),
      before: shownValues(begun ?? new Float64Array(targets.length), weightUnit),
      now: values,
    };
  });
}

function sourcesOf(outDegrees: Uint32Array, first: number): Uint32Array {
  const sources = new Uint32Array(outDegrees.reduce((sum, n) => sum + n, 0));
  let at = 0;
  outDegrees.forEach((n, i) => {
    sources.fill(first + i, at, at + n);
    at += n;
  });
  return sources;
}

/** `projection,source,target,weight_at_0,weight,unit`, one line per synapse. */
export async function weightsCsv(live: LiveRun): Promise<string> {
  const lines = ['projection,source,target,weight_at_0,weight,unit'];
  for (const { name, unit, source, target, before, now } of await tables(live)) {
    const quoted = `"${name.replaceAll('"', '""')}"`;
    for (let s = 0; s < now.length; s++)
      lines.push(`${quoted},${source[s]},${target[s]},${before[s]},${now[s]},${unit}`);
  }
  return `${lines.join('\n')}\n`;
}

/** For each projection the arrays `NAME/source`, `NAME/target`, `NAME/weight_at_0_UNIT`, `NAME/weight_UNIT`. */
export async function weightsNpz(live: LiveRun): Promise<Uint8Array> {
  const arrays = (await tables(live)).flatMap(({ name, unit, source, target, before, now }) => {
    const end = unit === '' ? '' : `_${unit}`;
    return [
      [`${name}/source`, source],
      [`${name}/target`, target],
      [`${name}/weight_at_0${end}`, before],
      [`${name}/weight${end}`, now],
    ] as const;
  });
  return writeNpz(Object.fromEntries(arrays));
}
