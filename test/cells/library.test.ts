import { describe, expect, it } from 'vitest';
import { type ChannelKind, channel, channelKinds, compartment, usesCalcium } from '../../src/cells/index.ts';
import { Tape } from '../../src/expression/tape.ts';
import { jacobian } from '../../src/integrators/system.ts';

/** −150 … 100 mV in steps of 0.01 mV. */
const VOLTAGES = Float64Array.from({ length: 25_001 }, (_, i) => -150 + i / 100);

/** A membrane of this channel alone. */
const membrane = (kind: ChannelKind, Ca?: string) =>
  compartment({ C: '1 uF/cm^2', channels: [channel(kind)(Ca === undefined ? {} : { Ca })] });

function check(kind: ChannelKind, arithmetic: 'f64' | 'f32', Ca?: string): void {
  const model = membrane(kind, Ca);
  const gates = model.states.filter((s) => s.name !== 'V');
  const system = model.states.map((s) => ({ name: s.name, derivative: s.derivative, voltage: s.name === 'V' }));
  // Everything that integrators evaluate: rates, derivatives with all gates shut and open, and the Jacobian.
  const roots = [...model.derived.map((d) => d.value), ...model.states.map((s) => s.derivative), ...jacobian(system)];
  const tape = new Tape(roots, model, arithmetic);
  tape.setParameters(Object.fromEntries(model.parameters.map((p) => [p.name, p.value as number])));
  const out = new Float64Array(roots.length);
  const derivative = (name: string): number => model.derived.length + model.states.findIndex((s) => s.name === name);
  const place = new Map(gates.map((g) => [g.name, derivative(g.name)]));
  const shut = Float64Array.from(model.states, () => 0);
  const open = Float64Array.from(model.states, () => 1);
  let unsound = '';
  for (const V of VOLTAGES) {
    const i = model.states.findIndex((s) => s.name === 'V');
    shut[i] = open[i] = V;
    tape.run(0, shut, out);
    const rise = gates.map((g) => out[place.get(g.name)!]!);
    // All channels in the first state of a scheme: no other state can lose any.
    if (kind.scheme && !rise.every((r) => r >= 0)) unsound ||= `a state falls below 0 at ${V} mV`;
    if (!out.every(Number.isFinite)) unsound ||= `not finite at ${V} mV, gates shut`;
    tape.run(0, open, out);
    if (!out.every(Number.isFinite)) unsound ||= `not finite at ${V} mV, gates open`;
    if (!kind.scheme)
      gates.forEach((g, k) => {
        const fall = -out[place.get(g.name)!]!;
        const settled = rise[k]! / (rise[k]! + fall);
        if (!(settled >= 0 && settled <= 1)) unsound ||= `${g.name} settles at ${settled} at ${V} mV`;
        if (!(rise[k]! + fall > 0)) unsound ||= `${g.name} does not settle at ${V} mV`;
      });
    for (const gate of kind.gates)
      if (!gates.some((g) => g.name === gate.name)) {
        const value = out[model.derived.findIndex((d) => d.name === gate.name)]!;
        if (!(value >= 0 && value <= 1)) unsound ||= `${gate.name} is ${value} at ${V} mV`;
      }
  }
  expect(unsound).toBe('');
}

describe.each(['f64', 'f32'] as const)('rates, derivatives and Jacobian in %s from −150 to 100 mV', (arithmetic) => {
  it.each(channelKinds.map((kind) => [kind.name, kind] as const))('%s', (_, kind) => {
    check(kind, arithmetic);
    // 0.1 mM is far above what a pool reaches.
    if (usesCalcium(kind)) check(kind, arithmetic, '0.1 mM');
  });
});

describe('the library', () => {
  it('names every channel once and gives each a paper', () => {
    const names = channelKinds.map((k) => k.name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(49);
    for (const kind of channelKinds) expect(kind.source.length).toBeGreaterThan(5);
  });

  it.each(channelKinds.map((kind) => [kind.name, kind] as const))('%s fits a whole cell as well', (_, kind) => {
    const strength = kind.permeation === undefined ? { g: '10 nS' } : { P: '5e-8 cm^3/s' };
    const model = compartment({ C: '200 pF', channels: [channel(kind)(strength)] });
    expect(model.derived.some((d) => d.unit === 'pA')).toBe(true);
  });

  it.each(channelKinds.map((kind) => [kind.name, kind] as const))('%s leaves others room for its names', (_, kind) => {
    const twice = compartment({ C: '1 uF/cm^2', channels: [channel(kind)(), channel(kind)({ label: 'two' })] });
    const gates = kind.gates.filter((g) => 'alpha' in g || 'tau' in g).length;
    expect(twice.states.length).toBe(1 + 2 * (gates + (kind.scheme ? kind.scheme.states.length - 1 : 0)));
  });
});
