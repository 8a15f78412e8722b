/** Tells a reader of an older version that there is a newer one; nothing where the folder stands alone. */
(() => {
  const { version, up } = document.currentScript.dataset;
  const newest = globalThis.galvaniVersions?.[0];
  if (newest === undefined || newest === version) return;
  const note = document.createElement('p');
  note.className = 'older';
  note.append(`This is version ${version}. `);
  const link = document.createElement('a');
  link.href = `${up}/../latest/index.html`;
  link.textContent = `The latest is ${newest}.`;
  note.append(link);
  document.getElementById('content').prepend(note);
})();
