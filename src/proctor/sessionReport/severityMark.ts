/** Severity by shape, so that it is told apart without colour too. */
import type { Severity } from '../../domain/incidents/kinds.js';
import { type Html, html } from './html.js';
import { SEVERITIES } from './words.js';

const SHAPES: Readonly<Record<Severity, Html>> = {
  LOW: html`<circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" stroke-width="2"/>`,
  MEDIUM: html`<path d="M6 1 11.5 11H.5Z" fill="currentColor"/>`,
  HIGH: html`<rect x="1" y="1" width="10" height="10" rx="1" fill="currentColor"/>`,
};

/** The shape alone, 12 units high, for an image that is drawn already. */
export function severityShape(severity: Severity): Html {
  return SHAPES[severity];
}

export function severityMark(severity: Severity): Html {
  return html`<span class="severity ${severity}"><svg viewBox="0 0 12 12" aria-hidden="true">${SHAPES[severity]}</svg>${SEVERITIES[severity]}</span>`;
}
