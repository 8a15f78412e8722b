"""Wall time of GeNN's single-threaded CPU code (single precision) on the benchmark network (COBAHH, 4000 cells, dt 0.1 ms), as JSON.

Equations, values, exponential Euler and spike test are those of Brian2's example. GeNN generates C++, compiled with -O3, -ffast-math
and -march=native, as Brian2's is by default; the conductances of GeNN's synapses enter the neuron model as such, so that the membrane
is integrated with them in its linear part. `build_s` is code generation, compilation, and building the connectivity.
"""

import argparse
import json
import os
import sys
import tempfile
import time

import numpy as np
from pygenn import (
    GeNNModel, __version__, create_neuron_model, create_postsynaptic_model, init_postsynaptic, init_sparse_connectivity, init_var,
    init_weight_update,
)

parser = argparse.ArgumentParser()
parser.add_argument("--threads", type=int, default=1, choices=[1], help="GeNN's CPU code has one")
parser.add_argument("--duration", type=float, default=1000, help="ms")
parser.add_argument("--seed", type=int, default=1)
options = parser.parse_args()

DT = 0.1
EXCITATORY, INHIBITORY = 3200, 800

# nS, pF, mV, ms. 1/x of exprel is guarded where 1 - e^x would lose all digits.
cells = create_neuron_model(
    "traub_miles",
    params=["C", "g_L", "g_Na", "g_K", "E_L", "E_Na", "E_K", "E_e", "E_i", "V_T", "refractory"],
    vars=[("V", "scalar"), ("m", "scalar"), ("n", "scalar"), ("h", "scalar"), ("wait", "scalar")],
    additional_input_vars=[("g_e", "scalar", 0.0), ("g_i", "scalar", 0.0)],
    sim_code="""
    const scalar u = V - V_T;
    const scalar xm = (13.0 - u)/4.0;
    const scalar ym = (u - 40.0)/5.0;
    const scalar xn = (15.0 - u)/5.0;
    const scalar a_m = fabs(xm) < 1.0e-3 ? 1.28/(1.0 + 0.5*xm) : 1.28*xm/(exp(xm) - 1.0);
    const scalar b_m = fabs(ym) < 1.0e-3 ? 1.4/(1.0 + 0.5*ym) : 1.4*ym/(exp(ym) - 1.0);
    const scalar a_n = fabs(xn) < 1.0e-3 ? 0.16/(1.0 + 0.5*xn) : 0.16*xn/(exp(xn) - 1.0);
    const scalar b_n = 0.5*exp((10.0 - u)/40.0);
    const scalar a_h = 0.128*exp((17.0 - u)/18.0);
    const scalar b_h = 4.0/(1.0 + exp((40.0 - u)/5.0));
    const scalar open_Na = g_Na*m*m*m*h;
    const scalar open_K = g_K*n*n*n*n;
    const scalar g = g_L + g_e + g_i + open_Na + open_K;
    const scalar rest = (g_L*E_L + g_e*E_e + g_i*E_i + open_Na*E_Na + open_K*E_K)/g;
    V = rest + (V - rest)*exp(-dt*g/C);
    const scalar m_to = a_m/(a_m + b_m);
    const scalar n_to = a_n/(a_n + b_n);
    const scalar h_to = a_h/(a_h + b_h);
    m = m_to + (m - m_to)*exp(-dt*(a_m + b_m));
    n = n_to + (n - n_to)*exp(-dt*(a_n + b_n));
    h = h_to + (h - h_to)*exp(-dt*(a_h + b_h));
    wait -= dt;
    """,
    threshold_condition_code="V > -20.0 && wait <= 0.5*dt",
    reset_code="wait = refractory;",
)
conductance = create_postsynaptic_model(
    "conductance",
    params=["tau"],
    derived_params=[("decay", lambda pars, dt: np.exp(-dt / pars["tau"]))],
    sim_code="injectCurrent(inSyn);\ninSyn *= decay;",
)
values = dict(
    C=200.0, g_L=10.0, g_Na=20000.0, g_K=6000.0, E_L=-60.0, E_Na=50.0, E_K=-90.0, E_e=0.0, E_i=-80.0, V_T=-63.0, refractory=3.0,
)

# GeNN has a preference for the first two of the three flags; its makefile takes the compiler from the environment.
os.environ["CXX"] = os.environ.get("CXX", "g++") + " -march=native"
model = GeNNModel("float", "cobahh", backend="single_threaded_cpu", optimize_code=True)
model.dt = DT
model.seed = options.seed
model.fuse_postsynaptic_models = True
model.default_narrow_sparse_ind_enabled = True
populations, synapses = {}, []
for name, size in (("E", EXCITATORY), ("I", INHIBITORY)):
    start = dict(V=init_var("Normal", {"mean": -65.0, "sd": 5.0}), m=0.0, n=0.0, h=0.0, wait=0.0)
    populations[name] = model.add_neuron_population(name, size, cells, values, start)
    populations[name].spike_recording_enabled = True
for source, weight, tau, into, mean, sd in (("E", 6.0, 5.0, "g_e", 40, 15), ("I", 67.0, 10.0, "g_i", 200, 120)):
    for target in populations:
        group = model.add_synapse_population(
            source + target, "SPARSE", populations[source], populations[target],
            init_weight_update("StaticPulseConstantWeight", {"g": weight}),
            init_postsynaptic(conductance, {"tau": tau}),
            init_sparse_connectivity("FixedProbability", {"prob": 0.02}),
        )
        group.post_target_var = into
        synapses.append((group, mean, sd))

steps = round(options.duration / DT)
with tempfile.TemporaryDirectory(prefix="genn-") as folder:
    began = time.perf_counter()
    model.build(folder)
    model.load(num_recording_timesteps=steps)
    built = time.perf_counter() - began
    rng = np.random.default_rng(options.seed)
    for group, mean, sd in synapses:
        group.out_post.view[:] = rng.normal(mean, sd, group.out_post.view.shape)
        group.out_post.push_to_device()
    began = time.perf_counter()
    for _ in range(steps):
        model.step_time()
    wall = time.perf_counter() - began
    model.pull_recording_buffers_from_device()
    spikes = {name: len(population.spike_recording_data[0][0]) for name, population in populations.items()}

seconds = options.duration / 1000
json.dump(
    {
        "program": f"GeNN {__version__} CPU",
        "threads": 1,
        "build_s": built,
        "run_s": [wall],
        "s_per_biological_s": wall / seconds,
        "spikes": sum(spikes.values()),
        "rate_E": spikes["E"] / EXCITATORY / seconds,
        "rate_I": spikes["I"] / INHIBITORY / seconds,
    },
    sys.stdout,
)
print()
