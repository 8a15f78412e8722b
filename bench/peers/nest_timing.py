"""Wall time of NEST on the benchmark network (hh_coba: hh_cond_exp_traub, fixed in-degree 64 + 16, delay 0.1 ms), as JSON.

NEST integrates each cell with an adaptive Runge-Kutta-Fehlberg method, so it does more work per step than the others, and is more exact.
"""

import argparse
import json
import sys
import time

import nest
import numpy as np

parser = argparse.ArgumentParser()
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--duration", type=float, default=1000, help="ms")
parser.add_argument("--seed", type=int, default=1)
options = parser.parse_args()

nest.set_verbosity("M_ERROR")
nest.ResetKernel()
nest.local_num_threads = options.threads
nest.resolution = 0.1
nest.rng_seed = options.seed
began = time.perf_counter()
nest.SetDefaults(
    "hh_cond_exp_traub",
    dict(g_Na=20000.0, g_K=6000.0, g_L=10.0, C_m=200.0, E_Na=50.0, E_K=-90.0, E_L=-60.0, V_T=-63.0, E_ex=0.0, E_in=-80.0,
         tau_syn_ex=5.0, tau_syn_in=10.0),
)
excitatory = nest.Create("hh_cond_exp_traub", 3200)
inhibitory = nest.Create("hh_cond_exp_traub", 800)
cells = excitatory + inhibitory
rule = lambda n: dict(rule="fixed_indegree", indegree=n, allow_autapses=True, allow_multapses=True)
nest.Connect(excitatory, cells, rule(64), dict(weight=6.0, delay=0.1))
nest.Connect(inhibitory, cells, rule(16), dict(weight=-67.0, delay=0.1))
stimulus = nest.Create("poisson_generator", params=dict(rate=300.0, start=1.0, stop=51.0))
nest.Connect(stimulus, excitatory[:50], "all_to_all", dict(weight=6.0, delay=0.1))
recorder = nest.Create("spike_recorder")
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
        "build_s": built,
        "run_s": [wall],
        "s_per_biological_s": wall / seconds,
        "spikes": int(recorder.n_events),
        "rate_E": float((senders <= excitatory[-1].global_id).sum() / 3200 / seconds),
        "rate_I": float((senders > excitatory[-1].global_id).sum() / 800 / seconds),
    },
    sys.stdout,
)
print()
