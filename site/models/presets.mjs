/** Presets: a part of their run. Each page has a live figure, so those of cells with dendrites, which figures do not show, have none. */
import { dotPlot, linePlot } from '../plot.mjs';
import { usesOfPreset } from '../use.mjs';

const g = await import('../../dist/node/index.js');
const { pointPresets, presetValues } = await import('../../dist/node/presets.js');

/** Cells that a picture of a network is of, and how long it is run for one, ms. */
const LARGE = 500;

async function picture(preset) {
  const values = presetValues(preset);
  const net = preset.build(values, 1);
  const cells = net.populations.reduce((n, p) => n + p.size, 0);
  const many = cells > 20;
  const duration = many
    ? Math.min(preset.duration, cells > 10_000 ? 40 : cells > LARGE ? 100 : 200)
    : Math.min(preset.duration, 600);
  const [variable] = preset.variables;
  const run = await g.simulate(net, {
    duration: `${duration} ms`,
    dt: `${preset.dt} ms`,
    integrator: preset.integrator,
    backend: 'wasm',
    ...(many || variable === undefined ? {} : { record: { [variable]: [0] } }),
  });
  const caption = `${duration} ms of it, seed 1.`;
  if (!many) {
    const { values: ys, units } = run.traces[0];
    const every = Math.ceil(ys.length / 4000);
    const points = Array.from(ys).filter((_, k) => k % every === 0);
    const y = units[0] === '1' || units[0] === '' ? variable : `${variable} (${units[0]})`;
    return {
      plot: linePlot({
        label: `${preset.name}: ${variable} of its first cell`,
        x: 't (ms)',
        y,
        lines: [{ name: variable, xs: points.map((_, k) => k * every * preset.dt), ys: points }],
      }),
      caption: `${variable} of its first cell, ${caption}`,
      ...usesOfPreset({ name: preset.name, view: 'raster voltages', ms: duration, backend: 'reference' }),
    };
  }
  const shown = [];
  const skip = Math.max(1, Math.ceil(run.spikes.steps.length / 6000));
  for (let k = 0; k < run.spikes.steps.length; k += skip)
    shown.push([run.spikes.steps[k] * preset.dt, run.spikes.cells[k]]);
  const inhibitory = preset.parameters.find((p) => p.name === 'n_exc')?.value ?? Number.POSITIVE_INFINITY;
  return {
    plot: dotPlot({
      label: `${preset.name}: spikes over time`,
      x: 't (ms)',
      y: 'cell',
      dots: shown,
      xs: [0, duration],
      ys: [0, cells],
      size: 1.6,
      colour: (cell) => (cell >= inhibitory ? 1 : 0),
    }),
    caption: `Spikes of ${cells} cells${skip > 1 ? `, one in ${skip} of them` : ''}, ${caption}`,
    ...usesOfPreset({
      name: preset.name,
      view: 'raster rates',
      ms: duration,
      backend: cells > LARGE ? 'wasm' : 'reference',
    }),
  };
}

export async function presetPages() {
  const out = [];
  for (const preset of pointPresets) {
    out.push({
      kind: 'preset',
      name: preset.name,
      title: preset.title,
      source: preset.reference,
      text: preset.summary,
      parameters: preset.parameters.map((p) => ({ name: p.name, value: `${p.value} ${p.unit}`.trim(), what: p.label })),
      claims: preset.claims,
      ...(await picture(preset)),
    });
  }
  return out;
}
