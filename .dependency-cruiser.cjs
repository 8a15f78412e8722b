/**
 * Imports go one way: a room never imports one above it. The order is the design's; test/arrows.test.ts holds CONTRIBUTING's picture to it.
 */
const rooms = [
  ['widget'],
  ['element'],
  ['app', 'cli'],
  ['live'],
  ['export'],
  ['studies'],
  ['presets'],
  ['index.ts'],
  ['document', 'recordings'],
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
  ['options.ts', 'foreign-options.ts', 'suggest.ts', 'no-more.ts'],
  ['errors.ts', 'environment.ts', 'run', 'numbers'],
];
const path = (names) =>
  `^src/(${names.map((n) => (n.endsWith('.ts') ? n.replace('.', '\\.') + '$' : `${n}/`)).join('|')})`;

/** Within the page: rooms stand on runs, runs on plots, plots on what knows neither. */
const pageFolders = [
  ['rooms'],
  ['run', 'worker', 'own'],
  ['controls'],
  ['plots'],
  ['symbols', 'tasks', 'inspector', 'offline'],
];
const pagePath = (names) => `^src/app/(${names.map((name) => `${name}/`).join('|')})`;

module.exports = {
  forbidden: [
    ...pageFolders.slice(1).map((folders, i) => ({
      name: `page-${folders.join('-')}-imports-upwards`,
      severity: 'error',
      from: { path: pagePath(folders) },
      to: { path: pagePath(pageFolders.slice(0, i + 1).flat()) },
    })),
    {
      name: 'rooms-know-no-other-room',
      severity: 'error',
      from: { path: '^src/app/rooms/([^/]+)/' },
      to: { path: '^src/app/rooms/', pathNot: '^src/app/rooms/$1/' },
    },
    {
      name: 'element-knows-no-room',
      severity: 'error',
      from: { path: '^src/element/' },
      to: { path: '^src/app/rooms/' },
    },
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
      from: { path: '^src/(app|element|widget)/' },
      to: {
        path: '^src/',
        pathNot:
          '^src/(app/|element/|widget/|live/(index|files)\\.ts$|export/|presets/|studies/(index|measure)\\.ts$|run/|numbers/|document/((brian2|edit)/)?index\\.ts$|recordings/index\\.ts$|index\\.ts$|errors\\.ts$|[^/]+\\.d\\.ts$)',
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
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.wgsl' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node'] },
  },
};
