import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { noticeContent, noticeProblems } from './form-3911.ts';
import { readIntakeAnswer } from './read-intake-answer.ts';

const product = {
  name: 'A',
  dosageForm: 'TABLET',
  strength: '1 mg',
  ndc: '99999-1234-5',
  lots: [{ lot: 'L1' }],
  serials: ['S1'],
};
const reporter = { company: 'A', address: 'B', name: 'C', email: 'c@a.example', phone: '1' };
const content = { classification: 'stolen', product, description: 'A van was robbed.', reporter };
const places = (change: object, more: { type?: 'initial' | 'follow-up' | 'termination'; incident?: string } = {}) =>
  noticeProblems({ type: 'initial', classification: 'stolen', ...more, product: { ...product, ...change } }).map(
    ({ at }) => at,
  );

describe('a notice of Form 3911', () => {
  test.each([
    ['initial', 'counterfeit', ['/classification']],
    ['initial', 'stolen', []],
    ['follow-up', 'counterfeit', []],
  ] as const)('of type %s about what was determined to be %s', (type, determined, wrong) => {
    const notice = { type, incident: 'DN-1', product, classification: 'stolen' } as const;
    expect(noticeProblems(notice, determined).map(({ at }) => at)).toEqual(wrong);
  });

  test('is whole', () => expect([v.is(noticeContent, content), places({})]).toEqual([true, []]));

  test.each(Object.keys(content))('without %s is not', (member) =>
    expect(v.is(noticeContent, { ...content, [member]: undefined })).toBe(false),
  );
  test.each(['name', 'dosageForm', 'strength', 'ndc', 'lots'])('without the product’s %s is not', (member) =>
    expect(v.is(noticeContent, { ...content, product: { ...product, [member]: undefined } })).toBe(false),
  );
  test.each(['stealing', ''])('of class %s is not', (classification) =>
    expect(v.is(noticeContent, { ...content, classification })).toBe(false),
  );
  test.each([
    [{ ndc: '1234567890' }, '/product/ndc'],
    [{ lots: [{ lot: 'L 1' }] }, '/product/lots/0/lot'],
    [{ lots: [{ lot: 'L1', expiry: '2020-02-31' }] }, '/product/lots/0/expiry'],
    [{ serials: ['S1', 'Ä'] }, '/product/serials/1'],
  ])('with %j is mended first', (change, at) => expect(places(change)).toEqual([at]));
  test.each(['follow-up', 'termination'] as const)('that is a %s quotes the incident', (type) => {
    expect(places({}, { type })).toEqual(['/type']);
    expect(places({}, { type, incident: 'DN-1' })).toEqual([]);
  });
});

describe('what the intake says', () => {
  const hear = (status: number, body: unknown, asked: 'sent' | 'asked' = 'asked', incident?: string) =>
    readIntakeAnswer({ status, body: JSON.stringify(body) }, asked, { notice: 'n1', incident });
  test.each<[number, object, 'sent' | 'asked', string, object]>([
    [202, { notice: 'n1', state: 'received' }, 'sent', 'received', {}],
    [
      200,
      { notice: 'n1', state: 'acknowledged', incident: 'DN-1' },
      'asked',
      'decided',
      { decision: { incident: 'DN-1' } },
    ],
    [200, { notice: 'n1', state: 'refused', reason: 'no' }, 'asked', 'refused', { reason: 'no' }],
    [200, { notice: 'n1', state: 'acknowledged' }, 'asked', 'failed', { failure: 'ambiguous' }],
    [200, { notice: 'n2', state: 'received' }, 'asked', 'failed', { failure: 'ambiguous' }],
    [404, { notice: 'n1' }, 'asked', 'unknown', {}],
    [404, { notice: 'n2' }, 'asked', 'failed', { failure: 'ambiguous' }],
    [404, {}, 'asked', 'failed', { failure: 'ambiguous' }],
    [404, {}, 'sent', 'failed', { failure: 'permanent' }],
    [422, {}, 'sent', 'refused', {}],
    [503, {}, 'sent', 'failed', { failure: 'transient' }],
    [500, {}, 'sent', 'failed', { failure: 'ambiguous' }],
    [302, {}, 'sent', 'failed', { failure: 'ambiguous' }],
  ])('%i %j to what was %s is %s', (status, body, asked, heard, more) =>
    expect(hear(status, body, asked)).toMatchObject({ heard, ...more }),
  );
  test('under another incident is not ours', () =>
    expect(hear(200, { notice: 'n1', state: 'terminated', incident: 'DN-2' }, 'asked', 'DN-1')).toMatchObject({
      heard: 'failed',
    }));
});
