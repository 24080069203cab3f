import { type Book, drafted, type Kept } from './book.ts';
import type { HubRules } from './countries.ts';
import { HubProblem, type Problem } from './problem.ts';
import { type Code, gtinOf } from './read-codes.ts';
import type { HubEvent, HubMessage } from './read-message.ts';

/** Who and what is registered at a hub. */
export interface Registered {
  readonly glns: ReadonlySet<string>;
  readonly gtins: ReadonlySet<string>;
}

interface Judged {
  readonly rules: HubRules;
  readonly registered: Registered;
  readonly now: number;
}

/** Takes all events of a message, or none. @returns warnings @throws HubProblem */
export function judge(book: Book, { events }: HubMessage, { rules, registered, now }: Judged): Problem[] {
  const serials = events.reduce((sum, { codes, parent }) => sum + codes.length + (parent === undefined ? 0 : 1), 0);
  if (serials > rules.mostSerials) throw new HubProblem('TOO_MANY', `${serials} serials in one message`);
  for (const event of events) mustBeRegistered(event, registered);
  drafted(book, (draft) => {
    for (const event of events) take(draft, event, rules);
  });
  const late = events.find(({ at }) => at > now);
  return late ? [{ code: 'FUTURE', text: `an event is of ${new Date(late.at).toISOString()}` }] : [];
}

/** A location or product that is not known has the whole message refused. */
function mustBeRegistered({ here, from, to, codes, lots, parent }: HubEvent, { glns, gtins }: Registered): void {
  for (const gln of [...here, ...(from ? [from] : []), ...(to ? [to] : [])])
    if (!glns.has(gln)) throw new HubProblem('UNKNOWN_GLN', 'the location is not registered', gln);
  for (const code of [...codes, ...lots, ...(parent === undefined ? [] : [parent])]) {
    const gtin = gtinOf(code);
    if (gtin !== undefined && !gtins.has(gtin))
      throw new HubProblem('UNKNOWN_GTIN', 'the product is not registered', gtin);
  }
}

function take(book: Book, event: HubEvent, rules: HubRules): void {
  const { type, action, step, disposition, id } = event;
  if (event.isError) {
    takeBack(book, id);
    return;
  }
  const before = new Map(
    event.codes.flatMap((code) => [code, ...inside(book, code)]).map((one) => [one, book.get(one)]),
  );
  if (type === 'AggregationEvent') pack(book, event, rules);
  else if (action === 'ADD' && step === 'commissioning') commission(book, event);
  else if (action === 'DELETE') decommission(book, event);
  else if (disposition === 'recalled') recall(book, event);
  else if (['shipping', 'void_shipping', 'receiving'].includes(step)) move(book, event, rules);
  else throw new HubProblem('NOT_TAKEN', `no ${action} of ${step} is taken`);
  if (id !== undefined)
    book.events.set(
      id,
      [...before].map(([code, was]) => ({ code, before: was, after: book.get(code) })),
    );
}

function* inside(book: Book, code: Code): Generator<Code> {
  for (const one of book.children(code)) {
    yield one;
    yield* inside(book, one);
  }
}

function commission(book: Book, { codes, lot, expiry, here }: HubEvent): void {
  for (const code of codes) {
    const gtin = gtinOf(code);
    if (book.get(code) !== undefined) throw new HubProblem('ALREADY_COMMISSIONED', 'the serial is known', code);
    if (gtin !== undefined && (lot === undefined || !/^\d{4}-\d\d-\d\d$/.test(expiry ?? '')))
      throw new HubProblem('NO_LOT', 'lot or expiry is missing', code);
    book.set(code, { state: 'active', place: here[0] ?? '', ...(lot && { lot }) });
    if (gtin !== undefined) book.addLot(`${gtin}/${lot}`);
  }
}

function active(book: Book, code: Code): Kept {
  const kept = book.get(code);
  if (kept === undefined) throw new HubProblem('NOT_COMMISSIONED', 'is not known', code);
  if (kept.state === 'inactive') throw new HubProblem('INACTIVE', 'was taken out before', code);
  return kept;
}

function pack(book: Book, { action, parent = '', codes }: HubEvent, { packing }: HubRules): void {
  if (!packing) throw new HubProblem('NOT_TAKEN', 'no aggregation is taken');
  active(book, parent);
  for (const code of codes) {
    const kept = active(book, code);
    if (action === 'ADD' && kept.parent !== undefined)
      throw new HubProblem('ALREADY_PACKED', `is in ${kept.parent}`, code);
    const { parent: _, ...loose } = kept;
    book.set(code, action === 'ADD' ? { ...loose, parent } : loose);
  }
}

function decommission(book: Book, { codes }: HubEvent): void {
  for (const code of codes) {
    const { parent: _, ...kept } = active(book, code);
    book.set(code, { ...kept, state: 'inactive' });
  }
}

function recall(book: Book, { lots }: HubEvent): void {
  for (const lot of lots) {
    if (!book.lots.has(lot)) throw new HubProblem('UNKNOWN_LOT', 'no pack of it is known', lot);
    book.recall(lot);
  }
}

function move(book: Book, { step, codes, here, from = here[0] ?? '', to = here[0] ?? '' }: HubEvent, rules: HubRules) {
  if (!rules.movements) throw new HubProblem('NOT_TAKEN', 'no movement is taken');
  for (const code of codes) {
    const kept = active(book, code);
    if (step === 'shipping' && (kept.state !== 'active' || kept.place !== from))
      throw new HubProblem('NOT_HERE', `is ${kept.state} at ${kept.place}`, code);
    if (step !== 'shipping' && (kept.state !== 'in-transit' || kept.place !== to))
      throw new HubProblem('NOT_SHIPPED', `is ${kept.state} at ${kept.place}`, code);
    const next = { shipping: ['in-transit', to], void_shipping: ['active', from], receiving: ['active', to] } as const;
    const [state, place] = next[step === 'shipping' || step === 'receiving' ? step : 'void_shipping'];
    for (const one of [code, ...inside(book, code)]) {
      const was = book.get(one);
      if (was !== undefined) book.set(one, { ...was, state, place });
    }
  }
}

function takeBack(book: Book, id = ''): void {
  const changed = book.events.get(id);
  if (changed === undefined) throw new HubProblem('UNKNOWN_EVENT', 'nothing was told under that id', id);
  for (const { code, after } of changed)
    if (book.get(code) !== after) throw new HubProblem('CHANGED_SINCE', 'something happened to it since', code);
  for (const { code, before } of changed) book.set(code, before);
  book.events.delete(id);
}
