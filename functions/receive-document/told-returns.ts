import type { InboundChange, InboundDocument, InboundProblem } from '#common/store/inbound-row.ts';
import type { Unheard } from './judge-deeds.ts';

type Returns = NonNullable<InboundDocument['returns']>;

/** Things and events that a document's row names; a case names as many. */
const MOST = { things: 200, events: 20 };

/** What is noted of goods that come back from who never had them, as far as we were told. @param before noted of events before these */
export function returnsOf(unheard: readonly Unheard[], before?: Returns): Pick<InboundChange, 'returns'> {
  const { things = [], events = [], count = 0 } = before ?? {};
  if (unheard.length + count === 0) return {};
  const all = [...events, ...unheard.map(({ eventId }) => eventId)];
  return {
    returns: {
      things: [...things, ...unheard.map(({ epc }) => epc)].slice(0, MOST.things),
      events: [...new Set(all)].slice(0, MOST.events),
      count: count + unheard.length,
    },
  };
}

/** Its sender reads it beside that all was taken. */
export function toldOfReturns(returns: Returns | undefined): InboundProblem[] {
  if (returns === undefined) return [];
  const [first] = returns.things;
  const detail = `of ${returns.count} of the packs or containers that you send back nobody told us that you had them, the first is ${first}`;
  const remedy = 'tell us from whom you had them: we ask about it in a case of its own';
  return [{ code: 'unheard-return', at: returns.events[0] ?? '', detail, remedy }];
}
