// Numbers that the generated code looks up by position.

// Tables of all populations; before them the uniforms, when they are too many for a uniform buffer.
@group(0) @binding(8) var<storage, read> tables: array<f32, tables_length>;

// The entry at floor(position), clamped to the table; NaN where the position is NaN.
fn lookup(first: u32, length: u32, position: f32) -> f32 {
  return select(tables[first + u32(clamp(floor(position), 0.0, f32(length - 1u)))], position, is_nan(position));
}
