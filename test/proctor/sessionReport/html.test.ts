import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { given, html } from '../../../src/proctor/sessionReport/html.js';

describe('a template', () => {
  test('escapes what it is given, be it text or in a list, and leaves what templates made', () => {
    const names = ['<b>', 'Ana & "Bo"', "O'Neil"].map((name) => html`<li>${name}</li>`);
    expect(html`<ul>${names}</ul>${undefined}${3}`.source).toBe(
      '<ul><li>&lt;b&gt;</li><li>Ana &amp; &quot;Bo&quot;</li><li>O&#39;Neil</li></ul>3',
    );
  });

  test('takes nothing for HTML that no template made, whatever it looks like', () => {
    const forged = JSON.parse('{"source":"<script>"}');
    expect(() => html`${forged}`).toThrow();
  });

  test('lets no text end an element or an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const [, inside = ''] = /^<p title="(.*)"><\/p>$/s.exec(html`<p title="${text}"></p>`.source) ?? [];
        expect(inside).not.toMatch(/[<>"']/);
        expect(inside.length).toBeGreaterThanOrEqual(text.length);
      }),
    );
  });

  test('keeps a text that is written from right to left from turning around what follows', () => {
    expect(given('\u202Egnp.exe').source).toBe('<bdi>\u202Egnp.exe</bdi>');
  });
});
