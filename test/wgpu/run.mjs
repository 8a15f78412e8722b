/**
 * Runs presets on WebGPU under Deno, whose WebGPU is wgpu, the one of Firefox: another compiler of WGSL and another driver layer than
 * Dawn's. Arguments: the address of the built library's folder, then tasks as JSON. Writes one line of JSON per task.
 */
const [library, tasks] = Deno.args;
const { createSimulation, summarise } = await import(`${library}/index.js`);
const { presetByName, presetValues } = await import(`${library}/presets.js`);

for (const { name, duration, ...options } of JSON.parse(tasks)) {
  const { dt, integrator, ...preset } = presetByName(name);
  const network = preset.build(presetValues(presetByName(name)), 1);
  const simulation = await createSimulation(network, { dt: `${dt} ms`, integrator, backend: 'webgpu', ...options });
  const { spikes, steps } = await simulation.run(Math.round(duration / dt));
  const { adapter, software } = simulation;
  console.log(JSON.stringify({ adapter, software, ...(await summarise(simulation, spikes, 0, steps)) }));
  simulation.dispose();
}
Deno.exit();
