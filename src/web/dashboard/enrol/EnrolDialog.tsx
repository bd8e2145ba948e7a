import { useEffect, useRef, useState } from 'react';
import { DropZone, FileTrigger } from 'react-aria-components';
import { EnrolPhotoDocument } from '../../api/generated/operations.js';
import { Button } from '../../design/Button.js';
import { ConfirmDialog } from '../../design/ConfirmDialog.js';
import { DialogFrame } from '../../design/DialogFrame.js';
import { Notice } from '../../design/Notice.js';
import { useExamServices } from '../services.js';
import { STRINGS } from '../strings.js';
import { PhotoRow } from './PhotoRow.js';
import { isReady, type Photo, type Progress, photoOf, readPhoto } from './photos.js';
import { inTurn } from './run.js';

const WORDS = STRINGS.enrol;
const TYPES: readonly string[] = ['image/jpeg', 'image/png'];

/** Photos that were sent off together. */
interface Run {
  readonly of: number;
  readonly done: number;
  readonly isOn: boolean;
}

/**
 * Photos are dropped, named and enrolled, one after the other; what is wrong with one is said beside it. Whoever closes it
 * while photos wait is asked first, since with it goes what is said of each.
 */
export function EnrolDialog() {
  const { view, apollo, examId } = useExamServices();
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  /** Files that are no photos which the server takes. */
  const [leftOut, setLeftOut] = useState<readonly string[]>([]);
  const [run, setRun] = useState<Run>();
  const [isLeaving, setLeaving] = useState(false);
  const stop = useRef<AbortController>(undefined);
  const closer = useRef<HTMLButtonElement>(null);
  // Another exam was chosen, or somebody signed out: nobody is there to be told.
  useEffect(() => () => stop.current?.abort(), []);
  const ready = photos.filter(isReady);
  const isBusy = run?.isOn === true;

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
    stop.current = new AbortController();
    // The button that was pressed can't be pressed any more, and keys would go nowhere with it.
    closer.current?.focus();
    setRun({ of: ready.length, done: 0, isOn: true });
    // As they are now: what is written beside one from here on would be too late.
    for (const { key } of ready) change(key, { progress: { kind: 'queued' } });
    const look = async (photo: Photo) => {
      change(photo.key, { progress: { kind: 'sending' } });
      change(photo.key, { progress: await enrol(photo) });
      setRun((now) => now && { ...now, done: now.done + 1 });
    };
    await inTurn(ready, look, stop.current.signal);
    setRun((now) => now && { ...now, isOn: false });
    setLeaving(false);
  }

  const close = () => view.setState({ dialog: undefined });
  const leave = () => (isBusy ? setLeaving(true) : close());

  return (
    <DialogFrame isOpen isDismissable={false} className="enrol" title={WORDS.title} onClose={leave}>
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
        <Button ref={closer} onPress={leave}>
          {STRINGS.shortcuts.close}
        </Button>
        <span className="quiet small" role="status">
          {run && WORDS.done(run.done, run.of)}
        </span>
      </div>
      <ConfirmDialog
        isOpen={isLeaving}
        title={WORDS.stop.title}
        confirm={WORDS.stop.confirm}
        cancel={WORDS.stop.cancel}
        onConfirm={close}
        onCancel={() => setLeaving(false)}
      >
        <p>{WORDS.stop.what(run ? run.of - run.done : 0)}</p>
      </ConfirmDialog>
    </DialogFrame>
  );
}
