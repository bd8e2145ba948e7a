import { dataUrl } from '../feed/livePictures.js';
import { STRINGS } from '../strings.js';
import type { Evidence } from './EvidencePictures.js';

const WORDS = STRINGS.evidence;

interface Seen {
  readonly what: string;
  readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  readonly isFace: boolean;
}

/** A frame, with what the engine saw drawn into it on demand. */
export function SeenPicture({ evidence, hasBoxes }: { readonly evidence: Evidence; readonly hasBoxes: boolean }) {
  const { picture, at, roles, seen } = evidence;
  const { width, height } = picture;
  const boxes = boxesOf(seen);
  const unsafe = seen.unsafe.map(({ name, confidence }) => WORDS.label(name, confidence));
  return (
    <figure>
      <div className="seen" style={{ aspectRatio: `${width} / ${height}` }}>
        <img src={dataUrl(picture)} alt={WORDS.picture(STRINGS.exact(Date.parse(at)))} width={width} height={height} />
        {hasBoxes &&
          boxes.map(({ what, box, isFace }, index) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: they never change places
              key={index}
              className={isFace ? 'seen-box is-face' : 'seen-box'}
              style={{
                left: `${box.left * 100}%`,
                top: `${box.top * 100}%`,
                width: `${box.width * 100}%`,
                height: `${box.height * 100}%`,
              }}
            >
              <span>{what}</span>
            </span>
          ))}
      </div>
      <figcaption className="small">
        {STRINGS.exact(Date.parse(at))}: {roles.map((role) => WORDS.roles[role]).join(', ')}
        {hasBoxes && unsafe.length > 0 && `. ${unsafe.join(', ')}`}
      </figcaption>
    </figure>
  );
}

function boxesOf({ faces, labels }: Evidence['seen']): readonly Seen[] {
  return [
    ...labels.flatMap(({ name, confidence, box }) =>
      box ? [{ what: WORDS.label(name, confidence), box, isFace: false }] : [],
    ),
    ...faces.map(({ box, confidence }) => ({ what: WORDS.face(confidence), box, isFace: true })),
  ];
}
