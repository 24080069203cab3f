import { expect, test } from 'vitest';
import { begunWith, meanwhile, seenTag } from './begun.ts';

const draft = { version: 3, revision: 2, standing: 'draft', acts: [{ by: 'ada', what: 'drafted' }] };
const submitted = {
  ...draft,
  revision: 3,
  standing: 'submitted',
  acts: [...draft.acts, { by: 'sam', what: 'submitted' }],
};
const approved = { ...submitted, standing: 'in-force', acts: [...submitted.acts, { by: 'quinn', what: 'approved' }] };

test('a form stays open when a colleague submits what it changes, and keeps what it began with', () => {
  const begun = begunWith(undefined, true, draft);
  expect(begun).toEqual({ with: draft });
  expect(begunWith(begun, true, submitted)).toBe(begun);
  expect(begunWith(begun, true, undefined)).toBe(begun);
  expect(begunWith(begun, false, submitted)).toBeUndefined();
});

test('what is submitted when the form is asked for is not changed, and no form opens by itself later', () => {
  const none = begunWith(undefined, true, submitted);
  expect(none).toEqual({ with: undefined });
  expect(begunWith(none, true, draft)).toBe(none);
});

test('revisions of an open version are told apart, one that is decided about is one', () => {
  expect([draft, submitted, approved].map(seenTag)).toEqual(['3.2', '3.3', '3']);
});

test('whoever writes is told what others did meanwhile, and nothing of what he did himself', () => {
  expect(meanwhile(draft, submitted, 'ada')).toBe('Version 3 was submitted by sam meanwhile.');
  expect(meanwhile(draft, submitted, 'sam')).toBeUndefined();
  expect(meanwhile(draft, draft, 'sam')).toBeUndefined();
});
