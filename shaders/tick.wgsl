// The current step, for kernels that take one step per dispatch: one entry per step of the submit, chosen by a dynamic offset.
@group(1) @binding(0) var<uniform> tick: Tick;
