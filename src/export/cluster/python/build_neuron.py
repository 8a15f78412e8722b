"""Compiles the models of this folder for NEURON: python build.py. Needs a C++ compiler and make."""
import argparse
import glob
import json
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
words = argparse.ArgumentParser(description=__doc__)
words.add_argument("--into", default=os.path.join(HERE, "build"), help="folder; default: build")
words.add_argument("--probe", action="store_true", help="says what there is here, as JSON, and builds nothing")
words = words.parse_args()


def stop(sentence):
    raise SystemExit(f"galvani: {sentence}")


try:
    import neuron
except ImportError as error:
    stop(
        f"There is no NEURON in '{sys.executable}' (import neuron: {error}). pip install neuron, or name another with --python."
    )
compiler = shutil.which("g++")
if compiler is None:
    stop("NEURON's mechanisms are compiled here, and there is no g++ (Debian: g++ make).")
version = subprocess.run([compiler, "-dumpfullversion"], capture_output=True, text=True, check=True).stdout.strip()
facts = {"engine": "NEURON", "version": neuron.__version__, "compiler": f"g++ {version}"}
if words.probe:
    print(json.dumps(facts))
    sys.exit(0)
tools = os.pathsep.join((os.path.dirname(sys.executable), os.environ.get("PATH", "")))
nrnivmodl = shutil.which("nrnivmodl", path=tools)
if nrnivmodl is None:
    stop("There is no nrnivmodl beside this Python or in the PATH; it comes with NEURON.")
os.makedirs(words.into, exist_ok=True)
models = glob.glob(os.path.join(HERE, "*.mod"))
if not models:
    # NEURON has all of them.
    print(json.dumps(facts))
    sys.exit(0)
for file in models:
    shutil.copy(file, words.into)
# No fused multiply-add: it rounds once where Galvani rounds twice.
made = subprocess.run(
    [nrnivmodl, "-incflags", "-ffp-contract=off", "."],
    cwd=words.into,
    env={**os.environ, "PATH": tools},
    capture_output=True,
    text=True,
    check=False,
)
log = os.path.join(words.into, "build.log")
with open(log, "w", encoding="utf-8") as file:
    file.write(made.stdout + made.stderr)
if made.returncode != 0:
    stop(f"nrnivmodl failed; see '{log}'.")
print(json.dumps(facts))
