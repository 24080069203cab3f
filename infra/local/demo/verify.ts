import * as v from 'valibot';
import type { Lot } from './batch.ts';
import type { Client } from './client.ts';
import { medico } from './facts.ts';
import { foreignPack } from './vrs.ts';

const eventsShape = v.object({
  epcisBody: v.object({
    queryResults: v.object({
      resultsBody: v.object({ eventList: v.array(v.looseObject({ epcList: v.optional(v.array(v.string()), []) })) }),
    }),
  }),
});
const answerShape = v.object({ data: v.object({ verified: v.boolean() }) });

/** Asks, as the wholesaler, whether one pack of the lot is genuine (GS1 lightweight messaging). */
export async function verifyOnePack(owner: Client, wholesaler: Client, lot: Lot): Promise<boolean> {
  const serial = await anySerial(owner, lot);
  if (serial === undefined) return false;
  const expiry = lot.expiry.slice(2).replaceAll('-', '');
  const path = `/vrs/verify/gtin/${lot.gtin}/lot/${encodeURIComponent(lot.lot)}/ser/${encodeURIComponent(serial)}`;
  const answer = await wholesaler.call('GET', `${path}?exp=${expiry}&reqGLN=${medico.profile.gln}`);
  return v.parse(answerShape, answer.body).data.verified;
}

const outcomeShape = v.object({ outcome: v.optional(v.string(), 'open') });

/** Asks, as the wholesaler, about a pack of a manufacturer that is no tenant here: found in the directory, answered by its responder. */
export async function verifyForeignPack(wholesaler: Client): Promise<string> {
  const { body } = await wholesaler.call('POST', '/api/verifications', foreignPack);
  return v.parse(outcomeShape, body).outcome;
}

async function anySerial(owner: Client, { gtin }: Lot): Promise<string | undefined> {
  const { body } = await owner.call('GET', '/epcis/events?EQ_bizStep=commissioning&perPage=10');
  const link = `https://id.gs1.org/01/${gtin}/21/`;
  const events = v.parse(eventsShape, body).epcisBody.queryResults.resultsBody.eventList;
  const found = events.flatMap(({ epcList }) => epcList).find((epc) => epc.startsWith(link));
  return found && decodeURIComponent(found.slice(link.length));
}
