/** Processor time of Galvani on the benchmark's cells with dendrites, dt 0.025 ms, as JSON. */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    cells: { type: 'string', default: 'branched' },
    duration: { type: 'string', default: '5' },
    backend: { type: 'string', default: 'wasm' },
    threads: { type: 'string', default: '1' },
    strategy: { type: 'string', default: 'fused' },
  },
});
const built = new URL('../../dist/node/index.js', import.meta.url);
if (!existsSync(built)) {
  process.stderr.write("The library is not built yet; run 'npm run build:node' first.\n");
  process.exit(2);
}
const { cable, createSimulation, K_HH1952, leak, Na_HH1952, Network, neuron, releaseDevices } = await import(
  built.href
);

const dendrite = (on) => ({ L: '110 um', diameter: '1 um', on: `${on} 1` });
const sections =
  values.cells === 'cable'
    ? { root: { L: '1000 um', diameter: '1 um' } }
    : {
        root: { L: '20 um', diameter: '20 um' },
        ...Object.fromEntries(
          [0, 1, 2].flatMap((b) => [0, 1, 2].map((k) => [`d${b}${k}`, dendrite(k === 0 ? 'root' : `d${b}${k - 1}`)])),
        ),
      };
const counts = Object.fromEntries(
  Object.keys(sections).map((name) => [name, values.cells === 'cable' ? 1000 : name === 'root' ? 1 : 11]),
);
const model = neuron({
  shape: cable(sections),
  Ra: '100 ohm*cm',
  C: '1 uF/cm^2',
  temperature: '6.3 degC',
  compartments: { sections: counts },
  paint: [{ on: 'all', channels: [Na_HH1952(), K_HH1952(), leak({ g: '0.025 mS/cm^2', E: '-65 mV' })] }],
  place: { drive: { clamp: '0.1 nA', at: 'root 0.5' } },
  detect: { at: 'root 0.5' },
});
const network = new Network();
const cells = values.cells === 'cable' ? 1 : 1000;
const compartments = Object.values(counts).reduce((a, b) => a + b);
const began = performance.now();
network.population(model, cells, { V: '-65 mV' });
const simulation = await createSimulation(network, {
  dt: '0.025 ms',
  integrator: 'implicit',
  backend: values.backend,
  ...(values.backend === 'wasm' ? { threads: Number(values.threads) } : {}),
  ...(values.backend === 'webgpu' ? { strategy: values.strategy } : {}),
});
const build_s = (performance.now() - began) / 1000;
const steps = Math.round(Number(values.duration) / 0.025);
simulation.setTraces([{ variables: ['V'], cells: [0], at: 'root 0.5' }]);
// 5 ms for caches and compilers first, as everywhere.
await simulation.run(200);
const cpu = process.cpuUsage();
const wall = performance.now();
const { traces } = await simulation.run(steps);
const wall_s = (performance.now() - wall) / 1000;
const spent = process.cpuUsage(cpu);
const { adapter, cost } = simulation;
const strategy = values.backend === 'webgpu' ? `, ${simulation.strategy}` : '';
process.stdout.write(
  `${JSON.stringify({
    program: `Galvani ${values.backend}${strategy} (${adapter})`,
    compartments,
    build_s,
    ns: (1000 * (spent.user + spent.system)) / (steps * cells * compartments),
    wall_ns: (1e9 * wall_s) / (steps * cells * compartments),
    end_mV: traces[0].values.at(-1),
    // Without the one that notes the voltage.
    dispatches: simulation.dispatchesPerStep - (values.backend === 'webgpu' ? 1 : 0),
    bytes_kept: cost.bytes_kept_per_site,
    bytes_moved: cost.bytes_per_cell / cost.sites_per_cell,
  })}\n`,
);
simulation.dispose();
releaseDevices();
process.exitCode = 0;
