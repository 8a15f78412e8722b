/**
 * How a model is used, as texts that run as they stand: in the library, on the command line, in Python and in a page. `npm run test:site`
 * runs all of them and compares the spikes.
 */
import { documentOf, write } from '../dist/node/document.js';

const g = await import('../dist/node/index.js');

/** The network that these lines of a script make under the name `net`, as the library's user would. */
export const netOf = (lines) => new Function(...Object.keys(g), `${lines}\nreturn net;`)(...Object.values(g));

/** Those names of the library that a script uses, sorted. */
const imported = (lines) =>
  Object.keys(g)
    .filter((name) => new RegExp(`(?<![.\\w'])${name}\\(|new ${name}\\(`).test(lines))
    .sort();

/** Plain data as a script has it. */
export const literal = (value) =>
  JSON.stringify(value)
    .replaceAll('"', "'")
    .replace(/'([A-Za-z_]\w*)':/g, ' $1: ')
    .replace(/}/g, ' }')
    .replaceAll(',', ', ')
    .replace(/ {2,}/g, ' ');

/**
 * Of a network that `lines` make. `name`: of the model; `run`: options of `simulate`; `view`: of the element.
 * @param {{ name: string, title: string, lines: string, run: Record<string, unknown>, view: string }} model
 */
export async function usesOf({ name, title, lines, run, view }) {
  const { document } = documentOf(netOf(lines), { run, title: `${name}: ${title}`, longest: Number.POSITIVE_INFINITY });
  const names = [...imported(lines), 'simulate'];
  return {
    files: { [`${name}.yaml`]: await write(document) },
    uses: {
      library: `import { ${names.join(', ')} } from 'galvani'

${lines}

const run = await simulate(net, ${literal(run)})
console.log(run.summary)`,
      command: `galvani run ${name}.yaml`,
      python: `import galvani

run = galvani.run('${name}.yaml')
print(run)`,
      element: `<galvani-run src="${name}.yaml" view="${view}" autoplay></galvani-run>`,
    },
  };
}

/** Of a preset, for `ms` of it. */
export function usesOfPreset({ name, view, ms, backend }) {
  return {
    files: {},
    uses: {
      library: `import { releaseDevices, simulate } from 'galvani'
import { presetByName, presetValues } from 'galvani/presets'

const preset = presetByName('${name}')
const net = preset.build(presetValues(preset), 1)
const { integrator } = preset
const run = await simulate(net, { duration: '${ms} ms', dt: \`\${preset.dt} ms\`, integrator, backend: '${backend}' })
console.log(run.summary)
releaseDevices()`,
      command: `galvani run ${name} --duration '${ms} ms' --backend ${backend}`,
      python: `import galvani

run = galvani.run('${name}', duration='${ms} ms', backend='${backend}')
print(run)`,
      element: `<galvani-run src="#network?preset=${name}&duration=${ms}+ms&backend=${backend}" view="${view}" autoplay></galvani-run>`,
    },
  };
}
