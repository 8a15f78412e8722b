/** Paragraphs with symbols between backticks, and indices below the line: `tau_m`, but not `exp_euler`. */
import { Words } from '../../symbols/words.tsx';

export function Prose({ text }: { text: string }) {
  return (
    <>
      {text.split('`').map((part, k) =>
        k % 2 === 1 ? (
          <code key={`${k} ${part}`}>
            <Words text={part} title />
          </code>
        ) : (
          <Words key={`${k} ${part}`} text={part} />
        ),
      )}
    </>
  );
}
