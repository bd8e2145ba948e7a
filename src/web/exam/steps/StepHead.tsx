import { useEffect, useRef } from 'react';
import { STRINGS } from '../strings.js';

const STEPS = 4;

/** The step's title. It takes the focus when the step is shown, so that a screen reader begins there. */
export function StepHead({ step, title }: { readonly step?: number; readonly title: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="step-head">
      {step !== undefined && (
        <p className="step-count quiet small">
          {STRINGS.stepOf(step, STEPS)}
          <span className="step-dots" aria-hidden="true">
            {Array.from({ length: STEPS }, (_, index) => index + 1).map((one) => (
              <span key={one} className={one <= step ? 'reached' : ''} />
            ))}
          </span>
        </p>
      )}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
    </div>
  );
}
