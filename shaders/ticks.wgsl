// The current step, for kernels that take many steps per dispatch: `window` entries (a constant of each such kernel) from the one at the
// dynamic offset on.

struct TickEntry {
  // The stride of dynamic offsets.
  @size(256) tick: Tick,
}

@group(1) @binding(0) var<uniform> ticks: array<TickEntry, window>;
// The current step. Each thread has its own.
var<private> tick: Tick;
