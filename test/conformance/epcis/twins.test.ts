import { describe, expect, test } from 'vitest';
import { canonicalNumber } from '#shared/epcis/canonical-number.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { eventId } from '#shared/epcis/event-id.ts';
import { isTime, utcMilliseconds } from '#shared/epcis/time.ts';
import { comparableInKeys } from '../../kit/comparable.ts';
import { corpusJson, hasCorpus } from './corpus.ts';
import { readListed } from './documents.ts';

interface Twins {
  readonly sha256: string;
  readonly members: readonly { readonly file: string; readonly event: number; readonly format: string }[];
}

/** JSON that gives a prefix of the standard another meaning. The context protects it, so that we keep the standard's; the XML twin has the other. */
const redefined = /json-2\.0\/[Tt]ransformation_?[Ee]vent_all_possible_fields\.json/;

const twins = hasCorpus ? corpusJson<Twins[]>('vectors/event-hash/format-twins.json') : [];
const cases = twins.map(({ sha256, members }) => ({
  sha256,
  members: members.filter(({ file }) => !redefined.test(file)),
}));

function eventAt(file: string, index: number): EpcisEvent {
  const event = readListed(file).events[index];
  if (event === undefined) throw new Error(`${file} has no event ${index}`);
  return event;
}

const notWhatHappened = new Set(['eventID', 'recordTime', 'errorDeclaration', 'certificationInfo']);
/** Comments, and what a 1.2 sender put into `extension` without a namespace, as a later EPCIS would. */
const noData = /^\{http:\/\/www\.w3\.org\/2000\/01\/rdf-schema#\}comment$|^\{urn:epcglobal:epcis:xsd:1:\}/;

/** What happened, whatever the order of lists, the digits of numbers and the zone of times: twins were not written with such care. */
function loosely(value: unknown): unknown {
  if (typeof value === 'string') return isTime(value) ? utcMilliseconds(value) : canonicalNumber(value);
  if (Array.isArray(value)) {
    const data = value.filter((item) => !Array.isArray(item) || !noData.test(String(item[0])));
    return data.map((item) => loosely(item)).sort(byText);
  }
  if (typeof value !== 'object' || value === null) return String(value);
  if ('number' in value) return canonicalNumber(String(value.number));
  const members = Object.entries(value).filter(([name]) => !notWhatHappened.has(name));
  const told = members.map(([name, inner]) => [name, loosely(inner)] as const);
  return Object.fromEntries(told.filter(([name, inner]) => name !== 'extensions' || JSON.stringify(inner) !== '[]'));
}

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

describe.skipIf(!hasCorpus)('events published in several formats', () => {
  test('are many', () => {
    expect(cases).toHaveLength(41);
    expect(cases.flatMap(({ members }) => members).length).toBeGreaterThan(110);
  });

  test.each(cases)('$sha256 is the hash of all of them', ({ sha256, members }) => {
    for (const { file, event } of members)
      expect(eventId(eventAt(file, event)), file).toBe(`ni:///sha-256;${sha256}?ver=CBV2.0`);
  });

  test.each(cases)('$sha256: each of them gives the same event', ({ members }) => {
    const [first, ...others] = members.map(({ file, event }) => ({
      file,
      event: loosely(comparableInKeys(eventAt(file, event))),
    }));
    for (const { file, event } of others) expect(event, `${file} beside ${first?.file}`).toEqual(first?.event);
  });
});
