import { useState } from 'react';
import { Button } from '../../../design/Button.js';
import { ConfirmDialog } from '../../../design/ConfirmDialog.js';
import { Notice } from '../../../design/Notice.js';
import type { Sitting } from '../../sitting.js';
import { STRINGS } from '../../strings.js';

const WORDS = STRINGS.exam;

/** Ends the session, by the candidate's own wish, and asks first. */
export function Finish({ sitting }: { readonly sitting: Sitting }) {
  const [isAsking, setAsking] = useState(false);
  const [isFailed, setFailed] = useState(false);

  async function finish() {
    setAsking(false);
    setFailed(false);
    await sitting.finish().catch(() => setFailed(true));
  }

  return (
    <div className="finish">
      {isFailed && <Notice tone="alarm" role="alert" title={WORDS.notFinished} />}
      <Button onPress={() => setAsking(true)}>{WORDS.finish}</Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={WORDS.finishAsk}
        confirm={WORDS.finishYes}
        cancel={WORDS.finishNo}
        onConfirm={() => void finish()}
        onCancel={() => setAsking(false)}
      >
        <p>{WORDS.finishWhat}</p>
      </ConfirmDialog>
    </div>
  );
}
