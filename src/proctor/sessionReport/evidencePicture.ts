/** A frame that is kept, with what the engine saw in it drawn over it. */
import type { SeenInFrame } from '../../domain/evidence.js';
import type { Box } from '../../domain/observation.js';
import type { KeptFrame } from '../evidence.js';
import { given, type Html, html } from './html.js';
import { clock } from './moments.js';
import { direction, ROLES, score } from './words.js';

export function evidencePicture({ picture, seen, roles, at }: KeptFrame): Html {
  const { width, height, bytes } = picture;
  const source = `data:image/jpeg;base64,${Buffer.from(bytes).toString('base64')}`;
  return html`<figure>
<div class="picture">
<img src="${source}" width="${width}" height="${height}" alt="Frame received at ${clock(at)} UTC">
<svg viewBox="0 0 ${width} ${height}" aria-hidden="true">${boxes(seen, width, height)}</svg>
</div>
<figcaption><strong>${clock(at)}</strong> ${roles.map((role) => ROLES[role]).join(', ')}<br>${seenInWords(seen)}</figcaption>
</figure>`;
}

interface Drawn {
  readonly box: Box;
  readonly text: string;
  readonly what: 'face' | 'label';
}

function boxes({ faces, labels }: SeenInFrame, width: number, height: number): readonly Html[] {
  const drawn: readonly Drawn[] = [
    ...labels.flatMap(({ name, confidence, box }): readonly Drawn[] =>
      box ? [{ box, text: `${name} ${score(confidence)}`, what: 'label' }] : [],
    ),
    ...faces.map(({ box, confidence }): Drawn => ({ box, text: `Face ${score(confidence)}`, what: 'face' })),
  ];
  const size = width / 20;
  return drawn.map(({ box, text, what }) => {
    const [x, y] = [clamp(box.left) * width, clamp(box.top) * height];
    const [w, h] = [clamp(box.left + box.width) * width - x, clamp(box.top + box.height) * height - y];
    // A label inside its box, at the top for things and at the bottom for faces, covers neither the other's nor the edge.
    const textY = what === 'face' ? y + h - size * 0.4 : y + size * 1.1;
    const place = html`x="${round(x)}" y="${round(y)}" width="${round(w)}" height="${round(h)}"`;
    return html`<g class="${what}"><rect class="edge" ${place}/><rect ${place}/><text x="${round(x + size * 0.4)}" y="${round(textY)}" font-size="${round(size)}">${text}</text></g>`;
  });
}

function seenInWords({ faces, labels, unsafe }: SeenInFrame): Html {
  const parts = [
    ...faces.map(({ confidence, pose }) => {
      const turned = pose ? `, ${direction(pose.yaw, pose.pitch)}` : '';
      return html`Face ${score(confidence)}${turned}`;
    }),
    ...[...labels, ...unsafe].map(({ name, confidence }) => html`${given(name)} ${score(confidence)}`),
  ];
  if (parts.length === 0) return html`<span class="quiet">The engine saw nothing to name.</span>`;
  return html`<span class="quiet">${parts.map((part, index) => html`${index > 0 ? '; ' : ''}${part}`)}</span>`;
}

/** What reaches over the edge is cut off there. */
function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
