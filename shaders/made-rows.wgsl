// Synapses that are not stored: the row of a source is made anew from the words of the generator, the same to the bit as a stored network
// has it (see src/program/made.ts). One thread makes a row; the generated `deliver_made` calls these functions.
//
// Linked by name: `row_at` (generated), from entry `tables_first` on of which the tables lie (see src/program/row-tables.ts).

const makes_rows: bool = true;

// Last word of the counter of all numbers drawn for connections.
const purpose_connect: u32 = 1u;

// What comes after the last target.
const row_end: u32 = 0xffffffffu;

struct MadeRow {
  // Counter and key of its words.
  source: u32,
  stream: u32,
  // The current block, and how many words have been taken in all.
  words: vec4u,
  taken: u32,
  // Place of the last target among those to choose from; at first −1.
  place: u32,
  // Targets to choose from.
  range: u32,
  // The target left out, or row_end.
  own: u32,
}

// `own`: number of the source among the targets if it is to be left out; any number beyond the targets if not.
fn begin_row(source: u32, stream: u32, targets: u32, own: u32) -> MadeRow {
  let leaves_out = own < targets;
  return MadeRow(
    source, stream, vec4u(), 0u, row_end, select(targets, targets - 1u, leaves_out), select(row_end, own, leaves_out));
}

fn next_word(row: ptr<function, MadeRow>) -> u32 {
  let taken = (*row).taken;
  if ((taken & 3u) == 0u) {
    let counter = vec4u((*row).source, 0u, taken >> 2u, purpose_connect);
    (*row).words = philox(counter, vec2u(network.seed, (*row).stream));
  }
  (*row).taken = taken + 1u;
  return (*row).words[taken & 3u];
}

// The target that stands in a place.
fn target_in(row: ptr<function, MadeRow>, place: u32) -> u32 {
  return place + select(0u, 1u, place >= (*row).own);
}

// The least gap whose threshold the word reaches, `length` if there is none. The logarithm gives a guess, whatever the adapter's is worth;
// comparing integers then finds the very gap.
fn gap_of(word: u32, first: u32, length: u32, per_gap: f32) -> u32 {
  let guess = log((f32(word) + 1.0) * 2.3283064365386963e-10f) * per_gap;
  var gap = min(u32(clamp(guess, 0.0, 4.0e9)), length);
  while (gap < length && word < row_at(tables_first + first + gap)) {
    gap++;
  }
  while (gap > 0u && word >= row_at(tables_first + first + gap - 1u)) {
    gap--;
  }
  return gap;
}

// The next target by gaps (of `length` thresholds from `first` on), or row_end.
fn next_by_gap(row: ptr<function, MadeRow>, first: u32, length: u32, per_gap: f32) -> u32 {
  let place = (*row).place + 1u + gap_of(next_word(row), first, length, per_gap);
  (*row).place = place;
  if (place >= (*row).range) {
    return row_end;
  }
  return target_in(row, place);
}

// A target, each equally likely. Words whose product's low half is below 2³² mod range are passed over (Lemire 2019).
fn next_by_draw(row: ptr<function, MadeRow>) -> u32 {
  let range = (*row).range;
  let reject = (0u - range) % range;
  var word = next_word(row);
  while (word * range < reject) {
    word = next_word(row);
  }
  return target_in(row, multiply_high(word, range));
}

// The words that the values of a row's synapses are drawn from, one each.
struct MadeValues {
  source: u32,
  stream: u32,
  words: vec4u,
  taken: u32,
}

fn begin_values(source: u32, stream: u32) -> MadeValues {
  return MadeValues(source, stream, vec4u(), 0u);
}

// The next value, by a table of 2^bits entries and values from `first` on (see src/random/value-table.ts).
fn next_value(made: ptr<function, MadeValues>, first: u32, bits: u32) -> i32 {
  let taken = (*made).taken;
  if ((taken & 3u) == 0u) {
    let counter = vec4u((*made).source, 0u, taken >> 2u, purpose_connect);
    (*made).words = philox(counter, vec2u(network.seed, (*made).stream));
  }
  (*made).taken = taken + 1u;
  let word = (*made).words[taken & 3u];
  let slot = word >> (32u - bits);
  let at = tables_first + first;
  let entry = row_at(at + slot);
  let own = ((word << bits) >> bits) < (entry >> bits);
  return bitcast<i32>(row_at(at + (1u << bits) + select(entry & ((1u << bits) - 1u), slot, own)));
}
