import { useEffect, useState } from 'react';
import { ExamsDocument, type ExamsQuery } from '../api/generated/operations.js';
import { Button } from '../design/Button.js';
import { Notice } from '../design/Notice.js';
import { linkTo } from './address.js';
import { Link } from './Link.js';
import type { PageServices } from './services.js';
import { STRINGS } from './strings.js';

type Answer = ExamsQuery['exams'] | 'failed' | undefined;

/** The exams that one may watch. */
export function ExamChoice({ services: { apollo, address, signIn } }: { readonly services: PageServices }) {
  const [exams, setExams] = useState<Answer>();
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt asks once more
  useEffect(() => {
    apollo.query({ query: ExamsDocument, fetchPolicy: 'no-cache' }).then(
      ({ data }) => setExams(data?.exams ?? []),
      () => setExams('failed'),
    );
  }, [apollo, attempt]);

  return (
    <section className="card">
      <h1>{STRINGS.exams.title}</h1>
      {exams === undefined && <p role="status">{STRINGS.loading}</p>}
      {exams === 'failed' && (
        <Notice
          tone="caution"
          role="alert"
          title={STRINGS.unreachable.title}
          actions={<Button onPress={() => setAttempt(attempt + 1)}>{STRINGS.unreachable.again}</Button>}
        />
      )}
      {Array.isArray(exams) && exams.length === 0 && <p>{STRINGS.exams.none}</p>}
      {Array.isArray(exams) && (
        <ul className="exam-list">
          {exams.map(({ id, title }) => (
            <li key={id}>
              <Link
                href={linkTo({ examId: id, candidateId: undefined })}
                onFollow={() => address.go({ examId: id, candidateId: undefined })}
              >
                <span dir="auto">{title}</span> <span className="quiet small">{id}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {exams !== undefined && (
        <div className="row">
          <Button isSmall onPress={() => void signIn.signOut()}>
            {STRINGS.signIn.signOut}
          </Button>
        </div>
      )}
    </section>
  );
}
