/** Drawn candidates, for pictures of the pages: nobody's face has to be shown in them. */
import sharp from 'sharp';

export const WIDTH = 480;
export const HEIGHT = 360;

type Hair = 'short' | 'long' | 'bun' | 'curls' | 'bob' | 'scarf' | 'parting' | 'bald';
type Room = 'window' | 'shelf' | 'plant' | 'frame';

export interface Sitter {
  readonly skin: string;
  readonly hair: Hair;
  readonly hairColour: string;
  readonly shirt: string;
  readonly wall: string;
  readonly room: Room;
  readonly has?: 'glasses' | 'beard';
}

export type Scene =
  | { readonly kind: 'alone' }
  /** Head and eyes to the picture's right. */
  | { readonly kind: 'aside' }
  | { readonly kind: 'phone' }
  | { readonly kind: 'company'; readonly with: Sitter }
  | { readonly kind: 'empty' };

/** A JPEG of a webcam's shape. */
export async function draw(sitter: Sitter, scene: Scene, width = WIDTH): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">
    ${LIGHT}${behind(sitter)}${inFront(sitter, scene)}${DESK}
    ${scene.kind === 'phone' ? phone(sitter) : ''}<rect width="480" height="360" fill="url(#light)"/></svg>`;
  return await sharp(Buffer.from(svg), { density: (72 * width) / WIDTH })
    .resize(width)
    .jpeg({ quality: 88 })
    .toBuffer();
}

const LIGHT = `<defs><radialGradient id="light" cx=".35" cy=".2" r="1">
  <stop offset="0" stop-color="#fff" stop-opacity=".16"/><stop offset=".6" stop-color="#fff" stop-opacity="0"/>
  <stop offset="1" stop-color="#0b1526" stop-opacity=".22"/></radialGradient></defs>`;

const DESK = `<path d="M0 338h480v22H0z" fill="#b98d62"/><path d="M0 338h480v4H0z" fill="#d5ab80"/>`;

const ROOMS: Readonly<Record<Room, string>> = {
  window: `<g transform="translate(28 30)"><rect width="120" height="150" rx="4" fill="#fff"/>
    <path d="M8 8h48v63H8zM64 8h48v63H64zM8 79h48v63H8zM64 79h48v63H64z" fill="#bfe0f2"/>
    <path d="M8 118c22-16 34-6 48-2v26H8zM64 122c18-10 30-14 48-4v24H64z" fill="#8fc29a"/></g>`,
  shelf: `<g transform="translate(330 46)"><path d="M0 70h132v8H0zM0 150h132v8H0z" fill="#a87c51"/>
    <path d="M8 22h14v48H8z" fill="#c8553d"/><path d="M25 30h12v40H25z" fill="#2d6a8a"/><path d="M40 16h16v54H40z" fill="#e0b04c"/>
    <path d="M60 28h11v42H60z" fill="#5c8a5a"/><path d="m78 70 12-44 12 3-11 41z" fill="#7b5b8c"/>
    <path d="M12 104h15v46H12z" fill="#3f7d6e"/><path d="M30 96h12v54H30z" fill="#d9825b"/><path d="M46 108h14v42H46z" fill="#48608c"/>
    <circle cx="98" cy="134" r="16" fill="#e9e2d4"/></g>`,
  plant: `<g transform="translate(384 150)"><path d="M8 110h56l-8 62H16z" fill="#c9774f"/>
    <path d="M36 112C30 60 4 40-14 34c4 34 22 60 50 78zM36 112c-4-60 8-92 22-112 16 34 8 80-22 112zM36 112c12-40 36-58 58-60-8 30-28 50-58 60z" fill="#4d8b62"/></g>`,
  frame: `<g transform="translate(44 44)"><rect width="104" height="80" fill="#7a5c3e"/><rect x="7" y="7" width="90" height="66" fill="#f4ead6"/>
    <path d="m7 73 30-38 20 22 14-14 26 30z" fill="#89a8b8"/><circle cx="74" cy="26" r="9" fill="#efb656"/></g>`,
};

function behind({ wall, room }: Sitter): string {
  return `<rect width="480" height="360" fill="${wall}"/>${ROOMS[room]}`;
}

const CHAIR = `<path d="M158 360V196q0-30 30-30h104q30 0 30 30v164z" fill="#4a5563"/>
  <path d="M174 360V204q0-22 22-22h88q22 0 22 22v156z" fill="#5d6a7a"/>`;

function inFront(sitter: Sitter, scene: Scene): string {
  switch (scene.kind) {
    case 'empty':
      return CHAIR;
    case 'company':
      return `<g transform="translate(228 46) scale(.88)">${person(scene.with, -7)}</g>
        <g transform="translate(-66 0)">${person(sitter, 7)}</g>`;
    case 'aside':
      return CHAIR + person(sitter, 22);
    default:
      return CHAIR + person(sitter, 0);
  }
}

/** @param turn how far the face is turned, in pixels: to the picture's right */
function person({ skin, hair, hairColour, shirt, has }: Sitter, turn: number): string {
  const isCovered = hair === 'scarf';
  return `${HAIR_BEHIND[hair](hairColour)}
    <path d="M96 360c0-74 38-98 88-108l22-8h68l22 8c50 10 88 34 88 108z" fill="${shirt}"/>
    <path d="M208 244c6 26 58 26 64 0l-8-44h-48z" fill="${shade(skin)}"/>
    ${isCovered ? '' : `<ellipse cx="${180 + turn / 3}" cy="158" rx="12" ry="17" fill="${shade(skin)}"/><ellipse cx="${300 + turn / 3}" cy="158" rx="12" ry="17" fill="${shade(skin)}"/>`}
    <path d="M180 138c0-44 26-68 60-68s60 24 60 68c0 54-26 90-60 90s-60-36-60-90z" fill="${skin}"/>
    ${has === 'beard' ? `<path d="M181 160c2 46 26 72 59 72s57-26 59-72c-8 22-22 30-36 30-8-6-38-6-46 0-14 0-28-8-36-30z" fill="${hairColour}"/>` : ''}
    <g transform="translate(${turn} 0)">${features(skin, has)}</g>
    ${HAIR_BEFORE[hair](hairColour)}`;
}

function features(skin: string, has: Sitter['has']): string {
  const glasses = `<g fill="#ffffff30" stroke="#2b2f38" stroke-width="3.5"><circle cx="216" cy="153" r="19"/><circle cx="264" cy="153" r="19"/>
    <path d="M235 151q5-4 10 0" fill="none"/></g>`;
  return `<g fill="#2a211d"><ellipse cx="216" cy="153" rx="6" ry="7.5"/><ellipse cx="264" cy="153" rx="6" ry="7.5"/></g>
    <g fill="#fff"><circle cx="218.500" cy="150" r="2"/><circle cx="266.500" cy="150" r="2"/></g>
    <path d="M204 134q12-8 24-2M252 132q12-6 24 2" fill="none" stroke="#2a211db0" stroke-width="4.500" stroke-linecap="round"/>
    <path d="M240 158q7 16 0 20-3 1-6 0" fill="none" stroke="${shade(skin)}" stroke-width="4" stroke-linecap="round"/>
    <path d="M221 197q19 13 38 0" fill="none" stroke="#8d3b37" stroke-width="4.500" stroke-linecap="round"/>
    ${has === 'glasses' ? glasses : ''}`;
}

type Drawn = (colour: string) => string;
const nothing: Drawn = () => '';

const CAP = 'M176 150c-6-58 20-92 66-92 44 0 70 32 62 92-6-10-8-20-10-34-30 2-74-2-92-22-6 18-18 34-26 56z';

const HAIR_BEHIND: Readonly<Record<Hair, Drawn>> = {
  short: nothing,
  parting: nothing,
  bald: nothing,
  bun: (colour) => `<circle cx="240" cy="52" r="28" fill="${shade(colour)}"/>`,
  long: (colour) =>
    `<path d="M164 290c-18-60-14-150 4-186 18-34 46-48 74-48 34 0 62 18 76 52 16 40 16 128 0 182z" fill="${shade(colour)}"/>`,
  bob: (colour) =>
    `<path d="M166 214c-10-40-8-98 10-126 36-46 98-44 128 0 18 28 20 86 10 126z" fill="${shade(colour)}"/>`,
  curls: (colour) =>
    `<g fill="${shade(colour)}">${round(16, 74, 132, 30)}<circle cx="176" cy="196" r="22"/><circle cx="304" cy="196" r="22"/></g>`,
  scarf: (colour) =>
    `<path d="M150 276c-10-40 6-60 6-110 0-72 38-116 84-116s86 44 86 116c0 50 14 70 4 110z" fill="${shade(colour)}"/>`,
};

const HAIR_BEFORE: Readonly<Record<Hair, Drawn>> = {
  bald: nothing,
  short: (colour) =>
    `<path d="M177 142c-8-52 18-88 64-88 44 0 70 34 62 88-5-8-6-18-12-28-26-14-74-14-102 0-6 10-7 20-12 28z" fill="${colour}"/>`,
  parting: (colour) => `<path d="${CAP}" fill="${colour}"/>`,
  bun: (colour) =>
    `<path d="M178 140c-4-50 24-76 62-76s66 26 62 76c-10-30-30-44-62-44s-52 14-62 44z" fill="${colour}"/>`,
  long: (colour) => `<path d="${CAP}" fill="${colour}"/>`,
  bob: (colour) =>
    `<path d="M174 164c-8-64 20-104 68-104 46 0 72 40 66 104-8-14-10-28-12-42H186c-2 14-4 28-12 42z" fill="${colour}"/>`,
  curls: (colour) => `<g fill="${colour}">${round(9, 62, 112, 24, Math.PI)}</g>`,
  scarf: (colour) =>
    `<path d="M240 46c-52 0-84 42-84 108 0 52-2 84-30 118 40 24 190 26 230-2-30-32-32-64-32-116 0-66-32-108-84-108zm0 38c36 0 54 26 54 64 0 46-22 78-54 78s-54-32-54-78c0-38 18-64 54-64z" fill="${colour}"/>`,
};

/** Circles around the head, from its left side over its top. */
function round(count: number, radius: number, middle: number, size: number, angle = 2 * Math.PI): string {
  return Array.from({ length: count }, (_, index) => {
    const at = Math.PI + (angle * index) / (angle < 2 * Math.PI ? count - 1 : count);
    const [x, y] = [240 + radius * Math.cos(at), middle + radius * Math.sin(at) * 0.82];
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${size}"/>`;
  }).join('');
}

function phone({ skin, shirt }: Sitter): string {
  return `<path d="M410 360c-6-40-20-62-40-72l-28 30 18 42z" fill="${shirt}"/>
    <path d="M330 262q14-10 34 4l14 30-28 26q-22-8-26-30z" fill="${shade(skin)}"/>
    <g transform="rotate(-12 330 250)"><rect x="304" y="196" width="58" height="104" rx="9" fill="#1d2230"/>
    <rect x="309" y="204" width="48" height="86" rx="3" fill="#7fc4ee"/><path d="M309 204h48v20h-48z" fill="#4b94c4"/></g>
    <g fill="${skin}"><rect x="296" y="244" width="28" height="13" rx="6.500"/><rect x="298" y="261" width="28" height="13" rx="6.500"/>
    <rect x="302" y="278" width="27" height="13" rx="6.500"/><rect x="348" y="238" width="15" height="44" rx="7.500" transform="rotate(-12 355 260)"/></g>`;
}

/** A little darker. */
function shade(colour: string): string {
  const [, red = '0', green = '0', blue = '0'] = /^#(..)(..)(..)$/.exec(colour) ?? [];
  return `#${[red, green, blue]
    .map((part) =>
      Math.round(Number.parseInt(part, 16) * 0.86)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}
