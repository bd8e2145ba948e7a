/** HTML in which text stays text. */

/** What is HTML already: what the `html` template makes, and the report’s own style. */
export class Html {
  constructor(readonly source: string) {}
}

export type Content = Html | string | number | undefined | readonly Content[];

/** Everything that is put into the template is escaped, but what another template made. */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return new Html(strings.map((text, index) => text + sourceOf(contents[index])).join(''));
}

/** A text that somebody gave, kept from turning around what stands beside it, whichever way it is written. */
export function given(text: string): Html {
  return html`<bdi>${text}</bdi>`;
}

function sourceOf(content: Content): string {
  if (content === undefined) return '';
  if (content instanceof Html) return content.source;
  if (typeof content === 'object') return content.map(sourceOf).join('');
  return escapeText(String(content));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
