import type { InboundChange, InboundDocument, InboundProblem } from '#common/store/inbound-row.ts';
import type { Unheard } from './judge-deeds.ts';

type Some = NonNullable<InboundDocument['returns']>;
type Noted = Pick<InboundChange, 'returns' | 'onward'>;

/** Things and events that a document's row names; a case names as many. */
const MOST = { things: 200, events: 20 };

/** What is noted of goods that come back from, or are shipped on by, who never had them, as far as we were told. @param before noted of events before these */
export function notedOf(unheard: readonly Unheard[], before: Noted = {}): Noted {
  const [back, on] = [true, false].map((isBack) => unheard.filter(({ deed }) => (deed === 'return') === isBack));
  const [returns, onward] = [added(back, before.returns), added(on, before.onward)];
  return { returns, onward };
}

function added(unheard: readonly Unheard[] = [], before?: Some): Some | undefined {
  const { things = [], events = [], count = 0 } = before ?? {};
  if (unheard.length + count === 0) return undefined;
  const all = [...events, ...unheard.map(({ eventId }) => eventId)];
  return {
    things: [...things, ...unheard.map(({ epc }) => epc)].slice(0, MOST.things),
    events: [...new Set(all)].slice(0, MOST.events),
    count: count + unheard.length,
  };
}

/** Its sender reads it beside that all was taken. */
export const toldOfUnheard = ({ returns, onward }: Noted): InboundProblem[] => [
  ...told(
    'unheard-return',
    'send back',
    'tell us from whom you had them: we ask about it in a case of its own',
    returns,
  ),
  ...told(
    'unheard-shipment',
    'ship on',
    'have whoever you had them from tell us: until then they are counted where they were',
    onward,
  ),
];

function told(code: string, what: string, remedy: string, some: Some | undefined): InboundProblem[] {
  if (some === undefined) return [];
  const [first] = some.things;
  const detail = `of ${some.count} of the packs or containers that you ${what} nobody told us that you had them, the first is ${first}`;
  return [{ code, at: some.events[0] ?? '', detail, remedy }];
}
