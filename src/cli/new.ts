/** `galvani new`: a document to begin with. */
import { write } from '../document/index.ts';
import { presetDocument } from '../presets/document.ts';
import { presetByName, presetValues } from '../presets/index.ts';

const start = `galvani: 1
title: My experiment

# Knobs: 'galvani run FILE --set "w_e=9 nS"' changes them. Any text below may use them by name.
parameters:
  w_e: { value: 6 nS, label: excitatory weight, range: [0 nS, 100 nS] }
  w_i: 67 nS
  n: 1000

# Cells: one equation per line, with units. 'galvani list channels' shows the channels that compartments take.
models:
  lif:
    equations: |
      dv/dt = (g_L*(E_L - v) + g_e*(0 mV - v) + g_i*(-80 mV - v))/C : mV (unless refractory)
      dg_e/dt = -g_e/(5 ms) : nS
      dg_i/dt = -g_i/(10 ms) : nS
    parameters: { C: 200 pF, g_L: 10 nS, E_L: -60 mV }
    threshold: v > -50 mV
    reset: v = E_L
    refractory: 5 ms

populations:
  cells:
    model: lif
    size: n
    initial: { v: "uniform(-60 mV, -50 mV)" }   # values at time 0; what is left out starts at 0
    groups: { E: 0.8, I: 0.2 }                  # shares of the cells, one after another
  drive: { poisson: { rate: 20 Hz }, size: 500 }

# Synapses. onSpike says what an arriving spike does to its target.
projections:
  - { from: E, to: cells, connect: { fixedProbability: 0.02 }, onSpike: g_e += w_e, delay: 1 ms }
  - { from: I, to: cells, connect: { fixedProbability: 0.02 }, onSpike: g_i += w_i, delay: 1 ms }
  - { from: drive, to: cells, connect: { fixedInDegree: 20 }, onSpike: g_e += w_e }

run:
  duration: 500 ms
  dt: 0.1 ms
  seed: 1
  record: { v: 0-2 }                            # what --traces FILE writes

# What is done while it runs:
# do:
#   - { at: 200 ms, set: { w_i: 134 nS } }
#   - { at: 300 ms, inject: { cells: 0-99, amplitude: 200 pA, duration: 50 ms } }
`;

/** A commented start, or the preset of that name as a document. */
export async function fresh(preset: string | undefined, set: Readonly<Record<string, string>>): Promise<void> {
  if (preset === undefined) {
    process.stdout.write(start);
    return;
  }
  const found = presetByName(preset);
  const values = presetValues(found, set);
  const { document } = presetDocument(found, found.build(values, 1), values, { longest: Number.POSITIVE_INFINITY });
  process.stdout.write(await write(document));
}
