/**
 * Cells with dendrites: kernels at stretches of sites, four rows at a time, and the solution along the tree, four cells at a time where
 * there are so many. Threads share the cells; one that has not all of them goes through its rows site by site.
 */
import type { Expr } from '../../expression/node.ts';
import { topological } from '../../expression/visit.ts';
import type { SiteKernel, Tree } from '../../program/tree.ts';
import type { PopulationContext } from './context.ts';
import { FunctionBuilder } from './function-builder.ts';
import { op } from './opcodes.ts';
import { populationFunction } from './population.ts';
import { flushFunction } from './sweeps.ts';
import { four, one, type Width } from './width.ts';

/** Addresses of a tree's tables: see `treeTables` in `program/target/simd.ts`. */
export interface TreeAddresses {
  readonly entries: number;
  readonly children: number;
}

/** Steps between two sweeps for values that have decayed to nothing; a power of 2. */
const FLUSH_EVERY = 256;

/** A step of the trees in one piece, or in two with the junctions in the solution (`links.ts`) between them: 'eliminate', 'substitute'. */
type Part = 'all' | 'eliminate' | 'substitute';

/**
 * The population's `advance`, as that of `populationFunction`, or a part of it. `context`: of the population; `add` puts a function into
 * the module.
 */
export function treeFunction(
  context: PopulationContext,
  tree: Tree,
  tables: TreeAddresses,
  noteFault: number,
  add: (f: FunctionBuilder) => number,
  part: Part = 'all',
): FunctionBuilder {
  const { population: p } = context;
  /** Bytes of a row of each cell: from a site to the next. */
  const stride = 4 * p.size;
  const f = new FunctionBuilder(['i32', 'i32', 'i32', 'i32', 'i32', 'i32'], ['i32']);
  const [step, begin, end, row, list, thread] = [0, 1, 2, 3, 4, 5] as const;
  const site = f.local('i32');
  // A share may end behind the last cell, or be empty.
  f.get(end).i32(stride).get(end).i32(stride).op(op.i32_lt_u).op(op.select).set(end);
  f.get(begin)
    .get(end)
    .op(op.i32_ge_u)
    .if(() => f.get(list).op(op.return));
  /** Calls a kernel at the rows whose ends are given; those of its inlets begin `inlets` bytes before. */
  const call = (index: number, rows: () => void, inlets: number): FunctionBuilder => {
    f.get(step);
    rows();
    f.get(row);
    if (inlets !== 0) f.i32(inlets).op(op.i32_sub);
    return f.get(list).get(thread).call(index);
  };
  /** The thread's rows of a run of sites: in one piece where the thread has all cells. */
  const stretches = ({ first, count }: Pick<Run, 'first' | 'count'>, body: (rows: () => void) => void): void => {
    const [from, to] = [first * stride, (first + count) * stride];
    const shared = (): void => body(() => void f.get(site).get(begin).op(op.i32_add).get(site).get(end).op(op.i32_add));
    const whole = (): void => body(() => void f.i32(from).i32(to));
    f.get(end).get(begin).op(op.i32_sub).i32(stride).op(op.i32_eq);
    f.if(whole, () => {
      f.i32(from).set(site);
      f.doWhile(() => {
        shared();
        f.advance(site, stride).get(site).i32(to).op(op.i32_lt_u);
      });
    });
  };
  const kernels = (all: readonly SiteKernel[]): void => {
    for (const kernel of all) {
      const own = contextOf(context, kernel.writes);
      const index = add(populationFunction(own, noteFault));
      const sweep = flushFunction(own);
      const flush = sweep && add(sweep);
      for (const run of runsOf(kernel.sites)) {
        stretches(run, (rows) => void call(index, rows, (run.first - run.from) * stride).op(op.drop));
        if (flush !== undefined)
          f.get(step)
            .i32(FLUSH_EVERY - 1)
            .op(op.i32_and)
            .op(op.i32_eqz)
            .if(() =>
              stretches(run, (rows) => {
                rows();
                f.call(flush);
              }),
            );
      }
    }
  };
  if (part !== 'substitute') kernels(tree.before);
  f.get(begin)
    .get(end)
    .call(add(solveFunction(context, tree, tables, part)));
  if (part === 'eliminate') return f.get(list);
  kernels(tree.after);
  // What the solution moved is looked at by a kernel that writes nothing.
  const name = p.columns[tree.voltage]!.name;
  const voltage = topological(tree.before.flatMap((k) => k.writes.map((w) => w.value))).find(
    (e) => e.op === 'state' && e.name === name,
  );
  if (voltage) {
    const index = add(populationFunction(contextOf(context, [{ column: tree.voltage, value: voltage }]), noteFault));
    stretches({ first: 0, count: tree.sites }, (rows) => void call(index, rows, 0).op(op.drop));
  }
  const spikes = contextOf(context, [], tree.spike.condition);
  const at = tree.spike.site * p.size;
  const first = p.first - at;
  const index = add(populationFunction({ ...spikes, population: { ...spikes.population, first } }, noteFault));
  const rows = (): void =>
    void f
      .get(begin)
      .i32(4 * at)
      .op(op.i32_add)
      .get(end)
      .i32(4 * at)
      .op(op.i32_add);
  return call(index, rows, 0);
}

/** Sites that follow one another: the first, how many, and the number of the first among the kernel's. */
interface Run {
  readonly first: number;
  count: number;
  readonly from: number;
}

function runsOf(sites: Uint32Array): Run[] {
  const runs: Run[] = [];
  sites.forEach((site, k) => {
    const last = runs.at(-1);
    if (last && last.first + last.count === site) last.count++;
    else runs.push({ first: site, count: 1, from: k });
  });
  return runs;
}

/** A population whose step is the kernel: its columns first, and only the inlets that it reads. */
function contextOf(context: PopulationContext, writes: SiteKernel['writes'], spike?: Expr): PopulationContext {
  const { population: p, addresses } = context;
  const written = writes.map((w) => w.column);
  const order = [...written, ...p.columns.keys()].filter((c, k, all) => all.indexOf(c) === k);
  const next = writes.map((w) => w.value);
  const roots = spike ? [...next, spike] : next;
  const read = new Set(topological(roots).flatMap((e) => (e.op === 'inlet' ? [e.index] : [])));
  return {
    ...context,
    exact: true,
    population: {
      ...p,
      columns: order.map((c) => p.columns[c]!),
      states: written.length,
      inlets: p.inlets.filter((_, i) => read.has(i)),
      next,
      spike,
    },
    roots,
    addresses: {
      ...addresses,
      columns: order.map((c) => addresses.columns[c]!),
      inlets: addresses.inlets.map((list, i) => (read.has(i) ? list : [])),
    },
  };
}

/**
 * solve(begin, end): of cells begin/4 … end/4 − 1, all of it or a part. Entries are 16 bytes: 4 × row, 4 × row of the parent, conductance,
 * 8 × children; children 8: 4 × row, conductance.
 */
function solveFunction(
  { addresses }: PopulationContext,
  tree: Tree,
  tables: TreeAddresses,
  part: Part,
): FunctionBuilder {
  const f = new FunctionBuilder(['i32', 'i32']);
  const [first, end] = [0, 1] as const;
  const [V, D, B] = [tree.voltage, tree.diagonal, tree.right].map((c) => addresses.columns[c]!) as [
    number,
    number,
    number,
  ];
  const count = tree.order.length;
  const [entry, child, last, begin, here, up, stop] = Array.from({ length: 7 }, () => f.local('i32')) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  /** Bytes of the vectors that lie whole in the range, and of all of it. */
  const [whole, all] = [f.local('i32'), f.local('i32')];
  f.get(end).get(first).op(op.i32_sub).tee(all).i32(-16).op(op.i32_and).set(whole);
  /** Does `body` for the cells of an entry, at `here` and `up`. */
  const cells = (body: (width: Width) => void): void => {
    f.get(entry).memory(op.i32_load, 0).get(first).op(op.i32_add).set(here);
    f.get(entry).memory(op.i32_load, 4).get(first).op(op.i32_add).set(up);
    /** Up to so many bytes behind the range's beginning. */
    const over = (width: Width, bytes: number): void => {
      f.get(entry).memory(op.i32_load, 0).get(first).op(op.i32_add).get(bytes).op(op.i32_add).set(stop);
      f.while(
        () => f.get(here).get(stop).op(op.i32_lt_u),
        () => {
          body(width);
          f.advance(here, width.bytes).advance(up, width.bytes);
        },
      );
    };
    over(four, whole);
    over(one, all);
  };
  const locals = new Map<Width, Record<'v' | 'd' | 'r' | 'g' | 'share' | 'grounded', number>>();
  const of = (width: Width) => {
    const known = locals.get(width);
    if (known) return known;
    const [v, d, r, g, share, grounded] = Array.from({ length: 6 }, () => f.local(width.type)) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const made = { v, d, r, g, share, grounded };
    locals.set(width, made);
    return made;
  };
  const below = f.local('i32');
  const offset = f.local('i32');

  /** From the leaves to the root: children are listed in the order in which this goes. */
  const eliminate = (): void => {
    f.i32(tables.entries + 16 * (count - 1)).set(entry);
    f.i32(tables.children).set(begin);
    f.doWhile(() => {
      f.get(begin).get(entry).memory(op.i32_load, 12).op(op.i32_add).set(last);
      cells((width) => {
        const { v, d, r, g, share, grounded } = of(width);
        const { add, sub, mul, div } = width.ops;
        width.load(f.get(here), V).set(v);
        width.load(f.get(here), D).set(d);
        // r = B + G·(V_parent − V)
        width.load(f.get(here), B);
        width.spread(f.get(entry), 8);
        width.load(f.get(up), V).get(v);
        add(mul(sub(f))).set(r);
        f.get(here).get(entry).memory(op.i32_load, 0).op(op.i32_sub).set(offset);
        f.get(begin).set(child);
        f.while(
          () => f.get(child).get(last).op(op.i32_lt_u),
          () => {
            f.get(child).memory(op.i32_load, 0).get(offset).op(op.i32_add).set(below);
            width.spread(f.get(child), 4).set(g);
            width.load(f.get(g).get(below), D).tee(grounded);
            div(add(f.get(g))).set(share);
            // d += share·D_child
            f.get(d).get(share).get(grounded);
            add(mul(f)).set(d);
            // r += g·(V_child − V) + share·B_child
            f.get(r).get(g);
            width.load(f.get(below), V).get(v);
            mul(sub(f)).get(share);
            width.load(f.get(below), B);
            add(add(mul(f))).set(r);
            f.advance(child, 8);
          },
        );
        width.store(f.get(here).get(d), D);
        width.store(f.get(here).get(r), B);
      });
      f.get(last).set(begin);
      f.advance(entry, -16).get(entry).i32(tables.entries).op(op.i32_ge_u);
    });
  };
  /** And back: ΔV, which moves the voltage. */
  const substitute = (): void => {
    f.i32(tables.entries).set(entry);
    f.doWhile(() => {
      cells((width) => {
        const { v, d } = of(width);
        const { add, mul, div } = width.ops;
        width.load(f.get(here), B);
        width.spread(f.get(entry), 8);
        width.load(f.get(up), B);
        add(mul(f));
        width.load(f.get(here), D);
        width.spread(f.get(entry), 8);
        div(add(f)).set(d);
        width.store(f.get(here).get(d), B);
        width.load(f.get(here), V).get(d);
        if (tree.gain === 2) add(f.get(d));
        add(f).set(v);
        width.store(f.get(here).get(v), V);
      });
      f.advance(entry, 16)
        .get(entry)
        .i32(tables.entries + 16 * count)
        .op(op.i32_lt_u);
    });
  };
  if (part !== 'substitute') eliminate();
  if (part !== 'eliminate') substitute();
  return f;
}
