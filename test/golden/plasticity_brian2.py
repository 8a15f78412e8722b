"""Three published rules of plasticity on given spikes, by Brian2: makes test/golden/plasticity_brian2.json.

    python3 -m venv VENV && VENV/bin/pip install brian2==2.9.0 numpy==1.26.4
    VENV/bin/python test/golden/plasticity_brian2.py && npm run format

Double precision, code generation 'numpy', dt 0.1 ms, nothing random while it runs; trains and initial weights are drawn once, by numpy, and
stand in the file. Sources and targets are joined all to all, source by source.

Conventions that matter, and how they are chosen here:
- Equations of synapses are advanced after those of the cells (order of the state updater), so that they read the cells as they stand at
  the end of the step. Brian2 leaves the order to the names of its objects.
- Within a step: equations, then spikes of sources, then of targets, in the order of the pathways. A rule at a spike reads the traces of its
  own end as they are before their jump, since its statement stands before the jump.
- Bounds of a weight that moves by an equation are kept after each step, before the spikes ('after_groups').
- Variables start at 0, so that it does not matter that Brian2 lets no event-driven variable decay in the step of its first event.
- A train of spikes is late by no delay; what it adds to a cell acts from the next step on.
"""

import datetime
import json
import pathlib

import numpy as np
from brian2 import (
    Hz, Network, NeuronGroup, SpikeGeneratorGroup, StateMonitor, Synapses, __version__, defaultclock, mV, ms, prefs, second, start_scope,
)

prefs.codegen.target = "numpy"
DT = 0.1
defaultclock.dt = DT * ms
#: ms, times at which weights are read.
READ = [250, 500, 750, 1000]
SOURCES, TARGETS = 6, 5


def trains(rng, cells, rate_hz, shortest_ms=3.0, duration_ms=READ[-1]):
    """Irregular trains on the grid, intervals of at least `shortest_ms`; ms."""
    found = []
    for _ in range(cells):
        times, t = [], 5.0
        while True:
            t += shortest_ms + rng.exponential(1000 / rate_hz - shortest_ms)
            if t > duration_ms - 5:
                break
            times.append(round(round(t / DT) * DT, 1))
        found.append(times)
    return found


def generator(given):
    i = np.concatenate([np.full(len(times), k) for k, times in enumerate(given)]).astype(int)
    return SpikeGeneratorGroup(len(given), i, np.concatenate(given) * ms)


def run(network, synapses, names):
    """Values of the named variables at the times of READ, and every step's of the first of them for margins."""
    rows, done = [], 0
    for until in READ:
        network.run((until - done) * ms)
        done = until
        rows.append({name: [float(x) for x in np.asarray(getattr(synapses, name)[:])] for name in names})
    return rows


def weights(rng, low, high):
    """Whole numbers of 1/1024, which single precision holds."""
    return np.round(rng.uniform(low, high, SOURCES * TARGETS) * 1024) / 1024


def forced(target_trains):
    """Cells that spike at given times: a generator, one step earlier, lifts them over their threshold."""
    cells = NeuronGroup(
        TARGETS, "dv/dt = -v/(1*ms) : 1\ndd/dt = -d/(100*ms) : 1",
        threshold="v > 0.5", reset="v = -3", method="exact",
    )
    early = generator([[t - DT for t in times] for times in target_trains])
    lift = Synapses(early, cells, on_pre="v_post += 10")
    lift.connect(j="i")
    return cells, [early, lift]


def clopath(rng):
    """
    Clopath, Buesing, Vasilaki & Gerstner 2010, Nat. Neurosci. 13:344, equations 1 to 4 and the homeostatic factor. The voltage is a given
    course: rest, EPSPs at the spikes of the sources, action potentials at the given times.
    """
    start_scope()
    pre, post = trains(rng, SOURCES, 30), trains(rng, TARGETS, 30)
    start = weights(rng, 0.2, 0.8)
    # One at its upper bound from the start.
    start[7] = 1023 / 1024
    constants = dict(
        E_L=-70.6 * mV, tau_p=15 * ms, tau_r=1 * ms, tau_s=0.5 * ms, tau_x=15 * ms, tau_minus=10 * ms, tau_plus=7 * ms, tau_bar=500 * ms,
        theta_minus=-70.6 * mV, theta_plus=-45.3 * mV, A_LTD=14e-5 / mV, A_LTP=8e-5 / mV**2, ref2=60 * mV**2,
    )
    cells = NeuronGroup(
        TARGETS,
        """v = E_L + p + s : volt
           dp/dt = -p/tau_p : volt
           dr/dt = -r/tau_r : volt
           ds/dt = (r - s)/tau_s : volt
           du_minus/dt = (v - u_minus)/tau_minus : volt
           du_plus/dt = (v - u_plus)/tau_plus : volt
           dbar/dt = (v - E_L - bar)/tau_bar : volt""",
        method="euler", namespace=constants,
    )
    cells.u_minus = cells.u_plus = constants["E_L"]
    source, potentials = generator(pre), generator(post)
    epsp = Synapses(source, cells, on_pre="p_post += 2*mV")
    epsp.connect()
    spikes = Synapses(potentials, cells, on_pre="r_post += 180*mV; p_post += 8*mV")
    spikes.connect(j="i")
    synapses = Synapses(
        source, cells,
        """dw/dt = A_LTP*x*clip(v_post - theta_plus, 0*mV, 1000*mV)*clip(u_plus_post - theta_minus, 0*mV, 1000*mV) : 1 (clock-driven)
           dx/dt = -x/tau_x : hertz (clock-driven)""",
        on_pre="""w = clip(w - A_LTD*bar_post**2/ref2*clip(u_minus_post - theta_minus, 0*mV, 1000*mV), 0, 1)
                  x += 1/tau_x""",
        method="euler", namespace=constants,
    )
    synapses.connect()
    synapses.w = start
    synapses.state_updater.order = 1
    synapses.run_regularly("w = clip(w, 0, 1)", dt=DT * ms, when="after_groups")
    rows = run(Network(cells, source, potentials, epsp, spikes, synapses), synapses, ["w"])
    return dict(sources=pre, targets=post, start=start.tolist(), read=rows)


def graupner(rng):
    """
    Graupner & Brunel 2012, PNAS 109:3991, equations 1 and 2 without noise, their parameters for cortical slices but for tau, 34.6 s for
    346 s, so that weights move in one second, and for the delay, 4.6 ms for 4.6098 ms. w is their rho.
    """
    start_scope()
    constants = dict(
        tau=34.63615 * second, tau_ca=22.6936 * ms, theta_d=1.0, theta_p=1.3, gamma_d=331.909, gamma_p=725.085, rho_star=0.5,
        C_pre=0.5617539, C_post=1.23964,
    )
    while True:
        pre, post = trains(rng, SOURCES, 20), trains(rng, TARGETS, 20)
        start = weights(rng, 0.1, 0.9)
        cells, others = forced(post)
        source = generator(pre)
        synapses = Synapses(
            source, cells,
            """dw/dt = (-w*(1 - w)*(rho_star - w) + gamma_p*(1 - w)*int(c > theta_p) - gamma_d*w*int(c > theta_d))/tau : 1 (clock-driven)
               dc/dt = -c/tau_ca : 1 (clock-driven)""",
            on_pre="c += C_pre", on_post="c += C_post", method="euler", namespace=constants,
        )
        synapses.connect()
        synapses.w = start
        synapses.pre.delay = 4.6 * ms
        synapses.state_updater.order = 1
        courses = StateMonitor(synapses, "c", record=True, when="after_synapses")
        rows = run(Network(cells, source, synapses, courses, *others), synapses, ["w", "c"])
        # A threshold that is passed by a rounding would be passed in another step in single precision, which is 1e-3 of a weight.
        c = np.asarray(courses.c)
        margin = float(min(np.abs(c - constants["theta_d"]).min(), np.abs(c - constants["theta_p"]).min()))
        if margin > 1e-6:
            return dict(sources=pre, targets=post, start=start.tolist(), margin=margin, read=rows)
        print("a threshold is passed by", margin, flush=True)
        start_scope()


def izhikevich(rng):
    """
    Izhikevich 2007, Cereb. Cortex 17:2443: a synapse remembers by c what its spikes asked for, and dopamine makes it a change of the
    weight. Dopamine is a variable of the target, the same for all its synapses.
    """
    start_scope()
    pre, post = trains(rng, SOURCES, 25), trains(rng, TARGETS, 25)
    # Rewards reach every target.
    reward = [[200.0, 450.0, 475.0, 850.0]]
    start = weights(rng, 0.2, 0.8)
    constants = dict(tau_x=20 * ms, tau_y=20 * ms, A_plus=0.1, A_minus=0.15, tau_c=1 * second)
    cells, others = forced(post)
    source, given = generator(pre), generator(reward)
    dopamine = Synapses(given, cells, on_pre="d_post += 1")
    dopamine.connect()
    synapses = Synapses(
        source, cells,
        """dw/dt = c*d_post/second : 1 (clock-driven)
           dc/dt = -c/tau_c : 1 (clock-driven)
           dx/dt = -x/tau_x : 1 (event-driven)
           dy/dt = -y/tau_y : 1 (event-driven)""",
        on_pre="c -= A_minus*y; x += 1", on_post="c += A_plus*x; y += 1", method="euler", namespace=constants,
    )
    synapses.connect()
    synapses.w = start
    synapses.state_updater.order = 1
    synapses.run_regularly("w = clip(w, 0, 1)", dt=DT * ms, when="after_groups")
    rows = run(Network(cells, source, given, dopamine, synapses, *others), synapses, ["w", "c"])
    return dict(sources=pre, targets=post, reward=reward, start=start.tolist(), read=rows)


SEED = 20
rules = {}
for k, rule in enumerate([clopath, graupner, izhikevich]):
    found = rules[rule.__name__] = rule(np.random.default_rng([SEED, k]))
    end = np.round(found["read"][-1]["w"], 3)
    print(rule.__name__, "from", np.round(found["start"], 3), "to", end, "margin", found.get("margin"), flush=True)
provenance = (
    f"Brian2 {__version__}, numpy {np.__version__}, codegen numpy, f64, dt {DT} ms; made by test/golden/plasticity_brian2.py, trains and "
    f"initial weights by default_rng([{SEED}, rule]), {datetime.date.today()}. Times in ms; weights source by source, all targets of each."
)
text = json.dumps(dict(provenance=provenance, dt_ms=DT, read_ms=READ, rules=rules))
pathlib.Path(__file__).with_name("plasticity_brian2.json").write_text(text + "\n")
