/** One cell of a document's population as a preset: what the laboratory takes, without the network around it. */
import { cellNames } from '../document/edit/index.ts';
import { build, type ExperimentDocument } from '../document/index.ts';
import { type ModelParameter, namesOf } from '../equations/model.ts';
import { UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import { networkOf, type Specimen, specimenOf } from '../laboratory/specimen.ts';
import { sameDimension, voltage } from '../quantity/dimension.ts';
import { exactUnit } from '../quantity/exact-unit.ts';
import { fromUnit, toUnit } from '../quantity/quantity.ts';
import { unitOf } from '../quantity/units.ts';
import { documentPreset, rangeAround } from './of-document.ts';
import type { Preset, PresetParameter, PresetValues } from './preset.ts';
import { rangeOf } from './single/parameter-table.ts';
import { presetValues } from './values.ts';

/** Units of a cell's currents, and the dimensions of the capacitances that they charge. */
const conventions = (['pA', 'uA/cm^2'] as const).map((unit) => ({
  unit,
  current: unitOf(unit).dimension,
  capacitance: unitOf(unit === 'pA' ? 'pF' : 'uF/cm^2').dimension,
}));

/**
 * The first cell of the population `of` (default: the first of cells), with the values that the document's seed draws; projections,
 * couplings and stimuli are left out. Its parameters are those of the document that reach the cell, or, where the document names none,
 * those of its model; and the current I, which is added to the equation of the voltage where the model has no I but one capacitance.
 * Throws a UserError where there is no such population, and for a cell without a voltage.
 */
export function documentCell(document: ExperimentDocument, of?: string): Preset {
  const names = cellNames(document);
  const { title = 'My network' } = document;
  const name = of ?? names[0];
  if (name === undefined)
    throw new UserError(`'${title}' has no population of cells, so there is no cell to take into the laboratory.`);
  if (!names.includes(name))
    throw new UserError(`'${title}' has no population of cells '${name}'; it has ${names.join(', ')}.`);
  const alone = aloneIn(document, name);
  const whole = documentPreset(alone, build(alone));
  const standard = specimenOf(whole.build(presetValues(whole), document.run.seed ?? 1));
  const owned = new Set(standard.model.parameters.map((p) => p.name));
  const { initial } = alone.populations[name] as { readonly initial?: unknown };
  const text = JSON.stringify([alone.models, initial]).replaceAll('\\n', ' ');
  const named = whole.parameters.filter((p) => owned.has(p.name) || new RegExp(`\\b${p.name}\\b`).test(text));
  const asI = named.find((p) => p.name === 'I');
  // What is called I and does something else is not taken for the current.
  const bench = (cell: Specimen): Specimen => onBench(cell, asI === undefined);
  const { model, parameters } = bench(standard);
  const current = model.parameters.find((p) => p.name === 'I');
  const passes =
    current !== undefined && asI !== undefined && sameDimension(unitOf(asI.unit || '1').dimension, current.dimension);
  const knobs = named.filter((p) => p.name !== 'I' || current === undefined);
  const own = model.parameters.filter(
    (p) => p === current || (named.length === 0 && owned.has(p.name) && !knobs.some((k) => k.name === p.name)),
  );
  const only = (values: PresetValues, chosen: readonly { readonly name: string }[]): Record<string, number> =>
    Object.fromEntries(chosen.flatMap((p) => (values[p.name] === undefined ? [] : [[p.name, values[p.name]!]])));
  const joined = [...(document.projections ?? []), ...(document.couplings ?? [])].length > 0;
  const without = joined ? ' without its network: projections, couplings and stimuli are left out' : '';
  return {
    ...whole,
    title: names.length > 1 ? `${title}: ${name}` : title,
    summary: `${whole.summary} One cell of '${name}'${without}.`.trim(),
    parameters: [
      ...knobs,
      ...own.map((p) => sliderOf(p, parameters[p.name]!, passes && p === current ? asI : undefined)),
    ],
    build(values, seed) {
      const set = { ...presetValues(whole), ...only(values, passes ? [...knobs, asI] : knobs) };
      const cell = specimenOf(whole.build(set, seed));
      return networkOf(bench({ ...cell, parameters: { ...cell.parameters, ...only(values, own) } }));
    },
  };
}

/** The document of this population alone. What it draws depends on the seed and its name only, so that it stays what it was. */
function aloneIn(document: ExperimentDocument, name: string): ExperimentDocument {
  const { projections: _, couplings: _c, do: _d, ...rest } = document;
  const { duration, dt, integrator, seed } = document.run;
  const {
    groups: _g,
    positions: _p,
    ...population
  } = document.populations[name] as { model: string } & Record<string, unknown>;
  const run = { duration, dt, integrator, seed };
  return {
    ...rest,
    models: { [population.model]: document.models?.[population.model] },
    populations: { [name]: population },
    run: Object.fromEntries(Object.entries(run).filter(([, value]) => value !== undefined)),
  } as unknown as ExperimentDocument;
}

/**
 * The cell as clamps and curves take it: with its capacitance by the name C; with the current I if it may be injected; sums over other
 * cells are parameters, at 0.
 */
function onBench({ model, ...cell }: Specimen, inject: boolean): Specimen {
  const taken = namesOf(model);
  const charged = conventions.flatMap((convention) =>
    model.parameters.flatMap((p) => (sameDimension(p.dimension, convention.capacitance) ? [{ ...convention, p }] : [])),
  );
  const free = charged.length === 1 && !taken.has('C');
  const C = charged.find(({ p }) => p.name === 'C') ?? (free ? charged[0] : undefined);
  const voltages = model.states.filter((s) => sameDimension(s.dimension, voltage));
  const injected = C !== undefined && inject && !taken.has('I') && voltages.length === 1;
  const added: readonly ModelParameter[] = [
    ...model.sums.map((sum) => ({ ...sum, value: 0 })),
    ...(C === undefined || C.p.name === 'C' ? [] : [{ ...C.p, name: 'C', value: cell.parameters[C.p.name] }]),
    ...(injected ? [{ name: 'I', dimension: C.current, unit: C.unit, value: 0 }] : []),
  ];
  const states = model.states.map((s) =>
    injected && s === voltages[0]
      ? { ...s, derivative: b.add(s.derivative, b.div(b.parameter('I'), b.parameter('C'))) }
      : s,
  );
  return {
    ...cell,
    model: { ...model, states, parameters: [...model.parameters, ...added], sums: [] },
    parameters: { ...Object.fromEntries(added.map((p) => [p.name, p.value as number])), ...cell.parameters },
  };
}

/** `value` in internal units. `like`: the document's parameter that stands for it. */
function sliderOf(
  { name, unit: given, dimension }: ModelParameter,
  value: number,
  like: PresetParameter | undefined,
): PresetParameter {
  // As studies measure it.
  const written = name === 'I' ? exactUnit(dimension) : given;
  const unit = written === '1' ? '' : written;
  const shown = toUnit(value, unit);
  const [low, high] = name === 'I' || unit === 'mV' ? rangeOf(shown, unit) : rangeAround(shown);
  const end = (x: number): number => toUnit(fromUnit(x, like!.unit), unit);
  return {
    name,
    label: like?.label || (name === 'I' ? 'injected current' : ''),
    unit,
    value: shown,
    range: like ? [end(like.range[0]), end(like.range[1])] : [Math.min(low, shown), Math.max(high, shown)],
    acts: 'live',
  };
}
