/** Sentences with symbols in them: 'T_ref' becomes T with a small ref below it. */
export function Words({ text }: { text: string }) {
  return (
    <>
      {text.split(/([A-Za-zα-ωθ]_[A-Za-z0-9θ]+)/u).map((part, k) => {
        if (k % 2 === 0) return part;
        const [base, below] = part.split('_');
        return (
          <span key={`${k} ${part}`} class="lif-symbol">
            <i>{base}</i>
            <sub>{below}</sub>
          </span>
        );
      })}
    </>
  );
}
