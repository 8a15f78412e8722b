"""What the run of an exported Galvani network needs beside the engine: its files, its synapses, its checks and its results."""
import argparse
import hashlib
import json
import os
import sys

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
U32 = np.uint64(0xFFFFFFFF)


class Stop(Exception):
    """One sentence for the user; nothing further is run."""


def main(function):
    """Runs it; a sentence goes to standard error and ends the program with code 1 (on all ranks, under MPI)."""
    try:
        function()
    except Stop as sentence:
        print(f"galvani: {sentence}", file=sys.stderr, flush=True)
        sys.stdout.flush()
        # Other ranks wait in the engine, which has no way to call them back.
        os._exit(1)


def arguments():
    words = argparse.ArgumentParser(description="Runs this experiment and checks its first steps.")
    words.add_argument("--build", default=os.path.join(HERE, "build"), help="folder that build.py made; default: build")
    words.add_argument("--out", default=os.path.join(HERE, "results"), help="folder of the results; default: results")
    words.add_argument("--threads", type=int, default=1, help="threads of a process (NEST)")
    words.add_argument("--states", action="store_true", help="also writes the last state of every cell, states.npz")
    words.add_argument(
        "--spikes-only", action="store_true", help="continues where the first spikes are right and last bits of states are not"
    )
    return words.parse_args()


# Philox4x32-10 (Salmon et al. 2011): the generator that all of Galvani's random numbers come from.

M0, M1, W0, W1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57), 0x9E3779B9, 0xBB67AE85
HALF = np.uint64(32)


def philox(c0, c1, c2, c3, key0, key1):
    """Words of blocks with these counters: arrays of uint64 that hold 32 bits each; the last axis of the result is the word."""
    x0, x1, x2, x3 = (np.asarray(c, np.uint64) for c in (c0, c1, c2, c3))
    for r in range(10):
        a, b = (np.uint64((key + r * step) & 0xFFFFFFFF) for key, step in ((key0, W0), (key1, W1)))
        p, q = x0 * M0, x2 * M1
        x0, x1, x2, x3 = (q >> HALF) ^ x1 ^ a, q & U32, (p >> HALF) ^ x3 ^ b, p & U32
    return np.stack(np.broadcast_arrays(x0, x1, x2, x3), -1)


def check_generator():
    """Known answer of the authors' own test."""
    counter = (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344)
    words = philox(*counter, 0xA4093822, 0x299F31D0)
    if [int(w) for w in words] != [0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1]:
        raise Stop("The random numbers of this Python are not those of Galvani; numpy is the usual cause. Nothing was run.")


# Natural logarithm of a uniform number from +, -, * and / alone, the operations of Galvani in their order.

LN2 = 0.6931471805599453


def double_artanh(s):
    z, series = s * s, 0.0
    for odd in range(21, 2, -2):
        series = z * (1 / odd + series)
    return 2 * (s + s * series)


def log_near_one(x):
    mantissa, exponent = x, 0
    while mantissa < 0.7071067811865476:
        mantissa, exponent = mantissa * 2, exponent - 1
    while mantissa > 1.4142135623730951:
        mantissa, exponent = mantissa * 0.5, exponent + 1
    return double_artanh((mantissa - 1) / (mantissa + 1)) + exponent * LN2


CENTRES = [1.0] + [1 + (i + 0.5) / 128 for i in range(1, 128)]
INVERSES = np.array([1 / c for c in CENTRES])
LOGARITHMS = np.array([log_near_one(c) for c in CENTRES])


def log_uniform(words):
    """ln((word + 1) / 2^32)."""
    n = (words + np.uint64(1)) & U32
    whole = n == 0
    n = np.where(whole, np.uint64(1), n)
    leading = 32 - np.frexp(n.astype(np.float64))[1]
    bits = (n << leading.astype(np.uint64)) & U32
    part = ((bits >> np.uint64(24)) & np.uint64(127)).astype(np.intp)
    r = bits.astype(np.float64) * 2.0**-31 * INVERSES[part] - 1
    rr = r * r
    tail = 1 / 2 - r * (1 / 3) + rr * (1 / 4 - r * (1 / 5) + rr * (1 / 6))
    return np.where(whole, 0.0, LOGARITHMS[part] - (leading + 1) * LN2 + (r - rr * tail))


# Rows: the targets of each source, as Galvani makes them.

WORDS_AT_ONCE = 1 << 22


def rows(made, seed):
    """Pieces (sources, targets) of one projection, numbered within it, in stored order; made: as in experiment.json."""
    recipe, sources, targets, shift = made["recipe"], made["sources"], made["targets"], made["shift"]
    kind = recipe["kind"]
    if sources == 0 or targets == 0:
        return
    if kind == "same":
        every = np.arange(sources, dtype=np.int64)
        yield every, every
        return
    if kind == "draws" and recipe["degree"] == 0:
        return
    if kind == "all":
        per_row = targets
    elif kind == "gaps":
        p = -np.expm1(1 / recipe["perGap"])
        per_row = p * targets + 6 * np.sqrt(p * targets) + 8
    else:
        per_row = recipe["degree"] + 8
    at_once = max(1, int(WORDS_AT_ONCE / max(1, per_row)))
    for first in range(0, sources, at_once):
        source = np.arange(first, min(sources, first + at_once), dtype=np.int64)
        own = source + shift
        left_out = np.zeros(len(source), bool) if recipe["autapses"] else (own >= 0) & (own < targets)
        limit = np.where(left_out, targets - 1, targets)
        if kind == "all":
            i, j = np.nonzero(np.arange(targets)[None, :] < limit[:, None])
        elif kind == "gaps":
            i, j = gaps(source, limit, recipe["perGap"], per_row, seed, made["stream"])
        else:
            i, j = draws(source, limit, recipe["degree"], seed, made["stream"])
        yield source[i], np.where(left_out[i] & (j >= own[i]), j + 1, j)


def words_of(source, block, blocks, seed, stream):
    numbers = np.arange(block, block + blocks, dtype=np.uint64)[None, :]
    return philox(source.astype(np.uint64)[:, None], 0, numbers, 1, seed, stream).reshape(len(source), -1)


def gaps(source, limit, per_gap, per_row, seed, stream):
    blocks = int(np.ceil(per_row / 4))
    live, at, block, found = np.arange(len(source)), np.full(len(source), -1, np.int64), 0, []
    while len(live):
        words = words_of(source[live], block, blocks, seed, stream)
        j = at[live][:, None] + np.cumsum(1 + np.floor(log_uniform(words) * per_gap).astype(np.int64), 1)
        inside = j < limit[live][:, None]
        i, c = np.nonzero(inside)
        found.append((live[i], j[i, c]))
        at[live] = j[:, -1]
        live, block = live[inside[:, -1]], block + blocks
    return in_order(found)


def draws(source, limit, degree, seed, stream):
    """Lemire (2019): floor(word * range / 2^32), words of the surplus passed over."""
    blocks = int(np.ceil(degree / 4)) + 1
    live, have, block, found = np.arange(len(source)), np.zeros(len(source), np.int64), 0, []
    span = limit.astype(np.uint64)
    surplus = np.where(limit > 0, np.uint64(1 << 32) % np.maximum(span, np.uint64(1)), np.uint64(0))
    while len(live):
        words = words_of(source[live], block, blocks, seed, stream)
        product = words * span[live][:, None]
        good = (product & U32) >= surplus[live][:, None]
        taken = good & (have[live][:, None] + np.cumsum(good, 1) <= degree)
        i, c = np.nonzero(taken)
        found.append((live[i], (product[i, c] >> HALF).astype(np.int64)))
        have[live] += taken.sum(1)
        live, block = live[have[live] < degree], block + blocks
    return in_order(found)


def in_order(found):
    i = np.concatenate([f[0] for f in found])
    j = np.concatenate([f[1] for f in found])
    if len(found) > 1:
        order = np.argsort(i, kind="stable")
        i, j = i[order], j[order]
    return i, j


class Synapses:
    """
    A piece of the synapses: arrays of network-wide sources and targets, of ports, places of cells with dendrites, delays in steps and integer
    weights.
    """

    def __init__(self, source, target, port, delay, weight, place=0):
        every = np.ones(len(source), np.int64)
        self.source, self.target = source.astype(np.int64), target.astype(np.int64)
        self.port, self.delay, self.weight = port * every, delay * every, weight * every
        self.place = place * every

    def __len__(self):
        return len(self.source)

    def where(self, mask):
        of = (self.source, self.target, self.port, self.delay, self.weight, self.place)
        return Synapses(*(values[mask] for values in of))


class Experiment:
    def __init__(self, folder=HERE):
        with open(os.path.join(folder, "experiment.json"), encoding="utf-8") as file:
            self.facts = json.load(file)
        with open(os.path.join(folder, "expected.json"), encoding="utf-8") as file:
            self.expected = json.load(file)
        self.arrays = np.load(os.path.join(folder, "arrays.npz"))
        self.dt, self.steps, self.cells = self.facts["dt_ms"], self.facts["steps"], self.facts["cells"]
        self.populations = self.facts["populations"]
        self.check_steps = self.expected["check"]["steps"]

    def initial(self, population, column):
        """Values of a column at the start, one per cell."""
        values = self.arrays[f"initial_{population['index']}_{column}"]
        return np.broadcast_to(values, (population["size"],)).astype(np.float64)

    def column(self, population, column):
        """Values of a column at the start, one for each site of each cell, or one for all."""
        return self.arrays[f"initial_{population['index']}_{column}"].astype(np.float64)

    def check_initial(self):
        for row in self.expected["initial"]:
            values = self.arrays[f"initial_{row['population_index']}_{row['column_index']}"]
            if hashlib.sha256(values.astype("<f8").tobytes()).hexdigest() != row["sha256"]:
                raise Stop(
                    f"The initial values of {row['column']} of '{row['population']}' are not those of the export: "
                    "arrays.npz was changed. Export again. Nothing was run."
                )

    def synapses(self):
        """All synapses in pieces; each group is checked by number and hash when its last piece has been taken."""
        for group, expected in zip(self.facts["synapses"], self.expected["synapses"]):
            if group["kind"] == "native":
                continue
            sums = {name: hashlib.sha256() for name in ("pairs", "delays", "weights", "places")}
            count = 0
            for piece in self._pieces(group):
                count += len(piece)
                pairs = np.stack((piece.source, piece.target), 1)
                sums["pairs"].update(pairs.astype("<u4").tobytes())
                if group["kind"] == "stored":
                    sums["delays"].update(piece.delay.astype("<u2").tobytes())
                    sums["weights"].update(piece.weight.astype("<i4").tobytes())
                    sums["places"].update(piece.place.astype("<u4").tobytes())
                yield piece
            wrong = count != expected["synapses"] or any(
                f"sha256_{name}" in expected and expected[f"sha256_{name}"] != made.hexdigest()
                for name, made in sums.items()
            )
            if wrong:
                raise Stop(
                    f"The synapses of '{expected['name']}' are not those of Galvani: {count} here, {expected['synapses']} "
                    "there, or others. Export again, or use --synapses explicit. Nothing was run."
                )

    def _pieces(self, group):
        if group["kind"] == "stored":
            source, target = self.arrays["source"], self.arrays["target"]
            columns = [self.arrays[name] for name in ("port", "delay", "weight", "place")]
            at_once = 1 << 20
            for first in range(0, len(source), at_once):
                part = slice(first, first + at_once)
                of = [v[part] if v.ndim and len(v) > 1 else v for v in columns]
                yield Synapses(source[part], target[part], *(v.astype(np.int64) for v in of))
            return
        for onto in group["onto"]:
            for source, target in rows(group, self.facts["seed"]):
                yield Synapses(
                    source + group["first_source"],
                    target + onto["first_target"],
                    np.int64(onto["port"]),
                    np.int64(onto["delay"]),
                    np.int64(1),
                    np.int64(onto.get("place", 0)),
                )

    def lists(self):
        """Given spikes: arrays of steps and of network-wide cells."""
        return self.arrays["list_steps"].astype(np.int64), self.arrays["list_cells"].astype(np.int64)

    def rates(self, population):
        """Rates in Hz of trains that the engine draws by itself, one per train."""
        values = self.arrays[f"rates_{population['index']}"]
        return np.broadcast_to(values, (population["size"],)).astype(np.float64)

    def check(self, steps, cells):
        """The first spikes against those of `reference`; raises Stop where they are others. Nothing where the engine draws by itself."""
        if self.expected["check"]["spike_hash"] is None:
            return
        expected = np.stack((self.arrays["check_steps"], self.arrays["check_cells"]), 1).astype(np.int64)
        inside = (steps < self.check_steps) & (cells < self.cells)
        found = ordered(steps[inside], cells[inside])
        if spike_hash(found) == self.expected["check"]["spike_hash"]:
            return
        a, b = set(map(tuple, found.tolist())), set(map(tuple, expected.tolist()))
        step, cell = min(a ^ b)
        raise Stop(
            f"The first {self.span()} ms are not those of reference: step {step}, neuron {cell} first. Nothing further was run. "
            "Compiler flags are the usual cause: -ffp-contract=off."
        )

    def check_states(self, column_of, spikes_only):
        """Last bits of the states after the check; column_of(population, column): values of all cells."""
        for row in self.expected["check"]["states"]:
            population = self.populations[row["population_index"]]
            values = column_of(population, row["column_index"])
            if spikes_only or hashlib.sha256(values.astype("<f8").tobytes()).hexdigest() == row["sha256"]:
                continue
            raise Stop(
                f"The first {self.span()} ms have the spikes of reference, but {population['columns'][row['column_index']]} of "
                f"'{population['name']}' has other last bits. Nothing further was run. Compiler flags and a library's exp are the "
                "usual causes: -ffp-contract=off. To continue all the same: --spikes-only."
            )

    def span(self):
        return np.format_float_positional(round(self.check_steps * self.dt, 9), trim="-")

    def check_finite(self, population, column, values):
        bad = np.nonzero(~np.isfinite(values))[0]
        if len(bad):
            raise Stop(
                f"{population['columns'][column]} of '{population['name']}', cell {bad[0]}, has no finite value at the end: "
                "the run has blown up, and its spikes mean nothing. Take a smaller dt, or another integrator."
            )

    def last_states(self, column_of):
        """Every state column at the end by name; raises Stop where one is not finite."""
        states = {}
        for population in self.populations:
            if population["model"] is None:
                continue
            for c in range(population["states"]):
                values = column_of(population, c)
                self.check_finite(population, c, values)
                states[f"state_{population['index']}_{c}"] = values
        return states

    def finish(self, out, steps, cells, engine, adapter, seconds, states, more=None):
        """
        Writes spikes.npz, spikes.h5 where h5py is installed, states.npz where asked for, and result.json, with what `more` says; a file that
        was written before is named there.
        """
        os.makedirs(out, exist_ok=True)
        inside = (cells < self.cells) & (steps < self.steps)
        spikes = ordered(steps[inside], cells[inside])
        step, cell = spikes[:, 0], spikes[:, 1]
        times = decimal(step * self.dt)
        np.savez(
            os.path.join(out, "spikes.npz"),
            time_ms=times,
            neuron=cell.astype(np.uint32),
            step=step.astype(np.uint32),
            dt_ms=np.float64(self.dt),
        )
        sonata = write_sonata(os.path.join(out, "spikes.h5"), times, cell, self.facts["groups"])
        if states is not None:
            np.savez(os.path.join(out, "states.npz"), **states)
        duration = self.steps * self.dt
        in_seconds = duration / 1000

        def rate(first, count):
            number = int(((cell >= first) & (cell < first + count)).sum())
            return number / (count * in_seconds) if count * in_seconds > 0 else 0

        silent = self.cells - len(np.unique(cell))
        groups = [g for g in self.facts["groups"] if g["role"] == "cells" and g["count"] < self.cells]
        facts = self.facts
        result = {
            "preset": facts["name"],
            "backend": engine,
            "adapter": adapter,
            "integrator": facts["integrator"],
            "dt_ms": self.dt,
            "duration_ms": float(f"{duration:.12g}"),
            "seed": facts["seed"],
            "cells": self.cells,
            "synapses": facts["number_of_synapses"],
            "steps": self.steps,
            "spikes": len(spikes),
            "first_spike_ms": float(times[0]) if len(times) else None,
            "rate_hz": {"all": rate(0, self.cells), **{g["name"]: rate(g["first"], g["count"]) for g in groups}},
            "silent_fraction": silent / self.cells if self.cells else 0,
            "spike_hash": spike_hash(spikes),
            "wall_s": seconds,
            "realtime_factor": seconds["run"] / in_seconds,
            "dispatches_per_step": 0,
            "strategy": "",
            # A check that failed has ended the run.
            "equal_to_reference": True if self.expected["check"]["spike_hash"] else None,
            "compared_steps": self.check_steps if self.expected["check"]["spike_hash"] else 0,
            "first_difference": None,
            "files": ["spikes.npz"] + (["spikes.h5"] if sonata else []) + ([] if states is None else ["states.npz"]),
        }
        for name, value in (more or {}).items():
            result[name] = result["files"] + value if name == "files" else value
        with open(os.path.join(out, "result.json"), "w", encoding="utf-8") as file:
            json.dump(result, file, indent=2)
        print(json.dumps(result), flush=True)


def decimal(times):
    """Times without the rounding of k * dt, to 12 digits as Galvani writes them."""
    return np.array([float(f"{t:.12g}") for t in times], np.float64)


def ordered(steps, cells):
    order = np.lexsort((cells, steps))
    return np.stack((steps[order], cells[order]), 1)


def spike_hash(spikes):
    """SHA-256 over little-endian u32 pairs (step, cell) in order of time, then cell."""
    return hashlib.sha256(spikes.astype("<u4").tobytes()).hexdigest()


def write_sonata(path, times, cells, groups):
    try:
        import h5py
    except ImportError:
        return False
    with h5py.File(path, "w") as file:
        file.attrs.create("magic", np.uint32(0x0A7A))
        file.attrs.create("version", np.array([0, 1], np.uint32))
        population = file.create_group("spikes/cells")
        sorting = h5py.enum_dtype({"none": 0, "by_id": 1, "by_time": 2}, basetype=np.uint8)
        population.attrs.create("sorting", 2, dtype=sorting)
        for g in groups:
            if g["role"] == "cells":
                population.attrs.create(f"node_ids_{g['name']}", np.array([g["first"], g["first"] + g["count"]], np.uint64))
        population.create_dataset("timestamps", data=times).attrs["units"] = "ms"
        population.create_dataset("node_ids", data=cells.astype(np.uint64))
    return True
