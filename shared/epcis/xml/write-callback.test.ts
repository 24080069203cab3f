import { expect, test } from 'vitest';
import { type RefusalCode, refuse } from '../../refusal.ts';
import { callbackExceptionXml } from './write-callback.ts';

const about = { queryName: 'SimpleEventQuery', subscriptionID: 's<1>', creationDate: '2026-03-01T10:00:00.000Z' };
const told = (code: RefusalCode, detail = 'why') => callbackExceptionXml(refuse(code, detail), about);

test('too much is told as QueryTooLargeException, with the subscription', () => {
  expect(told('too-many-results')).toContain(
    '<EPCISBody><epcisq:QueryTooLargeException><reason>why</reason><queryName>SimpleEventQuery</queryName>' +
      '<subscriptionID>s&lt;1&gt;</subscriptionID></epcisq:QueryTooLargeException></EPCISBody>',
  );
});

test('anything else is told as ImplementationException, and how bad it is', () => {
  expect(told('bad-parameter')).toContain(
    '<epcisq:ImplementationException><reason>why</reason><severity>ERROR</severity><queryName>',
  );
});

test('what XML cannot carry of the reason does not keep it from being told', () => {
  expect(told('unsupported', 'a\u0001b')).toContain('<reason>a?b</reason>');
});
