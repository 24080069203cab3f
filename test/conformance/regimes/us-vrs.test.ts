import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { ATP_HEADER } from '#shared/vrs/atp-claims.ts';
import { outcomeMeanings } from '#shared/vrs/outcomes.ts';
import { readAnswer } from '#shared/vrs/read-answer.ts';
import { questionUrl } from '#shared/vrs/write-question.ts';
import { readQuestion, readRequestor } from '../../../functions/verify-api/read-question.ts';

// GS1 Lightweight Messaging 1.0.2: requests, answers and statuses of the corpus, where it is; ours beside them.
const folder = join(import.meta.dirname, '../../../../shared/corpus/regulators/us-dscsa/samples/vrs');
const hasCorpus = existsSync(folder);
const sample = (name: string) => readFileSync(join(folder, name), 'utf8');
const corrUUID = '0b3e6a52-7777-4888-9999-000000000001';
const gln = '9521234000014';

const answer = (data: object, change: object = {}) =>
  JSON.stringify({
    verificationTimestamp: '2026-03-02T14:05:09.412Z',
    responderGLN: gln,
    data,
    corrUUID,
    ...change,
  });
const heard = (body: string) => readAnswer({ status: 200, body }, { corrUUID, gln });

describe.skipIf(!hasCorpus)('samples of the corpus', () => {
  const wellFormed = { reqGLN: '9521888000001' };
  const linesOf = (name: string) => sample(name).split(/\r?\n/);
  const urlOf = (name: string) => new URL(linesOf(name)[0]?.split(' ')[1] ?? '', 'https://vrs.responder.invalid');
  const pathOf = (url: URL) => {
    const parts = url.pathname.split('/').slice(1).map(decodeURIComponent);
    return { gtin: parts[2], lot: parts[4], serial: parts[6] };
  };

  test('a request is what we write, and is read by our responder', () => {
    const url = urlOf('request-verify.http');
    const pack = { gtin: '00399999123457', lot: 'LOT2026A01', serial: '4K7PXT9Q2M', exp: '280228' };
    const reqGLN = '9521234000021';
    const context = 'dscsaSaleableReturn';
    expect(questionUrl('https://vrs.responder.invalid/', { pack, reqGLN, corrUUID, context })).toBe(url.href);
    expect(linesOf('request-verify.http').some((line) => line.startsWith(`${ATP_HEADER}: `))).toBe(true);
    // GTIN and GLNs of the samples have wrong check digits: nothing else of them is refused.
    const query = { ...Object.fromEntries(url.searchParams), ...wellFormed };
    expect(readQuestion({ ...pathOf(url), gtin: '09521888000018' }, query)).toMatchObject({
      lot: pack.lot,
      ...wellFormed,
    });
  });

  test('a connectivity check is read', () => {
    const query = { ...Object.fromEntries(urlOf('request-checkConnectivity.http').searchParams), ...wellFormed };
    expect(readRequestor('09521888000018', query)).toMatchObject(wellFormed);
    expect(Object.keys(JSON.parse(sample('response-checkConnectivity.json')))).toEqual(['responderGLN']);
  });

  test.each(['No_match_GTIN_Serial', 'No_match_GTIN_Serial_Lot', 'No_match_GTIN_Serial_Expiry', 'No_reason_provided'])(
    'the answer %s is told as it is',
    (reason) => expect(heard(sample(`response-${reason}.json`))).toMatchObject({ outcome: 'not-verified', reason }),
  );

  test('a verified pack is', () =>
    expect(heard(sample('response-verified.json'))).toMatchObject({ outcome: 'verified' }));

  test('every status of the matrix has an outcome, and 200 alone may verify', () => {
    const rows = v.parse(v.array(v.object({ status: v.number() })), JSON.parse(sample('http-status-matrix.json')));
    expect(rows.length).toBeGreaterThan(9);
    for (const { status } of rows.filter((row) => row.status !== 200)) {
      const { outcome } = readAnswer({ status, body: answer({ verified: true }) }, { corrUUID, gln });
      expect(outcomeMeanings[outcome].kind).not.toBe('answered');
    }
  });
});

describe('answers', () => {
  test.each<[string, string]>([
    [answer({ verified: true }), 'verified'],
    [answer({ verified: true, additionalInfo: 'recalled' }), 'recalled'],
    [answer({ verified: true, additionalInfo: 'suspect' }), 'flagged'],
    [answer({ verified: false, additionalInfo: 'recalled' }), 'not-verified'],
    [answer({ verified: false }), 'not-verified'],
    [answer({ verified: true, verificationFailureReason: 'No_match_GTIN_Serial' }), 'answer-unusable'],
    [answer({ verified: 'true' }), 'answer-unusable'],
    [answer({ verified: true }, { corrUUID: 'another' }), 'answer-unusable'],
    [answer({ verified: true }, { corrUUID: undefined }), 'answer-unusable'],
    [answer({ verified: true }, { responderGLN: '1' }), 'answer-unusable'],
    [answer({ verified: true }, { verificationTimestamp: 'now' }), 'answer-unusable'],
    ['<html>sign in</html>', 'answer-unusable'],
    ['', 'answer-unusable'],
  ])('%s is %s', (body, outcome) => expect(heard(body).outcome).toBe(outcome));

  test.each([
    [400, 'request-refused'],
    [401, 'requestor-unknown'],
    [403, 'not-permitted'],
    [404, 'not-found-in-directory'],
    [405, 'request-refused'],
    [408, 'responder-unavailable'],
    [500, 'responder-unavailable'],
    [502, 'responder-unavailable'],
    [503, 'responder-unavailable'],
    [504, 'responder-unavailable'],
    [302, 'answer-unusable'],
  ])('%i is %s', (status, outcome) =>
    expect(readAnswer({ status, body: '' }, { corrUUID, gln }).outcome).toBe(outcome),
  );

  test('characters of set 82 travel whole', () => {
    const pack = { gtin: '09521888000018', lot: '..', serial: '%/&?+"', exp: '281231' };
    const url = questionUrl('https://x.example/vrs/', { pack, reqGLN: '9521888000001', corrUUID });
    expect(url).toContain('/vrs/verify/gtin/09521888000018/lot/%2E%2E/ser/%25%2F%26%3F%2B%22?exp=281231');
  });
});
