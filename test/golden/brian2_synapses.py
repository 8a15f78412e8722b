"""Scripts with synapses, by Brian2: makes test/golden/brian2_synapses.json, which holds the scripts too.

    python3 -m venv VENV && VENV/bin/pip install brian2==2.9.0 numpy==1.26.4
    VENV/bin/python test/golden/brian2_synapses.py && npm run format

Double precision, code generation 'numpy', dt 0.1 ms, nothing random. Of each script: step and cell of every spike of each NeuronGroup, and of
each Synapses object the pairs and the values of its variables at the end, in SI units; those of event-driven variables are left out, since
they are of the last event and not of the end.
"""

import datetime
import json
import pathlib

import numpy as np
import brian2

DRIVE = """from brian2 import *
prefs.codegen.target = 'numpy'
D = NeuronGroup(4, '''dx/dt = r : 1
                      r : Hz''', threshold='x >= 1', reset='x = 0', method='euler')
D.r = '(41 + 13*i)*Hz'
T = NeuronGroup(3, '''dv/dt = (8*mV + 3*mV*i - v)/(10*ms) : volt
                      dg/dt = -g/(5*ms) : 1
                      h : 1''', threshold='v > 9*mV', reset='v = 0*mV', method='exact')
"""
DRIVE2 = DRIVE.replace("(8*mV + 3*mV*i - v)", "(8*mV + 3*mV*i + g*mV - v)")
STDP = """taupre = 20*ms
taupost = 15*ms
gmax = 6.0
dApre = 0.31
dApost = -0.36
"""
SCRIPTS = {
'delays of nothing, of one value, by expression, by list and by condition': DRIVE2 + """
A = Synapses(D, T, on_pre='g += 1.3')
A.connect(j='0')
B = Synapses(D, T, on_pre='g += 0.7', delay=2.04*ms)
B.connect(i=[0, 1, 3], j=[1, 2, 2])
C = Synapses(D, T, on_pre='g += 0.9')
C.connect(condition='(i + j) % 2 == 0')
C.delay = '0.3*ms + 0.11*ms*i + 0.5*ms*j'
E = Synapses(D, T, on_pre='g -= 0.4')
E.connect(i=3, j=[2, 0])
E.delay = [1.23, 0.4]*ms
F = Synapses(D, T, on_pre='g += 0.2')
F.connect()
F.delay['i == 0'] = '1*ms + j*ms'
F.delay[2, :] = 0.7*ms
run(300*ms)
""",
'weights: several of their own, by condition, by index, by list': DRIVE2 + """
S = Synapses(D, T, '''w : 1
                      u : 1 (constant)
                      k : 1''', on_pre='g += w*u*(1 + k)')
S.connect()
S.w = '0.2 + 0.1*i'
S.w['i > j'] = '1.5*exp(-(i - j)/3.0)'
S.w[0, 2] = 2.5
S.u = 0.8
S.k = 0.05
V = Synapses(D, T, 'c : 1', on_pre='g_post += 10*c')
V.connect(j='k for k in range(i - 1, i + 2) if k != i', skip_if_invalid=True)
V.c = [0.1, 0.2, 0.3, -0.4, 0.5]
run(300*ms)
""",
'parts of groups: i and j count within them': DRIVE2 + """
P = D[1:]
Q = T[1:3]
S = Synapses(P, Q, 'w : 1', on_pre='g += w')
S.connect(condition='i >= j')
S.w = '1.0 + 0.4*i + 0.3*j'
S.delay = '0.2*ms*(i + 1)'
R = Synapses(P, T, on_pre='g += 0.6')
R.connect(j='i')
run(300*ms)
""",
'generators of cells': DRIVE2 + """
S = Synapses(D, T, on_pre='g += 0.8')
S.connect(j='(i + 1) % N_post')
S.connect(j='k for k in range(0, N_post, 2)')
R = Synapses(T, T, on_pre='g -= 0.9')
R.connect(i='j - 1', skip_if_invalid=True)
U = Synapses(D, T, on_pre='g += 0.1')
U.connect(i=np.arange(3), j=np.array([2, 1, 0]))
U.connect(False)
run(300*ms)
""",
'pairs of spikes: the rule of Song, Miller & Abbott (2000)': DRIVE2 + STDP + """
S = Synapses(D, T, '''w : 1
    dApre/dt = -Apre/taupre : 1 (event-driven)
    dApost/dt = -Apost/taupost : 1 (event-driven)''',
    on_pre='''g += w
    Apre += dApre
    w = clip(w + Apost, 0, gmax)''',
    on_post='''Apost += dApost
    w = clip(w + Apre, 0, gmax)''')
S.connect()
S.w = '1.0 + 0.5*i'
run(600*ms)
""",
'pairs of spikes: what a rule sees follows from the order of its statements': DRIVE2 + STDP + """
S = Synapses(D, T, '''s : 1
    dApre/dt = -Apre/taupre : 1 (event-driven)
    dApost/dt = -Apost/taupost : 1 (event-driven)
    rate : 1''',
    on_pre='''g_post += 0.5*s
    change = rate*(Apost + 0.01)
    s += change
    s = clip(s, 0, gmax)
    Apre = 1''',
    on_post='''s = clip(s + 0.2*rate*Apre*(gmax - s), 0, gmax)
    Apost += dApost''')
S.connect(condition='i != j')
S.s = 2
S.rate = 0.7
run(600*ms)
""",
'bounds of a voltage, bounds that differ, and a start outside of them': DRIVE2 + STDP + """
S = Synapses(D, T, '''w : volt
    dApre/dt = -Apre/taupre : 1 (event-driven)''',
    on_pre='''g_post += 10*w/mV
    Apre += 0.1''',
    on_post='w = clip(w + Apre*0.3*mV, 0*mV, 0.6*mV)')
S.connect(j='i', skip_if_invalid=True)
S.w = 0.2*mV
R = Synapses(D, T, 'w : 1', on_pre='g += w; w = clip(w - 0.01, 0.5, 2)', on_post='w = clip(w + 0.02, 0.4, 3)')
R.connect(i=3, j=0)
R.w = 0.3
run(600*ms)
""",
'a rule that acts late at the target, and one that reads the cells': DRIVE2 + STDP + """
S = Synapses(D, T, '''w : 1
    dApre/dt = -Apre/taupre : 1 (event-driven)
    dApost/dt = -Apost/taupost : 1 (event-driven)''',
    on_pre='''g += w
    Apre += dApre
    w = clip(w + 0.01*Apost, 0, gmax)''',
    on_post='''Apost += dApost
    w = clip(w + Apre*0.2, 0, gmax)''')
S.connect()
S.w = 0.5
S.post.delay = 3*ms
R = Synapses(D, T, 'w : 1', on_pre='g += w', on_post='w = clip(w + 0.05*x_pre - 0.004*v_post/mV, 0, 3)')
R.connect(i=[1, 2], j=[0, 1])
R.w = 1
run(600*ms)
""",
'variables that move in every step': DRIVE2 + STDP + """
S = Synapses(D, T, '''w : 1
    mode : 1
    dc/dt = -c/(30*ms) : 1 (clock-driven)
    dd/dt = (mode*c - d)/(12*ms) : 1 (clock-driven)
    dApre/dt = -Apre/taupre : 1 (event-driven)''',
    on_pre='''g += w
    Apre += dApre
    c += 0.4
    w = clip(w - 0.1*d, 0, gmax)''',
    on_post='w = clip(w + 0.3*Apre*c, 0, gmax)', method='euler')
S.connect()
S.w = 1.5
S.mode = 0.6
S.c = 0.2
run(600*ms)
""",
'summed variables': DRIVE + """
G = NeuronGroup(6, '''du/dt = (1.2 - u + Igap + 0.3*m + z)/(10*ms) : 1
                      dz/dt = -z/(4*ms) : 1
                      Igap : 1
                      m : 1''', threshold='u > 1', reset='u = 0', method='euler')
G.u = 'i*0.15'
S = Synapses(G, G, '''q : 1 # of each junction
                      Igap_post = q*(u_pre - u_post) : 1 (summed)''')
S.connect('i != j')
S.q = '0.02 + 0.01*i'
R = Synapses(T, G, 'm_post = k*v_pre/mV : 1 (summed)', on_pre='z_post += 0.5')
k = 0.05
R.connect(i=[0, 1, 2], j=[3, 4, 5])
run(300*ms)
""",
}

WATCH = """for name, group in list(globals().items()):
    if type(group) is NeuronGroup: globals()['spikes_of_' + name] = SpikeMonitor(group)
run("""

cases = {}
for title, script in SCRIPTS.items():
    brian2.start_scope()
    brian2.defaultclock.dt = 0.1 * brian2.ms
    names = {}
    exec(script.replace("run(", WATCH), names)
    dt = float(brian2.defaultclock.dt)
    spikes, synapses = {}, {}
    for name, thing in names.items():
        if name.startswith("spikes_of_"):
            steps = np.round(np.asarray(thing.t_[:]) / dt).astype(int)
            spikes[name[10:]] = [[int(step), int(cell)] for step, cell in zip(steps, thing.i)]
        elif type(thing) is brian2.Synapses:
            kept = [v for v, equation in thing.equations.items() if "event-driven" not in equation.flags and "summed" not in equation.flags]
            synapses[name] = {
                "pairs": [[int(i), int(j)] for i, j in zip(thing.i[:], thing.j[:])],
                "values": {v: [float(x) for x in getattr(thing, v + "_")[:]] for v in kept},
            }
    cases[title] = {"script": script, "spikes": spikes, "synapses": synapses}
    print(title, {name: len(found) for name, found in spikes.items()})

pathlib.Path(__file__).with_suffix(".json").write_text(
    json.dumps(
        {
            "provenance": f"Brian2 {brian2.__version__}, numpy {np.__version__}, codegen numpy, f64, dt 0.1 ms; made by test/golden/brian2_synapses.py, {datetime.date.today()}.",
            "cases": cases,
        }
    )
)
