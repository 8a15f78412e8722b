"""The CA3 pyramidal cell of Traub, Wong, Miles & Michelson 1991 by NEURON: makes test/golden/dendrites/traub1991_*.csv.

    python3 -m venv VENV && VENV/bin/pip install neuron==9.0.2
    VENV/bin/python test/golden/traub1991_neuron.py

Needs a C++ compiler. The mechanisms below were written from the paper's equations and its tables for this file, and compiled by nrnivmodl in a
folder of their own. J. Neurophysiol. 66:635; the paper prints phi a thousandfold, corrected in Traub et al. 1994, J. Physiol. 481:79.

Conventions: 19 cylinders of one compartment each; voltages with rest at -60 mV; 1 of the paper's calcium, which has no unit, is 1e-3 mM;
V starts at -60 mV, calcium at 0, gates in their steady state. Fixed step, rates without tables.
"""

import datetime
import math
import os
import pathlib
import subprocess
import sys
import tempfile

HEAD = """NEURON { SUFFIX %s  %s  RANGE %s }
UNITS { (mA) = (milliamp) (mV) = (millivolt) (S) = (siemens) }
"""
# x/(exp(x) - 1), by its series where the quotient loses digits: to 1e-16 of itself below 1e-3.
RATIO = """
FUNCTION ratio(x) {
  if (fabs(x) < 1e-3) { ratio = 1 - x/2 + x*x/12 - x*x*x*x/720 } else { ratio = x/(exp(x) - 1) }
}
"""


def gated(suffix, ions, ranges, current, gates, e, calcium=""):
    """A channel of gates by name, each with its rates over u = v + 60 (and cai); `current` is its conductance over gbar."""
    out = HEAD % (suffix, ions, "gbar" + ranges)
    out += "PARAMETER { gbar = 0 (S/cm2) }\n"
    out += "ASSIGNED { v (mV) i%s (mA/cm2) %s }\n" % (e[0], calcium)
    out += "STATE { %s }\n" % " ".join(gates)
    out += "BREAKPOINT { SOLVE states METHOD cnexp\n  i%s = gbar*%s*(v - (%s)) }\n" % (e[0], current, e[1])
    out += "INITIAL { LOCAL opens, closes, u\n  u = v + 60\n"
    for name, (alpha, beta) in gates.items():
        out += "  opens = %s\n  closes = %s\n  %s = opens/(opens + closes)\n" % (alpha, beta, name)
    out += "}\nDERIVATIVE states { LOCAL %s, u\n  u = v + 60\n" % ", ".join(f"a{g}, b{g}" for g in gates)
    for name, (alpha, beta) in gates.items():
        out += "  a%s = %s\n  b%s = %s\n" % (name, alpha, name, beta)
        out += "  %s' = a%s*(1 - %s) - b%s*%s\n" % (name, name, name, name, name)
    return out + "}\n" + RATIO


MECHANISMS = {
    "tna": gated(
        "tna", "USEION na WRITE ina", "", "m*m*h",
        {
            "m": ("1.28*ratio((13.1 - u)/4)", "1.4*ratio((u - 40.1)/5)"),
            "h": ("0.128*exp((17 - u)/18)", "4/(1 + exp((40 - u)/5))"),
        },
        ("na", 55),
    ),
    "tkdr": gated(
        "tkdr", "USEION k WRITE ik", "", "n",
        {"n": ("0.08*ratio((35.1 - u)/5)", "0.25*exp((20 - u)/40)")},
        ("k", -75),
    ),
    "tka": gated(
        "tka", "USEION k WRITE ik", "", "a*b",
        {
            "a": ("0.2*ratio((13.1 - u)/10)", "0.175*ratio((u - 40.1)/10)"),
            "b": ("0.0016*exp((-13 - u)/18)", "0.05/(1 + exp((10.1 - u)/5))"),
        },
        ("k", -75),
    ),
    "tca": gated(
        "tca", "USEION ca WRITE ica", "", "s*s*r",
        {
            "s": ("1.6/(1 + exp(-0.072*(u - 65)))", "0.1*ratio((u - 51.1)/5)"),
            "r": ("opening(u)", "0.005 - opening(u)"),
        },
        ("ca", 80),
    ) + "FUNCTION opening(u) { if (u <= 0) { opening = 0.005 } else { opening = 0.005*exp(-u/20) } }\n",
    "tkc": gated(
        "tkc", "USEION k WRITE ik USEION ca READ cai", "", "c*bound(cai)",
        {"c": ("opening(u)", "closing(u)")},
        ("k", -75), "cai (mM)",
    ) + """FUNCTION bound(ca) { bound = 4*ca  if (bound > 1) { bound = 1 } }
FUNCTION opening(u) {
  if (u <= 50) { opening = exp((u - 10)/11 - (u - 6.5)/27)/18.975 } else { opening = 2*exp((6.5 - u)/27) }
}
FUNCTION closing(u) {
  closing = 0
  if (u <= 50) { closing = 2*exp((6.5 - u)/27) - opening(u) }
  if (closing < 0) { closing = 0 }
}
""",
    "tkahp": gated(
        "tkahp", "USEION k WRITE ik USEION ca READ cai", "", "q",
        {"q": ("opening(cai)", "0.001")},
        ("k", -75), "cai (mM)",
    ) + "FUNCTION opening(ca) { opening = 0.02*ca  if (opening > 0.01) { opening = 0.01 } }\n",
    # alpha: mM/ms per mA/cm2.
    "tpool": HEAD % ("tpool", "USEION ca READ ica WRITE cai", "alpha")
    + """PARAMETER { alpha = 0 }
ASSIGNED { ica (mA/cm2) }
STATE { cai (mM) }
INITIAL { cai = 0 }
BREAKPOINT { SOLVE pool METHOD cnexp }
DERIVATIVE pool { cai' = -alpha*ica - 0.075*cai }
""",
}

#: Compartments 1 to 19 of the paper; the soma is 9. mS/cm2.
NA = {6: 20, 8: 15, 9: 30, 10: 15, 12: 20}
KDR = {6: 20, 8: 5, 9: 15, 10: 5, 12: 20}
KA = {9: 5}
CA = dict(zip(range(2, 19), [5, 5, 12, 12, 12, 5, 8, 4, 8, 5, 17, 17, 17, 10, 10, 5, 5]))
KC = dict(zip(range(2, 19), [5, 5, 10, 10, 10, 5, 20, 10, 20, 5, 15, 15, 15, 15, 15, 5, 5]))
#: Of the paper's calcium, per ms and nA.
PHI = {k: 7.769 for k in range(2, 8)} | {8: 34.53, 9: 17.402, 10: 26.404} | {k: 5.941 for k in range(11, 19)}
DT = 0.025
#: Name of the file: nA into the soma, nA into compartment 15, ms, steps between samples.
RUNS = {"soma": (0.3, 0, 1000, 40), "dendrite": (0, 1.5, 300, 12)}


def cell(h):
    """Sections by number."""
    made = {}
    for k in range(1, 20):
        section = h.Section(name="soma" if k == 9 else f"basal{k}" if k < 9 else f"apical{k}")
        section.nseg = 1
        section.L, section.diam = (125, 8.46) if k == 9 else (110, 4.84) if k < 9 else (120, 5.78)
        section.Ra, section.cm = 100, 3
        section.insert("pas")
        section.g_pas, section.e_pas = 1e-4, -60
        for name, densities in (("tna", NA), ("tkdr", KDR), ("tka", KA), ("tca", CA), ("tkc", KC)):
            if k in densities:
                section.insert(name)
                setattr(section, f"gbar_{name}", 1e-3 * densities[k])
        if k in PHI:
            section.insert("tkahp")
            section.gbar_tkahp = 0.8e-3
            section.insert("tpool")
            # um2 * mA/cm2 = 1e-2 nA.
            section.alpha_tpool = 1e-3 * PHI[k] * math.pi * section.L * section.diam * 1e-2
        made[k] = section
    made[10].connect(made[9], 1, 0)
    made[8].connect(made[9], 0, 0)
    for k in range(11, 20):
        made[k].connect(made[k - 1], 1, 0)
    for k in range(7, 0, -1):
        made[k].connect(made[k + 1], 1, 0)
    return made


def run(h, name, order):
    soma, dendrite, stop, every = RUNS[name]
    sections = cell(h)
    clamps = []
    for section, amplitude in ((sections[9], soma), (sections[15], dendrite)):
        clamp = h.IClamp(section(0.5))
        clamp.delay, clamp.dur, clamp.amp = 0, 1e9, amplitude
        clamps.append(clamp)
    h.secondorder = order
    h.dt = DT
    h.finitialize(-60)
    read = [
        lambda: sections[9](0.5).v, lambda: sections[4](0.5).v, lambda: sections[15](0.5).v, lambda: sections[15](0.5).cai,
    ]
    lines, spikes, last = [], [], -60.0
    for step in range(round(stop / DT) + 1):
        if step > 0:
            h.fadvance()
        v = sections[9](0.5).v
        if v > -20 >= last:
            spikes.append(step * DT)
        last = v
        if step % every == 0:
            lines.append(",".join(f"{x:.12g}" for x in (step * DT, *(one() for one in read))))
    head = [
        f"# NEURON {h.nrnversion(0)}, fixed step, secondorder {order}, dt {DT} ms, sampled every {every} steps, v_init -60; made {datetime.date.today()}",
        f"# Traub, Wong, Miles & Michelson 1991, test/golden/traub1991_neuron.py; {soma} nA into the soma, {dendrite} nA into compartment 15",
        "# spikes of detector 0 (soma, -20 mV; ms): " + " ".join(f"{t:.4f}" for t in spikes),
        "time_ms,V_soma,V_basal4,V_apical15,cai_apical15",
    ]
    out = pathlib.Path(__file__).parent / "dendrites" / f"traub1991_{name}_so{order}.csv"
    out.write_text("\n".join(head + lines) + "\n")
    print(out.name, len(spikes), "spikes")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        from neuron import h

        h.nrn_load_dll(sys.argv[1])
        for which in RUNS:
            for secondorder in (0, 2):
                run(h, which, secondorder)
    else:
        with tempfile.TemporaryDirectory() as folder:
            for suffix, text in MECHANISMS.items():
                (pathlib.Path(folder) / f"{suffix}.mod").write_text(text)
            nrnivmodl = pathlib.Path(sys.executable).parent / "nrnivmodl"
            subprocess.run([nrnivmodl], cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            library = next(path for path in pathlib.Path(folder).glob("*/libnrnmech.so"))
            # Its own process: NEURON loads mechanisms once.
            subprocess.run([sys.executable, __file__, str(library)], check=True, env={**os.environ, "NEURON_MODULE_OPTIONS": "-nogui"})
