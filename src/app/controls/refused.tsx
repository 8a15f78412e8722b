/** What a link asked for in vain, and a question that failed: above all that is drawn. */
export function Refused({ sentences }: { sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <p class="status urgent" role="status">
      {sentences.join(' ')}
    </p>
  );
}
