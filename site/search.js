/** Search over all pages, in the browser: words are looked for in titles, then in texts; nothing is asked of a host. */
(() => {
  const up = document.currentScript.dataset.up;
  const field = document.getElementById('search');
  const found = document.getElementById('found');
  const pages = globalThis.galvaniSearch.map((page) => ({
    ...page,
    low: page.title.toLowerCase(),
    all: page.text.toLowerCase(),
  }));
  const score = (page, words) => {
    let sum = 0;
    for (const word of words) {
      const inTitle = page.low.indexOf(word);
      if (inTitle >= 0) sum += inTitle === 0 ? 30 : 20;
      else {
        const times = page.all.split(word).length - 1;
        if (times === 0) return 0;
        sum += Math.min(10, times);
      }
    }
    return sum;
  };
  const show = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const best =
      words.length === 0
        ? []
        : pages
            .map((page) => [score(page, words), page])
            .filter(([s]) => s > 0)
            .sort((a, b) => b[0] - a[0])
            .slice(0, 12);
    found.replaceChildren(
      ...best.map(([, page]) => {
        const item = document.createElement('li');
        const link = document.createElement('a');
        link.href = `${up}/${page.href}`;
        link.textContent = page.title;
        item.append(link);
        return item;
      }),
    );
    if (words.length > 0 && best.length === 0)
      found.append(Object.assign(document.createElement('li'), { textContent: 'Nothing is found.' }));
    found.hidden = words.length === 0;
  };
  field.addEventListener('input', show);
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      field.value = '';
      show();
    } else if (event.key === 'Enter') found.querySelector('a')?.click();
  });
})();
