import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { documentFolder } from '../../../test/kit/epcis-tool.ts';
import { watchedScreen } from '../../../test/kit/watched-screen.ts';
import { destinations } from './destinations.ts';

const folder = documentFolder();
afterAll(folder.remove);
const source = folder.write('source.xml', '<a/>');

const decide = (names: readonly string[], asked: Omit<Parameters<typeof destinations>[1], 'to'>) =>
  destinations(names, { to: 'xml-2.0', ...asked }, watchedScreen().screen);

describe('one document goes', () => {
  test('to the screen when nothing else is said, or a dash', async () => {
    for (const output of [undefined, '-']) {
      const { screen, said } = watchedScreen();
      const destination = await destinations(['-'], { to: 'json-2.0', output }, screen);
      const target = await destination('-');
      target.write('text');
      await target.finish();
      expect(said.out).toBe('text');
    }
  });

  test('to the file that is named', async () => {
    const destination = await decide([source], { output: folder.in('a.xml') });
    const target = await destination(source);
    target.write('text');
    await target.finish();
    expect(readFileSync(folder.in('a.xml'), 'utf8')).toBe('text');
  });
});

describe('many go to a folder', () => {
  test('that is made for them, under names of the new form', async () => {
    const names = ['x/one.json', 'two.JSONLD', 'three', 'four.v1.epcis', '-'];
    const destination = await decide(names, { 'output-dir': folder.in('new/deep') });
    for (const name of names) await (await destination(name)).finish();
    expect(readdirSync(folder.in('new/deep')).sort()).toEqual([
      'four.v1.xml',
      'one.xml',
      'stdin.xml',
      'three.xml',
      'two.xml',
    ]);
  });

  test('but not two to one name', async () => {
    await expect(decide(['a/x.json', 'b/x.xml'], { 'output-dir': folder.in('n') })).rejects.toThrow(
      'a/x.json and b/x.xml would both be written to',
    );
  });
});

describe('nothing is written over its source', () => {
  test('by name, by another way to it, or by a link', async () => {
    symlinkSync(source, folder.in('link.xml'));
    mkdirSync(folder.in('sub'));
    for (const output of [source, folder.in('sub/../source.xml'), folder.in('link.xml')])
      await expect(decide([source], { output })).rejects.toThrow('would be written over');
    await expect(decide([source], { 'output-dir': folder.path })).rejects.toThrow('would be written over');
  });
});
