/** Which groups are told apart by colour, and which one a cell is in. */
import type { Group } from '../index.ts';

/**
 * The finest division: a group that others fill completely is left out, as is a group whose cells all lie in finer ones. In order of
 * their cells, so E, which comes first, is drawn below I.
 */
export function shownGroups(groups: readonly Group[]): Group[] {
  const finest = groups.filter((g) => !groups.some((h) => h !== g && h.count < g.count && inside(h, g)));
  const shown: Group[] = [];
  for (const group of [...finest].sort((a, b) => a.first - b.first || a.count - b.count)) {
    const last = shown.at(-1);
    if (last === undefined || group.first >= last.first + last.count) shown.push(group);
  }
  return shown;
}

const inside = (inner: Group, outer: Group): boolean =>
  inner.first >= outer.first && inner.first + inner.count <= outer.first + outer.count;

/** Index into `groups` for every cell; `groups.length` where there is none. */
export function groupTable(groups: readonly Group[], cells: number): Uint8Array {
  const table = new Uint8Array(cells).fill(Math.min(255, groups.length));
  groups.forEach((g, index) => {
    table.fill(Math.min(254, index), g.first, g.first + g.count);
  });
  return table;
}
