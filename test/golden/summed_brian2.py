"""Writes summed_brian2.json: a summed variable in Brian2, values of every step, on standard output.

Eight cells with a gate s that jumps by half when a spike arrives, eight that follow I_syn, the sum of w*s_pre*(E - v_post) over listed synapses.
Euler steps of 0.1 ms, so that both sides do the same arithmetic but for the order of the sum's terms. Made by Brian2 2.9.0, target numpy.
"""

import json
import sys

import numpy as np
from brian2 import (
    Network, NeuronGroup, SpikeGeneratorGroup, StateMonitor, Synapses, __version__, defaultclock, ms, mV, nA, nS, pF, prefs
)

prefs.codegen.target = "numpy"
defaultclock.dt = 0.1 * ms
numbers = np.random.default_rng(7)
pairs = [[int(i), int(j)] for i in range(8) for j in range(8) if numbers.random() < 0.5]
order = numbers.permutation(len(pairs))
pairs = [pairs[k] for k in order]
# Whole multiples of 1/64 nS, which single precision holds exactly, as Galvani keeps weights.
weights = [float(round(64 * (1 + 4 * x)) / 64) for x in numbers.random(len(pairs))]
steps = [int(x) for x in np.sort(numbers.choice(300, 24, replace=False))]
cells = [int(x) for x in numbers.integers(0, 8, 24)]

namespace = dict(tau_s=12 * ms, C=100 * pF, g=5 * nS, E=-75 * mV, E_L=-65 * mV)
source = NeuronGroup(8, "ds/dt = -s/tau_s : 1", method="euler", namespace=namespace)
target = NeuronGroup(
    8, "dv/dt = (g*(E_L - v) + I_syn)/C : volt\nI_syn : amp", method="euler", namespace=namespace
)
source.s = "0.05*i"
target.v = "-70*mV + i*mV"
drive = SpikeGeneratorGroup(8, cells, np.array(steps) * defaultclock.dt)
jump = Synapses(drive, source, on_pre="s_post += 0.5", delay=0.5 * ms)
jump.connect(j="i")
synapses = Synapses(
    source, target, "w : siemens\nI_syn_post = w*s_pre*(E - v_post) : amp (summed)", namespace=namespace
)
synapses.connect(i=[p[0] for p in pairs], j=[p[1] for p in pairs])
synapses.w = np.array(weights) * nS
v = StateMonitor(target, "v", record=True, when="end")
sums = StateMonitor(target, "I_syn", record=True, when="end")
Network(source, target, drive, jump, synapses, v, sums).run(40 * ms)
json.dump(
    {
        "made": f"summed_brian2.py, Brian2 {__version__}, numpy {np.__version__}, 2026-11-30",
        "pairs": pairs,
        "weights_nS": weights,
        "spikes": [[step, cell] for step, cell in zip(steps, cells)],
        "steps": [0, 5, 6, 50, 99, 100, 199, 299, 399],
        "v_mV": [[float(x) for x in v.v[:, k] / mV] for k in (0, 5, 6, 50, 99, 100, 199, 299, 399)],
        "I_syn_pA": [[float(x) for x in sums.I_syn[:, k] / nA * 1000] for k in (0, 5, 6, 50, 99, 100, 199, 299, 399)],
    },
    sys.stdout,
)
print()
