import { useMemo, useRef } from 'react';
import { useNow } from '../../design/useNow.js';
import { useExamServices } from '../services.js';
import { CHECK_NAMES, deedsOf, lanesOf } from '../state/timeline.js';
import { CHECK_STATUSES, STRINGS } from '../strings.js';
import { actorOf, CHECKS, deedInWords, titleOf, whenOf } from '../words.js';
import { ticksOf } from './ticks.js';
import type { PersonHistory } from './usePersonHistory.js';
import { useWidth } from './useWidth.js';

export interface TimelineProps {
  readonly history: PersonHistory;
  /** 0 for everything. */
  readonly windowMinutes: number;
}

const LABELS = 92;
const LANE = 24;
const MINUTE_MS = 60_000;
/** What is shorter can't be seen. */
const NARROWEST = 3;

/** One axis of time: a lane for each check, bars for incidents, marks for what was done. */
export function Timeline({ history, windowMinutes }: TimelineProps) {
  const { clock } = useExamServices();
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const tick = useNow(2_000);
  const { events, incidents } = history;
  const lanes = useMemo(() => lanesOf(events), [events]);
  const deeds = useMemo(() => deedsOf(events), [events]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: now is another with each tick
  const now = useMemo(() => clock.now(), [clock, tick]);

  const first = Date.parse(events[0]?.occurredAt ?? '') || now - 10 * MINUTE_MS;
  const from = windowMinutes === 0 ? Math.min(first, now - MINUTE_MS) : now - windowMinutes * MINUTE_MS;
  const room = Math.max(0, width - LABELS - 8);
  const x = (at: number) => LABELS + (room * (Math.min(Math.max(at, from), now) - from)) / (now - from);
  const shown = incidents.filter(({ incident }) => incident.end === null || Date.parse(incident.end.at) >= from);
  const shownDeeds = deeds.filter(({ occurredAt }) => Date.parse(occurredAt) >= from);
  const incidentsTop = CHECK_NAMES.length * LANE;
  const bars = shown.length === 0 ? 1 : Math.min(shown.length, 6);
  const deedsTop = incidentsTop + bars * 14 + 10;
  const height = deedsTop + LANE + 20;

  return (
    <div ref={frame} className="timeline">
      <svg width={width} height={height} role="img" aria-label={`${STRINGS.person.timeline}. ${STRINGS.person.legend}`}>
        <defs>
          <pattern id="unknown" width="5" height="5" patternUnits="userSpaceOnUse">
            <circle cx="1.5" cy="2.5" r="1.2" className="run-dot" />
          </pattern>
        </defs>
        {ticksOf(from, now, room / 90).map((at) => (
          <g key={at}>
            <line className="axis" x1={x(at)} x2={x(at)} y1={0} y2={height - 18} />
            <text className="axis-label" x={x(at)} y={height - 4} textAnchor="middle">
              {STRINGS.clockTime(at)}
            </text>
          </g>
        ))}
        {CHECK_NAMES.map((name, index) => (
          <g key={name} transform={`translate(0 ${index * LANE})`}>
            <text className="lane-label" y={LANE / 2 + 4}>
              {CHECKS[name]}
            </text>
            {lanes[name]
              .filter(({ to }) => to >= from)
              .map((run) => (
                <rect
                  key={run.from}
                  className={`run is-${run.status.toLowerCase()}`}
                  x={x(run.from)}
                  width={Math.max(NARROWEST, x(run.to) - x(run.from))}
                  y={run.status === 'FAIL' ? 3 : run.status === 'PASS' ? LANE / 2 - 1 : LANE / 2 - 3}
                  height={run.status === 'FAIL' ? LANE - 6 : run.status === 'PASS' ? 2 : 5}
                >
                  <title>
                    {CHECKS[name]}: {CHECK_STATUSES[run.status]}, {STRINGS.exact(run.from)}, {run.frames} ×
                  </title>
                </rect>
              ))}
          </g>
        ))}
        <text className="lane-label" y={incidentsTop + 14}>
          {STRINGS.person.lane.incidents}
        </text>
        {shown.map(({ incident }, index) => {
          const start = x(Date.parse(incident.since));
          const end = x(incident.end ? Date.parse(incident.end.at) : now);
          return (
            <rect
              key={incident.id}
              className={`incident-bar is-${incident.severity.toLowerCase()}`}
              x={start}
              width={Math.max(NARROWEST, end - start)}
              y={incidentsTop + 4 + (index % 6) * 14}
              height={10}
              rx={2}
            >
              <title>
                {titleOf(incident)}, {whenOf(incident)}
              </title>
            </rect>
          );
        })}
        <text className="lane-label" y={deedsTop + LANE / 2 + 4}>
          {STRINGS.person.lane.deeds}
        </text>
        {shownDeeds.map((deed) => {
          const at = Date.parse(deed.occurredAt);
          const by = actorOf(deed);
          return (
            <path key={deed.id} className="deed" d={`M${x(at)} ${deedsTop + 5}l6 7-6 7-6-7Z`}>
              <title>
                {deedInWords(deed).what} {by !== undefined && STRINGS.queue.by(by)}, {STRINGS.exact(at)}
              </title>
            </path>
          );
        })}
      </svg>
      <p className="small quiet">{STRINGS.person.legend}</p>
    </div>
  );
}
