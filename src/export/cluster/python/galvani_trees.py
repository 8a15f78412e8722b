"""Cells with dendrites in NEURON: sections, what is inserted into them, what sits at places, and what is recorded."""
import numpy as np
from galvani_network import Stop

# NEURON keeps points in single precision, which areas and resistances follow.
AS_EXPORTED = 1e-6


class Cell:
    """One cell of a population: `tree` as in experiment.json; `value(column, site)`: at time 0."""

    def __init__(self, h, name, tree, value):
        self.name, self.tree, self.value = name, tree, value
        self.sections = []
        for of in tree["sections"]:
            section = h.Section(name=of["name"], cell=self)
            if "points" in of:
                for point in of["points"]:
                    section.pt3dadd(*point)
            else:
                section.L, section.diam = of["L_um"], of["diameter_um"]
            section.nseg, section.Ra = of["segments"], of["Ra_ohm_cm"]
            if of["parent"] >= 0:
                section.connect(self.sections[of["parent"]](of["x"]), 0)
            self.sections.append(section)
        for site, cm in enumerate(tree["site_cm_uF_per_cm2"]):
            if tree["site_area_um2"][site] > 0:
                self.segment(site).cm = cm
        for membrane in tree["membranes"]:
            self._insert(membrane)
        self.points = []
        for point in tree["points"]:
            make = getattr(h, point["mechanism"])
            self.points.append([make(self.segment(site)) for site in point["sites"]])

    def __str__(self):
        return self.name

    def segment(self, site):
        return self.sections[self.tree["site_section"][site]](self.tree["site_x"][site])

    def _insert(self, membrane):
        name, sites = membrane["mechanism"], membrane["sites"]
        for number in {self.tree["site_section"][site] for site in sites}:
            section = self.sections[number]
            section.insert(name)
            # It is in all of the section's segments now: it acts where it belongs.
            for variable in ("gnabar", "gkbar", "gl") if name == "hh" else ("g",) if name == "pas" else ():
                for segment in section:
                    setattr(getattr(segment, name), variable, 0)
        for k, site in enumerate(sites):
            segment = self.segment(site)
            mechanism = getattr(segment, name)
            if name not in ("hh", "pas"):
                mechanism.onq = 1
            for variable, values in membrane["values"].items():
                setattr(segment if variable in ("ena", "ek") else mechanism, variable, values[k])

    def start(self):
        """Voltages, states and values of each site."""
        for site in range(len(self.tree["site_x"])):
            self.segment(site).v = self.value("V", site)
        for membrane in self.tree["membranes"]:
            for site in membrane["sites"]:
                mechanism = getattr(self.segment(site), membrane["mechanism"])
                for variable, column in membrane["columns"].items():
                    setattr(mechanism, variable, self.value(column, site))
        for point, made in zip(self.tree["points"], self.points):
            for site, process in zip(point["sites"], made):
                for variable, column in point["columns"].items():
                    setattr(process, variable, self.value(column, site))

    def reference(self, name, site):
        """What NEURON records of a state by its column's number, or of V."""
        segment = self.segment(site)
        if name == "V":
            return segment._ref_v
        for membrane in self.tree["membranes"]:
            if site in membrane["sites"]:
                for variable, column in membrane["columns"].items():
                    if column == name:
                        return getattr(getattr(segment, membrane["mechanism"]), f"_ref_{variable}")
        for point, made in zip(self.tree["points"], self.points):
            if site in point["sites"]:
                for variable, column in point["columns"].items():
                    if column == name:
                        return getattr(made[point["sites"].index(site)], f"_ref_{variable}")
        return None

    def check_shape(self):
        """Areas and resistances against those of the export."""
        for site, area in enumerate(self.tree["site_area_um2"]):
            segment, resistance = self.segment(site), self.tree["site_ri_Mohm"][site]
            pairs = [(segment.area(), area, "um2")] if area > 0 else []
            if resistance > 0:
                pairs.append((segment.ri(), resistance, "Mohm"))
            for found, expected, unit in pairs:
                if abs(found - expected) > AS_EXPORTED * expected:
                    raise Stop(
                        f"{segment} has {found} {unit} in NEURON and {expected} {unit} in Galvani. Nothing was run; "
                        "another version of NEURON is the usual cause."
                    )


def values_of(initial, size, i):
    """Of cell i: the value of a column at a site; sites follow one another, and in each the cells."""

    def value(column, site):
        values = initial[column]
        return float(values[site * size + i] if len(values) > 1 else values[0])

    return value


class Trees:
    """The cells with dendrites of this process."""

    def __init__(self, experiment, h, pc):
        self.experiment, self.h, self.pc = experiment, h, pc
        self.cells, self._kept, self._recorded = {}, [], []
        rank, ranks = int(pc.id()), int(pc.nhost())
        orders = {p["tree"]["secondorder"] for p in self._populations()}
        temperatures = {p["tree"]["celsius"] for p in self._populations()} - {None}
        h.secondorder = orders.pop()
        # Hodgkin and Huxley's rates without NEURON's tables.
        h.usetable_hh = 0
        if temperatures:
            h.celsius = temperatures.pop()
        for population in self._populations():
            first, size, tree = population["first"], population["size"], population["tree"]
            initial = {c: experiment.column(population, c) for c in self._columns(population)}
            initial["V"] = initial[population["columns"].index("V")]
            for i in range((rank - first) % ranks, size, ranks):
                cell = Cell(h, f"{population['name']}[{i}]", tree, values_of(initial, size, i))
                if i < ranks:
                    cell.check_shape()
                gid = first + i
                self.cells[gid] = cell
                pc.set_gid2node(gid, rank)
                segment = cell.segment(tree["detect"]["site"])
                found = h.NetCon(segment._ref_v, None, sec=segment.sec)
                found.threshold = tree["detect"]["threshold_mV"]
                pc.cell(gid, found)
                self._kept.append(found)
        self._join()

    def _populations(self):
        return [p for p in self.experiment.populations if "tree" in p]

    @staticmethod
    def _columns(population):
        tree = population["tree"]
        used = {c for of in tree["membranes"] + tree["points"] for c in of["columns"].values()}
        return used | {population["columns"].index("V")}

    def target(self, gid, port, place):
        """The point process of a cell that an inlet leads to."""
        cell = self.cells[gid]
        for point, made in zip(cell.tree["points"], cell.points):
            if port in point["ports"]:
                # Places of a point are counted by site, ascending, as its sites are.
                return made[place]
        raise Stop(f"Nothing on cell {gid} takes events of port {port}: experiment.json was changed. Nothing was run.")

    def _join(self):
        """Gap junctions: voltages go over to the other end after each step."""
        name = self.experiment.facts["gap_junction"]
        if name is None:
            return
        arrays = self.experiment.arrays
        ends = [arrays[f"gap_{what}"].tolist() for what in ("target", "target_site", "source", "source_site", "g")]
        sites = {of: number for number, of in enumerate(dict.fromkeys(zip(ends[2], ends[3])))}
        for (source, site), number in sites.items():
            if source in self.cells:
                segment = self.cells[source].segment(site)
                self.pc.source_var(segment._ref_v, number, sec=segment.sec)
        for target, own, source, site, g in zip(*ends):
            if target in self.cells:
                junction = getattr(self.h, name)(self.cells[target].segment(own))
                junction.g = g
                self.pc.target_var(junction, junction._ref_vgap, sites[(source, site)])
                self._kept.append(junction)
        self.pc.setup_transfer()

    def start(self):
        for cell in self.cells.values():
            cell.start()

    def record(self):
        for of in self.experiment.facts["traces"]:
            population = self.experiment.populations[of["population"]]
            rows = []
            for cell, site in zip(of["cells"], of["sites"]):
                gid = population["first"] + cell
                for name, column in zip(of["variables"], of["columns"]):
                    reference = None
                    if gid in self.cells:
                        at = "V" if name.lower() == "v" else column
                        reference = self.cells[gid].reference(at, site)
                    rows.append(None if reference is None else self.h.Vector().record(reference))
            self._recorded.append((of, rows))

    def traces(self, steps):
        """Tables by key: a row for each step, values of cells and places, and of each its variables, in internal units; on rank 0 whole."""
        found = {}
        for of, rows in self._recorded:
            own = {k: np.array(v)[1 : steps + 1] for k, v in enumerate(rows) if v is not None}
            table = np.full((steps, len(rows)), np.nan)
            for part in self.pc.py_allgather(own):
                for k, values in part.items():
                    table[: len(values), k] = values
            found[of["key"]] = table
        return found

    def check(self, steps):
        """Voltages of the first steps against those of `reference`; raises Stop. Answers the largest difference, mV."""
        most, tolerance = 0.0, self.experiment.expected["check"].get("voltage_tolerance_mV")
        if tolerance is None:
            return None
        tables = self.traces(steps)
        for of in self.experiment.facts["traces"]:
            expected = self.experiment.arrays[f"check_{of['key']}"].reshape(steps, -1)
            voltages = [k for k in range(expected.shape[1]) if of["variables"][k % len(of["variables"])].lower() == "v"]
            if not voltages:
                continue
            apart = np.abs(tables[of["key"]][:, voltages] - expected[:, voltages])
            # What is not a number is as far off as anything.
            apart = np.where(np.isnan(apart), np.inf, apart)
            most = max(most, float(apart.max()))
            if most > tolerance:
                step, k = np.argwhere(apart > tolerance)[0]
                row = voltages[k] // len(of["variables"])
                name = self.experiment.populations[of["population"]]["name"]
                raise Stop(
                    f"V of cell {of['cells'][row]} of '{name}' at {of['places'][row % len(of['places'])]} is "
                    f"{apart[step, k]:.3g} mV from that of reference after step {step}, beyond {tolerance} mV. "
                    "Nothing further was run."
                )
        return most

    def finish(self, path, steps):
        """Writes traces.npz: tables in the variables' units, step by step, and what stands in which column."""
        tables = self.traces(steps)
        for population in self._populations():
            for gid, cell in self.cells.items():
                if population["first"] <= gid < population["first"] + population["size"]:
                    for site in range(len(cell.tree["site_x"])):
                        if not np.isfinite(cell.segment(site).v):
                            raise Stop(
                                f"V of '{population['name']}', cell {gid - population['first']}, has no finite value at the end: "
                                "the run has blown up, and its spikes mean nothing. Take a smaller dt, or another integrator."
                            )
        if int(self.pc.id()) != 0:
            return
        out = {"dt_ms": np.float64(self.experiment.dt)}
        for of in self.experiment.facts["traces"]:
            many, key = len(of["variables"]), of["key"]
            scales = np.tile(np.array(of["scales"]), len(of["cells"]))
            out[key] = (tables[key] / scales).reshape(steps, len(of["cells"]), many)
            out[f"{key}_variables"] = np.array([f"{v} ({u})" for v, u in zip(of["variables"], of["units"])])
            out[f"{key}_cells"] = np.array(of["cells"], np.uint32)
            places = of["places"]
            out[f"{key}_places"] = np.array([places[k % len(places)] for k in range(len(of["cells"]))] if places else [])
        np.savez(path, **out)
