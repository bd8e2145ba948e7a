import { useMemo, useRef } from 'react';
import { useNow } from '../../design/useNow.js';
import { exact, timeOfDay } from '../moments.js';
import { useExamServices } from '../services.js';
import type { IncidentRecord, Kind } from '../state/examState.js';
import { CHECK_NAMES, type CheckName, type Deed, deedsOf, lanesOf, type Run } from '../state/timeline.js';
import { CHECK_STATUSES, STRINGS } from '../strings.js';
import { actorOf, CHECKS, deedInWords, KIND_NAMES, SHORT_KINDS, titleOf, whenOf } from '../words.js';
import { MomentPanel } from './MomentPanel.js';
import { MomentSlider } from './MomentSlider.js';
import { incidentAt } from './moment.js';
import { createAxis, type TimeAxis } from './timeAxis.js';
import { useMoment } from './useMoment.js';
import type { PersonHistory } from './usePersonHistory.js';
import { useWidth } from './useWidth.js';

export interface TimelineProps {
  readonly history: PersonHistory;
  /** 0 for everything. */
  readonly windowMinutes: number;
}

/** In CSS pixels, as all lengths here. */
const LANE = 24;
const INCIDENT_LANE = 18;
const BAR = 10;
const AXIS_LABELS = 20;
const HALF_LABEL = 12;
/** Between checks, incidents and actions. */
const GAP = 8;
/** What is shorter can't be seen. */
const NARROWEST = 3;
const AGAIN_MS = 2_000;
/** Whoever points beside a bar by no more than this means it. */
const NEAR = 8;

/** One axis of time: a lane for each check, bars for incidents, marks for what was done; and the moment that one points at. */
export function Timeline({ history, windowMinutes }: TimelineProps) {
  const { clock } = useExamServices();
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  useNow(AGAIN_MS);
  const { events, incidents } = history;
  const lanes = useMemo(() => lanesOf(events), [events]);
  const deeds = useMemo(() => deedsOf(events), [events]);

  const axis = createAxis({ width, windowMinutes, now: clock.now(), first: events[0]?.occurredAt });
  const shown = incidents.filter(({ incident }) => axis.reaches(incident.end?.at));
  const kinds = KIND_NAMES.filter((kind) => shown.some(({ incident }) => incident.kind === kind));
  const incidentsTop = CHECK_NAMES.length * LANE + GAP;
  const deedsTop = incidentsTop + Math.max(kinds.length, 1) * INCIDENT_LANE + GAP;
  const height = deedsTop + LANE + AXIS_LABELS;
  const nearMs = axis.room === 0 ? 0 : (NEAR / axis.room) * (axis.to - axis.from);
  const pointing = useMoment((moment) => ({
    at: moment.at,
    incidentId: incidentAt(incidents, moment, nearMs)?.incident.id,
  }));
  const { settled } = pointing;

  return (
    <div ref={frame} className="timeline">
      <MomentSlider axis={axis} pointing={pointing} incidents={shown}>
        <svg width={width} height={height} aria-hidden="true">
          <defs>
            <pattern id="unknown" width="5" height="5" patternUnits="userSpaceOnUse">
              <circle cx="1.5" cy="2.5" r="1.2" className="run-dot" />
            </pattern>
          </defs>
          <Ticks axis={axis} height={height} />
          {CHECK_NAMES.map((name, index) => (
            <Lane key={name} name={name} runs={lanes[name]} top={index * LANE} axis={axis} />
          ))}
          {kinds.length === 0 && <LaneLabel top={incidentsTop}>{STRINGS.person.lane.incidents}</LaneLabel>}
          {kinds.map((kind, index) => (
            <Bars key={kind} kind={kind} incidents={shown} top={incidentsTop + index * INCIDENT_LANE} axis={axis} />
          ))}
          <Deeds deeds={deeds} top={deedsTop} axis={axis} />
        </svg>
      </MomentSlider>
      <p className="small quiet">{STRINGS.person.legend}</p>
      {settled && (
        <MomentPanel
          moment={settled}
          record={incidents.find(({ incident }) => incident.id === settled.incidentId)}
          incidents={incidents}
          lanes={lanes}
        />
      )}
    </div>
  );
}

function Ticks({ axis, height }: { readonly axis: TimeAxis; readonly height: number }) {
  return axis.ticks.map((at) => (
    <g key={at}>
      <line className="axis" x1={axis.x(at)} x2={axis.x(at)} y1={0} y2={height - AXIS_LABELS + 2} />
      <text className="axis-label" x={axis.x(at)} y={height - 4} textAnchor={isAtTheEnd(axis, at) ? 'end' : 'middle'}>
        {timeOfDay(at)}
      </text>
    </g>
  ));
}

/** Where half of a label would be cut off. */
function isAtTheEnd(axis: TimeAxis, at: number): boolean {
  return axis.x(at) > axis.left + axis.room - HALF_LABEL;
}

interface LaneProps {
  readonly name: CheckName;
  readonly runs: readonly Run[];
  readonly top: number;
  readonly axis: TimeAxis;
}

/** Told by height as well as by colour. */
const RUN_HEIGHTS: Readonly<Record<Run['status'], number>> = { FAIL: LANE - 6, UNKNOWN: 5, PASS: 2 };

function Lane({ name, runs, top, axis }: LaneProps) {
  return (
    <g transform={`translate(0 ${top})`}>
      <text className="lane-label" y={LANE / 2 + 4}>
        {CHECKS[name]}
      </text>
      {runs
        .filter(({ to }) => to >= axis.from)
        .map(({ status, from, to, frames }) => (
          <rect
            key={from}
            className={`run is-${status.toLowerCase()}`}
            x={axis.x(from)}
            width={Math.max(NARROWEST, axis.x(to) - axis.x(from))}
            y={(LANE - RUN_HEIGHTS[status]) / 2}
            height={RUN_HEIGHTS[status]}
          >
            <title>{STRINGS.person.run(CHECKS[name], CHECK_STATUSES[status], exact(from), frames)}</title>
          </rect>
        ))}
    </g>
  );
}

interface BarsProps {
  readonly kind: Kind;
  readonly incidents: readonly IncidentRecord[];
  readonly top: number;
  readonly axis: TimeAxis;
}

/** The incidents of one kind, of which a candidate has one at a time: no bar hides another. */
function Bars({ kind, incidents, top, axis }: BarsProps) {
  return (
    <>
      <LaneLabel top={top}>{SHORT_KINDS[kind]}</LaneLabel>
      {incidents
        .filter(({ incident }) => incident.kind === kind)
        .map(({ incident }) => {
          const start = axis.x(Date.parse(incident.since));
          const end = axis.x(incident.end ? Date.parse(incident.end.at) : axis.to);
          return (
            <rect
              key={incident.id}
              data-incident={incident.id}
              className={`incident-bar is-${incident.severity.toLowerCase()}`}
              x={start}
              width={Math.max(NARROWEST, end - start)}
              y={top + (INCIDENT_LANE - BAR) / 2}
              height={BAR}
              rx={2}
            >
              <title>{`${titleOf(incident)}. ${whenOf(incident)}`}</title>
            </rect>
          );
        })}
    </>
  );
}

function LaneLabel({ top, children }: { readonly top: number; readonly children: string }) {
  return (
    <text className="lane-label" y={top + INCIDENT_LANE / 2 + 4}>
      {children}
    </text>
  );
}

function Deeds({
  deeds,
  top,
  axis,
}: {
  readonly deeds: readonly Deed[];
  readonly top: number;
  readonly axis: TimeAxis;
}) {
  return (
    <>
      <text className="lane-label" y={top + LANE / 2 + 4}>
        {STRINGS.person.lane.deeds}
      </text>
      {deeds
        .filter(({ occurredAt }) => axis.reaches(occurredAt))
        .map((deed) => {
          const at = Date.parse(deed.occurredAt);
          const by = actorOf(deed);
          const who = by === undefined ? '' : ` ${STRINGS.queue.by(by)}`;
          return (
            <path key={deed.id} className="deed" d={`M${axis.x(at)} ${top + 5}l6 7-6 7-6-7Z`}>
              <title>{`${deedInWords(deed).what}${who}, ${exact(at)}`}</title>
            </path>
          );
        })}
    </>
  );
}
