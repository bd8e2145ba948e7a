import { dataUrl } from '../feed/livePictures.js';
import { exact } from '../moments.js';
import { useExam } from '../services.js';
import { STRINGS } from '../strings.js';
import type { Evidence } from './EvidencePictures.js';

const WORDS = STRINGS.evidence;

interface Seen {
  readonly what: string;
  readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  readonly isFace: boolean;
  /** Too unsure to count in this exam. */
  readonly isFaint: boolean;
}

/** Where a box begins further right than this, what is said of it ends with the box, so that it is not cut off. */
const RIGHT = 0.72;

/** A frame, with what the engine saw drawn into it on demand. */
export function SeenPicture({ evidence, hasBoxes }: { readonly evidence: Evidence; readonly hasBoxes: boolean }) {
  const { picture, at, roles, seen } = evidence;
  const { width, height } = picture;
  const countsFrom = useExam((exam) => exam.labelConfidence);
  const boxes = boxesOf(seen, countsFrom);
  const unsafe = seen.unsafe.map(({ name, confidence }) => WORDS.label(name, confidence));
  return (
    <figure>
      <div className="seen" style={{ aspectRatio: `${width} / ${height}` }}>
        <img src={dataUrl(picture)} alt={WORDS.picture(exact(Date.parse(at)))} width={width} height={height} />
        {hasBoxes &&
          boxes.map(({ what, box, isFace, isFaint }, index) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: they never change places
              key={index}
              className={`seen-box${isFace ? ' is-face' : ''}${isFaint ? ' is-faint' : ''}${box.left > RIGHT ? ' is-right' : ''}`}
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
        {exact(Date.parse(at))}: {roles.map((role) => WORDS.roles[role]).join(', ')}
        {hasBoxes && boxes.some(({ isFaint }) => isFaint) && `. ${WORDS.faint(countsFrom)}`}
        {hasBoxes && unsafe.length > 0 && `. ${unsafe.join(', ')}`}
      </figcaption>
    </figure>
  );
}

/** What counts lies above what does not. */
function boxesOf({ faces, labels }: Evidence['seen'], countsFrom: number): readonly Seen[] {
  return [
    ...labels
      .toSorted((one, other) => one.confidence - other.confidence)
      .flatMap(({ name, confidence, box }) => {
        const isFaint = confidence < countsFrom;
        return box ? [{ what: WORDS.label(name, confidence), box, isFace: false, isFaint }] : [];
      }),
    ...faces.map(({ box, confidence }) => ({ what: WORDS.face(confidence), box, isFace: true, isFaint: false })),
  ];
}
