/** `izhikevich-…`: the named firing patterns of the Izhikevich cell. */
import { type IzhikevichPattern, izhikevich, izhikevichPatterns } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import type { Preset, PresetParameter } from '../preset.ts';
import { pointParameters, pointTexts } from './parameter-table.ts';

function preset(pattern: IzhikevichPattern): Preset {
  const { a, b, c, d, I, I_before } = pattern;
  const own = pointParameters(izhikevich, {
    a: `${a} 1/ms`,
    b: `${b} 1/ms`,
    c: `${c} mV`,
    d: `${d} mV/ms`,
    I: `${I} mV/ms`,
  });
  const onset: readonly PresetParameter[] = [
    {
      name: 'I_before',
      label: 'current before it is switched',
      unit: 'mV/ms',
      value: I_before,
      range: [-1000, 1000],
      acts: 'live',
    },
    { name: 't_on', label: 'time at which it is switched', unit: 'ms', value: 100, range: [0, 1e6], acts: 'live' },
  ];
  return {
    name: `izhikevich-${pattern.name}`,
    title: `Izhikevich cell: ${pattern.title}`,
    summary: `The two-variable cell with the parameters of ${pattern.title} (${pattern.name.toUpperCase()}); the current is switched at 100 ms.`,
    reference: izhikevich.kind.source,
    parameters: [...own, ...onset],
    duration: 600,
    dt: 0.1,
    integrator: 'rk4',
    variables: ['v', 'u'],
    build(values, seed) {
      const network = new Network({ seed });
      const model = izhikevich({
        ...pointTexts(own, values),
        stimulus: '(I_before - I)*int(t < t_on)',
        parameters: { I_before: `${values['I_before']} mV/ms`, t_on: `${values['t_on']} ms` },
      });
      // Rest at zero current: 0.04v² + (5 − b)v + 140 = 0, the lower root.
      const slope = 5 - values['b']!;
      const root = slope * slope - 22.4;
      const rest = root > 0 ? (-slope - Math.sqrt(root)) / 0.08 : values['c']!;
      network.population(model, 1, { v: `${rest} mV`, u: 'b*v' }, { name: 'cell' });
      return network;
    },
  };
}

export const izhikevichPresets: readonly Preset[] = izhikevichPatterns.map(preset);
