"""Processor time of NEURON (or of its CoreNEURON) on the benchmark's cells with dendrites, one thread, dt 0.025 ms, as JSON."""

import argparse
import json
import sys
import time

from neuron import __version__, coreneuron, h

parser = argparse.ArgumentParser()
parser.add_argument("--cells", choices=["cable", "branched"], default="branched")
parser.add_argument("--duration", type=float, default=5, help="ms")
parser.add_argument("--core", action="store_true", help="CoreNEURON; its time is the difference of a long and a short run")
options = parser.parse_args()

h.load_file("stdrun.hoc")
sections = []
clamps = []


def section(compartments, length, diameter, on=None):
    s = h.Section(name=f"s{len(sections)}")
    s.nseg, s.L, s.diam, s.Ra, s.cm = compartments, length, diameter, 100, 1
    s.insert("hh")
    s.gl_hh, s.el_hh = 2.5e-5, -65
    if on is not None:
        s.connect(on(1))
    sections.append(s)
    return s


began = time.perf_counter()
if options.cells == "cable":
    roots = [section(1000, 1000, 1)]
else:
    roots = []
    for _ in range(1000):
        soma = section(1, 20, 20)
        roots.append(soma)
        for _ in range(3):
            on = soma
            for _ in range(3):
                on = section(11, 110, 1, on)
for root in roots:
    clamp = h.IClamp(root(0.5))
    clamp.delay, clamp.dur, clamp.amp = 0, 1e9, 0.1
    clamps.append(clamp)
parallel = h.ParallelContext()
if options.core:
    for gid, root in enumerate(roots):
        parallel.set_gid2node(gid, 0)
        connection = h.NetCon(root(0.5)._ref_v, None, sec=root)
        parallel.cell(gid, connection)
        clamps.append(connection)
    coreneuron.enable, coreneuron.verbose = True, 0
h.CVode().cache_efficient(1)
h.dt, h.secondorder, h.celsius = 0.025, 0, 6.3
h.usetable_hh = 0
parallel.set_maxstep(10)
h.finitialize(-65)
built = time.perf_counter() - began


def timed(until):
    began = time.process_time()
    parallel.psolve(until)
    return time.process_time() - began


if options.core:
    short = timed(0.1 * options.duration)
    h.finitialize(-65)
    run = timed(1.1 * options.duration) - short
    end = None
else:
    # 5 ms for caches and compilers first, as everywhere.
    timed(5)
    run = timed(5 + options.duration)
    end = roots[0](0.5).v
count = sum(s.nseg for s in sections)
json.dump(
    {
        "program": f"{'CoreNEURON of ' if options.core else ''}NEURON {__version__}",
        "compartments": count // len(roots),
        "build_s": built,
        "ns": 1e9 * run / (count * options.duration / 0.025),
        "end_mV": end,
    },
    sys.stdout,
)
print()
