/** Names and sentences with their symbols set as such, in HTML and inside plots. */
import { partsOf, symbolOf } from './parts.ts';
import './symbols.css';

/** 'w_e' as w with e below it. */
export function SymbolText({ name }: { name: string }) {
  return <SymbolParts {...symbolOf(name)} />;
}

function SymbolParts({ base, below }: { base: string; below: string }) {
  return (
    <i class="symbol">
      {base}
      {below === '' ? null : <sub>{below}</sub>}
    </i>
  );
}

interface WordsProps {
  readonly text: string;
  /** A short name, such as a legend shows, that may be or begin with a single letter. */
  readonly title?: boolean;
}

export function Words({ text, title = false }: WordsProps) {
  return (
    <>
      {partsOf(text, title).map((part, k) =>
        'text' in part ? part.text : <SymbolParts key={`${k} ${part.base}`} {...part} />,
      )}
    </>
  );
}

/** The same inside an SVG text, where an index is text let down. */
export function PlotWords({ text, title = true }: WordsProps) {
  let lowered = false;
  return (
    <>
      {partsOf(text, title).map((part, k) => {
        const back = lowered ? { dy: -3 } : {};
        lowered = false;
        if ('text' in part)
          return (
            <tspan key={`${k} text`} {...back}>
              {part.text}
            </tspan>
          );
        lowered = part.below !== '';
        return [
          <tspan key={`${k} base`} class="symbol" {...back}>
            {part.base}
          </tspan>,
          lowered ? (
            <tspan key={`${k} below`} class="symbol-below" dy={3}>
              {part.below}
            </tspan>
          ) : null,
        ];
      })}
    </>
  );
}
