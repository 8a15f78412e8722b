// Poisson counts, to the bit as src/random/poisson.ts, where the method stands. `first` is the place of its table in `tables`.

// A slot of a row, by the upper bits of the first word; its own value or the other one, by the second.
fn poisson_from_row(first: u32, row: u32, word0: u32, word1: u32) -> f32 {
  let head = first + 3u * row;
  let slot = word0 >> (32u - u32(tables[head + 1u]));
  let at = first + u32(tables[head]) + 2u * slot;
  return tables[head + 2u] + select(tables[at + 1u], f32(slot), uniform24(word1) < tables[at]);
}

// Whether the uniform number of two words lies below h·2⁻²⁴ + l·2⁻⁴⁸.
fn poisson_below(word0: u32, word1: u32, high: u32, low: u32) -> bool {
  let u = word0 >> 8u;
  return u < high || (u == high && (word1 >> 8u) < low);
}

// `block`: the first of the draw's blocks. NaN unless 0 ≤ mean < 2¹⁷.
fn poisson(mean: f32, cell: u32, block: u32, stream: u32, first: u32) -> f32 {
  // 2¹⁷; patterns of negative numbers and NaN lie above.
  if (bitcast<u32>(mean) >= 0x48000000u) {
    return select(undefined(mean), 0.0, mean == 0.0);
  }
  if (mean == 0.0) {
    return 0.0;
  }
  let scaled = 32.0 * mean;
  let fine = u32(scaled);
  let words = draw(cell, block, stream);
  var count = poisson_from_row(first, fine & 255u, words.x, words.y);
  var events = 0u;
  for (var k = 0u; k < 5u; k++) {
    events += select(0u, 1u, poisson_below(words.z, words.w, poisson_tails[k].x, poisson_tails[k].y));
  }
  if (events > 0u) {
    let kept = (scaled - f32(fine)) * 16777216.0;
    let high = u32(kept);
    let low = u32((kept - f32(high)) * 16777216.0);
    for (var event = 0u; event < events; event++) {
      let pair = draw(cell, block + 1u + (event >> 1u), stream);
      let own = select(pair.xy, pair.zw, (event & 1u) == 1u);
      count += select(0.0, 1.0, poisson_below(own.x, own.y, high, low));
    }
  }
  var level = 0u;
  for (var digits = fine >> 8u; digits > 0u; digits >>= 2u) {
    let digit = digits & 3u;
    if (digit > 0u) {
      let pair = draw(cell, block + 4u + (level >> 1u), stream);
      let own = select(pair.xy, pair.zw, (level & 1u) == 1u);
      count += poisson_from_row(first, 255u + 3u * level + digit, own.x, own.y);
    }
    level++;
  }
  return count;
}
