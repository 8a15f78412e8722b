/** Nodes and edges of SONATA files as columns. */
import { UserError } from '../../errors.ts';
import type { Hdf5File } from '../../files/hdf5/read.ts';

/** A population in a file of nodes or edges, by its path there: '/nodes/v1'. */
export class SonataTable {
  readonly file: Hdf5File;
  /** Of the file, for errors. */
  readonly name: string;
  readonly path: string;
  readonly count: number;
  readonly #groups: Float64Array;
  readonly #places: Float64Array;

  /** `kind`: 'node' or 'edge'. */
  constructor(file: Hdf5File, name: string, path: string, kind: 'node' | 'edge') {
    this.file = file;
    this.name = name;
    this.path = path;
    const types = this.column(`${kind}_type_id`);
    this.count = types.length;
    this.#groups = this.column(`${kind}_group_id`, this.count);
    this.#places = this.column(`${kind}_group_index`, this.count);
  }

  /** A dataset of the population. Throws a UserError where it is not there, or has another length than `count`. */
  column(name: string, count?: number): Float64Array {
    const found = this.file.numbers(`${this.path}/${name}`);
    if (!found) throw new UserError(`${this.name}: ${this.path} has no dataset '${name}'.`);
    if (count !== undefined && found.length !== count)
      throw new UserError(`${this.name}: ${this.path}/${name} has ${found.length} values for ${count} rows.`);
    return Float64Array.from(found as ArrayLike<number>, Number);
  }

  /** Names of the values that any group has at `under` ('' or 'dynamics_params'). */
  names(under: string): ReadonlySet<string> {
    const groups = new Set(this.#groups);
    return new Set([...groups].flatMap((g) => this.file.children(`${this.path}/${g}/${under}`) ?? []));
  }

  /** A value of the groups, one per row; NaN where a row's group does not have it; undefined where none has. */
  values(name: string): Float64Array | undefined {
    const columns = new Map<number, ArrayLike<number | bigint>>();
    for (const group of new Set(this.#groups)) {
      const found = this.file.numbers(`${this.path}/${group}/${name}`);
      if (found) columns.set(group, found as ArrayLike<number | bigint>);
    }
    if (columns.size === 0) return undefined;
    return this.#groups.map((group, k) => {
      const column = columns.get(group);
      if (!column) return Number.NaN;
      const value = Number(column[this.#places[k]!]);
      if (Number.isFinite(value)) return value;
      throw new UserError(`${this.name}: ${this.path}/${group}/${name} has no finite value for row ${k}.`);
    });
  }
}
