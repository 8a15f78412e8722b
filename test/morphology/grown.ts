/** A cell of any number of samples, grown by rule: branches that bend, fork and get thinner. The text of an SWC file. */
export function grownCell(samples: number): string {
  let state = 1;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const lines = ['1 1 0 0 0 8 -1'];
  const tips = Array.from({ length: 8 }, (_, k) => {
    const angle = (k * Math.PI) / 4;
    return { parent: 1, x: 8 * Math.cos(angle), y: 8 * Math.sin(angle), z: 0, angle, radius: 1.2 };
  });
  while (lines.length < samples) {
    let { parent, x, y, z, angle, radius } = tips.shift()!;
    for (let k = 20 + Math.floor(20 * random()); k > 0 && lines.length < samples; k--) {
      angle += (random() - 0.5) / 2;
      x += 3 * Math.cos(angle);
      y += 3 * Math.sin(angle);
      z += random() - 0.5;
      const id = lines.length + 1;
      lines.push(`${id} 3 ${x.toFixed(2)} ${y.toFixed(2)} ${z.toFixed(2)} ${radius.toFixed(3)} ${parent}`);
      parent = id;
    }
    radius *= 0.8;
    tips.push({ parent, x, y, z, angle: angle + 0.5, radius }, { parent, x, y, z, angle: angle - 0.5, radius });
  }
  return lines.join('\n');
}
