"""Wall time of Brian2's C++ standalone on the benchmark network (COBAHH, 4000 cells, dt 0.1 ms), as JSON.

Code generation and compilation are timed apart from the simulation, which Brian2's standalone program times itself
(`device._last_run_time`). One network per process: `--threads 1` is plain C++, more is its OpenMP.
"""

import argparse
import json
import shutil
import sys
import tempfile
import time

import numpy as np
from brian2 import Network, SpikeMonitor, __version__, defaultclock, device, ms, prefs, seed, set_device

from brian2_networks import cobahh

parser = argparse.ArgumentParser()
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--duration", type=float, default=1000, help="ms")
parser.add_argument("--seed", type=int, default=1)
options = parser.parse_args()

folder = tempfile.mkdtemp(prefix="brian2-")
set_device("cpp_standalone", directory=folder, build_on_run=False)
prefs.codegen.target = "auto"
prefs.devices.cpp_standalone.openmp_threads = options.threads if options.threads > 1 else 0
defaultclock.dt = 0.1 * ms
seed(options.seed)
cells, synapses, _, _ = cobahh()
monitor = SpikeMonitor(cells)
network = Network(cells, *synapses, monitor)
network.run(options.duration * ms)
began = time.perf_counter()
device.build(directory=folder, compile=True, run=False, debug=False)
built = time.perf_counter() - began
device.run(directory=folder, with_output=False, run_args=[])
wall = device._last_run_time
counts = np.bincount(np.asarray(monitor.i), minlength=4000)
seconds = options.duration / 1000
shutil.rmtree(folder)
json.dump(
    {
        "program": f"Brian2 {__version__} C++ standalone",
        "threads": options.threads,
        "build_s": built,
        "run_s": [wall],
        "s_per_biological_s": wall / seconds,
        "spikes": int(counts.sum()),
        "rate_E": float(counts[:3200].mean() / seconds),
        "rate_I": float(counts[3200:].mean() / seconds),
    },
    sys.stdout,
)
print()
