/**
 * A cell with dendrites about the voltages at which it rests: input and transfer impedance of any place, and length constants. All from
 * its equations and its matrix; nothing is stepped.
 */
import { AREA, type Neuron } from '../dendrites/branching.ts';
import { placesOn } from '../dendrites/places-on.ts';
import { InternalError, UserError } from '../errors.ts';
import { noMore } from '../no-more.ts';
import { optional, optionsOf, quantity } from '../options.ts';
import { voltage } from '../quantity/dimension.ts';
import { parseQuantity } from '../quantity/quantity.ts';
import { unitOf } from '../quantity/units.ts';
import { MembraneSlope, type Settled } from './membrane-slope.ts';
import { type LinearTree, unstableModes } from './unstable-modes.ts';

export interface LinearCellOptions {
  /** Where the search for the rest begins, of all compartments; default '-65 mV'. */
  readonly V?: string;
}

export interface CellImpedance {
  /** 'dend[3] 0.5' */
  readonly place: string;
  /** Hz */
  readonly frequency: number;
  /** |Z| at the place itself, MΩ: at 0 Hz the input resistance. */
  readonly input: number;
  /** |Z| from a current at the place to the voltage of each node, MΩ, in the order of `describeNeuron`. */
  readonly transfer: Float64Array;
  /** By which each voltage follows the current, degrees; negative where it comes later. */
  readonly phase: Float64Array;
}

/** A section as a cable. */
export interface SectionCable {
  /** 'dend[3]' */
  readonly name: string;
  /** µm */
  readonly length: number;
  /** Conductance of its membrane per area at rest, gates included, mS/cm². */
  readonly conductance: number;
  /** Its length constant, µm; undefined where its membrane conducts nothing, or less the more it is depolarised. */
  readonly lambda: number | undefined;
}

export interface LinearCell {
  /** Voltage of each node at rest, mV. */
  readonly rest: Float64Array;
  /** By section, in the order of the shape. */
  readonly sections: readonly SectionCable[];
  /**
   * To a small current at one place, 'dend[3] 0.5'. `frequency`: '100 Hz'; default '0 Hz', a current that lasts. Throws a UserError for a
   * text that names no place or several, and where the cell would run away from its rest.
   */
  impedance(at: string, frequency?: string): CellImpedance;
  /**
   * Modes of the whole cell, gates included, that grow about the rest: 0 of a stable one, which the cell comes back to after a small
   * disturbance; 2 of one about which it begins to oscillate. Undefined where it is so near a bifurcation that f64 does not tell.
   */
  unstableModes(): number | undefined;
}

const readOptions = optionsOf<LinearCellOptions>('linearCell', { V: optional(quantity) });

/** Resistances below this, MΩ, count as this, as where the cell is stepped: f64 loses what flows through less. */
const smallestResistance = 1e-9;

/**
 * The cell about its rest: without its clamps, with its synapses shut, every gate and pool settled. The rest is a steady state of the
 * equations, which a cell that fires by itself leaves (`traub-1991`, at −32 mV): `unstableModes` counts the ways. Membranes are taken as
 * quasi-active (Koch 1984, Biol. Cybern. 50:15), so that at 0 Hz the input resistance is that which a small current step finds once all
 * gates have followed; where no gate moves it is that of the passive cable. The length constant of a section is
 * λ = √(1/(r_i·g_m)) of its axial resistance r_i and membrane conductance g_m per length, for a cylinder √(d/(4·Ra·g)) (Rall 1977, Handbook
 * of Physiology, 39). The rest is looked for from `V` on, all compartments together, with gates that follow at once. Throws a UserError
 * where none is found, where equations depend on t or read tables, and for a variable that settles nowhere.
 */
export function linearCell(cell: Neuron, options: LinearCellOptions = {}, ...more: undefined[]): LinearCell {
  noMore('linearCell', 'a cell and options', more);
  readOptions(options);
  if (!('branching' in cell))
    throw new UserError('linearCell: a cell with dendrites is expected, as neuron({…}) makes it.');
  const { V = '-65 mV' } = options;
  const matrix = new Matrix(cell);
  const rest = matrix.rest(parseQuantity(V, voltage, 'V').value);
  return {
    rest: rest.slice(),
    sections: sectionsOf(cell, matrix.membraneConductance(rest)),
    impedance(at, frequency = '0 Hz', ...besides: undefined[]) {
      noMore('impedance', 'a place and a frequency', besides);
      return impedanceOf(cell, matrix, rest, at, frequency);
    },
    unstableModes(...besides: undefined[]) {
      noMore('unstableModes', '', besides);
      return unstableModes(matrix.linear(rest));
    },
  };
}

function impedanceOf(cell: Neuron, matrix: Matrix, rest: Float64Array, at: string, frequency: string): CellImpedance {
  const places = placesOn(cell, at);
  if (places.length > 1) throw new UserError(`'${at}' names ${places.length} places; an impedance is of one.`);
  const { node, label } = places[0]!;
  const { value } = parseQuantity(frequency, unitOf('Hz').dimension, 'frequency');
  if (!(value >= 0 && Number.isFinite(value)))
    throw new UserError(`The frequency is '${frequency}'; it is 0 Hz or above.`);
  const { re, im } = matrix.response(rest, 2 * Math.PI * value, node);
  const transfer = re.map((v, k) => 1000 * Math.hypot(v, im[k]!));
  return {
    place: label,
    frequency: 1000 * value,
    input: transfer[node]!,
    transfer,
    phase: re.map((v, k) => (Math.atan2(im[k]!, v) * 180) / Math.PI),
  };
}

/** `conductance`: of each node, nS. */
function sectionsOf({ branching }: Neuron, conductance: Float64Array): SectionCable[] {
  const { shape, nodes } = branching.anatomy;
  return shape.sections.map(({ name, length }, s) => {
    const first = nodes.firsts[s]!;
    const last = first + nodes.segments[s]!;
    let [axial, across, area] = [0, 0, 0];
    for (let k = first; k <= last; k++) {
      axial += nodes.resistance[k]!;
      across += conductance[k]!;
      area += nodes.area[k]! * AREA;
    }
    // MΩ·nS is 1e-3.
    const ratio = (length * length) / (1e-3 * axial * across);
    return { name, length, conductance: across / area, lambda: across > 0 ? Math.sqrt(ratio) : undefined };
  });
}

interface Complex {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Equations of the nodes: pA, mV, nS. */
class Matrix {
  readonly #cell: Neuron;
  /** To the parent, nS. */
  readonly #axial: Float64Array;
  /** Membranes, then what sits at points: their nodes and how much of the slope's unit each has. */
  readonly #kinds: readonly {
    readonly slope: MembraneSlope;
    readonly nodes: readonly number[];
    readonly whole: boolean;
  }[];
  /** Values of the parameters at each node; one object for all where none differs. */
  readonly #parameters: (node: number) => Readonly<Record<string, number>>;

  constructor(cell: Neuron) {
    this.#cell = cell;
    const { anatomy, membranes, points, columns, options } = cell.branching;
    this.#axial = Float64Array.from(anatomy.nodes.resistance, (R) =>
      Number.isNaN(R) ? 0 : 1000 / Math.max(R, smallestResistance),
    );
    const placed = points.filter(({ name }) => options.place?.[name]?.clamp === undefined);
    this.#kinds = [
      ...membranes.map((m, k) => ({ slope: new MembraneSlope(m, `Membrane ${k + 1}`), nodes: m.nodes, whole: false })),
      ...placed.map((p) => ({ slope: new MembraneSlope(p, `'${p.name}'`), nodes: p.nodes, whole: true })),
    ];
    const shared = Object.fromEntries(
      cell.parameters.map(({ name, value }) => {
        if (typeof value !== 'number') throw new InternalError(`'${name}' of a cell with dendrites has no one value.`);
        return [name, value] as const;
      }),
    );
    this.#parameters =
      columns.length === 0
        ? () => shared
        : (node) => ({ ...shared, ...Object.fromEntries(columns.map((c) => [c.name, c.values[node]!] as const)) });
  }

  /** The sum over all that is at each node, of its current, pA, conductance and susceptance, nS. */
  #at(voltages: Float64Array, angular: number): Record<keyof Settled, Float64Array> {
    const { area, count } = this.#cell.branching.anatomy.nodes;
    const sums = {
      current: new Float64Array(count),
      conductance: new Float64Array(count),
      susceptance: new Float64Array(count),
    };
    for (const { slope, nodes, whole } of this.#kinds)
      for (const node of nodes) {
        const found = slope.at(voltages[node]!, angular, this.#parameters(node));
        const times = whole ? 1 : area[node]! * AREA;
        sums.current[node]! += times * found.current;
        sums.conductance[node]! += times * found.conductance;
        sums.susceptance[node]! += times * found.susceptance;
      }
    return sums;
  }

  /** All equations about the rest. */
  linear(rest: Float64Array): LinearTree {
    const { nodes } = this.#cell.branching.anatomy;
    const seated = Array.from(rest, (): LinearTree['seated'][number][number][] => []);
    for (const { slope, nodes: of, whole } of this.#kinds)
      for (const node of of)
        seated[node]!.push({
          equations: slope.linear(rest[node]!, this.#parameters(node)),
          times: whole ? 1 : nodes.area[node]! * AREA,
        });
    return { parents: nodes.parent, axial: this.#axial, capacitance: this.#cell.branching.capacitance, seated };
  }

  /** Of the membrane alone, without what sits at points: nS of each node. */
  membraneConductance(voltages: Float64Array): Float64Array {
    const { area, count } = this.#cell.branching.anatomy.nodes;
    const sums = new Float64Array(count);
    for (const { slope, nodes, whole } of this.#kinds)
      if (!whole)
        for (const node of nodes)
          sums[node]! += area[node]! * AREA * slope.at(voltages[node]!, 0, this.#parameters(node)).conductance;
    return sums;
  }

  /**
   * Voltages, mV, from `V` on: implicit steps over time with all gates settled, each ten times as long as the last, which end as Newton's
   * method.
   */
  rest(V: number): Float64Array {
    const { nodes } = this.#cell.branching.anatomy;
    const { capacitance } = this.#cell.branching;
    const y = new Float64Array(nodes.count).fill(V);
    for (let step = 0, h = 1; step < 100; step++, h *= 10) {
      const { current, conductance } = this.#at(y, 0);
      for (let k = 1; k < nodes.count; k++) {
        const flow = this.#axial[k]! * (y[nodes.parent[k]!]! - y[k]!);
        current[k]! += flow;
        current[nodes.parent[k]!]! -= flow;
      }
      const { re } = this.#solve(
        conductance.map((g, k) => g + capacitance[k]! / h),
        new Float64Array(nodes.count),
        current,
      );
      let moved = 0;
      for (let k = 0; k < y.length; k++) {
        // A jump across a spike's foot is taken in parts.
        const by = Math.max(-20, Math.min(20, re[k]!));
        y[k]! += by;
        moved = Math.max(moved, Math.abs(by));
      }
      if (!(moved < 1e4)) break;
      // f64 tells voltages of 100 mV apart by 1e-14 mV.
      if (moved < 1e-9 && h > 1e6) return y;
      // Where it still moves far, steps stay as long as they were.
      if (moved > 5) h /= 10;
    }
    throw new UserError(
      `From ${V} mV on the cell finds no voltages at which it rests; begin elsewhere: { V: '-70 mV' }, or see whether it rests at all.`,
    );
  }

  /** Voltages to a current of 1 pA into a node: mV, GΩ. Throws a UserError where the cell does not withstand it. */
  response(rest: Float64Array, angular: number, node: number): Complex {
    const { conductance, susceptance } = this.#at(rest, angular);
    const { capacitance } = this.#cell.branching;
    const right = new Float64Array(rest.length);
    right[node] = 1;
    const found = this.#solve(
      conductance,
      susceptance.map((s, k) => s + angular * capacitance[k]!),
      right,
    );
    if (angular === 0 && !(found.re[node]! > 0 && Number.isFinite(found.re[node]!)))
      throw new UserError(
        found.re[node]! < 0
          ? 'About these voltages the membrane conducts inward the more it is depolarised: the cell runs away, and has no input resistance.'
          : 'Nothing of this cell conducts to the outside, so a lasting current finds no end: its input resistance is infinite.',
      );
    return found;
  }

  /** Elimination along the tree from its tips (Hines 1984). `re`, `im`: admittance of each node to the outside, nS; `right` in pA. */
  #solve(re: Float64Array, im: Float64Array, right: Float64Array): Complex {
    const { parent, count } = this.#cell.branching.anatomy.nodes;
    const G = this.#axial;
    const [dRe, dIm] = [re.slice(), im.slice()];
    const [vRe, vIm] = [right.slice(), new Float64Array(count)];
    for (let k = 1; k < count; k++) {
      dRe[k]! += G[k]!;
      dRe[parent[k]!]! += G[k]!;
    }
    for (let k = count - 1; k > 0; k--) {
      const p = parent[k]!;
      const size = dRe[k]! * dRe[k]! + dIm[k]! * dIm[k]!;
      const [fRe, fIm] = [(G[k]! * dRe[k]!) / size, (-G[k]! * dIm[k]!) / size];
      dRe[p]! -= G[k]! * fRe;
      dIm[p]! -= G[k]! * fIm;
      vRe[p]! += fRe * vRe[k]! - fIm * vIm[k]!;
      vIm[p]! += fRe * vIm[k]! + fIm * vRe[k]!;
    }
    for (let k = 0; k < count; k++) {
      const [a, c] =
        k === 0 ? [vRe[0]!, vIm[0]!] : [vRe[k]! + G[k]! * vRe[parent[k]!]!, vIm[k]! + G[k]! * vIm[parent[k]!]!];
      const size = dRe[k]! * dRe[k]! + dIm[k]! * dIm[k]!;
      vRe[k] = (a * dRe[k]! + c * dIm[k]!) / size;
      vIm[k] = (c * dRe[k]! - a * dIm[k]!) / size;
    }
    return { re: vRe, im: vIm };
  }
}
