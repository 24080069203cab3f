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

const cases = hasCorpus ? corpusJson<Twins[]>('vectors/event-hash/format-twins.json') : [];

function eventAt(file: string, index: number): EpcisEvent {
  const event = readListed(file).events[index];
  if (event === undefined) throw new Error(`${file} has no event ${index}`);
  return event;
}

const notWhatHappened = new Set(['eventID', 'recordTime', 'errorDeclaration', 'certificationInfo']);
/** Comments, and what a 1.2 sender put into `extension` without a namespace, as a later EPCIS would. */
const noData = /^\{http:\/\/www\.w3\.org\/2000\/01\/rdf-schema#\}comment$|^\{urn:epcglobal:epcis:xsd:1:\}/;

/** Lists that the standard calls unordered (EPCIS 2.0 §7.4): the twins have them in orders of their own. */
const sets = new Set(['epcList', 'childEPCs', 'inputEPCList', 'outputEPCList']);

/** Twins whose publishers told the same in another order, or with other digits in texts, by the start of their hash. */
const asWritten: Record<string, { readonly unordered?: readonly string[]; readonly digits?: true }> = {
  '46711c65': { unordered: ['extensions'] },
  '335da6c3': { unordered: ['extensions'] },
  '253f0178': { unordered: ['bizTransactionList', 'sourceList', 'destinationList'] },
  '3dada0cd': { digits: true },
};

/** What happened, whatever the digits of numbers and the zone of times: twins were not written with such care. */
function loosely(value: unknown, alike: (typeof asWritten)[string], name = ''): unknown {
  if (typeof value === 'string') {
    if (isTime(value)) return utcMilliseconds(value);
    return alike.digits ? canonicalNumber(value) : value;
  }
  if (Array.isArray(value)) {
    const data = value.filter((item) => !Array.isArray(item) || !noData.test(String(item[0])));
    const all = data.map((item) => loosely(item, alike));
    return sets.has(name) || alike.unordered?.includes(name) ? all.sort(byText) : all;
  }
  if (typeof value !== 'object' || value === null) return String(value);
  if ('number' in value) return canonicalNumber(String(value.number));
  const members = Object.entries(value).filter(([member]) => !notWhatHappened.has(member));
  const told = members.map(([member, inner]) => [member, loosely(inner, alike, member)] as const);
  return Object.fromEntries(
    told.filter(([member, inner]) => member !== 'extensions' || JSON.stringify(inner) !== '[]'),
  );
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

  test.each(cases)('$sha256: each of them gives the same event', ({ sha256, members }) => {
    const alike = asWritten[sha256.slice(0, 8)] ?? {};
    const [first, ...others] = members.map(({ file, event }) => ({
      file,
      event: loosely(comparableInKeys(eventAt(file, event)), alike),
    }));
    for (const { file, event } of others) expect(event, `${file} beside ${first?.file}`).toEqual(first?.event);
  });
});
