// Cells with dendrites: one linear system per cell, eliminated from the tips to the root and back (Hines 1984); src/program/tree.ts says
// which and in which order. Places stand in the tables stretch by stretch, parents before their children.
//
// Linked by name: `exceeds`; `tables`, where the generated code says each tree's begin.

struct Tree {
  // Cells of the population: row site × cells + cell of a column is a site of a cell.
  cells: u32,
  // Unbranched stretches of a cell.
  branch_count: u32,
  // Columns of the voltage, the diagonal and the right side: their first entries of `state`.
  voltage: u32,
  diagonal: u32,
  right: u32,
  // What the change of the voltage counts, 1 or 2.
  gain: f32,
  // Bit pattern of the voltage's limit.
  limit: u32,
  // First entry in `tables` of: four numbers for each place and once more (site, site of the parent, conductance to it in nS, number of
  // its first child); two numbers for each child (site, conductance).
  entries: u32,
  children: u32,
  // Unbranched stretches, level by level: first place of each, and the end; first stretch of each level, and the end.
  branches: u32,
  levels: u32,
  level_count: u32,
  // Column for work of cells with junctions in the solution.
  work: u32,
}

// Eliminates an unbranched stretch from its end, which pulls from the stretches that begin there, to its first place. Between two places of
// the stretch values go from hand to hand: a row that was just stored is slow to load.
fn eliminate(tree: Tree, cell: u32, branch: u32) {
  let first = u32(tables[tree.branches + branch]);
  var place = u32(tables[tree.branches + branch + 1u]) - 1u;
  var entry = tree.entries + 4u * place;
  var at = u32(tables[entry]) * tree.cells + cell;
  var above = u32(tables[entry + 1u]) * tree.cells + cell;
  var g = tables[entry + 2u];
  var v = state[tree.voltage + at];
  var v_above = state[tree.voltage + above];
  var d = state[tree.diagonal + at];
  var r = state[tree.right + at] + g * (v_above - v);
  let end = tree.children + 2u * u32(tables[entry + 7u]);
  for (var child = tree.children + 2u * u32(tables[entry + 3u]); child < end; child += 2u) {
    let below = u32(tables[child]) * tree.cells + cell;
    let g_below = tables[child + 1u];
    let grounded = state[tree.diagonal + below];
    let share = g_below / (grounded + g_below);
    d += share * grounded;
    r += g_below * (state[tree.voltage + below] - v) + share * state[tree.right + below];
  }
  for (; place > first; place--) {
    state[tree.diagonal + at] = d;
    state[tree.right + at] = r;
    // The parent, which has no other child.
    let g_below = g;
    let v_below = v;
    let share = g_below / (d + g_below);
    entry -= 4u;
    at = above;
    v = v_above;
    above = u32(tables[entry + 1u]) * tree.cells + cell;
    g = tables[entry + 2u];
    v_above = state[tree.voltage + above];
    d = state[tree.diagonal + at] + share * d;
    r = (state[tree.right + at] + g * (v_above - v)) + (g_below * (v_below - v) + share * r);
  }
  state[tree.diagonal + at] = d;
  state[tree.right + at] = r;
}

// The changes of the voltages of a stretch, once that of the place which it hangs on is known; moves the voltages. Whether one is out of
// its limit.
fn substitute(tree: Tree, cell: u32, branch: u32) -> bool {
  let end = u32(tables[tree.branches + branch + 1u]);
  var place = u32(tables[tree.branches + branch]);
  // The root hangs on nothing: the conductance is 0.
  var delta = state[tree.right + u32(tables[tree.entries + 4u * place + 1u]) * tree.cells + cell];
  var faulty = false;
  for (; place < end; place++) {
    let entry = tree.entries + 4u * place;
    let at = u32(tables[entry]) * tree.cells + cell;
    let g = tables[entry + 2u];
    delta = (state[tree.right + at] + g * delta) / (state[tree.diagonal + at] + g);
    let v = state[tree.voltage + at] + tree.gain * delta;
    state[tree.right + at] = delta;
    state[tree.voltage + at] = v;
    faulty = exceeds(v, tree.limit) | faulty;
  }
  return faulty;
}

// By one thread.
fn eliminate_alone(tree: Tree, cell: u32) {
  for (var branch = tree.branch_count; branch > 0u; branch--) {
    eliminate(tree, cell, branch - 1u);
  }
}

// Whether a voltage is out of its limit.
fn substitute_alone(tree: Tree, cell: u32) -> bool {
  var faulty = false;
  for (var branch = 0u; branch < tree.branch_count; branch++) {
    faulty = substitute(tree, cell, branch) | faulty;
  }
  return faulty;
}
