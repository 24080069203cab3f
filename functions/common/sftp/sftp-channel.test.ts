import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sftpGuard } from '#common/send/outbound.ts';
import type { FaultKind } from '../../../infra/local/sandbox/faults.ts';
import { noCredentials, type StartedSftpPartner, startSftpPartner } from '../../../test/kit/sftp-partner.ts';

let partner: StartedSftpPartner;
beforeEach(async () => {
  partner = await startSftpPartner();
});
afterEach(() => partner.stop());

const soon = () => AbortSignal.timeout(20_000);
const message = {
  id: 'd-1',
  fileName: 'd-1.json',
  contentType: 'application/json',
  headers: {},
  body: Buffer.from('{"shipped":true}'),
};
const once = (on: string, fault: FaultKind) => partner.sandbox.turn([{ ...fault, on, from: 1, count: 1 }]);
const fileIn = (path: string) => join(partner.sandbox.root, path);

describe('a message that is put', () => {
  test('is there under its name, to the byte, with nothing beside it', async () => {
    const body = randomBytes(300_001);
    const { verdict } = await partner.channel().send({ ...message, body }, soon());
    expect(verdict).toEqual({ verdict: 'acknowledged' });
    expect(partner.names('out')).toEqual(['d-1.json']);
    expect(readFileSync(fileIn('out/d-1.json')).equals(body)).toBe(true);
  });

  test('may be empty', async () => {
    const { verdict } = await partner.channel().send({ ...message, body: Buffer.alloc(0) }, soon());
    expect(verdict).toEqual({ verdict: 'acknowledged' });
    expect(partner.text('out/d-1.json')).toBe('');
  });

  test('is ours when it is put again, and known by its bytes', async () => {
    await partner.channel().send(message, soon());
    once('write', { kind: 'status', status: 403 });
    expect((await partner.channel().send(message, soon())).verdict).toEqual({ verdict: 'acknowledged' });
  });

  test.each([
    ['of another size', '{}'],
    ['of the same size', '{"shipped":fals}'],
  ])('is rejected where another file %s has its name, which stays as it is', async (_, text) => {
    partner.put('out/d-1.json', text);
    const { verdict } = await partner.channel().send(message, soon());
    expect(verdict).toMatchObject({ verdict: 'rejected', reason: expect.stringContaining('out/d-1.json') });
    expect(partner.text('out/d-1.json')).toBe(text);
  });

  test('leaves it to a person where a file of its name and size may not be read', async () => {
    await partner.channel().send(message, soon());
    once('open', { kind: 'status', status: 403 });
    expect((await partner.channel().send(message, soon())).verdict).toMatchObject({ verdict: 'stopped' });
  });

  test('is written over what a broken attempt left', async () => {
    partner.put('out/.d-1.json.part', 'x'.repeat(5_000));
    expect((await partner.channel().send(message, soon())).verdict).toEqual({ verdict: 'acknowledged' });
    expect(partner.names('out')).toEqual(['d-1.json']);
    expect(partner.text('out/d-1.json')).toBe('{"shipped":true}');
  });

  test('goes nowhere where the partner has no folder for it', async () => {
    const { verdict } = await partner.channel({ out: undefined }).send(message, soon());
    expect(verdict).toMatchObject({ verdict: 'rejected', reason: expect.stringContaining('sftp.out') });
  });
});

describe('what goes wrong on the way', () => {
  test.each<[string, string, FaultKind, string]>([
    ['nobody answers', 'hello', { kind: 'refuse' }, 'no keys were agreed upon'],
    ['the login is refused', 'login', { kind: 'status', status: 403 }, 'the login of seriate failed'],
    ['the connection is cut in mid-file', 'write', { kind: 'truncate' }, 'closed'],
    ['the disk is full', 'write', { kind: 'status', status: 507 }, 'No space left on device'],
    ['the rename is refused', 'rename', { kind: 'status', status: 500 }, 'rename out/.d-1.json.part to out/d-1.json'],
  ])('never arrived when %s, and arrives the next time', async (_, on, fault, reason) => {
    once(on, fault);
    const { verdict } = await partner.channel().send(message, soon());
    expect(verdict).toMatchObject({ verdict: 'retry', failure: 'transient', reason: expect.stringContaining(reason) });
    expect(partner.names('out')).not.toContain('d-1.json');
    expect((await partner.channel().send(message, soon())).verdict).toEqual({ verdict: 'acknowledged' });
    expect(partner.names('out')).toEqual(['d-1.json']);
  });

  test('may have arrived when the answer to the rename is lost, and is found the next time', async () => {
    once('rename', { kind: 'no-answer' });
    const { verdict } = await partner.channel().send(message, soon());
    expect(verdict).toMatchObject({ verdict: 'retry', failure: 'ambiguous' });
    expect((await partner.channel().send(message, soon())).verdict).toEqual({ verdict: 'acknowledged' });
    expect(partner.names('out')).toEqual(['d-1.json']);
  });

  test('is final where the folder is not there, or may not be written to, and names the folder', async () => {
    const { verdict } = await partner.channel({ out: 'nowhere/at-all' }).send(message, soon());
    expect(verdict).toMatchObject({ verdict: 'rejected', reason: expect.stringContaining('nowhere/at-all') });
    once('open', { kind: 'status', status: 403 });
    const forbidden = await partner.channel().send(message, soon());
    expect(forbidden.verdict).toMatchObject({ verdict: 'rejected', reason: expect.stringContaining('out may not be') });
  });

  test('ends with the signal where the server hangs', async () => {
    once('look', { kind: 'slow', ms: 60_000 });
    const ends = AbortSignal.timeout(300);
    const { verdict } = await partner.channel().send(message, ends);
    expect(verdict).toMatchObject({ verdict: 'retry', failure: 'transient', reason: 'no answer in time' });
  });

  test('is told where nobody listens', async () => {
    await partner.sandbox.close();
    const { verdict } = await partner.channel().send(message, soon());
    expect(verdict).toMatchObject({ failure: 'transient', reason: expect.stringContaining('ECONNREFUSED') });
  });
});

describe('who the server is', () => {
  test('another host key is refused before anything is said about us', async () => {
    // A login that were tried would meet its fault.
    partner.sandbox.turn([
      { kind: 'wrong-id', on: 'hello', from: 1, count: 3 },
      { kind: 'refuse', on: 'login', from: 1, count: 1 },
    ]);
    const { verdict } = await partner.channel().send(message, soon());
    expect(verdict).toMatchObject({
      failure: 'transient',
      reason: expect.stringMatching(/^host key SHA256:[\w+/]{43} is not among those pinned$/),
    });
    // The fault of the first login is still to come: none was tried.
    expect((await partner.channel().send(message, soon())).verdict).toMatchObject({ failure: 'transient' });
    expect((await partner.channel().send(message, soon())).verdict).toEqual({ verdict: 'acknowledged' });
  });

  test('any of several pinned keys will do, with or without padding', async () => {
    const hostKeys = [`SHA256:${'A'.repeat(43)}`, `${partner.sandbox.hostKey}=`];
    expect((await partner.channel({ hostKeys }).send(message, soon())).verdict).toEqual({ verdict: 'acknowledged' });
  });

  test('an address in a private network is never connected to', async () => {
    const guard = sftpGuard('public');
    const { verdict } = await partner.channel({}, { guard }).send(message, soon());
    expect(verdict).toMatchObject({ verdict: 'rejected', reason: expect.stringContaining('private network') });
    const leading = sftpGuard('public', async () => [{ address: '10.0.0.1', family: 4 }]);
    expect(await leading('sftp://files.example:22')).toMatchObject({ refused: 'not-permitted' });
    expect(await leading('https://files.example')).toMatchObject({ refused: 'not-permitted' });
  });
});

describe('who we are', () => {
  const password = (text: string) => ({
    credentials: { open: async () => ({ kind: 'password' as const, user: 'seriate', password: text }) as never },
  });

  test('a password that is kept for the partner lets us in, and a wrong one does not', async () => {
    const by = (text: string) => partner.channel({ auth: 'password' }, password(text));
    expect((await by('rehearsal-only').send(message, soon())).verdict).toEqual({ verdict: 'acknowledged' });
    const wrong = await by('guessed').send({ ...message, fileName: 'd-2.json' }, soon());
    expect(wrong.verdict).toMatchObject({
      failure: 'transient',
      reason: expect.stringContaining('the login of seriate'),
    });
    expect(partner.names('out')).toEqual(['d-1.json']);
  });

  test('it is said what is missing where no password is kept, and where a key that is kept is none', async () => {
    const none = await partner.channel({ auth: 'password' }, { credentials: noCredentials }).send(message, soon());
    expect(none.verdict).toMatchObject({ reason: 'no password is kept for the partner' });
    const credentials = { open: async () => ({ kind: 'ssh-key' as const, sshKey: 'nonsense' }) as never };
    const unreadable = await partner.channel({}, { credentials }).send(message, soon());
    expect(unreadable.verdict).toMatchObject({ reason: expect.stringContaining('cannot be read') });
  });
});

describe('what the partner says of it', () => {
  const answering = () => partner.channel({ answers: 'answers' });
  const ask = () => answering().ask?.('answers/d-1.json', message, soon());

  test('is waited for where it has a folder of answers', async () => {
    expect((await answering().send(message, soon())).verdict).toEqual({
      verdict: 'received',
      receipt: 'answers/d-1.json',
    });
    expect(await ask()).toEqual({ verdict: { verdict: 'pending' } });
    expect(partner.channel().ask).toBeUndefined();
  });

  test.each<[string, string, object]>([
    ['.ok', '', { verdict: 'acknowledged' }],
    ['.ack', 'thank you', { verdict: 'acknowledged' }],
    ['.error', 'unknown GTIN\n', { verdict: 'rejected', reason: 'unknown GTIN' }],
    ['.error', '', { verdict: 'rejected', reason: 'the partner says no reason' }],
    ['.result', '{"document":"d-1","state":"accepted"}', { verdict: 'acknowledged' }],
    ['.json', '{"document":"d-1","state":"processing"}', { verdict: 'pending' }],
    ['.result.json', '{"document":"d-1.json","state":"accepted","errors":[]}', { verdict: 'acknowledged' }],
    [
      '.result.json',
      '{"document":"d-1","state":"rejected","errors":[{"code":"E1","object":"lot","detail":"unknown"}]}',
      { verdict: 'rejected', reason: 'E1 lot: unknown' },
    ],
    [
      '.ok',
      '{"document":"d-2","state":"accepted"}',
      { verdict: 'retry', failure: 'transient', reason: 'the result is of another document' },
    ],
    ['.json', '', { verdict: 'retry', failure: 'transient', reason: 'the result cannot be read' }],
  ])('stands in a file with %s and %j', async (ending, text, verdict) => {
    partner.put(`answers/d-1.json${ending}`, text);
    const heard = await ask();
    expect(heard?.verdict).toEqual(verdict);
    expect(Buffer.from(heard?.answer?.body ?? []).toString()).toBe(text);
  });

  test('cannot be too long to be read', async () => {
    partner.put('answers/d-1.json.error', 'x'.repeat(1_000_001));
    expect(await ask()).toMatchObject({ verdict: { verdict: 'retry', reason: expect.stringContaining('more than') } });
  });
});

describe('a test of the connection', () => {
  test('sees every step and every folder, and leaves nothing behind', async () => {
    const probed = await partner.channel({ answers: 'answers' }).probe(soon());
    expect(probed.steps.map(({ step }) => step)).toEqual([
      'resolve',
      'connect',
      'host key',
      'login',
      'out',
      'in',
      'archive',
      'results',
      'answers',
    ]);
    expect(probed).toMatchObject({ reached: true });
    for (const folder of ['out', 'in/archive', 'results', 'answers']) expect(partner.names(folder)).toEqual([]);
    expect(partner.names('in')).toEqual(['archive']);
  });

  test('makes the archive where there is none', async () => {
    rmSync(fileIn('in/archive'), { recursive: true });
    expect(await partner.channel().probe(soon())).toMatchObject({ reached: true });
    expect(existsSync(fileIn('in/archive'))).toBe(true);
  });

  test('names the step that fails, and goes on with the other folders', async () => {
    mkdirSync(fileIn('elsewhere'));
    const missing = await partner.channel({ out: 'nowhere', in: 'elsewhere' }).probe(soon());
    const failed = missing.steps.filter(({ ok }) => !ok);
    expect(failed).toMatchObject([{ step: 'out', detail: expect.stringContaining('nowhere') }]);
    expect(missing).toMatchObject({ reached: false, failure: 'permanent' });
    partner.sandbox.turn([{ kind: 'wrong-id', on: 'hello', from: 1, count: 3 }]);
    const foreign = await partner.channel().probe(soon());
    expect(foreign.steps.at(-1)).toMatchObject({ step: 'host key', ok: false });
    // Another try meets the same server.
    expect(foreign.failure).toBe('permanent');
    once('login', { kind: 'status', status: 403 });
    expect((await partner.channel().probe(soon())).steps.at(-1)).toMatchObject({ step: 'login', ok: false });
  });

  test('withholds a password from a server that nobody agreed to, once its host key is seen', async () => {
    const credentials = { open: async () => expect.fail('the password was read') };
    // A login that were tried would meet its fault.
    once('login', { kind: 'refuse' });
    const probed = await partner.channel({ auth: 'password' }, { credentials }).probe(soon(), 'withheld');
    expect(probed).toMatchObject({ reached: false, failure: 'permanent' });
    expect(probed.steps.map(({ step, ok }) => [step, ok])).toEqual([
      ['resolve', true],
      ['connect', true],
      ['host key', true],
      ['login', false],
    ]);
    expect(probed.steps.at(-1)).toMatchObject({ detail: expect.stringContaining('not shown') });
  });
});
