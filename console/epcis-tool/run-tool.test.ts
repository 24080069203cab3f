import { afterAll, describe, expect, test } from 'vitest';
import { jsonSample } from '../../test/kit/epcis-samples.ts';
import { documentFolder, epcisTool, epcisToolHere, startTool } from '../../test/kit/epcis-tool.ts';

const folder = documentFolder();
afterAll(folder.remove);

const good = folder.write('good.json', jsonSample());

describe('help', () => {
  test('lists the commands and the exit codes', async () => {
    const { code, out, err } = await epcisTool(['--help']);
    expect(code).toBe(0);
    expect(err).toBe('');
    for (const word of ['hash', 'validate', 'convert', 'inspect', 'exit code']) expect(out).toContain(word);
  });

  test.each(['hash', 'validate', 'convert', 'inspect'])('of %s lists its options', async (name) => {
    const asked = await epcisToolHere(name, '--help');
    expect(asked.code).toBe(0);
    expect(asked.out).toContain(`usage: seriate-epcis ${name}`);
    expect(asked.out).toContain('--json');
    expect((await epcisToolHere('help', name)).out).toBe(asked.out);
  });

  test('is not asked for by a file of that name', async () => {
    expect(await epcisToolHere('hash', '--', '--help')).toMatchObject({ code: 2, out: '' });
  });

  test('tells the version', async () => {
    const { code, out } = await epcisToolHere('--version');
    expect(code).toBe(0);
    expect(out).toMatch(/^seriate-epcis \d+\.\d+\.\d+\n$/);
  });
});

describe('what cannot be understood is told on standard error, with exit code 2', () => {
  test('by the real command', async () => {
    const { code, out, err } = await epcisTool(['vaildate']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe(
      'seriate-epcis: there is no command "vaildate"; did you mean validate?\nseriate-epcis --help tells more\n',
    );
  });

  test.each([
    [[], 'which command?'],
    [['frobnicate'], 'the commands are hash, validate'],
    [['--json', 'hash'], 'the command comes first'],
    [['help', 'hsah'], 'did you mean hash?'],
    [['hash', '--jsno', good], 'did you mean --json?'],
    [['validate', '--tiers', 'shape,bussiness', good], 'did you mean business?'],
    [['validate', '--profile', 'dscsa-2', good], 'dscsa-1.2, dscsa-1.3'],
    [['validate', '--max-problems', 'many', good], 'whole number'],
    [['hash', '-', '-'], 'only once'],
  ])('%j', async (args, message) => {
    const { code, out, err } = await epcisToolHere(...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(message);
    expect(err).toContain('--help');
  });
});

describe.each(['hash', 'validate', 'inspect'])('%s of what cannot be read', (command) => {
  test('tells a missing file and a folder with exit code 2, and goes on with the next', async () => {
    const { code, out, err } = await epcisToolHere(command, folder.in('no.json'), folder.path, good);
    expect(code).toBe(2);
    expect(err).toContain('no.json: error: there is no such file');
    expect(err).toContain('is a folder');
    expect(out).toContain(good);
  });

  test.each([
    ['nothing', '', 'there is nothing to read'],
    ['white space', ' \n\t\n', 'there is nothing to read'],
    ['plain text', 'Dear Sir', 'begins neither XML nor JSON'],
    ['a broken object', '{"@context": [', 'bad:1:'],
    ['a broken element', '<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2"><EPCISBody>', 'bad:1:'],
    ['another XML', '<html/>', 'no EPCIS document'],
    ['a bomb', '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>', 'bad:1:'],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]), 'a program'],
    ['gzip', Buffer.from([0x1f, 0x8b, 8, 0, 0]), 'gunzip'],
    ['bytes that are no text', Buffer.from('{"a":"\xff"}', 'latin1'), 'offset 6'],
    ['an unknown encoding', '<?xml version="1.0" encoding="EBCDIC-XX"?><a/>', 'EBCDIC-XX'],
  ])('%s is invalid, exit code 1', async (_, content, message) => {
    const { code, out, err } = await epcisToolHere(command, folder.write('bad', content));
    expect(code).toBe(1);
    expect(out + err).toContain('error: ');
    expect(out + err).toContain(message);
  });
});

describe('a process', () => {
  test('whose reader has seen enough ends quietly', async () => {
    const events = Array.from({ length: 20_000 }, (_, index) => ({
      type: 'ObjectEvent',
      eventTime: '2026-03-01T08:30:00Z',
      eventTimeZoneOffset: '+01:00',
      action: 'OBSERVE',
      epcList: [`urn:epc:id:sgtin:9521321.054321.${index}`],
    }));
    const child = startTool(['hash', folder.write('long.json', jsonSample(events))]);
    let err = '';
    child.stderr.on('data', (piece) => {
      err += piece;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(err).toBe('');
    expect(code).toBe(0);
  });

  test('that is interrupted ends with 130', async () => {
    const child = startTool(['hash', '--json']);
    child.stdin.write(jsonSample().slice(0, -20));
    child.stdin.write(' '.repeat(70_000));
    const code = new Promise((resolve) => child.on('close', resolve));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGINT');
    expect(await code).toBe(130);
  });
});
