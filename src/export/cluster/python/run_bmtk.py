"""Runs this network by bmtk on NEST: python run_bmtk.py; --help tells the rest."""
import glob
import json
import os
import sys
import time

from galvani_network import HERE, Experiment, Stop, arguments, check_generator, main

words = arguments()
library = os.path.join(os.path.abspath(words.build), "install")
# NEST looks for modules where the loader does, which reads this variable when a program starts.
if library not in os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep):
    paths = [library, *filter(None, [os.environ.get("LD_LIBRARY_PATH")])]
    os.environ["LD_LIBRARY_PATH"] = os.pathsep.join(paths)
    os.execv(sys.executable, [sys.executable, *sys.argv])
os.environ.setdefault("PYNEST_QUIET", "1")
words.out = os.path.abspath(words.out)
# bmtk takes the paths of the configuration from where it is started.
os.chdir(HERE)

import h5py  # noqa: E402
import numpy as np  # noqa: E402

try:
    import bmtk
    import nest
    from bmtk.simulator import pointnet
except ImportError as error:
    raise SystemExit(f"galvani: There is no bmtk with NEST in this Python ({error}). pip install bmtk nest-simulator.") from None


def run():
    began = time.time()
    experiment = Experiment()
    check_generator()
    experiment.check_initial()
    module = glob.glob(os.path.join(library, "*module.so"))
    if len(module) != 1:
        raise Stop(f"Nothing is built in '{words.build}' yet: python build.py")
    with open("simulation_config.json", encoding="utf-8") as file:
        output = json.load(file)["output"]
    config = pointnet.Config.from_json("config.json")
    config.build_env(force=True)
    network = pointnet.PointNetwork.from_config(config)
    # Installed when bmtk has reset NEST.
    network.add_nest_module(os.path.basename(module[0])[: -len(".so")])
    simulator = pointnet.PointSimulator.from_config(config, network, n_thread=words.threads)
    nodes = {}
    for population in experiment.populations:
        if population["model"] is None:
            continue
        size = population["size"]
        ids = network.gid_map.get_nestids(population["sonata"], np.arange(size))
        made = nest.NodeCollection([int(i) for i in ids])
        # bmtk passes over the values that nodes have in their files (0/dynamics_params).
        columns = {f"s{c}q": experiment.initial(population, c) for c in range(len(population["columns"]))}
        columns["cellq"] = np.arange(size)
        made.set({name: values.tolist() if size > 1 else values[0].item() for name, values in columns.items()})
        nodes[population["index"]] = made
    built = time.time()
    simulator.run()
    ran = time.time()

    steps, cells = [], []
    with h5py.File(os.path.join("output", output["spikes_file"]), "r") as file:
        for population in experiment.populations:
            name = population["sonata"]
            if population["model"] is None or name not in file.get("spikes", {}):
                continue
            group = file["spikes"][name]
            # NEST's time of a spike is the end of its step.
            steps.append(np.rint(group["timestamps"][()] / experiment.dt).astype(np.int64) - 1)
            cells.append(group["node_ids"][()].astype(np.int64) + population["first"])
    found = [np.concatenate(part) if part else np.zeros(0, np.int64) for part in (steps, cells)]
    experiment.check(*found)

    def column_of(population, c):
        return np.atleast_1d(np.array(nodes[population["index"]].get(f"s{c}q"), np.float64))

    if experiment.steps == experiment.check_steps:
        experiment.check_states(column_of, words.spikes_only)
    states = experiment.last_states(column_of)
    adapter = f"bmtk {bmtk.__version__}, NEST {nest.__version__}, {words.threads} thread{'s' if words.threads > 1 else ''}"
    seconds = {"build": built - began, "compile": 0, "run": ran - built}
    experiment.finish(words.out, *found, "nest", adapter, seconds, states if words.states else None)


main(run)
