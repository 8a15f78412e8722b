"""Translates the models of this folder by NESTML and compiles them for NEST: python build.py. Takes a minute or two."""
import argparse
import glob
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
words = argparse.ArgumentParser(description=__doc__)
words.add_argument("--into", default=os.path.join(HERE, "build"), help="folder; default: build")
words.add_argument("--nest-config", help="of the NEST that runs it; default: beside this Python, or in the PATH")
words.add_argument("--probe", action="store_true", help="says what there is here, as JSON, and builds nothing")
words = words.parse_args()


def stop(sentence):
    raise SystemExit(f"galvani: {sentence}")


os.environ.setdefault("PYNEST_QUIET", "1")
try:
    import nest
except ImportError as error:
    stop(
        f"There is no NEST in '{sys.executable}' (import nest: {error}). pip install nest-simulator nestml, or name another with --python."
    )
try:
    import pynestml
    from pynestml.frontend.pynestml_frontend import generate_nest_target
except ImportError as error:
    stop(f"There is no NESTML in '{sys.executable}' (import pynestml: {error}). pip install nestml, or name another with --python.")
compiler = shutil.which("g++")
missing = [name for name in ("g++", "cmake", "make") if shutil.which(name) is None]
if missing:
    stop(
        f"NEST modules are compiled here, and there is no {missing[0]} (Debian: g++ cmake libboost-dev libgsl-dev libltdl-dev)."
    )
gcc = subprocess.run([compiler, "-dumpfullversion"], capture_output=True, text=True, check=True).stdout.strip()
facts = {
    "engine": "NEST",
    "version": nest.__version__,
    "nestml": pynestml.__version__,
    "compiler": f"g++ {gcc}",
    "mpi": bool(nest.build_info["have_mpi"]),
}
if words.probe:
    print("\n" + json.dumps(facts))
    sys.exit(0)

into = os.path.abspath(words.into)
os.makedirs(into, exist_ok=True)
# Without -ffp-contract=off some machines round a product and a sum at once where Galvani rounds twice.
EXACT = "-ffp-contract=off"


def script(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(path, 0o755)


config = words.nest_config or shutil.which(
    "nest-config", path=os.pathsep.join((os.path.dirname(sys.executable), os.environ.get("PATH", "")))
)
if config:
    prefix = subprocess.run([config, "--prefix"], capture_output=True, text=True, check=False).stdout.strip()
    # That of PyPI's wheel tells of the machine on which it was made.
    config = config if os.path.isdir(prefix) else None
shim = os.path.join(into, "nest")
os.makedirs(os.path.join(shim, "bin"), exist_ok=True)
if config:
    # The same answers, with one flag more.
    script(
        os.path.join(shim, "bin", "nest-config"),
        f'#!/bin/sh\nanswer=$("{config}" "$@") || exit $?\n'
        f'case "$1" in --cflags) echo "$answer {EXACT}";; *) echo "$answer";; esac\n',
    )
else:
    # The wheel of PyPI has the headers and no nest-config that is right.
    package = os.path.dirname(nest.__file__)
    places = (package, os.path.dirname(package), sys.prefix)
    include = next((p for p in (os.path.join(at, "include", "nest") for at in places) if os.path.isdir(p)), None)
    if include is None:
        stop("There is no nest-config in the PATH and no headers beside the package nest; name one with --nest-config.")
    answers = {
        "--prefix": os.path.dirname(os.path.dirname(include)),
        "--exec-prefix": os.path.dirname(os.path.dirname(include)),
        "--version": nest.__version__,
        "--includes": f"-I{include} -I/usr/include",
        "--libs": "",
        "--cflags": f"-O2 -fopenmp -fPIC {EXACT} -D_GLIBCXX_USE_CXX11_ABI=0 -std=c++20",
        "--compiler": "g++",
        "--compiler-name": "GNU",
        "--compiler-version": gcc,
        "--python-executable": sys.executable,
        "--python-version": f"{sys.version_info.major}.{sys.version_info.minor}",
        "--static-libraries": "OFF",
        "--docdir": "share/doc/nest",
        "--datadir": "share/nest",
        "--libdir": "lib",
    }
    cases = "".join(f'  {word}) echo "{answer}";;\n' for word, answer in answers.items())
    script(os.path.join(shim, "bin", "nest-config"), f'#!/bin/sh\nfor word in "$@"; do case "$word" in\n{cases}esac; done\n')

# NESTML finds the version out by models that a small build of NEST lacks.
version = "v" + nest.__version__ if re.fullmatch(r"\d+\.\d+\.\d+", nest.__version__) else "main"
models = sorted(glob.glob(os.path.join(HERE, "*.nestml")))
digest = hashlib.sha256()
for model in models:
    with open(model, "rb") as file:
        digest.update(file.read())
log = os.path.join(into, "build.log")
install = os.path.join(into, "install")
with open(log, "w", encoding="utf-8") as file:
    # NESTML and its compiler speak to the process's own outputs.
    kept = os.dup(1), os.dup(2)
    os.dup2(file.fileno(), 1)
    os.dup2(file.fileno(), 2)
    try:
        generate_nest_target(
            input_path=models,
            target_path=os.path.join(into, "target"),
            install_path=install,
            module_name=f"galvani{digest.hexdigest()[:12]}module",
            logging_level="ERROR",
            codegen_opts={"nest_path": shim, "nest_version": version},
        )
        failure = None
    except BaseException as error:
        failure = error
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os.dup2(kept[0], 1)
        os.dup2(kept[1], 2)
if failure is not None or len(glob.glob(os.path.join(install, "*module.so"))) != 1:
    stop(f"NESTML or the compiler failed{'' if failure is None else f' ({failure})'}; see '{log}'.")
print(json.dumps(facts))
