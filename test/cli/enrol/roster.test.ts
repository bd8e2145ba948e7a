import { describe, expect, it } from '@jest/globals';
import { parseRoster } from '../../../src/cli/enrol/roster.js';

function rosterOf(...lines: readonly string[]) {
  return parseRoster(Buffer.from(lines.join('\n')));
}

describe('a roster', () => {
  it.each([',', ';', '\t'])('may be separated by «%s», with columns in any order among others', (separator) => {
    const rows = [
      ['Full Name', 'E-Mail', 'candidate_id', 'PHOTO'],
      ['"Lovelace, ""Ada"""', 'a@example.org', 'ada', ''],
      ['', '', '', ''],
      ['Bo', '', ' bo ', '"b 1.jpg; b2.png;"'],
    ];
    const text = rows.map((fields) => fields.join(separator)).join('\r\n');
    expect(parseRoster(Buffer.from(`\ufeff${text}\r\n`))).toEqual({
      rows: [
        { line: 2, candidateId: 'ada', fullName: 'Lovelace, "Ada"', photos: [] },
        { line: 4, candidateId: 'bo', fullName: 'Bo', photos: ['b 1.jpg', 'b2.png'] },
      ],
      mistakes: [],
    });
  });

  it('needs no column for photos, and lines may be cut short or drawn out', () => {
    const { rows, mistakes } = rosterOf('candidateId,fullName,photo', 'ada,Ada', 'bo,Bo,,,');
    expect(mistakes).toEqual([]);
    expect(rows.map(({ photos }) => photos)).toEqual([[], []]);
    expect(rosterOf('candidateId,fullName', 'ada,Ada').rows).toHaveLength(1);
  });

  it.each<[string, readonly string[], readonly [number | undefined, RegExp][]]>([
    ['is empty', [''], [[undefined, /empty/]]],
    ['names nobody', ['candidateId,fullName'], [[undefined, /names nobody/]]],
    ['has no header', ['', 'ada,Ada'], [[2, /no column candidateId and no column fullName/]]],
    ['lacks a column', ['candidateId,name', 'ada,Ada'], [[1, /no column fullName\./]]],
    [
      'lacks values',
      ['candidateId,fullName', ',Ada', 'bo,'],
      [
        [2, /candidateId. is empty/],
        [3, /fullName. is empty/],
      ],
    ],
    ['has a name that is too long', ['candidateId,fullName', `ada,${'A'.repeat(201)}`], [[2, /longer than 200/]]],
    ['has a name of two lines', ['candidateId,fullName', 'ada,"A', 'B"'], [[3, /control characters/]]],
    ['does not quote a comma', ['candidateId,fullName', 'ada,Lovelace, Ada'], [[2, /3 fields, but the header has 2/]]],
    ['gives one candidate two names', ['candidateId,fullName', 'ada,Ada', 'ada,Eve'], [[3, /another name on line 2/]]],
    ['has a quote that is never closed', ['candidateId,fullName', 'ada,Ada', 'bo,"Bo'], [[3, /quotation mark/]]],
    ['has a quote within a field', ['candidateId,fullName', 'ada,Ada "A" B'], [[2, /quotation mark/]]],
  ])('is refused where it %s', (_, lines, mistakes) => {
    const found = rosterOf(...lines).mistakes.map(({ line, message }) => [line, message]);
    expect(found).toEqual(mistakes.map(([line, message]) => [line, expect.stringMatching(message)]));
  });

  it('is refused in any other encoding than UTF-8', () => {
    const bytes = Buffer.from('candidateId,fullName\nzoe,Zo\xeb\n', 'latin1');
    expect(parseRoster(bytes).mistakes).toEqual([{ message: expect.stringMatching(/save it as “CSV UTF-8”/) }]);
  });
});
