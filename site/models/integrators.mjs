/** Integrators: their error over the step. */
import { linePlot } from '../plot.mjs';
import { usesOf } from '../use.mjs';

const g = await import('../../dist/node/index.js');

/**
 * The largest error of dx/dt = (1 − x²)/(10 ms) over 20 ms against tanh(t/10 ms), for steps of several sizes; a linear one where it must
 * be.
 */
export async function integrators() {
  const steps = [1, 0.5, 0.25, 0.125, 0.0625];
  const out = [];
  for (const rule of g.integrators) {
    const measure = async (equation, solution) => {
      const errors = [];
      for (const dt of steps) {
        const net = new g.Network({ seed: 1 });
        net.population(g.cell({ equations: equation }), 1, { x: '0.1 mV' });
        const run = await g.simulate(net, {
          duration: '20 ms',
          dt: `${dt} ms`,
          integrator: rule.name,
          backend: 'reference',
          record: { x: [0] },
        });
        errors.push(
          Array.from(run.traces[0].values).reduce((most, x, k) => Math.max(most, Math.abs(x - solution(k * dt))), 0),
        );
      }
      return errors;
    };
    const curved = () =>
      measure('dx/dt = (1 mV - x**2/(1 mV))/(10 ms) : mV', (t) => Math.tanh(t / 10 + Math.atanh(0.1)));
    const linear = () => measure('dx/dt = (1 mV - x)/(10 ms) : mV', (t) => 1 - 0.9 * Math.exp(-t / 10));
    let errors;
    let equation = 'dx/dt = (1 − x²)/(10 ms)';
    try {
      errors = await curved();
    } catch (thrown) {
      if (!(thrown instanceof g.UserError)) throw thrown;
      errors = await linear();
      equation = 'dx/dt = (1 − x)/(10 ms)';
    }
    // Below this the figures are those of rounding.
    const floor = errors.map((e) => Math.max(e, 1e-17));
    out.push({
      kind: 'integrator',
      name: rule.name,
      title: rule.title,
      source: rule.source,
      text: [
        Number.isFinite(rule.order) ? `Order ${rule.order}.` : 'Exact, to rounding.',
        rule.aliases?.length ? `Also called ${rule.aliases.join(', ')}.` : '',
        rule.noise === 'any'
          ? 'Takes noise whose amplitude depends on the state (Itô), and additive noise.'
          : 'Takes additive noise.',
      ]
        .filter(Boolean)
        .join(' '),
      plot: linePlot({
        label: `${rule.name}: largest error over the step`,
        x: 'dt (ms)',
        y: 'largest error',
        logX: true,
        logY: true,
        lines: [{ name: rule.name, xs: steps, ys: floor }],
      }),
      caption: `Largest error of ${equation} over 20 ms against its solution, in double precision.`,
      ...(await usesOf({
        name: rule.name,
        title: rule.title,
        lines: `const net = new Network({ seed: 1 })
net.population(lif({ I: '300 pA' }), 1)`,
        run: { duration: '200 ms', integrator: rule.name, backend: 'reference' },
        view: 'voltages',
      })),
    });
  }
  return out;
}
