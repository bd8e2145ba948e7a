/** What the README and the guides name is there: commands, files, places in other documents. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const at = (path: string) => new URL(`../../${path}`, import.meta.url);
const read = (path: string) => readFileSync(at(path), 'utf8');
const documents = [
  'README.md',
  ...readdirSync(at('docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
];
const { scripts } = JSON.parse(read('package.json'));

/** As GitHub makes the address of a heading. */
function anchorsOf(document: string): readonly string[] {
  return [...read(document).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe.each(documents)('%s', (document) => {
  const text = read(document);

  it('names commands that there are', () => {
    const named = [...text.matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it('leads to what is there', () => {
    const targets = [...text.matchAll(/(?:\]\(|(?:src|srcset)=")([^)"\s]+)/g)].map(([, target = '']) => target);
    const own = targets.filter((target) => !/^https?:/.test(target));
    const missing = own.filter((target) => {
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? document : new URL(path, `file:///${document}`).pathname.slice(1);
      return !existsSync(at(file)) || (anchor !== undefined && !anchorsOf(file).includes(anchor));
    });
    expect(missing).toEqual([]);
  });

  it('speaks of files of ours that there are', () => {
    const named = [...text.matchAll(/`((?:deploy|src|docs|schema)\/[\w./-]+)`/g)].map(([, path = '']) => path);
    expect(named.filter((path) => !existsSync(at(path)))).toEqual([]);
  });
});
