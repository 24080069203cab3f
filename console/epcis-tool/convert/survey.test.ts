import { describe, expect, test } from 'vitest';
import { jsonSample, sampleEvents, xmlSample } from '../../../test/kit/epcis-samples.ts';
import { pieces, watchedScreen } from '../../../test/kit/watched-screen.ts';
import { problemList } from '../problems/problem-list.ts';
import { survey } from './survey.ts';
import type { Form } from './target.ts';

const [commissioning, packing, shipping] = sampleEvents;

async function surveyed(text: string, to: Form = 'json-2.0') {
  const list = problemList(10);
  const reading = { screen: watchedScreen().screen, now: () => 0 };
  const found = await survey(pieces(...text.split(/(?<=>|,)/)), { to, compact: false }, reading, list);
  return { found, list };
}

describe('a survey', () => {
  test.each([jsonSample(), xmlSample('1.2')])('finds head, prefixes and company prefixes', async (text) => {
    const { found, list } = await surveyed(text);
    expect(list.kept).toEqual([]);
    expect(found).toMatchObject({
      head: { form: 'EPCISDocument', creationDate: '2026-03-01T10:00:00Z' },
      context: { ex: 'https://ns.example.org/epcis/' },
      events: 3,
    });
    expect(found.unfit.size).toBe(0);
    expect([...found.companyPrefixes]).toEqual(['9521321']);
  });

  test('gathers the prefixes of all events, renamed where two mean different things', async () => {
    const other = { ...shipping, '@context': { ex: 'https://other.example.org/' }, 'ex:line': 'P9' };
    const { found } = await surveyed(jsonSample([commissioning, other]));
    expect(Object.values(found.context).toSorted()).toEqual([
      'https://ns.example.org/epcis/',
      'https://other.example.org/',
    ]);
  });

  test('knows what cannot be read', async () => {
    const { found, list } = await surveyed(jsonSample([packing, { ...packing, action: 'GROW' }, packing]));
    expect([...found.unfit]).toEqual([1]);
    expect(found.events).toBe(3);
    expect(list.kept).toMatchObject([{ event: 1, path: '/epcisBody/eventList/1/action' }]);
  });

  test('knows what JSON can carry and XML cannot', async () => {
    const text = jsonSample([packing, { ...shipping, 'ex:no name': 'x' }]);
    expect((await surveyed(text)).found.unfit.size).toBe(0);
    for (const to of ['xml-1.2', 'xml-2.0'] as const) {
      const { found, list } = await surveyed(text, to);
      expect([...found.unfit]).toEqual([1]);
      expect(list.kept).toMatchObject([{ event: 1, path: '/epcisBody/eventList/1/ex:no name' }]);
    }
  });

  test('of a document that breaks off has no head', async () => {
    const { found, list } = await surveyed(jsonSample().slice(0, -20));
    expect(found.head).toBeUndefined();
    expect(list.errors).toBe(1);
  });
});
