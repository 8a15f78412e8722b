/** Presets: a part of their run. */
import { dotPlot, linePlot } from '../plot.mjs';
import { usesOfPreset } from '../use.mjs';

const g = await import('../../dist/node/index.js');
const { presets, presetValues } = await import('../../dist/node/presets.js');

/** Cells that a picture of a network is of, and how long it is run for one, ms. */
const LARGE = 500;

/** The middle of a cell's root, and the end that is farthest from it. */
function placesOf({ blueprint }) {
  const { nodes, shape } = blueprint.shape.branching.anatomy;
  const far = nodes.distance.indexOf(Math.max(...nodes.distance));
  return [`${shape.sections[0].name} 0.5`, `${shape.sections[nodes.section[far]].name} 1`];
}

async function picture(preset) {
  const values = presetValues(preset);
  const net = preset.build(values, 1);
  const cells = net.populations.reduce((n, p) => n + p.size, 0);
  const many = cells > 20;
  const duration = many
    ? Math.min(preset.duration, cells > 10_000 ? 40 : cells > LARGE ? 100 : 200)
    : Math.min(preset.duration, 600);
  const [variable] = preset.variables;
  const places = preset.dendrites ? placesOf(net.populations.find((p) => p.blueprint.role === 'cells')) : undefined;
  const run = await g.simulate(net, {
    duration: `${duration} ms`,
    dt: `${preset.dt} ms`,
    integrator: preset.integrator,
    backend: 'wasm',
    ...(many || variable === undefined ? {} : { record: { [variable]: [0], ...(places && { at: places }) } }),
  });
  const caption = `${duration} ms of it, seed 1.`;
  if (!many) {
    const { values, units } = run.traces[0];
    const shown = places ?? [variable];
    const steps = values.length / shown.length;
    const every = Math.ceil(steps / 4000);
    const kept = Array.from({ length: Math.ceil(steps / every) }, (_, k) => k * every);
    const y = units[0] === '1' || units[0] === '' ? variable : `${variable} (${units[0]})`;
    const lines = shown.map((name, c) => ({
      name,
      xs: kept.map((k) => k * preset.dt),
      ys: kept.map((k) => values[k * shown.length + c]),
    }));
    const where = places ? ` at ${places.join(' and ')}` : '';
    return {
      plot: linePlot({ label: `${preset.name}: ${variable} of its first cell${where}`, x: 't (ms)', y, lines }),
      caption: `${variable} of its first cell${where}, ${caption}`,
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
  for (const preset of presets) {
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
