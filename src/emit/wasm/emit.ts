/**
 * A program as a WebAssembly module with four f32 cells per vector. The whole loop over steps runs inside the module.
 * Code comes from the expression graph alone; no text of a user reaches it.
 */

import { topological } from '../../expression/visit.ts';
import { layoutOf } from '../../program/layout.ts';
import { joinsCells, linkedPopulations } from '../../program/links.ts';
import { advanceOf, arrivalOf, type Program } from '../../program/program.ts';
import { checkPoints } from '../../program/space.ts';
import { storedOf } from '../../program/synapses.ts';
import { refusal } from '../../program/target/refusals.ts';
import {
  type DerivedUniform,
  GUARD,
  MOST_PAGES,
  PAGE,
  type PopulationImage,
  type SimdTarget,
  type WasmImage,
} from '../../program/target/simd.ts';
import { type SharedExponentials, shareExponentials } from '../share-exponentials.ts';
import type { PopulationContext } from './context.ts';
import { countsInParts } from './counts.ts';
import { sumFunction } from './couple.ts';
import { deliveryCalls } from './delivery/index.ts';
import type { FunctionBuilder } from './function-builder.ts';
import { ConstantPool } from './lanes.ts';
import { joinFunction, linkTables } from './links.ts';
import { CONSTANT_BYTES, memoryMap, shareOf } from './memory-map.ts';
import { ModuleBuilder } from './module-builder.ts';
import { poissonFunction, poissonRowFunction } from './poisson.ts';
import { populationFunction } from './population.ts';
import { barrierFunction, probeFunction, type RunCalls, runFunction } from './step.ts';
import { faultFunction, flushFunction } from './sweeps.ts';
import { treeFunction } from './tree.ts';

/** For measurements and tests. */
export interface WasmOptions {
  /** Whether exponentials that are powers of one another are computed once. Default: true. */
  readonly share?: boolean;
  /** Latency in cycles after which the loop over cells is cut into stages. */
  readonly budget?: number;
  /** Whether each of several threads takes the spikes of all cells to its own ones. Default: where there are few synapses. */
  readonly owned?: boolean;
}

/**
 * Most synapses that threads deliver by owner. Their accumulators stay in one core's cache then; but rows are cut into short pieces, and
 * with more synapses, which come from memory, that costs more than it saves.
 */
const MOST_OWNED = 1 << 20;

/** Pages that probes and traces may add. */
const TRACE_PAGES = 4096;

export function emitWasm(program: Program, target: SimdTarget, options: WasmOptions = {}): WasmImage {
  checkPoints({ populations: program.populations.filter((p) => !p.tree) });
  const { threads, relaxed, home } = target;
  const shared = threads > 1 || home;
  const layout = layoutOf(program);
  const owned = threads > 1 && canOwn(program) && (options.owned ?? storedOf(program).targets.length <= MOST_OWNED);
  const map = memoryMap(program, threads, owned);
  const pool = new ConstantPool(map.constants);
  const module = new ModuleBuilder([{ name: 'clock', params: [], results: ['f64'] }]);
  const clock = 0;
  const populations: PopulationImage[] = [];
  const inletsOf = ({ inlets }: Program['populations'][number]): number[][] =>
    inlets.map((i) =>
      Array.from({ length: map.ringCount }, (_, t) => map.rings + t * map.ringBytes + 4 * program.ring.offsets[i]!),
    );
  const derivedOf: DerivedUniform[][] = [];
  let row: number | undefined;
  const poissonOf = ({ stream }: Program['populations'][number]): number => {
    row ??= module.add(poissonRowFunction());
    return module.add(poissonFunction({ pool, seed: program.seed, stream, row }));
  };
  const arrive: { readonly population: number; readonly function: number }[] = [];
  const linked = linkedPopulations(program);
  const beginnings: { readonly population: number; readonly function: number }[] = [];
  const advance = program.populations.map((whole, index) => {
    const population = advanceOf(whole);
    const roots = countsInParts(population.spike ? [...population.next, population.spike] : population.next);
    const sharing = options.share === false ? undefined : withinGuard(shareExponentials(roots));
    const derived: DerivedUniform[] = [];
    derivedOf.push(derived);
    const counts = topological(roots).some((e) => e.op === 'poisson');
    const context: PopulationContext = {
      population,
      poisson: counts ? poissonOf(population) : undefined,
      index,
      seed: program.seed,
      dt: program.dt,
      pool,
      relaxed,
      derived,
      roots,
      budget: options.budget,
      addresses: {
        uniforms: map.uniforms[index]!,
        columns: layout.columns[index]!.map((c) => map.columns + 4 * c),
        tables: layout.tables[index]!.map((t) => map.tables + 4 * t),
        inlets: inletsOf(population),
      },
    };
    if (population.tree) {
      const noteFault = module.add(faultFunction(context));
      const { tree } = population;
      const piece = (part?: 'eliminate' | 'substitute'): number =>
        module.add(treeFunction(context, tree, map.trees[index]!, noteFault, (f) => module.add(f), part));
      if (linked.has(index)) beginnings.push({ population: index, function: piece('eliminate') });
      const plain = linked.has(index) ? piece('substitute') : piece();
      populations.push({ derived, guards: [] });
      return { plain, sharedExponentials: plain, flush: undefined };
    }
    const noteFault = module.add(faultFunction(context));
    const arrival = arrivalOf(whole);
    if (arrival) {
      const addresses = { ...context.addresses, inlets: inletsOf(arrival) };
      const own = { ...context, population: arrival, roots: [...arrival.next], addresses };
      arrive.push({ population: index, function: module.add(populationFunction(own, noteFault)) });
    }
    const plain = module.add(populationFunction(context, noteFault));
    const sharedExponentials = sharing
      ? module.add(populationFunction({ ...context, roots: sharing.roots }, noteFault))
      : plain;
    populations.push({
      derived,
      guards: sharing?.offsets ?? [],
    });
    const sweep = flushFunction(context);
    return { plain, sharedExponentials, flush: sweep && module.add(sweep) };
  });
  const add = (f: FunctionBuilder): number => module.add(f);
  const sums = program.sums.map((sum, k) => ({
    population: sum.population,
    function: module.add(sumFunction({ program, map, pool, relaxed, derived: derivedOf[sum.population]! }, k)),
  }));
  const links = program.links.map((group, k) =>
    linkTables(program, layout, group, map.columns, map.links[k]!, threads, (p, t) => shareOf(p, t, threads).end),
  );
  const calls: RunCalls = {
    arrive,
    sums,
    beginnings,
    join: links.length === 0 ? undefined : { function: add(joinFunction(add)), links },
    between: program.links.some(joinsCells),
    populations: advance,
    deliver: deliveryCalls({
      program,
      map,
      pool,
      relaxed,
      owners: owned ? threads : 1,
      derivedOf: (population) => derivedOf[population]!,
      add,
    }),
    probe: module.add(probeFunction()),
    threads,
    barrier: threads > 1 ? module.add(barrierFunction(threads)) : undefined,
  };
  module.add(runFunction(map, program.ring, calls), 'run');
  module.add(runFunction(map, program.ring, calls, clock), 'profile');
  const constants = pool.contents();
  if (4 * constants.length > CONSTANT_BYTES)
    throw refusal('wasm-numbers', { needed: constants.length, allowed: CONSTANT_BYTES / 4 });
  const maximumPages = home ? MOST_PAGES : Math.min(MOST_PAGES, Math.ceil(map.end / PAGE) + TRACE_PAGES);
  return {
    bytes: module.encode({ minimum: 1, maximum: maximumPages, shared }),
    threads,
    shared,
    relaxed,
    map,
    constants,
    ranges: rangesOf(program, threads),
    links,
    populations,
    maximumPages,
  };
}

/** Synapses of other kinds than stored ones are taken from the cells that spike. */
const canOwn = (program: Program): boolean =>
  storedOf(program).targets.length > 0 && program.synapses.every(({ kind }) => kind === 'stored');

/** Sharing is given up where an offset is a literal beyond the guard; the others are checked whenever a uniform changes. */
function withinGuard(sharing: SharedExponentials | undefined): SharedExponentials | undefined {
  const beyond = sharing?.offsets.some((e) => e.op === 'number' && Math.abs(e.value) > GUARD);
  return beyond ? undefined : sharing;
}

/** 4 × first cell and 4 × end of each thread's share of each population. */
function rangesOf(program: Program, threads: number): Uint32Array {
  return Uint32Array.from(
    Array.from({ length: threads }, (_, t) =>
      program.populations.flatMap((population) => {
        const { begin, end } = shareOf(population, t, threads);
        return [4 * begin, 4 * end];
      }),
    ).flat(),
  );
}
