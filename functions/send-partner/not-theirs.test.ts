import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { inboundIdOf, storedInbound } from '#common/store/inbound-row.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { commission } from '../../test/kit/unit-stories.ts';
import { notTheirs } from './not-theirs.ts';

const at = '2026-03-01T10:00:00.000Z';
const [fromMaker, fromStore] = ['1', '2'].map((n) => inboundIdOf(at, n.repeat(64)));
if (fromMaker === undefined || fromStore === undefined) throw new Error('two documents');
const made = 'https://id.gs1.org/01/09521321543218/21/A';
const packedHere = 'https://id.gs1.org/01/09521322543217/21/B';
const ofMaker = { partner: 'maker', party: 'urn:epc:id:pgln:9521321.00001' };

const senders: Record<string, string> = { [fromMaker]: 'maker', [fromStore]: 'store' };
const inbound = {
  get: async (tenant: string, documentId: string) => {
    const partner = senders[documentId];
    const kept = { fileName: '', contentType: '', bytes: 1, sha256: '', key: '', receivedAt: at, state: 'accepted' };
    return partner === undefined
      ? undefined
      : v.parse(storedInbound, { ...kept, tenant, documentId, partner, way: 'network', senderId: '' });
  },
};
const stored = (eventId: string, captureId: string, event: EpcisEvent = commission(0, [made])) => ({
  ...{ eventId, captureId, event },
  recordTime: at,
});
async function told(events: readonly ReturnType<typeof stored>[], partner = ofMaker) {
  const kept = await notTheirs(inbound, { tenant: 'medico', partner, always: ['shipment'] }, events);
  return kept.map(({ eventId }) => eventId);
}

describe('a partner is told', () => {
  test('what we made ourselves, of its numbers too', async () => {
    expect(await told([stored('made', 'job-1')])).toEqual(['made']);
  });

  test('nothing that it told us, in the first reading or a later one', async () => {
    const foreign = commission(0, [packedHere]);
    expect(await told([stored('one', fromMaker, foreign), stored('two', `${fromMaker}-1`, foreign)])).toEqual([]);
  });

  test('nothing that others told us of its own numbers, and what they told of other things', async () => {
    const events = [stored('own', fromStore), stored('mixed', fromStore, commission(0, [made, packedHere]))];
    expect(await told(events)).toEqual(['mixed']);
  });

  test('the shipment, whoever told us of that', async () => {
    expect(await told([stored('shipment', fromMaker)])).toEqual(['shipment']);
  });

  test('what its own supplier told us', async () => {
    const buyer = { partner: 'buyer', party: 'urn:epc:id:pgln:9521323.00001' };
    expect(await told([stored('made', fromMaker)], buyer)).toEqual(['made']);
  });
});
