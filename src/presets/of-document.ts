/** A document as a preset: what can be set in it, and a build that makes its network anew. */

import { type Built, build, type ExperimentDocument } from '../document/index.ts';
import { type Knob, readKnob } from '../document/read-knob.ts';
import type { Network } from '../network/network.ts';
import type { Amount } from '../numbers/amount.ts';
import { decimal } from '../numbers/decimal.ts';
import { timeDimension } from '../quantity/dimension.ts';
import { parseQuantity, toUnit } from '../quantity/quantity.ts';
import { numbersOf } from './define.ts';
import type { Preset, PresetParameter } from './preset.ts';

/** `built`: what the document builds as it stands. */
export function documentPreset(document: ExperimentDocument, built: Built): Preset {
  const { network, run } = built;
  const { title, description, reference, claims } = document;
  const first = network.populations.find((p) => p.blueprint.role === 'cells')?.blueprint.shape;
  const voltage = run.voltage ?? (first?.states.some((s) => s.name === 'V') ? 'V' : first?.states[0]?.name);
  const parameters = Object.entries(document.parameters ?? {}).map(([name, given]) =>
    parameterOf(readKnob(name, given), document, built),
  );
  return {
    name: nameOf(title),
    title: title ?? 'My network',
    summary: description ?? '',
    ...(reference === undefined ? {} : { reference }),
    ...(claims === undefined ? {} : { claims: claims.map(({ says, seen }) => ({ claim: says, seen })) }),
    parameters,
    duration: millisecondsIn(run.duration),
    dt: millisecondsIn(run.dt ?? '0.1 ms'),
    integrator: run.integrator ?? '',
    variables: voltage === undefined ? [] : [voltage],
    build(values, seed) {
      const numbers = numbersOf(values, ...parameters.map((p) => p.name));
      const chosen = parameters.map(({ name, unit, value }) => ({
        name,
        unit,
        standard: value,
        value: toUnit(numbers[name]!, unit),
      }));
      const changed = chosen.filter((p) => p.value !== p.standard);
      const set = Object.fromEntries(changed.map(({ name, value, unit }) => [name, { value, unit }]));
      return build(document, { seed, set }).network;
    },
  };
}

/** Twelve digits: what was computed from parameters is rounded. */
const millisecondsIn = (time: string | Amount): number => decimal(parseQuantity(time, timeDimension).value);

/** 'My network' is my-network. */
const nameOf = (title = ''): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40) || 'experiment';

function parameterOf(knob: Knob, document: ExperimentDocument, { network, fixed }: Built): PresetParameter {
  const { name, label, unit, value, range = rangeAround(value), whole = countsCells(document, name) } = knob;
  return {
    name,
    label,
    unit,
    value,
    range,
    ...(whole ? { whole } : {}),
    ...(knob.logarithmic ? { logarithmic: true } : {}),
    acts: !fixed.has(name) && actsIn(network, name) ? 'live' : 'rebuild',
  };
}

/** Where the document gives none: from nothing to ten times the value, on its side of zero. */
export function rangeAround(value: number): readonly [number, number] {
  if (value === 0) return [-100, 100];
  return value > 0 ? [0, 10 * value] : [10 * value, 0];
}

const actsIn = (network: Network, name: string): boolean =>
  network.populations.some((p) => p.blueprint.shape.parameters.some((q) => q.name === name)) ||
  network.projections.some((p) => p.parameters.some((q) => q.name === name));

/** Whether a number of cells is written with it, which is whole then. */
function countsCells(document: ExperimentDocument, name: string): boolean {
  const uses = (text: unknown): boolean => typeof text === 'string' && new RegExp(`\\b${name}\\b`).test(text);
  return Object.values(document.populations).some(({ size }) => uses(size));
}
