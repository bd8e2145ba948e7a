/**
 * Short words in the variables that stand for what nobody wants to type, or to see in an editor: `"picture:NAME"` is a
 * picture in Base64, `"auto:uuid"` a new UUID, `"auto:now"` the present moment. They are filled in as an operation is sent.
 */
export interface Fillings {
  /** @throws Error with a sentence for people, when there is no such picture */
  picture(name: string): string;
  uuid(): string;
  now(): Date;
}

const PICTURE = 'picture:';

/** The same value, with every text that is a placeholder replaced. */
export function fillPlaceholders(value: unknown, fillings: Fillings): unknown {
  if (typeof value === 'string') return fill(value, fillings);
  if (Array.isArray(value)) return value.map((item) => fillPlaceholders(item, fillings));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillPlaceholders(item, fillings)]));
}

function fill(text: string, fillings: Fillings): string {
  if (text === 'auto:uuid') return fillings.uuid();
  if (text === 'auto:now') return fillings.now().toISOString();
  return text.startsWith(PICTURE) ? fillings.picture(text.slice(PICTURE.length)) : text;
}

/** The variables' text with its `"image"` standing for this picture; undefined where it has none. */
export function withPicture(variables: string, name: string): string | undefined {
  const image = /("image"\s*:\s*)"[^"]*"/;
  if (!image.test(variables)) return undefined;
  return variables.replace(image, (_, key: string) => key + JSON.stringify(PICTURE + name));
}
