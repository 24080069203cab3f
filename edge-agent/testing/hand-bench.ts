import * as v from 'valibot';
import { lineMessage } from '#shared/messages/agent-to-cloud.ts';
import type { ManualNeeds } from '../line/manual/bench.ts';
import type { Signature } from '../store/acts.ts';
import { at, type Stores } from './builders.ts';

/** A person's signature with a reason. */
export const signature: Signature = {
  by: 'olga',
  name: 'Olga Smith',
  meaning: 'done',
  reason: 'the flap was torn open',
  at,
  offset: '+01:00',
};

/** What people work with at a line's bench. */
export function atBench(stores: Stores): ManualNeeds {
  let now = Date.parse(at) + 60_000;
  const place = { readPoint: 'urn:epc:id:sgln:9521234.00001.9', bizLocation: 'urn:epc:id:sgln:9521234.00001.0' };
  return { ...stores, line: 'line-1', place, now: () => now++ };
}

const strings = v.optional(v.array(v.string()), []);
const event = v.object({
  type: v.string(),
  action: v.string(),
  bizStep: v.string(),
  eventTime: v.string(),
  epcList: strings,
  childEPCs: strings,
  parentID: v.optional(v.string()),
});
export type ToldEvent = v.InferOutput<typeof event>;
const document = v.object({ epcisBody: v.object({ eventList: v.array(event) }) });

/** Every event that the cloud is told of, in order. */
export function toldBy({ outbox }: Stores): ToldEvent[] {
  outbox.seal('line-1', Date.parse(at));
  return outbox.waiting('line-1', 10_000).flatMap(({ sequence }) => {
    const message = v.parse(lineMessage, JSON.parse(outbox.body('line-1', sequence)));
    return message.kind === 'epcis' ? v.parse(document, message.document).epcisBody.eventList : [];
  });
}

/** What became of things, in short words: `unpacking 3 of urn:…`. */
export const inWords = ({ bizStep, epcList, childEPCs, parentID }: ToldEvent): string =>
  `${bizStep} ${epcList.length + childEPCs.length}${parentID === undefined ? '' : ` of ${parentID}`}`;
