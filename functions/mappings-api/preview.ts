import type * as v from 'valibot';
import { fitsAnswer } from '#common/epcis/page-that-fits.ts';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { type Attempt, toldAsJson, tryEvents, tryMapping } from '#shared/mapping/try-mapping.ts';
import { mappingPreview } from '#shared/messages/mappings-api.ts';
import { refuse } from '#shared/refusal.ts';
import type { MappingApiNeeds } from './needs.ts';
import { mustFit } from './put-draft.ts';
import { wantedVersion } from './show-mappings.ts';
import { type Target, targetOf } from './take-step.ts';

/** Commissionings of a lot that are tried. */
const MOST_OF_LOT = 100;

type Asked = v.InferOutput<typeof mappingPreview>;

/**
 * What a mapping makes of a text, or of events that were captured; nothing is stored. What does not work is the answer too: it is what the caller wants
 * to see.
 */
export const preview =
  (needs: MappingApiNeeds): Endpoint =>
  async (request) => {
    const target = targetOf(request);
    const asked = read(mappingPreview, json(request));
    const { mapping, label } = await triedMapping(needs, target, asked);
    const prefixes = (await needs.registry.tenant(request.tenant))?.companyPrefixes ?? [];
    const given = [asked.input, asked.eventIds, asked.lot].filter((one) => one !== undefined);
    if (given.length !== 1) throw wrong('/input', 'one of input, eventIds and lot is to be tried');
    if (asked.input === undefined && mapping.direction === 'in')
      throw wrong('/input', 'events go out, and this mapping is for what comes in');
    const events = await capturedEvents(needs, request.tenant, asked);
    const attempt =
      events === undefined
        ? tryMapping(mapping, asked.input ?? '', asked, prefixes)
        : tryEvents(mapping, events, asked, prefixes);
    const body = { mapping: label, ...told(attempt, asked.at) };
    if (fitsAnswer(JSON.stringify(body))) return { status: 200, body };
    throw new Refused(
      refuse('too-many-results', 'what comes of it is more than an answer can hold', { remedy: 'try fewer events' }),
    );
  };

async function triedMapping(needs: MappingApiNeeds, target: Target, { mapping, version }: Asked) {
  if (mapping === undefined) {
    const wanted = await wantedVersion(needs, target, version);
    return { mapping: wanted.mapping, label: `${target.name}@${wanted.version}` };
  }
  if (version !== undefined) throw wrong('/version', 'a mapping is given beside a version');
  mustFit(mapping);
  return { mapping, label: target.name };
}

async function capturedEvents(
  { events }: MappingApiNeeds,
  tenant: string,
  { eventIds, lot }: Asked,
): Promise<readonly EpcisEvent[] | undefined> {
  if (lot !== undefined) {
    const found = await events.firstOfLot(tenant, lot, MOST_OF_LOT);
    if (found.length === 0)
      throw new Refused(refuse('not-found', `nothing of lot ${lot.lot} was commissioned`, { at: '/lot' }));
    return found;
  }
  if (eventIds === undefined) return undefined;
  const found = await events.byId(tenant, eventIds);
  const missing = eventIds.find((id) => !found.some(({ eventId }) => eventId === id));
  if (missing !== undefined)
    throw new Refused(refuse('not-found', `no event ${missing} was captured`, { at: '/eventIds' }));
  return found.map(({ event }) => event);
}

const wrong = (at: string, detail: string) =>
  new Refused(refuse('malformed', detail, { at, remedy: 'send one of them' }));

function told(attempt: Attempt, at: string) {
  if (!('read' in attempt)) return attempt;
  const { read: found } = attempt;
  return { family: found.family, document: JSON.parse(toldAsJson(found, at)) };
}
