"""Processor time of Arbor on the benchmark's cells with dendrites, one thread, dt 0.025 ms, as JSON.

Arbor cuts each unbranched stretch by itself: its branched cell has 102 compartments or so where NEURON's has 100.
"""

import argparse
import json
import sys
import time

import arbor as A
from arbor import units as U

parser = argparse.ArgumentParser()
parser.add_argument("--cells", choices=["cable", "branched"], default="branched")
parser.add_argument("--duration", type=float, default=5, help="ms")
options = parser.parse_args()


def cell():
    tree = A.segment_tree()
    if options.cells == "cable":
        tree.append(A.mnpos, A.mpoint(0, 0, 0, 0.5), A.mpoint(1000, 0, 0, 0.5), tag=1)
        policy = A.cv_policy_fixed_per_branch(1000)
    else:
        root = tree.append(A.mnpos, A.mpoint(-10, 0, 0, 10), A.mpoint(10, 0, 0, 10), tag=1)
        for branch in range(3):
            parent = root
            for k in range(3):
                y = 2.0 * branch
                parent = tree.append(
                    parent, A.mpoint(10 + 110 * k, 0, 0, 0.5), A.mpoint(10 + 110 * (k + 1), y, 0, 0.5), tag=3
                )
        policy = A.cv_policy_max_extent(10 * U.um)
    decor = A.decor()
    decor.set_property(Vm=-65 * U.mV, cm=0.01 * U.F / U.m2, rL=100 * U.Ohm * U.cm, tempK=279.45 * U.Kelvin)
    decor.paint("(all)", A.density("hh", {"gl": 2.5e-5, "el": -65}))
    decor.place("(location 0 0.5)", A.i_clamp(0 * U.ms, 1e9 * U.ms, 0.1 * U.nA))
    return A.cable_cell(A.morphology(tree), decor, A.label_dict(), policy)


class Cells(A.recipe):
    def __init__(self):
        super().__init__()
        self.cell = cell()

    def num_cells(self):
        return 1 if options.cells == "cable" else 1000

    def cell_kind(self, gid):
        return A.cell_kind.cable

    def cell_description(self, gid):
        return self.cell

    def global_properties(self, kind):
        return A.neuron_cable_properties()

    def probes(self, gid):
        return [A.cable_probe_membrane_voltage("(location 0 0.5)", "V")] if gid == 0 else []


began = time.perf_counter()
recipe = Cells()
count = A.cv_data(recipe.cell).num_cv
simulation = A.simulation(recipe, A.context(threads=1))
built = time.perf_counter() - began
step = 0.025 * U.ms
simulation.run(5 * U.ms, step)
handle = simulation.sample((0, "V"), A.explicit_schedule([(options.duration + 4.975) * U.ms]))
began = time.process_time()
simulation.run((options.duration + 5) * U.ms, step)
run = time.process_time() - began
samples = simulation.samples(handle)[0][0]
json.dump(
    {
        "program": f"Arbor {A.__version__}",
        "compartments": count,
        "build_s": built,
        "ns": 1e9 * run / (count * recipe.num_cells() * options.duration / 0.025),
        "end_mV": float(samples[-1][1]),
    },
    sys.stdout,
)
print()
