/**
 * Junctions in the solution (`program/links.ts`): one function for all components, which reads tables. Components whose cells lie side by
 * side go four at a time.
 */
import type { Layout } from '../../program/layout.ts';
import { componentsOf, type Links, MOST_LINKS, stemOf } from '../../program/links.ts';
import type { PopulationProgram, Program } from '../../program/program.ts';
import { FunctionBuilder, type Local } from './function-builder.ts';
import { op } from './opcodes.ts';
import { four, one, type Width } from './width.ts';

/** Words of a row of the stem: addresses of diagonal, right side, work and the parent's work, conductance, member. Children first. */
const ROW = { diagonal: 0, right: 4, work: 8, parent: 12, axial: 16, member: 20, bytes: 24 } as const;
/** Words of a junction: of either end the address of voltage and work, and the member; distance of its 1/g from those of the first. */
const END = { voltage: 0, work: 4, member: 8, bytes: 12 } as const;
const JUNCTION = { ends: [0, END.bytes], inverse: 24, bytes: 32 } as const;
/** Words of a run of components that lie side by side: 4 × cell of either member, bytes of a row of the cells, address of 1/g. */
const RUN = { cells: [0, 4], bytes: 8, inverse: 12, size: 16 } as const;

/** Bytes of a matrix entry: what numbers of junctions are counted in. */
export const JUNCTION_STEP = 16;
const ENTRY = JUNCTION_STEP;
/** Of a row, and where the currents are behind the matrix. */
const MATRIX_ROW = ENTRY * MOST_LINKS;
const CURRENTS = MATRIX_ROW * MOST_LINKS;

/** More keeps what fades along a branch out of the slow range below 1e-38. */
const TINY = 1e-30;

/** Where the tables of components of one kind lie. */
export interface LinkTables {
  readonly rows: number;
  readonly rowsEnd: number;
  readonly junctions: number;
  readonly count: number;
  /** Two words per thread: its runs, from and to. */
  readonly ranges: number;
  /** Words to be written from `address`. */
  readonly address: number;
  readonly words: Uint32Array;
}

/** Tables of `links`, from an address in a place of `linkBytes`. `shareEnd`: first cell of a population behind those of a thread. */
export function linkTables(
  program: Program,
  layout: Layout,
  links: Links,
  columns: number,
  address: number,
  threads: number,
  shareEnd: (population: PopulationProgram, thread: number) => number,
): LinkTables {
  const { populations } = program;
  const { rows, ends } = stemOf(links, populations);
  const words: number[] = [];
  const here = (): number => address + 4 * words.length;
  /** Of a site's first cell. */
  const at = (member: number, site: number, column: 'voltage' | 'diagonal' | 'right' | 'work'): number => {
    const p = links.members[member]!;
    const { tree, size } = populations[p]!;
    return columns + 4 * (layout.columns[p]![tree![column]!]! + site * size);
  };
  for (const { member, site, axial, parent } of rows)
    words.push(
      at(member, site, 'diagonal'),
      at(member, site, 'right'),
      at(member, site, 'work'),
      at(member, rows[parent]!.site, 'work'),
      bitsOf(axial),
      member,
    );
  const rowsEnd = here();
  const components = componentsOf(links);
  ends.forEach((pair, e) => {
    for (const end of pair) {
      const { member, site } = rows[end]!;
      words.push(at(member, site, 'voltage'), at(member, site, 'work'), member);
    }
    words.push(4 * components * e, 0);
  });
  const inverses = here();
  for (const conductance of links.conductances) for (const g of conductance) words.push(bitsOf(1 / g));
  const ranges = here();
  const runsFrom = ranges + 8 * threads;
  const runs: number[] = [];
  const [first, second = first] = links.cells as [Uint32Array, Uint32Array?];
  let i = 0;
  for (let t = 0; t < threads; t++) {
    const end = shareEnd(populations[links.members[0]!]!, t);
    const from = runsFrom + 4 * runs.length;
    while (i < components && first[i]! < end) {
      let next = i + 1;
      while (
        next < components &&
        first[next]! < end &&
        links.cells.every((cells) => cells[next] === cells[next - 1]! + 1)
      )
        next++;
      runs.push(4 * first[i]!, 4 * second[i]!, 4 * (next - i), inverses + 4 * i);
      i = next;
    }
    words.push(from, runsFrom + 4 * runs.length);
  }
  for (const word of runs) words.push(word);
  return {
    rows: address,
    rowsEnd,
    junctions: rowsEnd,
    count: ends.length,
    ranges,
    address,
    words: Uint32Array.from(words),
  };
}

/** Bytes that the tables of `links` take at most. */
export function linkBytes({ populations }: Program, links: Links, threads: number): number {
  const { rows, ends } = stemOf(links, populations);
  const components = componentsOf(links);
  return (
    ROW.bytes * rows.length +
    JUNCTION.bytes * ends.length +
    4 * ends.length * components +
    8 * threads +
    RUN.size * components
  );
}

const bitsOf = (value: number): number => new Uint32Array(Float32Array.of(value).buffer)[0]!;

/** Numbers of functions (rows, rowsEnd, cell 0, cell 1) along the stem, for a width. */
interface Along {
  readonly clear: number;
  readonly eliminate: number;
  readonly substitute: number;
}

/** join(runs, runsEnd, rows, rowsEnd, junctions, count × 16, scratch): puts the currents of junctions into the right sides. */
export function joinFunction(add: (f: FunctionBuilder) => number): FunctionBuilder {
  const f = new FunctionBuilder(['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32']);
  const [run, end] = [0, 1] as const;
  const [first, second, left, inverse] = Array.from({ length: 4 }, () => f.local('i32')) as [
    Local,
    Local,
    Local,
    Local,
  ];
  const bodies = [four, one].map((width) => {
    const along = {
      clear: add(clearFunction(width)),
      eliminate: add(eliminateFunction(width)),
      substitute: add(substituteFunction(width)),
    };
    return { width, body: componentBody(f, width, along, [first, second], inverse) };
  });
  f.while(
    () => f.get(run).get(end).op(op.i32_lt_u),
    () => {
      f.get(run).memory(op.i32_load, RUN.cells[0]).set(first);
      f.get(run).memory(op.i32_load, RUN.cells[1]).set(second);
      f.get(run).memory(op.i32_load, RUN.bytes).set(left);
      f.get(run).memory(op.i32_load, RUN.inverse).set(inverse);
      for (const { width, body } of bodies)
        f.while(
          () => f.get(left).i32(width.bytes).op(op.i32_ge_u),
          () => {
            body();
            for (const local of [first, second, inverse]) f.advance(local, width.bytes);
            f.advance(left, -width.bytes);
          },
        );
      f.advance(run, RUN.size);
    },
  );
  return f;
}

type Cells = readonly [first: Local, second: Local];

/** Leaves an address that stands in a table, for the cell of the member that stands there. */
const address = (f: FunctionBuilder, table: Local, word: number, member: number, [first, second]: Cells) =>
  f
    .get(table)
    .memory(op.i32_load, word)
    .get(second)
    .get(first)
    .get(table)
    .memory(op.i32_load, member)
    .op(op.select)
    .op(op.i32_add);

/** Appends the work for the components at `cells`, once, wherever it is called. */
function componentBody(f: FunctionBuilder, width: Width, along: Along, cells: Cells, inverse: Local): () => void {
  const [rows, rowsEnd, junctions, count, scratch] = [2, 3, 4, 5, 6] as const;
  const { add, sub, mul, div } = width.ops;
  const [e, q, p, row, junction] = Array.from({ length: 5 }, () => f.local('i32')) as [
    Local,
    Local,
    Local,
    Local,
    Local,
  ];
  const factor = f.local(width.type);
  const call = (index: number): FunctionBuilder => f.get(rows).get(rowsEnd).get(cells[0]).get(cells[1]).call(index);
  const atEnd = (end: 0 | 1, word: number): FunctionBuilder =>
    address(f, junction, JUNCTION.ends[end] + word, JUNCTION.ends[end] + END.member, cells);
  /** What an end's value is above that of the other. */
  const between = (word: number): FunctionBuilder => {
    width.load(atEnd(0, word), 0);
    width.load(atEnd(1, word), 0);
    return sub(f);
  };
  const junctionOf = (number: Local): FunctionBuilder =>
    f.get(junctions).get(number).i32(1).op(op.i32_shl).op(op.i32_add).set(junction);
  /** Address of a matrix entry. */
  const entry = (r: Local, c: Local): FunctionBuilder =>
    f.get(scratch).get(r).i32(4).op(op.i32_shl).op(op.i32_add).get(c).op(op.i32_add);
  const current = (number: Local): FunctionBuilder => f.get(scratch).get(number).op(op.i32_add);
  /** For all numbers × 16 from that on, below an end. */
  const over = (number: Local, from: () => void, to: () => FunctionBuilder, body: () => void): void => {
    from();
    f.set(number);
    f.while(
      () => {
        f.get(number);
        return to().op(op.i32_lt_u);
      },
      () => {
        body();
        f.advance(number, ENTRY);
      },
    );
  };
  const all = (): FunctionBuilder => f.get(count);
  const behind = (number: Local) => () => void f.get(number).i32(ENTRY).op(op.i32_add);
  const start = (): void => void f.i32(0);
  const overRows = (body: () => void): void => {
    f.get(rows).set(row);
    f.while(
      () => f.get(row).get(rowsEnd).op(op.i32_lt_u),
      () => {
        body();
        f.advance(row, ROW.bytes);
      },
    );
  };
  const atRow = (word: number): FunctionBuilder => address(f, row, word, ROW.member, cells);
  return () => {
    over(e, start, all, () => {
      call(along.clear);
      junctionOf(e);
      width.store(width.constant(atEnd(0, END.work), 1), 0);
      width.store(width.constant(atEnd(1, END.work), -1), 0);
      call(along.eliminate);
      call(along.substitute);
      over(
        q,
        () => void f.get(e),
        all,
        () => {
          entry(q, e);
          junctionOf(q);
          width.store(between(END.work), 0);
        },
      );
      junctionOf(e);
      entry(e, e);
      width.load(entry(e, e), 0);
      width.load(f.get(inverse).get(junction).memory(op.i32_load, JUNCTION.inverse).op(op.i32_add), 0);
      width.store(add(f), 0);
    });
    // What flows without the junctions.
    overRows(() => {
      atRow(ROW.work);
      width.store(width.load(atRow(ROW.right), 0), 0);
    });
    call(along.substitute);
    over(e, start, all, () => {
      junctionOf(e);
      current(e);
      between(END.voltage);
      between(END.work);
      width.store(add(f), CURRENTS);
    });
    // M·i = r, M symmetric: the rows below, to the diagonal.
    over(p, start, all, () =>
      over(q, behind(p), all, () => {
        width.load(entry(q, p), 0);
        width.load(entry(p, p), 0);
        div(f).set(factor);
        over(
          e,
          behind(p),
          () => f.get(q).i32(ENTRY).op(op.i32_add),
          () => {
            entry(q, e);
            width.load(entry(q, e), 0).get(factor);
            width.load(entry(e, p), 0);
            width.store(sub(mul(f)), 0);
          },
        );
        current(q);
        width.load(current(q), CURRENTS).get(factor);
        width.load(current(p), CURRENTS);
        width.store(sub(mul(f)), CURRENTS);
      }),
    );
    f.get(count).set(p);
    f.while(
      () => f.get(p),
      () => {
        f.advance(p, -ENTRY);
        over(q, behind(p), all, () => {
          current(p);
          width.load(current(p), CURRENTS);
          width.load(entry(q, p), 0);
          width.load(current(q), CURRENTS);
          width.store(sub(mul(f)), CURRENTS);
        });
        current(p);
        width.load(current(p), CURRENTS);
        width.load(entry(p, p), 0);
        width.store(div(f), CURRENTS);
      },
    );
    call(along.clear);
    over(e, start, all, () => {
      junctionOf(e);
      ([sub, add] as const).forEach((change, end) => {
        atEnd(end as 0 | 1, END.work);
        width.load(atEnd(end as 0 | 1, END.work), 0);
        width.load(current(e), CURRENTS);
        width.store(change(f), 0);
      });
    });
    call(along.eliminate);
    overRows(() => {
      atRow(ROW.right);
      width.load(atRow(ROW.right), 0);
      width.load(atRow(ROW.work), 0);
      width.store(add(f), 0);
    });
  };
}

/** A function (rows, rowsEnd, cell 0, cell 1) that does something at each row of the stem, from the tips or from the roots. */
function alongStem(
  from: 'tips' | 'roots',
  body: (f: FunctionBuilder, at: (word: number) => FunctionBuilder, row: Local) => void,
) {
  const f = new FunctionBuilder(['i32', 'i32', 'i32', 'i32']);
  const [rows, rowsEnd, first, second] = [0, 1, 2, 3] as const;
  const row = f.local('i32');
  const at = (word: number): FunctionBuilder => address(f, row, word, ROW.member, [first, second]);
  if (from === 'tips') {
    f.get(rows).set(row);
    f.while(
      () => f.get(row).get(rowsEnd).op(op.i32_lt_u),
      () => {
        body(f, at, row);
        f.advance(row, ROW.bytes);
      },
    );
  } else {
    f.get(rowsEnd).set(row);
    f.while(
      () => f.get(row).get(rows).op(op.i32_gt_u),
      () => {
        f.advance(row, -ROW.bytes);
        body(f, at, row);
      },
    );
  }
  return f;
}

const clearFunction = (width: Width): FunctionBuilder =>
  alongStem('tips', (f, at) => {
    at(ROW.work);
    width.store(width.constant(f, 0), 0);
  });

/** work_parent += share·work. */
const eliminateFunction = (width: Width): FunctionBuilder =>
  alongStem('tips', (f, at, row) => {
    const { add, mul, div } = width.ops;
    at(ROW.parent);
    width.load(at(ROW.parent), 0);
    width.load(at(ROW.work), 0);
    width.spread(f.get(row), ROW.axial);
    width.load(at(ROW.diagonal), 0);
    width.spread(f.get(row), ROW.axial);
    mul(div(add(f)));
    width.constant(f, TINY);
    width.store(add(add(f)), 0);
  });

/** work = (work + axial·work_parent) ÷ (diagonal + axial). */
const substituteFunction = (width: Width): FunctionBuilder =>
  alongStem('roots', (f, at, row) => {
    const { add, mul, div } = width.ops;
    at(ROW.work);
    width.load(at(ROW.work), 0);
    width.spread(f.get(row), ROW.axial);
    width.load(at(ROW.parent), 0);
    add(mul(f));
    width.load(at(ROW.diagonal), 0);
    width.spread(f.get(row), ROW.axial);
    width.store(div(add(f)), 0);
  });
