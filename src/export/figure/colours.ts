/** Colours of style sheets as those of print: the light ones, written out, whatever scheme a page has now. */

interface Rule {
  readonly selectorText?: string;
  readonly style?: { getPropertyValue(name: string): string } & Iterable<string>;
}

export interface Sheet {
  readonly cssRules: Iterable<unknown>;
}

/** The values of custom properties outside of all media, which are those of light: '--hue-1' → '#00805e'. */
export function lightTokens(sheets: Iterable<Sheet>): Map<string, string> {
  const tokens = new Map<string, string>();
  for (const sheet of sheets)
    for (const rule of sheet.cssRules as Iterable<Rule>) {
      if (rule.style === undefined || !rule.selectorText?.split(',').some((s) => s.trim() === ':root')) continue;
      for (const name of rule.style)
        if (name.startsWith('--')) tokens.set(name, rule.style.getPropertyValue(name).trim());
    }
  return tokens;
}

/** 'var(--hue-1)' → '#00805e', also within other words. Throws for a name that no style sheet has. */
export function withoutNames(colour: string, tokens: ReadonlyMap<string, string>): string {
  return colour.replace(/var\((--[\w-]+)\)/g, (_, name: string) => {
    const value = tokens.get(name);
    if (value === undefined) throw new Error(`No style sheet has the colour ${name}.`);
    return withoutNames(value, tokens);
  });
}

/** What a painter makes of a colour, '#rrggbb': programs that read figures know no mixtures. */
function solid(colour: string): string {
  const context = new OffscreenCanvas(1, 1).getContext('2d')!;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0] = context.getImageData(0, 0, 1, 1).data;
  return `#${[r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** From a colour of these style sheets to '#rrggbb'; where there is a canvas. */
export function printColours(sheets: Iterable<Sheet>): (colour: string) => string {
  const tokens = lightTokens(sheets);
  const known = new Map<string, string>();
  return (colour) => {
    const found = known.get(colour) ?? solid(withoutNames(colour, tokens));
    known.set(colour, found);
    return found;
  };
}
