"""Wall time of braincell (JAX on the CPU, single precision) on the benchmark network (COBAHH, 4000 cells, dt 0.1 ms), as JSON.

Cells, channels and the integrator (`ind_exp_euler`) are braincell's own, as in its tutorial of the E-I network; leak, initial values
and spike threshold are those of Brette et al. 2007 (Brian2's example), so that the network is the one of the other rows. Every cell
projects to exactly 80 random ones (braincell's fixed number of connections); a spike is an upward crossing of -20 mV.

The first call traces and compiles; the second starts from the same state and is what counts. `build_s` is making the network, and
the time by which the first call was longer.
"""

import argparse
import json
import os
import sys
import time

parser = argparse.ArgumentParser()
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--duration", type=float, default=1000, help="ms")
parser.add_argument("--seed", type=int, default=1)
options = parser.parse_args()

# XLA has no option for its number of threads; it starts as many as the process may use processors.
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: options.threads])
os.environ["JAX_PLATFORMS"] = "cpu"

import braincell  # noqa: E402
import brainpy  # noqa: E402
import brainstate  # noqa: E402
import brainunit as u  # noqa: E402
import jax  # noqa: E402
import numpy as np  # noqa: E402

EXCITATORY, INHIBITORY = 3200, 800
CELLS = EXCITATORY + INHIBITORY
FAN_OUT = 80
AREA = (20000 * u.um**2).in_unit(u.cm**2)
rng = np.random.default_rng(options.seed)


def normal(mean, sd, unit):
    """One value per cell."""
    return rng.normal(mean, sd, CELLS).astype(np.float32) * unit


class Cells(braincell.SingleCompartment):
    """Traub-Miles cells; capacitance and conductances are those of the whole cell."""

    def __init__(self):
        super().__init__(CELLS, C=(1 * u.uF / u.cm**2) * AREA, V_th=-20 * u.mV, solver="ind_exp_euler")
        self.sodium = braincell.ion.SodiumFixed(CELLS, E=50 * u.mV)
        self.sodium.add(channel=braincell.channel.Na_TM1991(CELLS, g_max=(100 * u.mS / u.cm**2) * AREA, V_sh=-63 * u.mV))
        self.potassium = braincell.ion.PotassiumFixed(CELLS, E=-90 * u.mV)
        self.potassium.add(channel=braincell.channel.K_TM1991(CELLS, g_max=(30 * u.mS / u.cm**2) * AREA, V_sh=-63 * u.mV))
        self.leak = braincell.channel.IL(CELLS, E=-60 * u.mV, g_max=(0.05 * u.mS / u.cm**2) * AREA)


class Net(brainstate.nn.Module):
    """The cells with an excitatory and an inhibitory projection, both onto all cells."""

    def __init__(self):
        super().__init__()
        self.cells = Cells()
        self.excitation = self.projection(EXCITATORY, weight=6, tau=5, reversal=0)
        self.inhibition = self.projection(INHIBITORY, weight=67, tau=10, reversal=-80)

    def projection(self, sources, weight, tau, reversal):
        """Weight in nS, decay time in ms, reversal potential in mV."""
        return brainpy.state.AlignPostProj(
            comm=brainstate.nn.EventFixedNumConn(sources, CELLS, conn_num=FAN_OUT, conn_weight=float(weight) * u.nS, seed=1000 * options.seed + sources),
            syn=brainpy.state.Expon(CELLS, tau=tau * u.ms),
            out=brainpy.state.COBA(E=reversal * u.mV),
            post=self.cells,
        )

    def start(self):
        """Initial values: gates shut, membrane and conductances random."""
        brainstate.nn.init_all_states(self)
        self.cells.V.value = normal(-65, 5, u.mV)
        self.excitation.syn.g.value = normal(40, 15, u.nS)
        self.inhibition.syn.g.value = normal(200, 120, u.nS)

    def step(self, time_ms):
        """One step; the spikes of the step before are delivered first."""
        with brainstate.environ.context(t=time_ms * u.ms):
            spikes = self.cells.spike.value > 0
            self.excitation(spikes[:EXCITATORY])
            self.inhibition(spikes[EXCITATORY:])
            return self.cells(0 * u.nA) > 0


with brainstate.environ.context(dt=0.1 * u.ms):
    began = time.perf_counter()
    net = Net()
    net.start()
    simulate = brainstate.transform.jit(lambda times: brainstate.transform.for_loop(net.step, times))
    times = jax.numpy.arange(round(options.duration / 0.1)) * 0.1
    states = net.states()
    initial = {key: state.value for key, state in states.items()}
    made = time.perf_counter() - began

    walls = []
    for _ in range(2):
        for key, state in states.items():
            state.value = initial[key]
        began = time.perf_counter()
        raster = jax.block_until_ready(simulate(times))
        walls.append(time.perf_counter() - began)

counts = np.asarray(raster).sum(axis=0)
seconds = options.duration / 1000
json.dump(
    {
        "program": f"braincell {braincell.__version__} (JAX {jax.__version__}, CPU)",
        "threads": options.threads,
        "build_s": made + max(0, walls[0] - walls[1]),
        "run_s": [walls[1]],
        "s_per_biological_s": walls[1] / seconds,
        "spikes": int(counts.sum()),
        "rate_E": float(counts[:EXCITATORY].mean() / seconds),
        "rate_I": float(counts[EXCITATORY:].mean() / seconds),
    },
    sys.stdout,
)
print()
