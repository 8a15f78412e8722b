/**
 * Builds the documentation as a site of static files, which needs no host in particular and no path: `npm run site` writes dist/site, this
 * version in a folder of its number and in `latest`. Folders of other versions stay, and are listed.
 *
 *     node site/build.mjs [OUT]     after `npm run build:library`
 *
 * Guides come from docs/, pages of models from the library, the API from its doc comments by TypeDoc. A link that leads nowhere fails it.
 */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import MarkdownIt from 'markdown-it';
import { deadLinks } from './links.mjs';
import { escaped } from './plot.mjs';
import { writeVersions } from './versions.mjs';

const root = join(import.meta.dirname, '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const home = resolve(process.argv[2] ?? join(root, 'dist/site'));
const out = join(home, manifest.version);

/** Guides in the order in which they are read; those that are not named come after them. */
const order = ['equations', 'networks', 'synapses', 'running', 'experiments', 'python', 'embedding', 'coming-from'];
const place = (name) => (order.includes(name) ? order.indexOf(name) : order.length);
/** Name and title of each. */
const guides = readdirSync(join(root, 'docs'))
  .filter((file) => file.endsWith('.md'))
  .map((file) => [file.slice(0, -3), /^# (.+)$/m.exec(readFileSync(join(root, 'docs', file), 'utf8'))[1]])
  .sort(([a], [b]) => place(a) - place(b) || a.localeCompare(b));
const kinds = {
  preset: { folder: 'presets', title: 'Presets', one: 'preset' },
  cell: { folder: 'cells', title: 'Cells', one: 'cell' },
  channel: { folder: 'channels', title: 'Channels', one: 'channel' },
  synapse: { folder: 'synapses', title: 'Synapses', one: 'synapse' },
  rule: { folder: 'rules', title: 'Connection rules', one: 'connection rule' },
  integrator: { folder: 'integrators', title: 'Integrators', one: 'integrator' },
};

/** Pages by path: { title, body, text }. */
const pages = new Map();
const add = (path, title, body, text = '') => pages.set(path, { title, body, text });

const slug = (text) =>
  text
    .toLowerCase()
    .replace(/<[^>]+>/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');

/**
 * Markdown of a guide as HTML of the site: links between guides lead to their pages, those to files elsewhere in the repository to copies
 * of these.
 */
function markdown(text) {
  const md = new MarkdownIt({ html: false, linkify: false });
  md.renderer.rules.heading_open = (tokens, k) => {
    const { tag } = tokens[k];
    return `<${tag} id="${slug(tokens[k + 1].content.replace(/[`*]/g, ''))}">`;
  };
  const plain = md.renderer.rules.link_open ?? ((tokens, k, options, _, self) => self.renderToken(tokens, k, options));
  md.renderer.rules.link_open = (tokens, k, options, env, self) => {
    const href = tokens[k].attrGet('href');
    const elsewhere = /^\.\.\/([^#]+)$/.exec(href)?.[1];
    if (elsewhere !== undefined) cpSync(join(root, elsewhere), join(out, elsewhere));
    tokens[k].attrSet(
      'href',
      elsewhere ??
        href.replace(/^(?:\.\/|docs\/)?([a-z0-9-]+)\.md(#.*)?$/, (_, name, hash = '') => `${name}.html${hash}`),
    );
    return plain(tokens, k, options, env, self);
  };
  md.renderer.rules.table_open = () => '<div class="wide"><table>';
  md.renderer.rules.table_close = () => '</table></div>';
  return md.render(text);
}

function guidePages() {
  for (const [name, title] of guides) {
    const text = readFileSync(join(root, `docs/${name}.md`), 'utf8');
    add(`${name}.html`, title, markdown(text), text);
  }
}

/** A doc comment's backticks as code. */
const prose = (text) => escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>');

function entryPage(entry) {
  const { title } = entry;
  const parts = [`<p class="kind">${kinds[entry.kind].one}</p>`, `<h1><code>${escaped(entry.name)}</code></h1>`];
  parts.push(`<p class="lead">${escaped(title[0].toUpperCase() + title.slice(1))}.</p>`);
  if (entry.text) parts.push(`<p>${prose(entry.text)}</p>`);
  parts.push(`<figure>${entry.plot}<figcaption>${escaped(entry.caption)}</figcaption></figure>`);
  // As under "In a page", but for who reads on: nothing runs before somebody presses Run.
  parts.push('<h2 id="live">Live</h2>', entry.uses.element.replace(' autoplay', ' height="360"'));
  if (entry.equations)
    parts.push('<h2 id="equations">Equations</h2>', `<pre><code>${escaped(entry.equations)}</code></pre>`);
  if (entry.parameters?.length) {
    const told = entry.parameters.some((p) => p.what);
    const row = (p) =>
      `<tr><td><code>${escaped(p.name)}</code></td><td>${escaped(p.value)}</td>${told ? `<td>${escaped(p.what ?? '')}</td>` : ''}</tr>`;
    parts.push(
      '<h2 id="parameters">Parameters</h2>',
      `<div class="wide"><table><thead><tr><th>name</th><th>default</th>${told ? '<th>what it is</th>' : ''}</tr></thead><tbody>${entry.parameters.map(row).join('')}</tbody></table></div>`,
    );
  }
  parts.push('<h2 id="use">Use</h2>');
  const files = Object.keys(entry.files);
  if (files.length > 0)
    parts.push(
      `<p>As a <a href="../experiments.html">document</a>: ${files.map((file) => `<a href="${file}">${file}</a>`).join(', ')}.</p>`,
    );
  for (const [way, heading] of Object.entries(ways))
    parts.push(
      `<h3 id="use-${way}">${heading}</h3>`,
      `<pre><code class="${way}">${escaped(entry.uses[way])}</code></pre>`,
    );
  if (entry.claims?.length)
    parts.push(
      '<h2 id="claims">What the source says, and what is seen</h2>',
      `<dl>${entry.claims.map(({ claim, seen }) => `<dt>${escaped(claim)}</dt><dd>${escaped(seen)}</dd>`).join('')}</dl>`,
    );
  if (entry.source) parts.push('<h2 id="reference">Reference</h2>', `<p>${prose(entry.source)}</p>`);
  return parts.join('\n');
}

const ways = {
  library: 'In the library',
  command: 'On the command line',
  python: '<a href="../python.html">In Python</a>',
  element: '<a href="../embedding.html">In a page</a>',
};

const textOf = (entry) =>
  [
    `# ${kinds[entry.kind].one} ${entry.name}: ${entry.title}`,
    entry.text,
    entry.equations,
    entry.parameters?.map((p) => `${p.name} = ${p.value}${p.what ? ` (${p.what})` : ''}`).join('\n'),
    `Use:\n${entry.uses.library}`,
    entry.source && `Reference: ${entry.source}`,
  ]
    .filter(Boolean)
    .join('\n\n');

function modelPages(entries) {
  for (const [kind, { folder, title }] of Object.entries(kinds)) {
    const own = entries.filter((entry) => entry.kind === kind);
    for (const entry of own) {
      add(`${folder}/${entry.name}.html`, `${entry.name}: ${entry.title}`, entryPage(entry), textOf(entry));
      for (const [file, text] of Object.entries(entry.files)) write(`${folder}/${file}`, text);
    }
    const list = own.map(
      (e) => `<li><a href="${e.name}.html"><code>${escaped(e.name)}</code></a> ${escaped(e.title)}</li>`,
    );
    add(`${folder}/index.html`, title, `<h1>${title}</h1><ul class="list">${list.join('')}</ul>`, '');
  }
}

function homePage(entries, hasPage) {
  const count = (kind) => entries.filter((entry) => entry.kind === kind).length;
  const models = Object.entries(kinds).map(
    ([kind, { folder, title }]) => `<li><a href="${folder}/index.html">${title}</a> (${count(kind)})</li>`,
  );
  const stories = [
    ['ei-network', 'A network of excitatory and inhibitory cells'],
    ['integrators', 'Integrators of Hodgkin–Huxley cells'],
    ['lif', 'The leaky integrate-and-fire cell'],
  ].map(([name, title]) => `<li><a href="app/index.html#stories?story=${name}">${title}</a></li>`);
  add(
    'index.html',
    'Galvani',
    `<h1>Galvani</h1><p class="lead">${escaped(manifest.description)}</p>
<galvani-run src="#network?preset=coba-2005" view="raster rates" height="320" autoplay></galvani-run>
<div class="columns"><section><h2 id="guides">Guides</h2><ul>${guides.map(([name, title]) => `<li><a href="${name}.html">${title}</a></li>`).join('')}</ul></section>
<section><h2 id="models">Models</h2><ul>${models.join('')}</ul></section>
<section><h2 id="more">More</h2><ul>${hasPage ? '<li><a href="app/index.html">The page itself</a></li>' : ''}<li><a href="paper/index.html">A paper with live figures</a></li>
<li><a href="api/index.html">API of the library</a></li><li><a href="experiment.schema.json">Schema of documents</a></li><li><a href="llms.txt">llms.txt</a></li></ul>
${hasPage ? `<h3>Stories</h3><ul>${stories.join('')}</ul>` : ''}</section></div>`,
    readFileSync(join(root, 'README.md'), 'utf8'),
  );
}

/** What may scroll sideways is reached by keys. */
const reachable = (body) => body.replace(/<(pre|figure|div class="wide")>/g, '<$1 tabindex="0">');

function shell(path, { title, body }) {
  const up = relative(posix.dirname(`/${path}`), '/') || '.';
  const nav = [
    ['index.html', 'Galvani'],
    ...guides.slice(0, 5).map(([name, label]) => [`${name}.html`, label]),
    ...Object.values(kinds).map(({ folder, title: label }) => [`${folder}/index.html`, label]),
    ['api/index.html', 'API'],
  ];
  const link = ([href, label]) => `<a href="${up}/${href}"${href === path ? ' aria-current="page"' : ''}>${label}</a>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title === 'Galvani' ? title : `${title} · Galvani`)}</title>
<link rel="icon" href="${up}/icon.svg">
<link rel="stylesheet" href="${up}/site.css">
<script type="module" src="${up}/element/galvani-run.js"></script>
<script defer src="${up}/search-index.js"></script>
<script defer src="${up}/search.js" data-up="${up}"></script>
<script defer src="${up}/../versions.js"></script>
<script defer src="${up}/version.js" data-version="${manifest.version}" data-up="${up}"></script>
</head>
<body>
<a class="skip" href="#content">To the content</a>
<header><nav aria-label="site">${nav.map(link).join('')}</nav>
<div class="search"><label for="search">Search</label><input id="search" type="search" autocomplete="off" aria-controls="found"><ol id="found" hidden></ol></div></header>
<main id="content">${reachable(body)}</main>
<footer>Galvani ${manifest.version} (<a href="${up}/../versions.html">other versions</a>). MIT licence; terms of what is of others: <a href="${up}/element/THIRD-PARTY.txt">THIRD-PARTY.txt</a></footer>
</body>
</html>
`;
}

function write(path, text) {
  const file = join(out, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** For language models: what there is, and all of it as one text. */
function texts(entries) {
  const line = ([href, title]) => `- [${title}](${href})`;
  const models = entries.map((e) => `- [${e.name}](${kinds[e.kind].folder}/${e.name}.html): ${e.title}`);
  write(
    'llms.txt',
    `# Galvani\n\n> ${manifest.description}\n\nEverything as one text: [llms-full.txt](llms-full.txt). Documents are checked by \`galvani check FILE --json\`; their JSON Schema is [experiment.schema.json](experiment.schema.json).\n\n## Guides\n\n${guides.map(([name, title]) => line([`${name}.html`, title])).join('\n')}\n\n## Models\n\n${models.join('\n')}\n`,
  );
  const all = ['README.md', ...guides.map(([name]) => `docs/${name}.md`)].map((file) =>
    readFileSync(join(root, file), 'utf8'),
  );
  write('llms-full.txt', [...all, ...entries.map(textOf)].join('\n\n---\n\n'));
}

const run = promisify(execFile);
/** Of the parts that the package exports; the element is no module to call. */
const sources = Object.values(manifest.exports)
  .flatMap(({ types }) => types ?? [])
  .filter((types) => !types.includes('/app/'))
  .map((types) => types.replace('./dist/types', 'src').replace('.d.ts', '.ts'));
const api = () =>
  run(
    process.execPath,
    [
      join(import.meta.dirname, 'node_modules/typedoc/bin/typedoc'),
      ...sources.flatMap((file) => ['--entryPoints', file]),
      '--tsconfig',
      'build/tsconfig.types.json',
      '--skipErrorChecking',
      '--excludeInternal',
      '--excludePrivate',
      '--disableSources',
      '--readme',
      'none',
      '--name',
      'Galvani',
      '--logLevel',
      'Error',
      '--out',
      join(out, 'api'),
    ],
    { cwd: root, maxBuffer: 1 << 26 },
  );

if (!existsSync(join(root, 'dist/element/galvani-run.js')))
  throw new Error('The library is not built: npm run build comes first.');
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
// Of the built library, whose absence was told above.
const { catalogue } = await import('./catalogue.mjs');
const [entries] = await Promise.all([catalogue(), api()]);
const hasPage = existsSync(join(root, 'dist/page/index.html'));
cpSync(join(root, 'dist/element'), join(out, 'element'), { recursive: true });
if (hasPage) cpSync(join(root, 'dist/page'), join(out, 'app'), { recursive: true });
cpSync(join(root, 'docs/paper'), join(out, 'paper'), { recursive: true });
const paper = join(out, 'paper/index.html');
writeFileSync(paper, readFileSync(paper, 'utf8').replaceAll('src="element/', 'src="../element/'));
for (const file of readdirSync(join(root, 'docs')).filter((f) => /\.(png|json)$/.test(f)))
  cpSync(join(root, 'docs', file), join(out, file));
for (const file of ['site.css', 'search.js', 'version.js']) cpSync(join(import.meta.dirname, file), join(out, file));
cpSync(join(root, 'public/icon.svg'), join(out, 'icon.svg'));
guidePages();
modelPages(entries);
homePage(entries, hasPage);
for (const [path, page] of pages) write(path, shell(path, page));
const index = [...pages].map(([href, { title, text }]) => ({
  href,
  title,
  text: text.replace(/\s+/g, ' ').slice(0, 20_000),
}));
write('search-index.js', `globalThis.galvaniSearch = ${JSON.stringify(index)};\n`);
texts(entries);

const without = [...pages].filter(
  ([path, { body }]) => /^(?!index)[a-z]+\/(?!index)/.test(path) && !body.includes('<svg class="plot"'),
);
if (without.length > 0) throw new Error(`Pages without a plot: ${without.map(([path]) => path).join(', ')}`);
writeVersions(home);
// Of this version, and above it; those of others were looked at when they were built.
const foreign = [`${manifest.version}/api/`, `${manifest.version}/app/`];
const looked = (path) => !path.includes('/') || path.startsWith(`${manifest.version}/`);
const dead = deadLinks(home, (path) => looked(path) && !foreign.some((folder) => path.startsWith(folder)));
if (dead.length > 0) throw new Error(`Links that lead nowhere:\n${dead.join('\n')}`);
console.log(`${pages.size} pages in ${relative(process.cwd(), out) || '.'}`);
