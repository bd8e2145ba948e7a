import { useEffect, useRef, useState } from 'react';
import { Button } from '../../design/Button.js';
import { Notice } from '../../design/Notice.js';
import { BackButton } from '../BackButton.js';
import { useExam } from '../services.js';
import { STRINGS } from '../strings.js';
import { Facts } from './Facts.js';
import { IncidentList } from './IncidentList.js';
import { LivePicture } from './LivePicture.js';
import { Log } from './Log.js';
import { Report } from './Report.js';
import { RiskList } from './RiskList.js';
import { SessionControls } from './SessionControls.js';
import { Timeline } from './Timeline.js';
import { usePersonHistory } from './usePersonHistory.js';
import { Writing } from './Writing.js';

const WINDOWS = [10, 60, 0] as const;

/** One candidate: what is, what was, and what one can do. */
export function Person({ candidateId }: { readonly candidateId: string }) {
  const candidate = useExam((exam) => exam.candidates.get(candidateId));
  const [windowMinutes, setWindow] = useState<(typeof WINDOWS)[number]>(10);
  const history = usePersonHistory(candidateId, windowMinutes);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const name = candidate ? candidate.name : history.name;

  return (
    <article className="person" aria-labelledby="person-name">
      <header className="person-head">
        <BackButton />
        <h2 id="person-name" ref={heading} tabIndex={-1} dir="auto">
          {name ?? candidateId} {name !== undefined && <span className="quiet small">{candidateId}</span>}
        </h2>
        {candidate && <Report candidateId={candidateId} />}
      </header>
      {!candidate && <Notice tone="note" title={STRINGS.person.unknown} />}
      {candidate && (
        <div className="person-now">
          <LivePicture candidateId={candidateId} name={name ?? candidateId} />
          <div className="person-facts">
            <Facts candidate={candidate} />
            <RiskList candidate={candidate} />
          </div>
        </div>
      )}
      <section className="panel" aria-labelledby="timeline-title">
        <div className="row panel-head">
          <h3 id="timeline-title">{STRINGS.person.timeline}</h3>
          <label className="small">
            {STRINGS.person.window}{' '}
            <select
              value={windowMinutes}
              // The values are those of the options below.
              onChange={({ target }) => setWindow(Number(target.value) as (typeof WINDOWS)[number])}
            >
              {WINDOWS.map((minutes) => (
                <option key={minutes} value={minutes}>
                  {STRINGS.person.windows[minutes]}
                </option>
              ))}
            </select>
          </label>
        </div>
        {history.status === 'reading' && <p role="status">{STRINGS.person.reading}</p>}
        {history.status === 'failed' && (
          <div className="row" role="alert">
            <p>{STRINGS.person.historyFails}</p>
            <Button isSmall onPress={history.readAgain}>
              {STRINGS.person.readAgain}
            </Button>
          </div>
        )}
        <Timeline history={history} windowMinutes={windowMinutes} />
      </section>
      <div className="person-columns">
        <IncidentList incidents={history.incidents} />
        <Log events={history.events} />
      </div>
      {candidate && (
        <>
          <Writing candidate={candidate} />
          <SessionControls candidate={candidate} name={name ?? candidateId} />
        </>
      )}
    </article>
  );
}
