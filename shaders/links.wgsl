// Junctions that take part in the solution of trees, within a cell or between two that are solved together: src/program/links.ts says how
// and in which order. Done by one thread between the elimination of the trees and the way back.
//
// Linked by name: `tables`, `Tree`, `most_links` (generated: junctions of the cells that have most).
//
// Tables of a kind: numbers of the rows of its stem and of its junctions; four numbers for each row, children first (member, site, site of
// the parent, conductance to it in nS, 0 of a root, which is its own parent); four for each junction (member and site of either end).

// A cell and that which is solved with it, or itself.
struct Component {
  first: Tree,
  cell: u32,
  second: Tree,
  other: u32,
}

// Entries of `state` of a site.
struct Site {
  voltage: u32,
  diagonal: u32,
  right: u32,
  work: u32,
}

fn site_of(c: Component, member: f32, site: f32) -> Site {
  let of_other = member != 0.0;
  let at = u32(site) * select(c.first.cells, c.second.cells, of_other) + select(c.cell, c.other, of_other);
  return Site(
    select(c.first.voltage, c.second.voltage, of_other) + at,
    select(c.first.diagonal, c.second.diagonal, of_other) + at,
    select(c.first.right, c.second.right, of_other) + at,
    select(c.first.work, c.second.work, of_other) + at,
  );
}

fn clear_stem(c: Component, rows: u32, end: u32) {
  for (var row = rows; row < end; row += 4u) {
    state[site_of(c, tables[row], tables[row + 1u]).work] = 0.0;
  }
}

// From the tips to the roots.
fn eliminate_stem(c: Component, rows: u32, end: u32) {
  for (var row = rows; row < end; row += 4u) {
    let at = site_of(c, tables[row], tables[row + 1u]);
    let above = site_of(c, tables[row], tables[row + 2u]).work;
    let g = tables[row + 3u];
    let share = g / (state[at.diagonal] + g);
    state[above] += share * state[at.work];
  }
}

// And back.
fn substitute_stem(c: Component, rows: u32, end: u32) {
  for (var row = end; row > rows; row -= 4u) {
    let at = site_of(c, tables[row - 4u], tables[row - 3u]);
    let above = site_of(c, tables[row - 4u], tables[row - 2u]).work;
    let g = tables[row - 1u];
    state[at.work] = (state[at.work] + g * state[above]) / (state[at.diagonal] + g);
  }
}

// Puts the currents of the junctions into the right sides. `kind`: where its tables begin; `inverses`: where 1/g of the junctions do, in
// 1/nS.
fn join_cells(c: Component, kind: u32, inverses: u32) {
  let rows = kind + 2u;
  let end = rows + 4u * u32(tables[kind]);
  let count = u32(tables[kind + 1u]);
  var matrix: array<f32, most_links * most_links>;
  var current: array<f32, most_links>;
  for (var f = 0u; f < count; f++) {
    let own = end + 4u * f;
    clear_stem(c, rows, end);
    state[site_of(c, tables[own], tables[own + 1u]).work] = 1.0;
    state[site_of(c, tables[own + 2u], tables[own + 3u]).work] = -1.0;
    eliminate_stem(c, rows, end);
    substitute_stem(c, rows, end);
    for (var e = f; e < count; e++) {
      let junction = end + 4u * e;
      let a = site_of(c, tables[junction], tables[junction + 1u]).work;
      let b = site_of(c, tables[junction + 2u], tables[junction + 3u]).work;
      matrix[e * most_links + f] = state[a] - state[b];
    }
    matrix[f * most_links + f] += tables[inverses + f];
  }
  // What flows without the junctions.
  for (var row = rows; row < end; row += 4u) {
    let at = site_of(c, tables[row], tables[row + 1u]);
    state[at.work] = state[at.right];
  }
  substitute_stem(c, rows, end);
  for (var e = 0u; e < count; e++) {
    let junction = end + 4u * e;
    let a = site_of(c, tables[junction], tables[junction + 1u]);
    let b = site_of(c, tables[junction + 2u], tables[junction + 3u]);
    current[e] = (state[a.voltage] - state[b.voltage]) + (state[a.work] - state[b.work]);
  }
  // The matrix is symmetric: the rows below, to the diagonal.
  for (var p = 0u; p < count; p++) {
    for (var r = p + 1u; r < count; r++) {
      let factor = matrix[r * most_links + p] / matrix[p * most_links + p];
      for (var q = p + 1u; q <= r; q++) {
        matrix[r * most_links + q] -= factor * matrix[q * most_links + p];
      }
      current[r] -= factor * current[p];
    }
  }
  for (var p = count; p > 0u; p--) {
    let own = p - 1u;
    for (var r = p; r < count; r++) {
      current[own] -= matrix[r * most_links + own] * current[r];
    }
    current[own] /= matrix[own * most_links + own];
  }
  clear_stem(c, rows, end);
  for (var e = 0u; e < count; e++) {
    let junction = end + 4u * e;
    state[site_of(c, tables[junction], tables[junction + 1u]).work] -= current[e];
    state[site_of(c, tables[junction + 2u], tables[junction + 3u]).work] += current[e];
  }
  eliminate_stem(c, rows, end);
  for (var row = rows; row < end; row += 4u) {
    let at = site_of(c, tables[row], tables[row + 1u]);
    state[at.right] += state[at.work];
  }
}
