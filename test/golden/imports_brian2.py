"""Writes imports_brian2.json: scripts that come in as documents, with the spikes that Brian2 makes of them, on standard output.

Each script is run as it stands, by Brian2 2.9.0, target numpy; of the group `G` every spike is kept, [step, cell], or, where a script draws random
numbers, the number of spikes. test/document/brian2-golden.test.ts gives the same scripts to `fromBrian2`.
"""

import json
import sys

import brian2
import numpy as np

HEAD = "from brian2 import *\n"

SCRIPTS = {
    "given spikes, on and between steps, with a period": HEAD
    + """defaultclock.dt = 0.1*ms
times = np.concatenate([[0.3, 1.05, 2.299], np.arange(3, 6, 0.5)])*ms
indices = [0, 1, 0] + [0]*3 + [1]*3
S = SpikeGeneratorGroup(2, indices, times, period=10*ms)
E = SpikeGeneratorGroup(3, [2, 0, 1], [0.0, 12.34, 5.55]*ms)
tau = 10*ms
G = NeuronGroup(3, 'dv/dt = -v/tau : 1', threshold='v > 1', reset='v = 0', refractory=2*ms, method='exact')
A = Synapses(S, G, on_pre='v += 0.35')
A.connect(condition='i <= j')
B = Synapses(E, G, on_pre='v += 1.2')
B.connect(j='i')
spikes = SpikeMonitor(G)
run(60*ms)
""",
    "a current and a threshold by tables of time": HEAD
    + """defaultclock.dt = 0.1*ms
wave = TimedArray(np.array([0, 2, 1, 3, 0.5, 2.5])*mV/ms, dt=5*ms)
level = TimedArray([10, 12, 8]*mV, dt=7.3*ms)
gain = np.linspace(0.5, 2, 7)
G = NeuronGroup(7, '''dv/dt = -v/(10*ms) + gain*wave(t) : volt
                      gain : 1''', threshold='v > level(t)', reset='v = 0*mV', method='euler')
G.gain = gain
spikes = SpikeMonitor(G)
run(50*ms)
""",
    "a table of time and cell, solved exactly": HEAD
    + """defaultclock.dt = 0.05*ms
rows = np.array([[1, 2, 3], [4, 0, 1], [0, 3, 2], [2, 2, 2.5]])
stimulus = TimedArray(rows*1.0, dt=4*ms)
G = NeuronGroup(3, 'dv/dt = (stimulus(t, i) - v)/tau : 1 (unless refractory)', threshold='v > 0.9', reset='v = 0.1',
                refractory=1*ms, method='exact', namespace={'tau': 3*ms})
spikes = SpikeMonitor(G)
run(40*ms)
""",
    "values of a part of the cells": HEAD
    + """n = 12
currents = [1.5, 2.0, 2.5]
G = NeuronGroup(n, '''dv/dt = (I - v + b)/tau : 1
                      I : 1
                      b : 1
                      tau : second''', threshold='v > 1', reset='v = r', method='euler', namespace=dict(r=0.05))
G.tau = 10*ms
G.tau[6:] = '(5 + i)*ms'
G.I = 1.2
G.I[:3] = currents
G.I[-1] = 4
last = G[8:]
last.I[1:3] = np.full(2, 3.3)
G.b['i % 2 == 0'] = 0.3
last.b['i < 2'] = '0.1*i + 0.2'
G[2:4].b = 0.7
G.set_states({'v': np.arange(n)/20.0})
G.v[[0, 5]] = [0.9, 0.8]
G.v[::4] = [k*0.1 for k in range(3)]
spikes = SpikeMonitor(G)
run(50*ms)
""",
    "a table of time in other rules": HEAD
    + """wave = TimedArray(np.array([0, 20, 10, 30, 5, 25])*mV, dt=5*ms)
level = TimedArray(np.array([[1.0, 0.5, 2], [0.3, 1, 1]]), dt=3*ms)
G = NeuronGroup(3, 'dv/dt = (wave(t)*(1 + 0.1*i)*level(t, i) - v*v/(30*mV))/(10*ms) : volt', threshold='v > 9*mV',
                reset='v = 0*mV', refractory=1*ms, method='METHOD')
G.v[1:] = linspace(1, 2, 2)*mV
spikes = SpikeMonitor(G)
run(50*ms)
""",
    "Poisson trains by a table of time (random)": HEAD
    + """seed(5)
stim = TimedArray([20, 100, 0, 60]*Hz, dt=50*ms)
P = PoissonGroup(2000, rates='stim(t)')
G = NeuronGroup(2000, 'dv/dt = -v/ms : 1', threshold='v > 0.5', reset='v = 0', method='exact')
A = Synapses(P, G, on_pre='v += 1')
A.connect(j='i')
spikes = SpikeMonitor(G)
run(250*ms)
""",
    "Poisson inputs onto a variable (random)": HEAD
    + """seed(5)
tau = 20*ms
w = 0.1*mV
G = NeuronGroup(2000, '''dv/dt = (-v + g)/tau : volt (unless refractory)
                         dg/dt = -g/(5*ms) : volt''', threshold='v > 10*mV', reset='v = 0*mV', refractory=2*ms, method='exact')
slow = G[:1000]
fast = G[1000:]
A = PoissonInput(slow, 'v', 500, 10*Hz, weight=w)
B = PoissonInput(fast, 'g', N=500, rate=10*Hz, weight='4*w')
spikes = SpikeMonitor(G)
run(500*ms)
""",
}


# One script for each rule.
several = SCRIPTS.pop("a table of time in other rules")
SCRIPTS.update({f"a table of time by {rule}": several.replace("METHOD", rule) for rule in ("rk2", "rk4", "heun")})


def spikes_of(script):
    brian2.start_scope()
    brian2.prefs.codegen.target = "numpy"
    brian2.defaultclock.dt = 0.1 * brian2.ms
    names = {}
    exec(compile(script, "script", "exec"), names)
    monitor = names["spikes"]
    dt = float(brian2.defaultclock.dt)
    return [[int(round(float(t) / dt)), int(i)] for t, i in zip(monitor.t, monitor.i)]


out = {}
for name, script in SCRIPTS.items():
    spikes = spikes_of(script)
    if "random" in name:
        half = 1000
        found = {"counts": [sum(i < half for _, i in spikes), sum(i >= half for _, i in spikes)]}
    else:
        found = {"spikes": spikes}
    out[name] = {"script": script, **found}
json.dump(
    {"made": f"imports_brian2.py, Brian2 {brian2.__version__}, numpy {np.__version__}, 2026-11-30", "scripts": out},
    sys.stdout,
    separators=(",", ":"),
)
print()
