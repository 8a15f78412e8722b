/** The methods in one paragraph, for a paper. */

import { branchingOf } from '../../dendrites/branching.ts';
import { cellModel } from '../../network/population.ts';
import type { Projection } from '../../network/projection.ts';
import { counted, listed } from '../../numbers/sentences.ts';
import { buildName } from '../build.ts';
import type { ExportedExperiment } from '../experiment.ts';
import { useDependence } from '../plasticity.ts';
import { dendriteSentence } from './dendrites.ts';
import {
  cellPopulations,
  delayOf,
  effectOf,
  groupsOf,
  initialValues,
  integratorsOf,
  modelsOf,
  patternOf,
  sourcePopulations,
  stimulusOf,
} from './facts.ts';
import { code, type Inline, type TextLine } from './rich-text.ts';
import { precision } from './tables.ts';

/** Whole sentences; equations and parameter values stand in the tables. */
export function paragraphOf(experiment: ExportedExperiment): TextLine {
  return [
    ...network(experiment),
    ...neurons(experiment),
    ...synapses(experiment),
    ...start(experiment),
    ...numerics(experiment),
  ];
}

function network({ network: of, reference }: ExportedExperiment): Inline[] {
  const cells = cellPopulations(of);
  const size = cells.reduce((n, p) => n + p.size, 0);
  const groups = groupsOf(of);
  const division =
    groups.length > 1 ? ` in ${groups.length} groups (${listed(groups.map((g) => `${g.name}: ${g.size}`))})` : '';
  const after = reference ? ` after ${reference.replace(/\.$/, '')}` : '';
  return [
    `We simulated ${of.projections.length > 0 ? 'a network of ' : ''}${counted(size, 'neuron')}${division}${after}. `,
  ];
}

function neurons({ network: of }: ExportedExperiment): Inline[] {
  return modelsOf(of).flatMap(({ model, populations }): Inline[] => {
    const who = modelsOf(of).length > 1 ? `Each neuron of ${listed(populations.map((p) => p.name))}` : 'Each neuron';
    const branching = branchingOf(model);
    if (branching) return [`${who} `, ...dendriteSentence(branching), '. '];
    const { threshold, refractory } = model.description;
    const line: Inline[] = [
      `${who} is a single compartment described by ${counted(model.states.length, 'differential equation')} for ${listed(model.states.map((s) => s.name))}`,
    ];
    const kind = model.refractory?.kind;
    const held: Inline[] =
      refractory === undefined
        ? []
        : [kind === 'condition' ? 'is refractory while ' : 'is refractory for ', code(refractory)];
    if (threshold !== undefined) line.push('; it spikes when ', code(threshold));
    if (model.reset.length > 0) line.push(held.length > 0 ? ', is then reset, and ' : ' and is then reset', ...held);
    else if (held.length > 0) line.push(' and then ', ...held);
    return [...line, '. '];
  });
}

function synapses({ network: of, dt }: ExportedExperiment): Inline[] {
  const stimuli = sourcePopulations(of).map((p) => `The input ${p.name} consists of ${stimulusOf(p)}. `);
  const projections = of.projections.flatMap((p): Inline[] => [
    `Connections from ${p.source.name} to ${p.target.name} are ${patternOf(p)}; a spike acts as `,
    ...effectOf(p),
    `, ${delayOf(p, dt)}${changing(p)}. `,
  ]);
  const couplings = of.couplings.flatMap((c): Inline[] => {
    const { given, sides, source, target, sites } = c;
    if (sites)
      return [
        `Cells of ${source.name} at `,
        code(sites.source.place),
        ` and cells of ${target.name} at `,
        code(sites.target.place),
        ` are coupled by gap junctions of ${sites.g} (${patternOf(c)}); ${
          sites.solve === 'in-solve'
            ? 'the voltages at both ends are solved together'
            : "the other cell's voltage is that of the start of a step"
        }. `,
      ];
    const who = source.name === target.name ? `Cells of ${source.name}` : `Cells of ${source.name} and ${target.name}`;
    const drawn = given.weight === undefined ? [] : [', w = ', code(String(given.weight))];
    return given.current === undefined
      ? [
          `In every step each cell of ${target.name} has in ${sides[0]!.into} the sum, over its partners in ${source.name} (${patternOf(c)}), of `,
          code(given.value ?? ''),
          ...drawn,
          '. ',
        ]
      : [
          `${who} are coupled by gap junctions (${patternOf(c)}); the current through each is `,
          code(given.current),
          ...drawn,
          ', from the voltages at the start of a step. ',
        ];
  });
  return [...stimuli, ...projections, ...couplings];
}

function changing(p: Projection): string {
  const { release, plasticity } = useDependence(p);
  if (release) return ', with short-term plasticity (see the table)';
  return plasticity ? ', with weights that change with the spikes of both ends (see the table)' : '';
}

function start({ network: of }: ExportedExperiment): Inline[] {
  return cellPopulations(of).flatMap((p): Inline[] => {
    const values = initialValues(p);
    const isZero = (value: string): boolean => /^-?0(\.0*)?( |$)/.test(value);
    const set = values.filter(({ value }) => !isZero(value));
    const where = cellPopulations(of).length > 1 ? ` in ${p.name}` : '';
    if (branchingOf(cellModel(p)))
      return [
        'At the start ',
        ...joined(values.map(({ name, value }) => [`${name} is `, code(value)])),
        `${where} in all compartments; gates start at their steady state there, pools at rest, synapses at 0. `,
      ];
    if (set.length === 0) return [`All variables start at 0${where}. `];
    const rest =
      set.length < values.length
        ? `; ${set.length < values.length - 1 ? 'all other variables start' : 'the other starts'} at 0`
        : '';
    return [
      'At the start ',
      ...joined(set.map(({ name, value }) => [`${name} is `, code(value)])),
      `${where}${rest}. `,
    ];
  });
}

function joined(items: readonly TextLine[]): Inline[] {
  return items.flatMap((item, k) => [k === 0 ? '' : k === items.length - 1 ? ' and ' : ', ', ...item]);
}

function numerics({ network: of, dt, duration, integrator, backend, spikeHash }: ExportedExperiment): Inline[] {
  const rules = integratorsOf(of, integrator).map((i) => `${i.name} (${i.title}; ${i.source}; ${i.character})`);
  const line: Inline[] = [
    `The equations were integrated for ${duration} ms in steps of ${dt} ms with ${listed(rules)}, in ${precision(backend)}, by ${buildName()}, seed ${of.seed}`,
  ];
  if (spikeHash !== undefined) line.push('; the spikes have the SHA-256 ', code(spikeHash));
  return [...line, '.'];
}
