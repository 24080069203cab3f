import * as v from 'valibot';
import { expect, test } from 'vitest';
import { readJsonDocument } from '#shared/epcis/read-json.ts';
import { sgtinUrn } from '#shared/gs1/sgtin.ts';
import { isRefusal } from '#shared/refusal.ts';
import { bytesOf, messageDocument } from '../outbox/message-document.ts';
import { MOST_BYTES } from '../outbox/to-seal.ts';
import { containerEvents } from './container-events.ts';

const packed = {
  parent: 'urn:epc:id:sscc:9521234.0000000001',
  place: { readPoint: 'urn:epc:id:sgln:9521234.00001.1', bizLocation: 'urn:epc:id:sgln:9521234.00001.0' },
  commission: { lot: 'LOT42', expiry: '2028-06-30' },
  commissioned: { at: '2026-03-01T08:00:00.000Z', offset: '+01:00' },
  closed: { at: '2026-03-01T08:00:00.001Z', offset: '+01:00' },
};
/** Serials as long, and in a URN as much escaped, as they can be. */
const units = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const urn = sgtinUrn({ gtin: '09521234000013', companyPrefix: '9521234', serial: String(index).padStart(20, '&') });
    if (isRefusal(urn)) throw new Error(urn.detail);
    return urn;
  });
const events = (groups: ReturnType<typeof containerEvents>) =>
  groups.flatMap((group) => {
    const read = readJsonDocument(JSON.stringify(messageDocument(group)));
    if (isRefusal(read)) throw new Error(`${read.at}: ${read.detail}`);
    return read.events;
  });

test('a container is one group of events, and a document of them one that any EPCIS 2.0 reader takes', () => {
  const groups = containerEvents({ ...packed, children: units(20) });
  expect(groups).toHaveLength(1);
  expect(events(groups)).toMatchObject([
    { bizStep: 'commissioning', epcList: { length: 20 }, eventTime: packed.commissioned.at },
    { bizStep: 'commissioning', epcList: [packed.parent] },
    { type: 'AggregationEvent', parentID: packed.parent, childEPCs: { length: 20 }, eventTime: packed.closed.at },
  ]);
});

test('what is known already is not commissioned again', () => {
  const { commission: _, ...known } = packed;
  expect(events(containerEvents({ ...known, children: units(3) }))).toHaveLength(2);
});

test('the largest container is told in groups that the broker takes, each unit commissioned and packed once', () => {
  const groups = containerEvents({ ...packed, children: units(10_000) });
  for (const group of groups) expect(bytesOf(group)).toBeLessThan(MOST_BYTES);
  const lists = v.object({
    epcList: v.optional(v.array(v.string()), []),
    childEPCs: v.optional(v.array(v.string()), []),
  });
  const all = events(groups).map((event) => v.parse(lists, event));
  expect(all.flatMap(({ childEPCs }) => childEPCs)).toEqual(units(10_000));
  expect(all.flatMap(({ epcList }) => epcList).filter((epc) => epc !== packed.parent)).toEqual(units(10_000));
});
