import { useState } from 'react';
import { DropZone, FileTrigger } from 'react-aria-components';
import { EnrolPhotoDocument } from '../../api/generated/operations.js';
import { Button } from '../../design/Button.js';
import { DialogFrame } from '../../design/DialogFrame.js';
import { Notice } from '../../design/Notice.js';
import { useExamServices } from '../services.js';
import { STRINGS } from '../strings.js';
import { PhotoRow } from './PhotoRow.js';
import { isReady, type Photo, type Progress, photoOf, readPhoto } from './photos.js';

const WORDS = STRINGS.enrol;
const TYPES: readonly string[] = ['image/jpeg', 'image/png'];

/** Photos are dropped, named and enrolled, one after the other; what is wrong with one is said beside it. */
export function EnrolDialog() {
  const { view, apollo, examId } = useExamServices();
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  /** Files that are no photos which the server takes. */
  const [leftOut, setLeftOut] = useState<readonly string[]>([]);
  const [isBusy, setBusy] = useState(false);
  const ready = photos.filter(isReady);

  function add(files: readonly File[]) {
    const taken = files.filter(({ type }) => TYPES.includes(type));
    setPhotos((all) => [...all, ...taken.map(photoOf)]);
    setLeftOut(files.filter((file) => !taken.includes(file)).map(({ name }) => name));
  }
  const change = (key: string, part: Partial<Photo>) =>
    setPhotos((all) => all.map((photo) => (photo.key === key ? { ...photo, ...part } : photo)));

  async function enrol({ file, candidateId, fullName }: Photo): Promise<Progress> {
    try {
      const image = await readPhoto(file);
      const input = { image, candidateId: candidateId.trim(), fullName: fullName.trim(), examId };
      const { data } = await apollo.mutate({
        mutation: EnrolPhotoDocument,
        variables: { input },
        fetchPolicy: 'no-cache',
      });
      if (data?.indexFace.__typename !== 'FaceRejected') return { kind: 'enrolled' };
      return { kind: 'rejected', reasons: data.indexFace.reasons.map(({ message }) => message) };
    } catch (failure) {
      return { kind: 'rejected', reasons: [failure instanceof Error ? failure.message : String(failure)] };
    }
  }

  async function enrolAll() {
    setBusy(true);
    // As they are now: what is written beside one from here on would be too late.
    for (const { key } of ready) change(key, { progress: { kind: 'sending' } });
    for (const photo of ready) change(photo.key, { progress: await enrol(photo) });
    setBusy(false);
  }

  const close = () => view.setState({ dialog: undefined });

  return (
    <DialogFrame isOpen isDismissable={false} className="enrol" title={WORDS.title} onClose={close}>
      <p className="quiet">{WORDS.why}</p>
      <DropZone
        className="drop-zone"
        aria-label={WORDS.title}
        onDrop={async ({ items }) => {
          const files = items.flatMap((item) => (item.kind === 'file' ? [item.getFile()] : []));
          add(await Promise.all(files));
        }}
      >
        <p>{WORDS.drop}</p>
        <FileTrigger acceptedFileTypes={TYPES} allowsMultiple onSelect={(files) => add([...(files ?? [])])}>
          <Button isSmall>{WORDS.choose}</Button>
        </FileTrigger>
      </DropZone>
      {leftOut.length > 0 && <Notice tone="caution" role="alert" title={WORDS.leftOut(leftOut)} />}
      <ul className="photos">
        {photos.map((photo) => (
          <PhotoRow
            key={photo.key}
            photo={photo}
            onChange={(part) => change(photo.key, part)}
            onRemove={() => setPhotos((all) => all.filter(({ key }) => key !== photo.key))}
          />
        ))}
      </ul>
      <div className="row">
        <Button look="primary" isDisabled={isBusy || ready.length === 0} onPress={() => void enrolAll()}>
          {WORDS.start(ready.length)}
        </Button>
        <Button onPress={close}>{STRINGS.shortcuts.close}</Button>
      </div>
    </DialogFrame>
  );
}
