/** `izhikevich-…`: the named firing patterns of the Izhikevich cell. */
import { type IzhikevichPattern, izhikevich, izhikevichPatterns } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import { live, numberIn, preset } from '../define.ts';
import type { Preset } from '../preset.ts';
import { pointParameters } from './parameter-table.ts';

const firing = ({ name, title, a, b, c, d, I, I_before }: IzhikevichPattern): Preset =>
  preset({
    name: `izhikevich-${name}`,
    title: `Izhikevich cell: ${title}`,
    summary: `The two-variable cell with the parameters of ${title} (${name.toUpperCase()}); the current is switched at 100 ms.`,
    reference: izhikevich.kind.source,
    parameters: {
      ...pointParameters(izhikevich, {
        a: `${a} 1/ms`,
        b: `${b} 1/ms`,
        c: `${c} mV`,
        d: `${d} mV/ms`,
        I: `${I} mV/ms`,
      }),
      I_before: live(I_before, 'mV/ms', 'current before it is switched', [-1000, 1000]),
      t_on: live(100, 'ms', 'time at which it is switched', [0, 1e6]),
    },
    duration: 600,
    dt: 0.1,
    integrator: 'rk4',
    variables: ['v', 'u'],
    build({ I_before, t_on, ...own }, seed) {
      const network = new Network({ seed });
      const model = izhikevich({
        ...own,
        stimulus: '(I_before - I)*int(t < t_on)',
        parameters: { I_before, t_on },
      });
      // Rest at zero current: 0.04v² + (5 − b)v + 140 = 0, the lower root.
      const slope = 5 - numberIn('1/ms', own.b);
      const root = slope * slope - 22.4;
      const rest = root > 0 ? `${(-slope - Math.sqrt(root)) / 0.08} mV` : own.c;
      network.population(model, 1, { v: rest, u: 'b*v' }, { name: 'cell' });
      return network;
    },
  });

export const izhikevichPresets: readonly Preset[] = izhikevichPatterns.map(firing);
