/**
 * Imports go one way: a room never imports one above it. The order is the design's; test/arrows.test.ts holds CONTRIBUTING's picture to it.
 */
const rooms = [
  ['app', 'cli'],
  ['export'],
  ['presets'],
  ['index.ts'],
  ['document'],
  ['laboratory'],
  ['simulate', 'sweep'],
  ['compile'],
  ['network', 'cells', 'dendrites', 'synapses', 'stimuli'],
  ['morphology'],
  ['integrators'],
  ['equations'],
  ['quantity'],
  ['emit', 'engine'],
  ['program'],
  ['expression', 'random', 'record'],
  ['analysis', 'files'],
  ['options.ts', 'foreign-options.ts', 'suggest.ts'],
  ['errors.ts', 'environment.ts', 'turn.ts'],
];
const path = (names) =>
  `^src/(${names.map((n) => (n.endsWith('.ts') ? n.replace('.', '\\.') + '$' : `${n}/`)).join('|')})`;

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...rooms.slice(1).map((room, i) => ({
      name: `${room.join('-')}-imports-upwards`,
      severity: 'error',
      from: { path: path(room) },
      to: { path: path(rooms.slice(0, i + 1).flat()) },
    })),
    { name: 'engine-knows-no-emitter', severity: 'error', from: { path: '^src/engine/' }, to: { path: '^src/emit/' } },
    { name: 'emitter-knows-no-engine', severity: 'error', from: { path: '^src/emit/' }, to: { path: '^src/engine/' } },
    {
      name: 'page-uses-the-public-api',
      severity: 'error',
      from: { path: '^src/app/' },
      to: {
        path: '^src/',
        pathNot: '^src/(app/|export/|presets/|document/index\\.ts$|index\\.ts$|errors\\.ts$|[^/]+\\.d\\.ts$)',
      },
    },
    {
      name: 'source-needs-no-tests',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.wgsl' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node'] },
  },
};
