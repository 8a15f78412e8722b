"""Brian2's versions of the networks that Galvani ships as presets, over several seeds, as JSON.

The equations, parameters and conventions are those of Brian2's published examples (CUBA, COBAHH, Brunel_2000, STDP) and of Brian's
COBA; the statistics are computed as in `src/analysis`. One process, Cython code generation, double precision.
"""

import argparse
import datetime
import json
import sys

import numpy as np
from brian2 import (
    Hz, NeuronGroup, Network, PoissonGroup, PoissonInput, SpikeMonitor, Synapses, __version__, defaultclock, mV, ms, nS, pF, prefs, second,
    seed, start_scope, siemens, ufarad, cm, umetre, msiemens,
)

prefs.codegen.target = "cython"
DT = 0.1


def coba(plastic=False):
    """Brette et al. 2007, benchmark 1, with the initial values of Brian's COBA."""
    constants = dict(
        C=200 * pF, g_L=10 * nS, E_L=-60 * mV, E_e=0 * mV, E_i=-80 * mV, tau_e=5 * ms, tau_i=10 * ms, w_e=6 * nS, w_i=67 * nS,
    )
    cells = NeuronGroup(
        4000,
        """dv/dt = (g_L*(E_L - v) + g_e*(E_e - v) + g_i*(E_i - v))/C : volt (unless refractory)
           dg_e/dt = -g_e/tau_e : siemens
           dg_i/dt = -g_i/tau_i : siemens""",
        threshold="v > -50*mV", reset="v = -60*mV", refractory=5 * ms, method="exponential_euler", namespace=constants,
    )
    cells.v = "-60*mV + (5*randn() - 5)*mV"
    cells.g_e = "(1.5*randn() + 4)*10*nS"
    cells.g_i = "(12*randn() + 20)*10*nS"
    if plastic:
        constants.update(tau_pre=20 * ms, tau_post=20 * ms, A_pre=0.01, A_post=-0.0105, w_max=12 * nS)
        excitatory = Synapses(
            cells[:3200], cells,
            """w : siemens
               dx/dt = -x/tau_pre : 1 (event-driven)
               dy/dt = -y/tau_post : 1 (event-driven)""",
            on_pre="""g_e_post += w
                      x += A_pre
                      w = clip(w + y*w_max, 0*nS, w_max)""",
            on_post="""y += A_post
                       w = clip(w + x*w_max, 0*nS, w_max)""",
            namespace=constants,
        )
    else:
        excitatory = Synapses(cells[:3200], cells, on_pre="g_e_post += w_e", namespace=constants)
    excitatory.connect(p=0.02)
    if plastic:
        excitatory.w = 6 * nS
    inhibitory = Synapses(cells[3200:], cells, on_pre="g_i_post += w_i", namespace=constants)
    inhibitory.connect(p=0.02)
    weights = (lambda: np.asarray(excitatory.w / nS)) if plastic else None
    return cells, [excitatory, inhibitory], 3200, weights


def cuba():
    """Brette et al. 2007, benchmark 2: Brian2's example CUBA."""
    constants = dict(tau_m=20 * ms, tau_e=5 * ms, tau_i=10 * ms, E_L=-49 * mV, w_e=1.62 * mV, w_i=-9 * mV)
    cells = NeuronGroup(
        4000,
        """dv/dt = (g_e + g_i - (v - E_L))/tau_m : volt (unless refractory)
           dg_e/dt = -g_e/tau_e : volt
           dg_i/dt = -g_i/tau_i : volt""",
        threshold="v > -50*mV", reset="v = -60*mV", refractory=5 * ms, method="exact", namespace=constants,
    )
    cells.v = "-60*mV + rand()*10*mV"
    excitatory = Synapses(cells[:3200], cells, on_pre="g_e_post += w_e", namespace=constants)
    excitatory.connect(p=0.02)
    inhibitory = Synapses(cells[3200:], cells, on_pre="g_i_post += w_i", namespace=constants)
    inhibitory.connect(p=0.02)
    return cells, [excitatory, inhibitory], 3200, None


def cobahh():
    """Brette et al. 2007, benchmark 3: Brian2's example COBAHH."""
    area = 20000 * umetre**2
    constants = dict(
        C=1 * ufarad * cm**-2 * area, g_L=5e-5 * siemens * cm**-2 * area, g_Na=100 * msiemens * cm**-2 * area,
        g_K=30 * msiemens * cm**-2 * area, E_L=-60 * mV, E_K=-90 * mV, E_Na=50 * mV, V_T=-63 * mV, tau_e=5 * ms, tau_i=10 * ms,
        E_e=0 * mV, E_i=-80 * mV, w_e=6 * nS, w_i=67 * nS,
    )
    cells = NeuronGroup(
        4000,
        """dv/dt = (g_L*(E_L - v) + g_e*(E_e - v) + g_i*(E_i - v) - g_Na*m**3*h*(v - E_Na) - g_K*n**4*(v - E_K))/C : volt
           dm/dt = a_m*(1 - m) - b_m*m : 1
           dn/dt = a_n*(1 - n) - b_n*n : 1
           dh/dt = a_h*(1 - h) - b_h*h : 1
           dg_e/dt = -g_e/tau_e : siemens
           dg_i/dt = -g_i/tau_i : siemens
           u = (v - V_T)/mV : 1
           a_m = 0.32*4/exprel((13 - u)/4)/ms : Hz
           b_m = 0.28*5/exprel((u - 40)/5)/ms : Hz
           a_h = 0.128*exp((17 - u)/18)/ms : Hz
           b_h = 4/(1 + exp((40 - u)/5))/ms : Hz
           a_n = 0.032*5/exprel((15 - u)/5)/ms : Hz
           b_n = 0.5*exp((10 - u)/40)/ms : Hz""",
        threshold="v > -20*mV", refractory=3 * ms, method="exponential_euler", namespace=constants,
    )
    cells.v = "-60*mV + (5*randn() - 5)*mV"
    cells.g_e = "(1.5*randn() + 4)*10*nS"
    cells.g_i = "(12*randn() + 20)*10*nS"
    excitatory = Synapses(cells[:3200], cells, on_pre="g_e_post += w_e", namespace=constants)
    excitatory.connect(p=0.02)
    inhibitory = Synapses(cells[3200:], cells, on_pre="g_i_post += w_i", namespace=constants)
    inhibitory.connect(p=0.02)
    return cells, [excitatory, inhibitory], 3200, None


def fixed_in_degree(synapses, sources, targets, degree):
    """Every target has `degree` different sources, itself never among them; numpy's generator is seeded by Brian2's `seed`."""
    pre = np.empty((targets, degree), dtype=np.int32)
    for j in range(targets):
        own = j - synapses.source.start
        chosen = np.random.choice(sources - (0 <= own < sources), degree, replace=False)
        pre[j] = chosen + (chosen >= own) if 0 <= own < sources else chosen
    synapses.connect(i=pre.ravel(), j=np.repeat(np.arange(targets), degree))


def brunel(g, ratio, slow_to=None):
    """Brunel 2000, figure 8: Brian2's example Brunel_2000, with the paper's fixed in-degree instead of a fixed probability.

    With `slow_to` (ms), delays are uniform from 0.1 ms to it.
    """
    constants = dict(tau=20 * ms, theta=20 * mV, V_r=10 * mV, J=0.1 * mV, g=g)
    threshold_rate = 20 / (0.1 * 1000 * 20) * 1000 * Hz
    cells = NeuronGroup(
        12500, "dv/dt = -v/tau : volt (unless refractory)",
        threshold="v > theta", reset="v = V_r", refractory=2 * ms, method="exact", namespace=constants,
    )
    delay = {} if slow_to else {"delay": 1.5 * ms}
    excitatory = Synapses(cells[:10000], cells, on_pre="v_post += J", namespace=constants, **delay)
    fixed_in_degree(excitatory, 10000, 12500, 1000)
    inhibitory = Synapses(cells[10000:], cells, on_pre="v_post += -g*J", namespace=constants, **delay)
    fixed_in_degree(inhibitory, 2500, 12500, 250)
    if slow_to:
        for synapses in (excitatory, inhibitory):
            synapses.delay = f"(0.1 + rand()*{slow_to - 0.1})*ms"
    drive = PoissonInput(cells, "v", N=1000, rate=ratio * threshold_rate, weight=0.1 * mV)
    return cells, [excitatory, inhibitory, drive], 10000, None


def song():
    """Song, Miller & Abbott 2000, figure 2, with potentiation twice as large; conductances in units of the leak."""
    constants = dict(
        tau_m=20 * ms, tau_e=5 * ms, tau_i=5 * ms, E_L=-70 * mV, E_e=0 * mV, E_i=-70 * mV, w_max=0.015, w_inh=0.05,
        tau_pre=20 * ms, tau_post=20 * ms, A_pre=0.01, A_post=-0.0105,
    )
    cell = NeuronGroup(
        1,
        """dv/dt = (E_L - v + g_e*(E_e - v) + g_i*(E_i - v))/tau_m : volt
           dg_e/dt = -g_e/tau_e : 1
           dg_i/dt = -g_i/tau_i : 1""",
        threshold="v > -54*mV", reset="v = -60*mV", method="exponential_euler", namespace=constants,
    )
    cell.v = "-70*mV"
    drive = PoissonGroup(1000, 20 * Hz)
    excitatory = Synapses(
        drive, cell,
        """w : 1
           dx/dt = -x/tau_pre : 1 (event-driven)
           dy/dt = -y/tau_post : 1 (event-driven)""",
        on_pre="""g_e_post += w
                  x += A_pre
                  w = clip(w + y*w_max, 0, w_max)""",
        on_post="""y += A_post
                   w = clip(w + x*w_max, 0, w_max)""",
        namespace=constants,
    )
    excitatory.connect()
    excitatory.w = "rand()*0.015"
    calm = PoissonGroup(200, 10 * Hz)
    inhibitory = Synapses(calm, cell, on_pre="g_i_post += w_inh", namespace=constants)
    inhibitory.connect()
    return cell, [drive, excitatory, calm, inhibitory], 1, lambda: np.asarray(excitatory.w) / 0.015


NETWORKS = {
    "coba": coba,
    "cuba": cuba,
    "cobahh": cobahh,
    "coba-stdp": lambda: coba(plastic=True),
    "song": song,
    "brunel-sr": lambda: brunel(3, 2),
    "brunel-ar": lambda: brunel(3, 2, slow_to=2.9),
    "brunel-si-fast": lambda: brunel(6, 4),
    "brunel-ai": lambda: brunel(5, 2),
    "brunel-si-slow": lambda: brunel(4.5, 0.9),
}

COLUMNS = {
    "spikes": "number of spikes in the window",
    "rate_E": "Hz, mean over the excitatory cells",
    "rate_I": "Hz, mean over the inhibitory cells",
    "cv_isi": "mean CV of the intervals over cells with at least 5 of them",
    "silent": "cells without a spike",
    "population_cv": "CV of the population's spike count in bins of 5 ms",
    "peak_hz": "frequency of the largest power of the population count in bins of 0.5 ms, above 5 Hz",
    "weight_mean": "mean plastic weight at the end, nS; for song ÷ the largest",
    "weight_sd": "its standard deviation",
    "weight_low": "song: share of weights below a tenth of the largest",
    "weight_high": "song: share above nine tenths",
}


def statistics(steps, cells, excitatory, n, window):
    """Spikes as step numbers and cells; window in steps."""
    inside = (steps >= window[0]) & (steps < window[1])
    steps, cells = steps[inside], cells[inside]
    seconds = (window[1] - window[0]) * DT / 1000
    counts = np.bincount(cells, minlength=n)
    order = np.lexsort((steps, cells))
    gaps = np.diff(steps[order])
    same = np.diff(cells[order]) == 0
    cvs = []
    owner = cells[order][1:]
    start = np.searchsorted(owner, np.arange(n), "left")
    end = np.searchsorted(owner, np.arange(n), "right")
    for c in range(n):
        own = gaps[start[c]:end[c]][same[start[c]:end[c]]]
        if len(own) >= 5:
            cvs.append(own.std() / own.mean())
    bins = np.bincount((steps - window[0]) // round(5 / DT), minlength=round((window[1] - window[0]) * DT / 5))
    fine = np.bincount((steps - window[0]) // round(0.5 / DT), minlength=round((window[1] - window[0]) * DT / 0.5)).astype(float)
    power = np.abs(np.fft.rfft(fine - fine.mean())) ** 2
    frequencies = np.fft.rfftfreq(len(fine), 0.5e-3)
    power[frequencies < 5] = 0
    return {
        "spikes": int(len(steps)),
        "rate_E": float(counts[:excitatory].mean() / seconds),
        "rate_I": float(counts[excitatory:].mean() / seconds) if n > excitatory else None,
        "cv_isi": float(np.mean(cvs)) if cvs else None,
        "silent": int((counts == 0).sum()),
        "population_cv": float(bins.std() / bins.mean()) if len(steps) else None,
        "peak_hz": float(frequencies[power.argmax()]) if len(steps) else None,
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--networks", default="coba,cuba,cobahh")
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--duration", type=float, default=1000, help="ms")
    parser.add_argument("--skip", type=float, default=0, help="ms left out of the statistics at the start")
    parser.add_argument("--out", help="file; standard output if left out")
    options = parser.parse_args()
    result = {
        "made_by": f"Brian2 {__version__}, Cython, f64, numpy {np.__version__}, bench/peers/brian2_networks.py, dt {DT} ms, "
        f"{options.duration:g} ms, statistics from {options.skip:g} ms on, {datetime.date.today().isoformat()}",
        "columns": COLUMNS,
        "networks": {},
    }
    for name in options.networks.split(","):
        rows = []
        for s in range(1, options.seeds + 1):
            start_scope()
            defaultclock.dt = DT * ms
            seed(s)
            cells, parts, excitatory, weights = NETWORKS[name]()
            spikes = SpikeMonitor(cells)
            network = Network(cells, spikes, *parts)
            network.run(options.duration * ms)
            steps = np.round(np.asarray(spikes.t / ms) / DT).astype(int)
            row = {"seed": s}
            row.update(
                statistics(
                    steps, np.asarray(spikes.i), excitatory, len(cells),
                    (round(options.skip / DT), round(options.duration / DT)),
                )
            )
            if weights is not None:
                w = weights()
                row.update(weight_mean=float(w.mean()), weight_sd=float(w.std()))
                if name == "song":
                    row.update(weight_low=float((w < 0.1).mean()), weight_high=float((w > 0.9).mean()))
            rows.append(row)
            print(name, json.dumps(row), file=sys.stderr, flush=True)
        result["networks"][name] = rows
    text = json.dumps(result, indent=2) + "\n"
    if options.out:
        with open(options.out, "w") as file:
            file.write(text)
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
