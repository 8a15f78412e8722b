/** What a document may say of populations and projections. */
import {
  byKey,
  count,
  defined,
  either,
  fields,
  flag,
  listOf,
  mapOf,
  nothing,
  number,
  type Of,
  oneKey,
  quantity,
  text,
  told,
  tuple,
  whole,
  wordOf,
} from './kinds.ts';
import { attachment, numbers, parameters, perItem, tables } from './values.ts';

const MAX_CELL = 2 ** 31;
const cell = whole(0, MAX_CELL);

const group = either(
  'a number of cells, a share such as 0.8, or [from, to]',
  tuple('[from, to]', [count, count]),
  number,
  text,
);
const groups = told(
  'Ranges of cells by name, one after another: numbers of cells or shares of them; or [from, to], the end left out.',
  mapOf(group),
);

const common = { size: told('Number of cells.', count) };

const positions = told(
  'Coordinates by name, x and y; or a grid of rows, columns and spacing.',
  byKey('coordinates by name', [
    ['grid', fields('positions', { grid: tuple('[rows, columns, spacing]', [count, count, quantity], 2) }, {})],
    ['', mapOf(perItem)],
  ]),
);
const also = { groups, positions };

const cells = fields(
  'A population of cells',
  { model: told('A name under models.', text), ...common },
  { initial: told('Values at time 0 by name of a variable or parameter.', mapOf(perItem)), ...also },
);

const poisson = fields(
  'A population of Poisson trains',
  {
    poisson: fields(
      'poisson',
      { rate: either('a rate, or one per train', quantity, listOf(quantity)) },
      { from: quantity, to: quantity, tables },
    ),
    ...common,
  },
  also,
);

const spikeTime = quantity;
const spikes = fields(
  'A population of given spikes',
  {
    spikes: byKey('times, spikes or files', [
      ['times', fields('spikes', { times: listOf(listOf(spikeTime)) }, {})],
      ['spikes', fields('spikes', { spikes: listOf(tuple('[time, cell]', [spikeTime, cell])) }, {})],
      [
        'at',
        fields(
          'spikes',
          {
            at: told('Times of all spikes, in ms where no unit is given.', either('numbers', numbers, attachment)),
            cells: told('The cell of each.', either('numbers', numbers, attachment)),
          },
          {},
        ),
      ],
    ]),
    ...common,
  },
  also,
);

export const population = defined(
  'population',
  byKey('a population', [
    ['poisson', poisson],
    ['spikes', spikes],
    ['model', cells],
  ]),
);

/** A population of a document, as read. */
export type PopulationDocument = Of<typeof population>;

const degree = fields('The rule', { degree: count }, { multapses: flag, autapses: flag });
/** Of a whole projection: more than cells can be. */
const total = either('a whole number', whole(0, 2 ** 32 - 1), text);
const ends = either('numbers of cells', listOf(cell), numbers, attachment);

const rule = oneKey('A connection rule', {
  allToAll: either('options or nothing', fields('allToAll', {}, { autapses: flag }), nothing),
  oneToOne: either('nothing', nothing, fields('oneToOne', {}, {})),
  fixedProbability: either(
    'a probability, or p and options',
    quantity,
    fields('fixedProbability', { p: quantity }, { autapses: flag }),
  ),
  probability: either(
    'a probability of each pair, or p and a condition',
    quantity,
    fields('probability', { p: quantity }, { condition: text }),
  ),
  fixedInDegree: either('a number of synapses, or degree and options', count, degree),
  fixedOutDegree: either('a number of synapses, or degree and options', count, degree),
  fixedTotalNumber: either(
    'a number of synapses, or synapses and options',
    total,
    fields('The rule', { synapses: total }, { autapses: flag }),
  ),
  synapseList: either(
    'pairs of cells, or sources and targets',
    listOf(tuple('[source, target]', [cell, cell])),
    fields('synapseList', { sources: ends, targets: ends }, {}),
  ),
});

const attached = {
  equations: text,
  onSpike: text,
};
const startOf = { initial: mapOf(number) };
const trace = fields('A trace', attached, { ...startOf, read: wordOf(['before', 'after']) });
const delays = wordOf(['ignored', 'axonal', 'dendritic']);

const range = tuple('[lowest, highest]', [quantity, quantity]);

const synapseEvent = fields(
  'An event of a plasticity',
  { at: told('Whose event: of the source or of the target.', wordOf(['source', 'target'])), do: text },
  {
    event: told("One of the cell's events; default: its spike.", text),
    delay: told('From a spike to what it does; default: at once.', quantity),
  },
);
const routine = fields(
  'Something done at regular times',
  { interval: quantity, do: told("'w *= total/sum_in(w)': sums are over the synapses of a cell.", text) },
  {},
);
const momentsOf = fields('at', {}, { source: text, target: text });

const plasticity = defined(
  'plasticity',
  byKey('a plasticity', [
    [
      'pairStdp',
      fields(
        'plasticity',
        {
          pairStdp: fields(
            'pairStdp',
            { A_plus: quantity, A_minus: quantity, tau_plus: quantity, tau_minus: quantity, range },
            { pairs: wordOf(['all', 'nearest']), dependence: wordOf(['additive', 'multiplicative']), delays },
          ),
        },
        {},
      ),
    ],
    [
      'tripletStdp',
      fields(
        'plasticity',
        {
          tripletStdp: fields(
            'tripletStdp',
            {
              A2_plus: quantity,
              A2_minus: quantity,
              A3_plus: quantity,
              A3_minus: quantity,
              tau_plus: quantity,
              tau_minus: quantity,
              tau_x: quantity,
              tau_y: quantity,
              range,
            },
            { spikes: wordOf(['all', 'nearest']), delays },
          ),
        },
        {},
      ),
    ],
    [
      'range',
      fields(
        'plasticity',
        { range },
        {
          equations: told("Variables of every synapse: 'dc/dt = -c/tau : 1', 'U : 1'.", text),
          initial: told('Their values at time 0, as those of a weight; default 0.', mapOf(perItem)),
          pre: trace,
          post: trace,
          onPre: text,
          onPost: text,
          on: told('Further events and delays.', listOf(synapseEvent)),
          every: told('What is done at regular times.', listOf(routine)),
          at: told('Events of the cells in the place of their spikes.', momentsOf),
          amount: told('What a spike delivers of the weight, -1 to 1.', text),
          parameters: mapOf(quantity),
          delays,
          integrator: told('Of variables that are advanced in every step.', text),
        },
      ),
    ],
  ]),
);

const release = defined(
  'release',
  byKey('a release', [
    [
      'shortTermPlasticity',
      fields(
        'release',
        {
          shortTermPlasticity: fields('shortTermPlasticity', { U: perItem, tau_rec: perItem }, { tau_facil: perItem }),
        },
        {},
      ),
    ],
    ['equations', fields('release', { ...attached, amount: text }, { ...startOf, parameters })],
  ]),
);

export const projection = defined(
  'projection',
  fields(
    'A projection',
    {
      from: told("A population, a group, or cells of a population: 'cells[0:100]', the end left out.", text),
      to: text,
      connect: either('a connection rule', wordOf(['allToAll', 'oneToOne']), rule),
      onSpike: told("What a spike does: 'g_e += w_e'.", text),
    },
    {
      name: told('Default: FROM to TO. Random targets depend on it.', text),
      weight: told('What w stands for in onSpike.', perItem),
      delay: told('Default: the next step.', perItem),
      at: told('Which places of a synapse on cells with dendrites; of several each synapse draws one.', text),
      parameters: told('Values that onSpike uses. They belong to this projection.', parameters),
      release,
      plasticity,
      connectivity: wordOf(['stored', 'procedural']),
    },
  ),
);

/** A projection of a document, as read. */
export type ProjectionDocument = Of<typeof projection>;

export const coupling = defined(
  'coupling',
  fields(
    'A coupling',
    {
      from: told("A population, a group, or cells of a population: 'cells[0:100]', the end left out.", text),
      to: text,
      connect: either('a connection rule', wordOf(['allToAll', 'oneToOne']), rule),
    },
    {
      name: told('Default: FROM with TO. Random junctions depend on it.', text),
      at: told(
        "Of gap junctions between cells with dendrites: the places at from and to, ['dend 1', 'soma 0.5'].",
        tuple('[place at from, place at to]', [text, text]),
      ),
      g: told("Of the same: conductance of each junction, '3 nS'.", quantity),
      solve: told(
        "Of the same: 'in-solve' where both voltages take part in the solution, within a cell or between two; default: 'explicit'.",
        wordOf(['explicit', 'in-solve']),
      ),
      current: told("Of a gap junction, into either end: 'g*(V_other - V)'.", text),
      value: told("What a junction adds to the target's sum: 'g*s_pre*(E - v_post)'.", text),
      into: told("The variable declared '(summed)' that gets the sum; default: the only one.", text),
      weight: told('What w stands for.', perItem),
      parameters: told('Values that the expression uses. They belong to this coupling.', parameters),
    },
  ),
);

/** A coupling of a document, as read. */
export type CouplingDocument = Of<typeof coupling>;
