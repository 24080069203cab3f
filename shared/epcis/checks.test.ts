import { describe, expect, test } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { readJsonDocument } from './read-json.ts';

const event = (bizStep: string) =>
  readJsonDocument(
    JSON.stringify({
      '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
      type: 'ObjectEvent',
      action: 'OBSERVE',
      eventTime: '2026-03-01T08:00:00Z',
      eventTimeZoneOffset: '+00:00',
      epcList: ['urn:example:1'],
      bizStep,
    }),
  );

describe('a word that CBV does not know', () => {
  test.each([
    ['comissioning', 'write commissioning'],
    ['Shipping', 'write shipping'],
    ['zzzzzzzzzzzz', 'a value of your own must be a URI or CURIE'],
  ])('%s is refused: %s', (word, remedy) => {
    const read = event(word);
    expect(isRefusal(read) && read).toMatchObject({
      detail: `"${word}" is no value of bizStep in CBV 2.0`,
      rule: 'CBV 2.0 §7',
      remedy,
    });
  });

  test('is fine as a URI', () => expect(isRefusal(event('urn:example:comissioning'))).toBe(false));
});
