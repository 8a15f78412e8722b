"""Runs this experiment on NEST: python run.py [--threads 4], or mpiexec -n 4 python run.py; --help tells the rest."""
import glob
import itertools
import os
import sys
import time

from galvani_network import Experiment, Stop, arguments, check_generator, main

words = arguments()
library = os.path.join(os.path.abspath(words.build), "install")
# NEST looks for modules where the loader does, which reads this variable when a program starts.
if library not in os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep):
    paths = [library, *filter(None, [os.environ.get("LD_LIBRARY_PATH")])]
    os.environ["LD_LIBRARY_PATH"] = os.pathsep.join(paths)
    os.execv(sys.executable, [sys.executable, *sys.argv])
os.environ.setdefault("PYNEST_QUIET", "1")

import numpy as np  # noqa: E402

try:
    import nest
except ImportError as error:
    raise SystemExit(f"galvani: There is no NEST in this Python ({error}). pip install nest-simulator, or use another.") from None


def quiet():
    try:
        nest.verbosity = nest.VerbosityLevel.ERROR
    except (AttributeError, TypeError):
        nest.set_verbosity("M_ERROR")


def run():
    began = time.time()
    quiet()
    experiment = Experiment()
    dt = experiment.dt
    nest.ResetKernel()
    nest.resolution = dt
    nest.local_num_threads = words.threads
    rank, ranks = nest.Rank(), nest.NumProcesses()
    # Nobody reads before all processes have simulated together, so what an ended run left is gone by then.
    for left in glob.glob(os.path.join(words.out, f".*-{rank}.npy")):
        os.remove(left)
    module = glob.glob(os.path.join(library, "*module.so"))
    if len(module) != 1:
        raise Stop(f"Nothing is built in '{words.build}' yet: python build.py")
    nest.Install(os.path.basename(module[0])[: -len(".so")])
    check_generator()
    experiment.check_initial()

    total = max((p["first"] + p["size"] for p in experiment.populations), default=0)
    ids = np.zeros(total, np.int64)
    nodes, ports = {}, np.zeros(total, np.int64)
    nest.rng_seed = max(1, experiment.facts["seed"])
    for population in experiment.populations:
        first, size = population["first"], population["size"]
        if population["native"] and size > 0:
            # A generator gives each of its targets another train; the parrot passes one on to all.
            generators, parrots = nest.Create("poisson_generator", size), nest.Create("parrot_neuron", size)
            rates = experiment.rates(population)
            generators.set({"rate": rates.tolist() if size > 1 else rates[0].item()})
            nest.Connect(generators, parrots, "one_to_one", {"delay": dt})
            ids[first : first + size] = parrots.tolist()
        if population["model"] is None:
            continue
        made = nest.Create(population["model"], size)
        ids[first : first + size] = made.tolist()
        ports[first : first + size] = population["ports"]
        nodes[population["index"]] = made
        columns = {f"s{c}q": experiment.initial(population, c) for c in range(len(population["columns"]))}
        columns["cellq"] = np.arange(size)
        if ranks == 1:
            made.set({name: values.tolist() if size > 1 else values[0].item() for name, values in columns.items()})
        else:
            for node in nest.GetLocalNodeCollection(made):
                i = int(node.global_id) - ids[first]
                node.set({name: values[i].item() for name, values in columns.items()})
    steps, sources = experiment.lists()
    if len(steps):
        order = np.argsort(sources, kind="stable")
        steps, sources = steps[order], sources[order]
        given = np.unique(sources)
        bounds = np.searchsorted(sources, given), np.searchsorted(sources, given, "right")
        generators = nest.Create("spike_generator", len(given))
        ids[given] = generators.tolist()
        for generator, a, b in zip(generators, *bounds):
            generator.set({"spike_times": np.round((steps[a:b] + 1) * dt, 6).tolist()})
    for piece in experiment.synapses():
        # A source that is given as a list and never spikes has no node.
        piece = piece.where(ids[piece.source] > 0)
        for port in np.unique(piece.port):
            for several in (False, True):
                part = piece.where((piece.port == port) & ((ports[piece.target] > 1) == several))
                if len(part) == 0:
                    continue
                how = {"weight": part.weight.astype(np.float64), "delay": part.delay * dt}
                if several:
                    how["receptor_type"] = np.full(len(part), int(port) + 1)
                nest.Connect(ids[part.source], ids[part.target], "one_to_one", how)
    for group in experiment.facts["synapses"]:
        if group["kind"] == "native":
            connect_by_rule(group, ids, ports, dt)
    recorder = nest.Create("spike_recorder")
    for population in experiment.populations:
        if population["index"] in nodes and population["first"] < experiment.cells:
            nest.Connect(nodes[population["index"]], recorder)
    number = np.full(int(ids.max(initial=0)) + 1, -1, np.int64)
    number[ids] = np.arange(total)
    built = time.time()

    def own_spikes():
        events = recorder.events
        return np.rint(np.asarray(events["times"]) / dt).astype(np.int64) - 1, number[np.asarray(events["senders"], np.int64)]

    def spikes(name):
        if ranks == 1:
            return own_spikes()
        parts = exchange(words.out, rank, ranks, name, np.stack(own_spikes(), 1))
        return parts[:, 0], parts[:, 1]

    def column_of(population, c):
        values = np.atleast_1d(np.array(nodes[population["index"]].get(f"s{c}q"), dtype=object))
        if ranks == 1:
            return values.astype(np.float64)
        # Other processes' cells are None here.
        own = np.array([i for i, v in enumerate(values) if v is not None], np.int64)
        rows = np.stack((own.astype(np.float64), values[own].astype(np.float64)), 1)
        parts = exchange(words.out, rank, ranks, f"states-{next(numbers)}", rows)
        whole = np.empty(len(values))
        whole[parts[:, 0].astype(np.int64)] = parts[:, 1]
        return whole

    numbers = itertools.count()
    nest.Simulate(experiment.check_steps * dt)
    experiment.check(*spikes("check"))
    experiment.check_states(column_of, words.spikes_only)
    if experiment.steps > experiment.check_steps:
        nest.Simulate((experiment.steps - experiment.check_steps) * dt)
    ran = time.time()
    found = spikes("run")
    states = experiment.last_states(column_of)
    if rank == 0:
        many = f"{ranks} process{'es' if ranks > 1 else ''} × {words.threads} thread{'s' if words.threads > 1 else ''}"
        seconds = {"build": built - began, "compile": 0, "run": ran - built}
        experiment.finish(words.out, *found, "nest", f"NEST {nest.__version__}, {many}", seconds, states if words.states else None)


def connect_by_rule(group, ids, ports, dt):
    """Synapses of a projection as NEST draws them."""
    recipe, (onto,) = group["recipe"], group["onto"]
    sources = ids[group["first_source"] : group["first_source"] + group["sources"]]
    targets = ids[onto["first_target"] : onto["first_target"] + group["targets"]]
    how = {"weight": 1.0, "delay": onto["delay"] * dt}
    if len(targets) and ports[onto["first_target"]] > 1:
        how["receptor_type"] = onto["port"] + 1
    kind = recipe["kind"]
    if kind == "same":
        rule = {"rule": "one_to_one"}
        sources, targets = sources[sources > 0], targets[sources > 0]
    else:
        sources = sources[sources > 0]
        rule = {"allow_autapses": recipe["autapses"], "allow_multapses": kind == "draws"}
        if kind == "all":
            rule["rule"] = "all_to_all"
        elif kind == "gaps":
            rule.update(rule="pairwise_bernoulli", p=-np.expm1(1 / recipe["perGap"]).item())
        else:
            rule.update(rule="fixed_outdegree", outdegree=recipe["degree"])
    if len(sources) and len(targets) and not (kind == "draws" and recipe["degree"] == 0):
        nest.Connect(nest.NodeCollection(sources.tolist()), nest.NodeCollection(targets.tolist()), rule, how)


def exchange(out, rank, ranks, name, rows):
    """Rows of all ranks, through files: NEST's Python needs no MPI of its own."""
    os.makedirs(out, exist_ok=True)

    def path(r):
        return os.path.join(out, f".{name}-{r}.npy")

    part = path(rank) + ".part.npy"
    np.save(part, rows)
    os.replace(part, path(rank))
    found = []
    for r in range(ranks):
        while not os.path.exists(path(r)):
            time.sleep(0.05)
        found.append(np.load(path(r)))
    return np.concatenate(found)


main(run)
