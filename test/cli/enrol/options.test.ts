import { describe, expect, it } from '@jest/globals';
import { readOptions } from '../../../src/cli/enrol/options.js';

describe('the options of bulk enrolment', () => {
  it('are sensible unless given', () => {
    expect(readOptions(['/r.csv', '/photos'], {})).toEqual({
      rosterFile: '/r.csv',
      photoFolder: '/photos',
      journalFile: '/r.csv.enrolled.jsonl',
      url: 'http://localhost:4000',
      concurrency: 2,
      dryRun: false,
      again: false,
    });
  });

  it('are taken as they are given', () => {
    const given = [
      'r.csv',
      '--url',
      'https://example.org/proctor/',
      '--exam=algebra',
      '--concurrency',
      '4',
      '--again',
      'p/',
    ];
    expect(readOptions(given, { TOKEN: ' abc.def-_ ', INIT_CWD: '/home/ada' })).toEqual({
      rosterFile: '/home/ada/r.csv',
      photoFolder: '/home/ada/p',
      journalFile: '/home/ada/r.csv.enrolled.jsonl',
      url: 'https://example.org/proctor',
      token: 'abc.def-_',
      examId: 'algebra',
      concurrency: 4,
      dryRun: false,
      again: true,
    });
    expect(readOptions(['r', 'p', '--token', 'mine'], { TOKEN: 'theirs' }).token).toBe('mine');
  });

  it.each<[string, string[], RegExp]>([
    ['an unknown option', ['r', 'p', '--dryrun'], /Unknown option '--dryrun'/],
    ['no folder', ['r'], /Name a roster and the folder with its photos/],
    ['one argument too many', ['r', 'p', 'more'], /"more" is one argument too many/],
    ['a server that is no URL', ['r', 'p', '--url', 'localhost:4000'], /--url must be a URL/],
    ['a password in the URL', ['r', 'p', '--url', 'http://a:b@localhost'], /--url must be a URL/],
    ['a concurrency that is no number', ['r', 'p', '--concurrency', 'many'], /from 1 to 16/],
    ['too great a concurrency', ['r', 'p', '--concurrency', '17'], /from 1 to 16/],
    ['an impossible exam', ['r', 'p', '--exam', 'a b'], /"a b" can't be the id of an exam/],
  ])('are refused with %s', (_, args, message) => {
    expect(() => readOptions(args, {})).toThrow(message);
  });

  it('are refused with a token that is none, which is not repeated', () => {
    const attempt = () => readOptions(['r', 'p', '--token', 'secret\nsecret'], {});
    expect(attempt).toThrow(/^The token holds what no token holds\.$/);
  });
});
