"""Wall time of NEST on the cortical microcircuit (Potjans & Diesmann 2014) at a scale, with its own delays and random numbers, as JSON.

The network is written from the paper's tables: fixed total numbers, normal weights drawn again where the sign is wrong, normal
delays drawn again below half a step, Poisson drive. Smaller scales keep each cell's mean input by a constant current (van Albada et al. 2015).
"""

import argparse
import json
import math
import sys
import time

import nest
import numpy as np

parser = argparse.ArgumentParser()
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--duration", type=float, default=1000, help="ms")
parser.add_argument("--scale", type=float, default=0.2)
parser.add_argument("--seed", type=int, default=1)
options = parser.parse_args()

SIZES = [20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948]
PROBABILITIES = [
    [0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0, 0.0076, 0],
    [0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0, 0.0042, 0],
    [0.0077, 0.0059, 0.0497, 0.135, 0.0067, 0.0003, 0.0453, 0],
    [0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0, 0.1057, 0],
    [0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0],
    [0.0548, 0.0269, 0.0257, 0.0022, 0.06, 0.3158, 0.0086, 0],
    [0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252],
    [0.0364, 0.001, 0.0034, 0.0005, 0.0277, 0.008, 0.0658, 0.1443],
]
EXTERNAL = [1600, 1500, 2100, 1900, 2000, 1900, 2900, 2100]
STARTS = [-68.28, -63.16, -63.33, -63.45, -63.11, -61.66, -66.72, -61.43]
SPREADS = [5.36, 4.57, 4.74, 4.94, 4.94, 4.55, 5.46, 4.48]
RATES = [0.903, 2.965, 4.414, 5.876, 7.569, 8.633, 1.105, 7.829]
J = 87.80849
C, TAU_M, TAU_S, RATE, DT = 250.0, 10.0, 0.5, 8.0, 0.1

nest.verbosity = nest.VerbosityLevel.ERROR
nest.ResetKernel()
nest.local_num_threads = options.threads
nest.resolution = DT
nest.rng_seed = options.seed
began = time.perf_counter()
scale = options.scale
root = math.sqrt(scale)


def strength(target, source):
    return -4 if source % 2 else 2 if (target, source) == (0, 2) else 1


def total(target, source):
    p = PROBABILITIES[target][source]
    return round(math.log(1 - p) / math.log(1 - 1 / (SIZES[source] * SIZES[target])))


populations = []
for k, size in enumerate(SIZES):
    mean = sum(strength(k, s) * J * total(k, s) / size * RATES[s] for s in range(8)) + J * EXTERNAL[k] * RATE
    cells = nest.Create(
        "iaf_psc_exp",
        round(size * scale),
        params=dict(C_m=C, tau_m=TAU_M, tau_syn_ex=TAU_S, tau_syn_in=TAU_S, E_L=-65.0, V_reset=-65.0, V_th=-50.0, t_ref=2.0,
                    I_e=1e-3 * TAU_S * (1 - root) * mean),
    )
    cells.V_m = nest.random.normal(STARTS[k], SPREADS[k])
    drive = nest.Create("poisson_generator", params=dict(rate=RATE * EXTERNAL[k] * scale))
    nest.Connect(drive, cells, "all_to_all", dict(weight=J / root, delay=1.5))
    populations.append(cells)
for t, target in enumerate(populations):
    for s, source in enumerate(populations):
        number = round(total(t, s) * scale**2)
        if number == 0:
            continue
        weight = strength(t, s) * J / root
        delay = 1.5 if s % 2 == 0 else 0.75
        nest.Connect(
            source,
            target,
            dict(rule="fixed_total_number", N=number, allow_autapses=True, allow_multapses=True),
            dict(
                weight=nest.math.redraw(
                    nest.random.normal(weight, abs(weight) / 10),
                    min=0 if weight > 0 else -math.inf,
                    max=math.inf if weight > 0 else 0,
                ),
                delay=nest.math.redraw(nest.random.normal(delay, delay / 2), min=DT - 0.5 * DT, max=math.inf),
            ),
        )
recorder = nest.Create("spike_recorder")
for cells in populations:
    nest.Connect(cells, recorder)
nest.Prepare()
built = time.perf_counter() - began
began = time.perf_counter()
nest.Run(options.duration)
wall = time.perf_counter() - began
senders = np.asarray(recorder.events["senders"])
seconds = options.duration / 1000
json.dump(
    {
        "program": f"NEST {nest.__version__}",
        "threads": options.threads,
        "synapses": sum(round(total(t, s) * scale**2) for t in range(8) for s in range(8)),
        "build_s": built,
        "run_s": wall,
        "rates_hz": [
            float(((senders >= p[0].global_id) & (senders <= p[-1].global_id)).sum() / len(p) / seconds) for p in populations
        ],
    },
    sys.stdout,
)
print()
