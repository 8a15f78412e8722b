/** Paragraphs with symbols between backticks, and indices below the line: `tau_m`, but not `exp_euler`. */
const indexed = /(?<![\p{L}\d_])(\p{L})_(\p{L}+|∞)/gu;

export function Prose({ text }: { text: string }) {
  return (
    <>
      {text.split('`').map((part, k) =>
        k % 2 === 1 ? (
          <code key={`${k} ${part}`}>
            <Indexed text={part} />
          </code>
        ) : (
          <Indexed key={`${k} ${part}`} text={part} />
        ),
      )}
    </>
  );
}

function Indexed({ text }: { text: string }) {
  // Two groups: text, base and index take turns.
  const parts = text.split(indexed);
  return (
    <>
      {parts.map((part, k) => {
        if (k % 3 === 0) return part;
        return k % 3 === 1 ? (
          <i key={`${k} ${part}`} class="symbol-inline">
            {part}
          </i>
        ) : (
          <sub key={`${k} ${part}`}>{part}</sub>
        );
      })}
    </>
  );
}
