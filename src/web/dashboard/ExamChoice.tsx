import { useEffect, useState } from 'react';
import { ExamsDocument, type ExamsQuery } from '../api/generated/operations.js';
import { Button } from '../design/Button.js';
import { Notice } from '../design/Notice.js';
import { linkTo } from './address.js';
import { Link } from './Link.js';
import { NewExam } from './NewExam.js';
import type { PageServices } from './services.js';
import { STRINGS } from './strings.js';

type Answer = ExamsQuery | 'failed' | undefined;

/** The exams that one may watch. */
export function ExamChoice({ services: { apollo, address, signIn } }: { readonly services: PageServices }) {
  const [answer, setAnswer] = useState<Answer>();
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt asks once more
  useEffect(() => {
    apollo.query({ query: ExamsDocument, fetchPolicy: 'no-cache' }).then(
      ({ data }) => setAnswer(data ?? 'failed'),
      () => setAnswer('failed'),
    );
  }, [apollo, attempt]);

  const open = (examId: string) => address.go({ examId, candidateId: undefined });
  const read = answer === 'failed' ? undefined : answer;

  return (
    <section className="card">
      <h1>{STRINGS.exams.title}</h1>
      {answer === undefined && <p role="status">{STRINGS.loading}</p>}
      {answer === 'failed' && (
        <Notice
          tone="caution"
          role="alert"
          title={STRINGS.unreachable.title}
          actions={<Button onPress={() => setAttempt(attempt + 1)}>{STRINGS.unreachable.again}</Button>}
        />
      )}
      {read?.exams.length === 0 && <p>{STRINGS.exams.none}</p>}
      {read && (
        <ul className="exam-list">
          {read.exams.map(({ id, title }) => (
            <li key={id}>
              <Link href={linkTo({ examId: id, candidateId: undefined })} onFollow={() => open(id)}>
                <span dir="auto">{title}</span> <span className="quiet small">{id}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {read?.viewer.roles.includes('ADMIN') && <NewExam apollo={apollo} onCreated={open} />}
      {answer !== undefined && (
        <div className="row">
          <Button isSmall onPress={() => void signIn.signOut()}>
            {STRINGS.signIn.signOut}
          </Button>
        </div>
      )}
    </section>
  );
}
