import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { documentFolder } from '../../../test/kit/epcis-tool.ts';
import { removeTemporaryFiles } from '../terminal/temporary-files.ts';
import { toFile } from './output.ts';

const folder = documentFolder();
afterAll(folder.remove);

describe('a file', () => {
  test('has its name only when it is whole', async () => {
    const path = folder.in('a.xml');
    const output = await toFile(path);
    output.write('one');
    await output.settled();
    expect(existsSync(path)).toBe(false);
    output.write(' two');
    await output.finish();
    expect(readFileSync(path, 'utf8')).toBe('one two');
  });

  test('that is given up leaves nothing, and what was there stays', async () => {
    const path = folder.write('b/b.xml', 'old');
    const output = await toFile(path);
    output.write('new');
    await output.discard();
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder.in('b'))).toEqual(['b.xml']);
  });

  test('that is half written when the process ends goes with it', async () => {
    mkdirSync(folder.in('c'));
    const output = await toFile(folder.in('c/c.xml'));
    output.write('half');
    await output.settled();
    expect(readdirSync(folder.in('c'))).toHaveLength(1);
    removeTemporaryFiles();
    expect(readdirSync(folder.in('c'))).toEqual([]);
  });

  test('that would take the name of a folder is refused', async () => {
    mkdirSync(folder.in('d.xml'));
    const output = await toFile(folder.in('d.xml'));
    await expect(output.finish()).rejects.toThrow('cannot write');
  });

  test('where nothing can be written is refused', async () => {
    await expect(toFile(folder.in('no/e.xml'))).rejects.toThrow('there is no such file');
  });
});
