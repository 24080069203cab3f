import { describe, expect, test } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { readMessage } from './read-message.ts';

const done = {
  captureID: 'job-1',
  createdAt: '2026-03-01T10:00:00Z',
  finishedAt: '2026-03-01T10:00:05.123Z',
  running: false,
  success: true,
  captureErrorBehaviour: 'rollback',
};
const error = { type: 'epcisException:ValidationException', title: 'The request is not valid', status: 400 };
const failed = { ...done, success: false, errors: [error] };

const read = (tree: unknown) => readMessage(typeof tree === 'string' ? tree : JSON.stringify(tree));

function job(tree: unknown) {
  const message = read(tree);
  if (isRefusal(message)) throw new Error(`${message.detail} at ${message.at}`);
  if (message.is !== 'capture-job') throw new Error(message.is);
  return message.job;
}

describe('a capture job in JSON', () => {
  test('has a state, times and what it does about errors', () => expect(job(done)).toEqual(done));

  test('has errors, or says where they are', () => {
    expect(job(failed)).toEqual(failed);
    const { errors: _, ...rest } = failed;
    expect(job({ ...rest, errorFile: 'https://example.com/e/1' }).errorFile).toBe('https://example.com/e/1');
  });

  test.each([
    ['runs without an error', { running: true, success: true }],
    ['goes on or takes back after one', { running: true, success: false, errors: [error] }],
    ['runs and has met an error that is not told yet', { running: true, success: false }],
  ])('%s', (_what, state) => {
    const { finishedAt: _, ...rest } = done;
    expect(job({ ...rest, ...state })).toEqual({ ...rest, ...state });
  });

  test('is understood without times, which no schema insists on', () => {
    const { createdAt: _, finishedAt: __, ...rest } = done;
    expect(job(rest)).toEqual(rest);
  });

  test('is without what servers say in the place of nothing', () => {
    expect(job({ ...done, errors: [], errorFile: '' })).toEqual(done);
    expect(job({ ...done, running: true, finishedAt: null, errors: null, errorFile: null })).toEqual({
      captureID: 'job-1',
      createdAt: done.createdAt,
      running: true,
      success: true,
      captureErrorBehaviour: 'rollback',
    });
    expect(job({ ...failed, errors: [{ ...error, detail: null, instance: null }] })).toEqual(failed);
  });

  test('keeps what others add: to a problem anything, to the job what has a prefix', () => {
    const extended = {
      ...failed,
      '@context': { ex: 'https://ns.example.org/' },
      errors: [{ ...error, at: '/epcisBody', remedy: { try: [1, true] }, 'ex:line': 4 }],
      'ex:site': 'A',
    };
    expect(job(extended)).toEqual(extended);
  });

  test('lets a problem have names that only look as if they had a prefix', () => {
    const problems = { ...failed, errors: [{ ...error, 'body:0': { 'a:b': 'c:d' } }] };
    expect(job(problems)).toEqual(problems);
  });

  test('keeps the prefixes that stand anywhere in a problem', () => {
    const nested = { ...failed, '@context': { ex: 'urn:example:x' }, errors: [{ ...error, at: [{ '@ex:a': 1 }] }] };
    expect(job(nested)).toEqual(nested);
    const inText = { ...failed, '@context': { ex: 'urn:example:x' }, errors: [{ ...error, at: 'ex:a' }] };
    expect(job(inText)).toEqual(inText);
  });

  test('needs no prefix that nothing uses', () => {
    expect(job({ ...done, '@context': { ex: 'https://ns.example.org/' } })).toEqual(done);
  });
});

describe('a capture job in JSON is refused', () => {
  const without = (name: string) => Object.fromEntries(Object.entries(done).filter(([other]) => other !== name));

  test.each([
    ['without a captureID', without('captureID'), '', /"captureID" is missing/],
    ['without running', without('running'), '', /"running" is missing/],
    ['without captureErrorBehaviour', without('captureErrorBehaviour'), '', /"captureErrorBehaviour" is missing/],
    ['with an empty captureID', { ...done, captureID: '' }, '/captureID', /identifier/],
    ['with a captureID without end', { ...done, captureID: 'x'.repeat(1001) }, '/captureID', /identifier/],
    ['with a state that is none', { ...done, running: 'no' }, '/running', /true or false/],
    ['with a time without a zone', { ...done, createdAt: '2026-03-01T10:00:00' }, '/createdAt', /zone/],
    ['with a day that is none', { ...done, finishedAt: '2026-02-30T10:00:00Z' }, '/finishedAt', /no day/],
    [
      'with a behaviour that is none',
      { ...done, captureErrorBehaviour: 'all' },
      '/captureErrorBehaviour',
      /rollback or proceed/,
    ],
    ['with a file that is none', { ...failed, errors: [], errorFile: 'here' }, '/errorFile', /URI/],
    ['with errors that are no list', { ...failed, errors: error }, '/errors', /array/],
    ['with an error that is none', { ...failed, errors: ['bad'] }, '/errors/0', /problem object/],
    ['with an error without a type', { ...failed, errors: [error, { title: 'x' }] }, '/errors/1', /"type" is missing/],
    [
      'with an error without a title',
      { ...failed, errors: [{ type: 'about:blank', title: null }] },
      '/errors/0',
      /"title"/,
    ],
    ['with a status that is none', { ...failed, errors: [{ ...error, status: 4.5 }] }, '/errors/0/status', /HTTP/],
    ['with a type that is no reference', { ...failed, errors: [{ ...error, type: 'a b' }] }, '/errors/0/type', /URI/],
    ['with a prefix that is not defined', { ...done, 'ex:a': 1 }, '/ex:a', /"ex"/],
    ['with a member that is not known', { ...done, result: 1 }, '/result', /"result" is not a member/],
    ['with a context that is none', { ...done, '@context': 5 }, '/@context', /context/],
  ])('%s', (_what, tree, at, detail) => {
    const refusal = read(tree);
    expect(refusal).toMatchObject({
      refused: 'malformed',
      at,
      detail: expect.stringMatching(detail),
      rule: expect.stringMatching(/EPCIS|RFC/),
    });
  });

  test.each([
    ['it has errors and a file of them', { ...failed, errorFile: 'urn:x:y' }, '/errorFile', /beside errors/],
    ['it runs and has finished', { ...done, running: true }, '/finishedAt', /still running/],
    ['it succeeded with errors', { ...failed, success: true }, '/errors', /no error/],
    ['it succeeded with a file of errors', { ...done, errorFile: 'urn:x:y' }, '/errorFile', /no error/],
    ['it failed for no reason', { ...done, success: false }, '', /neither "errors" nor "errorFile"/],
    ['it finished before it began', { ...done, finishedAt: '2026-03-01T10:59:59+01:00' }, '/finishedAt', /before/],
  ])('when %s', (_what, tree, at, detail) => {
    expect(read(tree)).toMatchObject({ refused: 'malformed', at, detail: expect.stringMatching(detail) });
  });
});
