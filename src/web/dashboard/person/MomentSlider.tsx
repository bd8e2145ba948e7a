import { type KeyboardEvent, type PointerEvent, type ReactNode, useId } from 'react';
import { exact, timeOfDayWithSeconds } from '../moments.js';
import type { IncidentRecord } from '../state/examState.js';
import { titleOf } from '../words.js';
import { incidentBeside, incidentsAt, type Moment } from './moment.js';
import { MOMENT } from './strings.js';
import type { TimeAxis } from './timeAxis.js';
import type { Pointing } from './useMoment.js';

export interface MomentSliderProps {
  readonly axis: TimeAxis;
  readonly pointing: Pointing;
  readonly incidents: readonly IncidentRecord[];
  /** The timeline itself. Its parts that belong to an incident say so in `data-incident`. */
  readonly children: ReactNode;
}

/** From one end of the axis to the other. */
const STEPS = 120;

/** The timeline as something one moves along, by pointer and by keys; a line stands where one is. */
export function MomentSlider({ axis, pointing, incidents, children }: MomentSliderProps) {
  const hintId = useId();
  const shown = pointing.pointed ?? pointing.settled;
  const at = Math.min(Math.max(shown?.at ?? axis.to, axis.from), axis.to);
  const going = incidentsAt(incidents, at).map(({ incident }) => titleOf(incident));

  function momentOf(event: PointerEvent): Moment | undefined {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    if (x < axis.left) return undefined;
    const bar = event.target instanceof Element ? event.target.closest('[data-incident]') : null;
    return { at: axis.at(x), incidentId: bar?.getAttribute('data-incident') ?? undefined };
  }

  function press(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = actOf(event.key, at, axis, incidents);
    if (!act) return;
    event.preventDefault();
    if (act === 'settle') pointing.settle(shown ?? { at });
    else if (act === 'clear') pointing.clear();
    else pointing.point(act);
  }

  return (
    <>
      <div
        className="moments"
        role="slider"
        tabIndex={0}
        aria-label={MOMENT.title}
        aria-describedby={hintId}
        aria-valuemin={0}
        aria-valuemax={Math.round((axis.to - axis.from) / 1_000)}
        aria-valuenow={Math.round((at - axis.from) / 1_000)}
        aria-valuetext={`${exact(at)}, ${going.length === 0 ? MOMENT.nothingOpen : going.join(', ')}`}
        onFocus={() => pointing.pointed ?? pointing.show({ ...shown, at })}
        onBlur={pointing.leave}
        onKeyDown={press}
        onPointerMove={(event) => {
          const moment = momentOf(event);
          if (moment) pointing.point(moment);
          else pointing.leave();
        }}
        onPointerLeave={pointing.leave}
        onClick={(event) => {
          // React types a click as a mouse's; browsers send a pointer's.
          const moment = momentOf(event as unknown as PointerEvent);
          if (moment) pointing.settle(moment);
        }}
      >
        {children}
        {shown && shown.at >= axis.from && (
          <span
            className={pointing.pointed ? 'moment-line' : 'moment-line is-left'}
            style={{ left: axis.x(shown.at) }}
            aria-hidden="true"
          >
            {/* Towards the middle, so that it stays in view at both ends. */}
            <span style={{ transform: `translateX(${(-100 * (at - axis.from)) / (axis.to - axis.from)}%)` }}>
              {timeOfDayWithSeconds(shown.at)}
            </span>
          </span>
        )}
      </div>
      <p className="small quiet" id={hintId}>
        {MOMENT.hint}
      </p>
    </>
  );
}

function actOf(
  key: string,
  at: number,
  axis: TimeAxis,
  incidents: readonly IncidentRecord[],
): Moment | 'settle' | 'clear' | undefined {
  const step = Math.max(1_000, (axis.to - axis.from) / STEPS);
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return { at: Math.max(axis.from, at - step) };
    case 'ArrowRight':
    case 'ArrowUp':
      return { at: Math.min(axis.to, at + step) };
    case 'Home':
      return { at: axis.from };
    case 'End':
      return { at: axis.to };
    case 'PageUp':
      return incidentBeside(incidents, at, 1) ?? { at };
    case 'PageDown':
      return incidentBeside(incidents, at, -1) ?? { at };
    case 'Enter':
    case ' ':
      return 'settle';
    case 'Escape':
      return 'clear';
    default:
      return undefined;
  }
}
