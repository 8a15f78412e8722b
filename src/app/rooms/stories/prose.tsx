/** Paragraphs with symbols between backticks. */
export function Prose({ text }: { text: string }) {
  return <>{text.split('`').map((part, k) => (k % 2 === 1 ? <code key={`${k} ${part}`}>{part}</code> : part))}</>;
}
