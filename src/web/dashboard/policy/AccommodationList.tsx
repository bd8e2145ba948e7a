import { useState } from 'react';
import { Form } from 'react-aria-components';
import { Button } from '../../design/Button.js';
import { TextField } from '../../design/TextField.js';
import { allValues } from './draft.js';
import { useEditor } from './editorContext.js';
import { focusNear } from './focus.js';
import { Group, Numbers } from './Group.js';
import { KindsSetting } from './listSettings.js';
import { PROBLEMS, WORDS } from './strings.js';
import { accommodated, accommodationPath, LIMITS } from './values.js';

/** For whom something is different, and what. */
export function AccommodationList() {
  const { draft } = useEditor();
  const candidates = accommodated(allValues(draft));
  return (
    <>
      {candidates.length === 0 && <p>{WORDS.nobody}</p>}
      {candidates.map((candidateId) => (
        <Group key={candidateId} section="accommodations" group={candidateId}>
          <Accommodation candidateId={candidateId} />
        </Group>
      ))}
      <AddCandidate candidates={candidates} />
    </>
  );
}

function Accommodation({ candidateId }: { readonly candidateId: string }) {
  const { draft, change } = useEditor();
  const path = accommodationPath(candidateId);
  const problems = draft.mistakes.filter((mistake) => mistake.path === path);
  return (
    <div data-path={path}>
      {problems.map(({ message }) => (
        <p key={message} className="field-problem">
          {message}
        </p>
      ))}
      <div className="settings">
        <KindsSetting path={`${path}.switchedOff`} />
      </div>
      <p className="quiet fold-what">{WORDS.otherLimitsWhat}</p>
      <Numbers paths={[`${path}.expectedPersons`, ...LIMITS.map((name) => `${path}.limits.${name}`)]} />
      <Button
        isSmall
        look="grave"
        aria-label={WORDS.removeAccommodation(candidateId)}
        onPress={({ target }) => {
          focusNear(target, '.level-3', '.add-candidate input');
          change(path, false);
        }}
      >
        {WORDS.removeIt}
      </Button>
    </div>
  );
}

function AddCandidate({ candidates }: { readonly candidates: readonly string[] }) {
  const { change, fold } = useEditor();
  const [written, setWritten] = useState('');
  const [problem, setProblem] = useState<string>();

  function add() {
    const candidateId = written.trim();
    if (candidateId === '') return setProblem(PROBLEMS.noCandidate);
    if (candidates.includes(candidateId)) return setProblem(PROBLEMS.hasOne);
    setProblem(undefined);
    setWritten('');
    change(accommodationPath(candidateId), true);
    fold(`accommodations/${candidateId}`, true);
  }

  return (
    <Form
      className="add-candidate"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <TextField
        label={WORDS.addCandidate}
        hint={WORDS.addCandidateHint}
        value={written}
        onChange={setWritten}
        problem={problem}
        maxLength={128}
        spellCheck="false"
        autoComplete="off"
      />
      <Button isSmall type="submit">
        {WORDS.add}
      </Button>
    </Form>
  );
}
