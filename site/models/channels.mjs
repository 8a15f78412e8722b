/** Channels: curves of their gates, or their current over the voltage. */
import { linePlot } from '../plot.mjs';
import { usesOf } from '../use.mjs';
import { parametersOf, range } from './source.mjs';

const g = await import('../../dist/node/index.js');

/** A capacity so large that the voltage stands: the current of a channel at each of 31 voltages, after 10 ms. */
async function currentAtRest(kind, label) {
  const held = g.compartment({ C: '1 F/cm^2', channels: [g[kind.name]({})] });
  const net = new g.Network({ seed: 1 });
  net.population(held, 31, { V: range(-120, 60, 31) });
  const run = await g.simulate(net, {
    duration: '10 ms',
    dt: '0.025 ms',
    backend: 'reference',
    record: { [`I_${label}`]: { cells: 'all', every: '10 ms' } },
  });
  const { values, units } = run.traces[0];
  return { ys: Array.from(values).slice(-31), unit: units[0] };
}

export async function channels() {
  const voltages = range(-120, 60, 241);
  const out = [];
  for (const kind of g.channelKinds) {
    const label = kind.label ?? kind.ion;
    const held = g.compartment({ C: '1 uF/cm^2', channels: [g[kind.name]({})] }).description;
    let plot;
    let caption;
    if (kind.gates.length > 0) {
      const curves = g.channelCurves(kind, voltages, {});
      const plots = [
        linePlot({
          label: `${kind.name}: steady states of its gates over the voltage`,
          x: 'V (mV)',
          y: 'steady state',
          low: 0,
          high: 1,
          lines: curves.map(({ gate, inf }) => ({ name: gate, xs: voltages, ys: inf })),
        }),
      ];
      const timed = curves.filter(({ tau }) => tau.some((t) => t > 0));
      if (timed.length > 0)
        plots.push(
          linePlot({
            label: `${kind.name}: time constants of its gates`,
            x: 'V (mV)',
            y: 'τ (ms)',
            logY: true,
            lines: timed.map(({ gate, tau }) => ({
              name: gate,
              xs: voltages,
              ys: tau.map((t) => (t > 0 ? t : Number.NaN)),
            })),
          }),
        );
      plot = plots.join('');
      caption = 'Steady states and time constants of its gates, at its own temperature.';
    } else {
      const { ys, unit } = await currentAtRest(kind, label);
      plot = linePlot({
        label: `${kind.name}: current over the voltage`,
        x: 'V (mV)',
        y: `I (${unit}), inward positive`,
        lines: [{ name: 'I', xs: range(-120, 60, 31), ys }],
      });
      caption = 'Current after 10 ms at each voltage.';
    }
    out.push({
      kind: 'channel',
      name: kind.name,
      title: kind.title,
      source: kind.source,
      equations: held.equations
        .split('\n')
        .filter((line) => !line.startsWith('dV/dt'))
        .join('\n'),
      parameters: parametersOf(held.parameters).filter(({ name }) => name !== 'C' && name !== 'I'),
      plot,
      caption,
      ...(await usesOf({
        name: kind.name,
        title: kind.title,
        lines: `const held = compartment({ C: '1 uF/cm^2', channels: [${kind.name}({})] })
const net = new Network({ seed: 1 })
net.population(held, 1, { V: '-40 mV' })`,
        run: { duration: '50 ms', dt: '0.025 ms', backend: 'reference' },
        view: 'voltages',
      })),
    });
  }
  return out;
}
