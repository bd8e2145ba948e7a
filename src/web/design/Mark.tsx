/** A state, told by shape as well as by colour: who sees no colours sees it too. */
export type Tone = 'good' | 'note' | 'caution' | 'alarm' | 'neutral';

const SHAPES: Readonly<Record<Tone, string>> = {
  good: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm-1.2 13.2L6.9 12.3l1.5-1.5 2.4 2.4 5-5 1.5 1.5Z',
  note: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm-1 4h2v2h-2Zm0 4h2v6h-2Z',
  caution: 'M12 3 1.8 20.5h20.4ZM11 10h2v5h-2Zm0 6.5h2v2h-2Z',
  alarm: 'M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3ZM11 7h2v6.5h-2Zm0 8h2v2h-2Z',
  neutral: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 2a7 7 0 1 1 0 14 7 7 0 0 1 0-14Z',
};

/** Beside words that say the same: hidden from screen readers. */
export function Mark({ tone }: { readonly tone: Tone }) {
  return (
    <svg className={`mark tone-${tone}`} viewBox="0 0 24 24" fill="currentColor" fillRule="evenodd" aria-hidden="true">
      <path d={SHAPES[tone]} />
    </svg>
  );
}
