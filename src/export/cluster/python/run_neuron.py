"""Runs this experiment on NEURON: python run.py, or mpiexec -n 4 python run.py; --help tells the rest."""
import glob
import os
import time

from galvani_network import HERE, Experiment, Stop, arguments, check_generator, main

words = arguments()
if any(name in os.environ for name in ("OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "PMIX_RANK", "SLURM_PROCID")):
    os.environ.setdefault("NEURON_INIT_MPI", "1")
os.environ.setdefault("NEURON_MODULE_OPTIONS", "-nogui")
# Mechanisms are taken from the folder of the build alone.
os.chdir(HERE)

import numpy as np  # noqa: E402

try:
    import neuron
    from neuron import h
except ImportError as error:
    raise SystemExit(f"galvani: There is no NEURON in this Python ({error}). pip install neuron, or use another.") from None


def run():
    began = time.time()
    pc = h.ParallelContext()
    rank, ranks = int(pc.id()), int(pc.nhost())
    if words.threads != 1:
        raise Stop("NEURON runs one thread in each process here; use mpiexec -n 4 python run.py in place of --threads.")
    needed = len(glob.glob(os.path.join(HERE, "*.mod"))) > 0
    if needed and not neuron.load_mechanisms(words.build, warn_if_already_loaded=False):
        raise Stop(f"Nothing is built in '{words.build}' yet: python build.py")
    experiment = Experiment()
    dt = experiment.dt
    check_generator()
    experiment.check_initial()

    trees = None
    if any("tree" in population for population in experiment.populations):
        from galvani_trees import Trees

        trees = Trees(experiment, h, pc)
    cells, starts, trains = {}, {}, []
    for population in experiment.populations:
        if population["native"]:
            rates = experiment.rates(population)
            for i in range((rank - population["first"]) % ranks, population["size"], ranks):
                if rates[i] <= 0:
                    continue
                gid, train = population["first"] + i, h.NetStim()
                train.interval, train.number, train.start, train.noise = 1000 / rates[i], 1e9, 0, 1
                train.noiseFromRandom123(experiment.facts["seed"], gid, 0)
                trains.append(train)
                pc.set_gid2node(gid, rank)
                pc.cell(gid, h.NetCon(train, None))
        if population["model"] is None:
            continue
        make = getattr(h, population["model"])
        columns = [experiment.initial(population, c) for c in range(len(population["columns"]))]
        first = population["first"]
        for i in range((rank - first) % ranks, population["size"], ranks):
            cell = make()
            cell.cellq = i
            gid = first + i
            cells[gid] = cell
            starts[gid] = [values[i] for values in columns]
            pc.set_gid2node(gid, rank)
            pc.cell(gid, h.NetCon(cell, None))
    # Given spikes, which nothing reaches, are sent a step early beside cells with dendrites: no delay is shorter than a step then.
    early = dt if trees else 0
    given_cells = [p for p in experiment.populations if p["model"] is None and not p["native"] and "tree" not in p]
    is_given = np.zeros(max(p["first"] + p["size"] for p in experiment.populations), bool)
    for population in given_cells:
        is_given[population["first"] : population["first"] + population["size"]] = True
    joined = []
    for piece in experiment.synapses():
        mine = piece.where(piece.target % ranks == rank)
        columns = (mine.source, mine.target, mine.port, mine.delay, mine.weight, mine.place)
        for source, target, port, delay, weight, place in zip(*(c.tolist() for c in columns)):
            if trees and target in trees.cells:
                connection = pc.gid_connect(source, trees.target(target, port, place))
                # A quarter of a step after the beginning of its step: NEURON's fixed step takes what comes until its middle.
                connection.delay = (delay - 0.75) * dt
            else:
                connection = pc.gid_connect(source, cells[target])
                # Half a step before the cells advance, so that nothing falls on the same instant.
                connection.delay = (delay - 0.5) * dt
            if is_given[source]:
                connection.delay += early
            if trees and ranks > 1 and connection.delay < dt:
                raise Stop(
                    "A delay of one step is too short for several processes of cells with dendrites, which exchange spikes once in a "
                    "step: python run.py, without mpiexec."
                )
            connection.weight[0] = weight
            connection.weight[1] = port
            joined.append(connection)
    steps, sources = experiment.lists()
    if len(steps):
        given = h.PatternStim()
        given_times, given_sources = h.Vector((steps + 1) * dt - early), h.Vector(sources)
        given.play(given_times, given_sources)

    times, ids = h.Vector(), h.Vector()
    pc.spike_record(-1, times, ids)
    pc.set_maxstep(10)
    # Cells with dendrites take NEURON's steps; all others advance by events, between which its steps are to be shorter than any delay.
    h.dt = dt if trees else dt / 16
    if trees:
        trees.record()
        trees.start()
    h.finitialize()
    if trees:
        trees.start()
    for gid, values in starts.items():
        for c, value in enumerate(values):
            setattr(cells[gid], f"s{c}q", value)
    built = time.time()

    def spikes():
        parts = pc.py_allgather((np.array(times), np.array(ids, dtype=np.int64)))
        at = np.concatenate([t for t, _ in parts])
        return np.rint(at / dt).astype(np.int64) - 1, np.concatenate([i for _, i in parts])

    def column_of(population, c):
        first, size = population["first"], population["size"]
        own = list(range(first + (rank - first) % ranks, first + size, ranks))
        values = np.array([getattr(cells[g], f"s{c}q") for g in own], np.float64)
        whole = np.empty(size)
        for gids, of in pc.py_allgather((np.array(own, np.int64), values)):
            whole[gids - first] = of
        return whole

    def run_to(steps):
        if not trees:
            pc.psolve(steps * dt + dt / 4)
        elif ranks == 1:
            # Steps without an exchange of spikes, which asks for delays of a step and more. Spikes of a step are found at the next one's
            # start.
            while h.t < (steps + 0.5) * dt:
                h.fadvance()
        else:
            pc.psolve((steps + 1) * dt)

    run_to(experiment.check_steps)
    experiment.check(*spikes())
    experiment.check_states(column_of, words.spikes_only)
    apart = trees.check(experiment.check_steps) if trees else None
    if experiment.steps > experiment.check_steps:
        run_to(experiment.steps)
    ran = time.time()
    found = spikes()
    states = experiment.last_states(column_of)
    more = {}
    if trees:
        os.makedirs(words.out, exist_ok=True)
        trees.finish(os.path.join(words.out, "traces.npz"), experiment.steps)
        more = {"files": ["traces.npz"], "largest_voltage_difference_mV": apart}
    if rank == 0:
        adapter = f"NEURON {neuron.__version__}, {ranks} process{'es' if ranks > 1 else ''}"
        seconds = {"build": built - began, "compile": 0, "run": ran - built}
        experiment.finish(words.out, *found, "neuron", adapter, seconds, states if words.states else None, more)
    pc.barrier()
    if ranks > 1:
        pc.done()
        h.quit()


main(run)
