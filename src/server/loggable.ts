/**
 * What may stand in a log line: plain data, errors as their type, message and stack, and nothing about a person that a
 * field's name gives away. Whatever else is logged appears as what it is, not as what it holds.
 *
 * This can't know a person's name in the middle of a sentence: messages are written without one.
 */
import { types } from 'node:util';

/** Fields that hold secrets, pictures, names or what a caller sent; in lower case, without separators. */
const PRIVATE_FIELDS: ReadonlySet<string> = new Set(
  [
    'authorization cookie setCookie token accessToken idToken refreshToken jwt password secret connectionParams',
    'image images photo picture frameImage imageBase64 bytes vector template',
    'name names fullName firstName lastName givenName familyName displayName userName email',
    // A check's details name whom it recognised; a GraphQL request may carry anything of the above.
    'details variables query body claims',
  ]
    .join(' ')
    .toLowerCase()
    .split(' '),
);

/** A JSON Web Token or any part of one that holds JSON: in base64url, `{"` is written `eyJ`. */
const TOKEN = /eyJ[\w-]{5,}(\.[\w-]*){0,2}/g;
/** Longer than any hash, id or path that is worth reading; a picture is never shorter. */
const BASE64 = /[A-Za-z0-9+/_-]{256,}={0,2}/g;

const MAX_DEPTH = 6;
const MAX_ITEMS = 50;
const MAX_CHARACTERS = 8_000;

/** A copy of the value that is safe to log. Applied again, it changes nothing. */
export function loggable(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return loggableText(value);
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (types.isNativeError(value)) return loggableError(value, depth);
  if (types.isDate(value)) return value;
  if (depth >= MAX_DEPTH) return '[too deep]';
  if (Array.isArray(value)) {
    return value.length > MAX_ITEMS ? `[${value.length} items]` : value.map((item) => loggable(item, depth + 1));
  }
  if (!isPlain(value)) return `[${classOf(value)}]`;
  const fields = Object.entries(value);
  if (fields.length > MAX_ITEMS) return `[${fields.length} fields]`;
  return Object.fromEntries(fields.map(([field, item]) => [field, loggableField(field, item, depth)]));
}

function loggableField(field: string, value: unknown, depth: number): unknown {
  if (value === undefined || value === null) return value;
  if (PRIVATE_FIELDS.has(field.replace(/[-_]/g, '').toLowerCase())) return '[private]';
  if (field === 'req') return { method: fieldOf(value, 'method'), url: withoutQuery(fieldOf(value, 'url')) };
  if (field === 'res') return { statusCode: fieldOf(value, 'statusCode') };
  if (field === 'url') return withoutQuery(value);
  return loggable(value, depth + 1);
}

/** Cut first: what is read in search of secrets is bounded, too. */
function loggableText(text: string): string {
  const shown = text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}…` : text;
  return shown.replace(TOKEN, '[token]').replace(BASE64, (run) => `[${run.length} characters]`);
}

/** Other properties of errors tend to quote the input that caused them. */
function loggableError(error: Error, depth: number): unknown {
  return {
    type: classOf(error),
    message: loggableText(error.message),
    stack: loggableText(error.stack ?? ''),
    ...(error.cause !== undefined && depth < MAX_DEPTH && { cause: loggable(error.cause, depth + 1) }),
  };
}

function fieldOf(value: unknown, field: string): unknown {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
  return typeof found === 'object' || typeof found === 'function' ? undefined : found;
}

function withoutQuery(url: unknown): unknown {
  return typeof url === 'string' ? loggableText(url.replace(/[?#].*$/s, '')) : undefined;
}

/** Of any realm: an object literal's prototype has no prototype of its own. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function classOf(value: object): string {
  const maker: unknown = Reflect.get(value, 'constructor');
  return typeof maker === 'function' ? maker.name : 'object';
}
