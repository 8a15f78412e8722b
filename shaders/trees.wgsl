// Cells with dendrites: one linear system per cell, eliminated from the tips to the root and back (Hines 1984); src/program/tree.ts says
// which and in which order. All functions take places in the order of the tables, in which parents come before their children.
//
// Linked by name: `exceeds`; `tables`, where the generated code says each tree's begin.

struct Tree {
  // Cells of the population: row site × cells + cell of a column is a site of a cell.
  cells: u32,
  // Sites of a cell.
  places: u32,
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
}

// What the children of a place leave of it, after they have been eliminated.
fn eliminate(tree: Tree, cell: u32, place: u32) {
  let entry = tree.entries + 4u * place;
  let at = u32(tables[entry]) * tree.cells + cell;
  let above = u32(tables[entry + 1u]) * tree.cells + cell;
  let v = state[tree.voltage + at];
  var d = state[tree.diagonal + at];
  var r = state[tree.right + at] + tables[entry + 2u] * (state[tree.voltage + above] - v);
  let end = tree.children + 2u * u32(tables[entry + 7u]);
  for (var child = tree.children + 2u * u32(tables[entry + 3u]); child < end; child += 2u) {
    let below = u32(tables[child]) * tree.cells + cell;
    let g = tables[child + 1u];
    let grounded = state[tree.diagonal + below];
    let share = g / (grounded + g);
    d += share * grounded;
    r += g * (state[tree.voltage + below] - v) + share * state[tree.right + below];
  }
  state[tree.diagonal + at] = d;
  state[tree.right + at] = r;
}

// The change of the voltage, once that of the parent is known; moves the voltage. Whether that is out of its limit.
fn substitute(tree: Tree, cell: u32, place: u32) -> bool {
  let entry = tree.entries + 4u * place;
  let at = u32(tables[entry]) * tree.cells + cell;
  let above = u32(tables[entry + 1u]) * tree.cells + cell;
  let g = tables[entry + 2u];
  let delta = (state[tree.right + at] + g * state[tree.right + above]) / (state[tree.diagonal + at] + g);
  let v = state[tree.voltage + at] + tree.gain * delta;
  state[tree.right + at] = delta;
  state[tree.voltage + at] = v;
  return exceeds(v, tree.limit);
}

// By one thread. Whether a voltage is out of its limit.
fn solve_alone(tree: Tree, cell: u32) -> bool {
  for (var k = tree.places; k > 0u; k--) {
    eliminate(tree, cell, k - 1u);
  }
  var faulty = false;
  for (var k = 0u; k < tree.places; k++) {
    faulty = substitute(tree, cell, k) | faulty;
  }
  return faulty;
}
