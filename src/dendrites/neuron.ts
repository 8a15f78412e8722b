/** Cells of many compartments: a shape, what is painted on it, and what sits at places of it. */

import { type Convention, perArea, wholeCell } from '../cells/fragment.ts';
import { parseExpression } from '../equations/expression.ts';
import type { DerivedVariable, StateVariable } from '../equations/model.ts';
import { modelScope } from '../equations/scope.ts';
import { shown, UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { topological } from '../expression/visit.ts';
import { discretise } from '../morphology/discretise.ts';
import { placesOf } from '../morphology/places.ts';
import { noMore } from '../no-more.ts';
import { sameDimension, voltage } from '../quantity/dimension.ts';
import { parseQuantity, toUnit } from '../quantity/quantity.ts';
import { anatomyOf } from './anatomy.ts';
import { AREA, membraneLines, type Neuron } from './branching.ts';
import { assembleParts, membraneOf } from './membrane.ts';
import { type NeuronOptions, positive, readNeuron } from './options.ts';
import { capacitanceDimension, paintedCell, resistivityDimension } from './painted.ts';
import { pointsOf } from './points.ts';
import { SiteValues } from './values.ts';

/**
 * A cell with dendrites. `net.population(neuron({…}), 100, { V: '-65 mV' })`; where no values are given at time 0, gates start at their
 * steady state and pools at rest. Throws TextError or UserError.
 */
export function neuron(given: NeuronOptions, ...more: undefined[]): Neuron {
  noMore('neuron', 'options', more);
  const options = readNeuron(given);
  const { shape } = options;
  if (!Array.isArray(shape.sections) || shape.sections.length === 0)
    throw new UserError(`neuron: the shape is one of morphology(text) or cable({…}); it got ${shown(shape)}.`);
  const Ra = positive(parseQuantity(options.Ra, resistivityDimension, 'Ra').value, 'Ra', options.Ra);
  const C = positive(parseQuantity(options.C ?? '1 uF/cm^2', capacitanceDimension, 'C').value, 'C', options.C ?? '');
  const cut = anatomyOf(options, toUnit(Ra, 'ohm*cm'), toUnit(C, 'uF/cm^2'));
  const { nodes } = cut;
  const values = new SiteValues(nodes.count);
  const notes: string[] = [];
  const convention = { ...perArea, ...warmth(options) };
  const { membranes, capacitance, resistivity } = paintedCell(cut, options, { C, Ra }, convention, values);
  const anatomy = resistivity
    ? {
        ...cut,
        nodes: discretise(
          shape,
          nodes.segments,
          resistivity.map((r) => toUnit(r, 'ohm*cm')),
        ),
      }
    : cut;
  const points = pointsOf(anatomy, options, { ...wholeCell, ...warmth(options) }, values, notes);

  const { parameters, columns } = values.split();
  const models = [...membranes, ...points].map((m) => m.model);
  const states = union(models.map((m) => m.states));
  const aliases = points.flatMap(({ name, receives, model }): StateVariable[] => {
    const own = model.states.find((s) => s.name === receives);
    if (!own) return [];
    if (states.some((s) => s.name === name) || parameters.some((p) => p.name === name))
      throw new UserError(
        `place: '${name}' is also the name of a variable or parameter of this cell; rename the place.`,
      );
    return [{ ...own, name, derivative: b.zero }];
  });
  const site = options.detect?.at ?? `${shape.sections[0]!.name} 0.5`;
  const [place, ...others] = placesOf(anatomy, site, 'detect, at');
  if (!place || others.length > 0)
    throw new UserError(`detect: '${site}' has ${1 + others.length} places; spikes are found at one.`);
  const when = options.detect?.when ?? 'crosses(V, 0 mV)';
  const here =
    membranes.find((m) => m.nodes.includes(place.node))?.model ?? membraneOf(assembleParts([], [], perArea), {}).model;
  const threshold = parseExpression(when, modelScope(here), 'boolean', 'detect, when').value;
  if (topological([threshold]).some((e) => e.op === 'draw'))
    throw new UserError('detect, when: a condition of random numbers is not available for cells with dendrites.');
  return {
    states: [...states, ...aliases],
    parameters,
    derived: common(models.map((m) => m.derived)),
    threshold,
    reset: [],
    refractory: undefined,
    integrator: undefined,
    tables: [],
    sums: [],
    draws: { uniform: 0, normal: 0 },
    description: { equations: membranes.map((m) => membraneLines(m).join('\n')).join('\n\n') },
    branching: {
      anatomy,
      placesOf: (text, what) => placesOf(anatomy, text, what),
      Ra,
      resistivity,
      capacitance: Float64Array.from(nodes.area, (area, k) => area * AREA * capacitance[k]!),
      membranes,
      points,
      columns,
      detect: { node: place.node, label: place.label, when },
      options,
      notes,
    },
  };
}

const warmth = ({ temperature }: NeuronOptions): Pick<Convention, 'temperature'> =>
  temperature === undefined ? {} : { temperature };

/** Variables of all models by name, each once. Throws a UserError where a name is of two dimensions. */
function union(lists: readonly (readonly StateVariable[])[]): StateVariable[] {
  const found = new Map<string, StateVariable>();
  for (const state of lists.flat()) {
    const known = found.get(state.name);
    if (!known) found.set(state.name, state);
    else if (!sameDimension(known.dimension, state.dimension))
      throw new UserError(
        `'${state.name}' is in ${known.unit} in one part of the cell and in ${state.unit} in another; rename one of them.`,
      );
  }
  if (!found.has('V'))
    found.set('V', {
      name: 'V',
      dimension: voltage,
      unit: 'mV',
      derivative: b.zero,
      noise: [],
      unlessRefractory: false,
    });
  return [...found.values()];
}

/** Named parts that mean the same wherever they are. */
function common(lists: readonly (readonly DerivedVariable[])[]): DerivedVariable[] {
  const found = new Map<string, DerivedVariable | undefined>();
  for (const part of lists.flat()) {
    const known = found.get(part.name);
    if (!found.has(part.name)) found.set(part.name, part);
    else if (known && known.value !== (part.value as Expr)) found.set(part.name, undefined);
  }
  return [...found.values()].filter((part) => part !== undefined);
}
