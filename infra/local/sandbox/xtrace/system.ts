import { openJournal } from '../journal.ts';
import { type Book, newBook, type Order, orderOf, packAt, type Report, type SubOrder } from './book.ts';
import { countries, type Participants } from './countries.ts';
import { type Entry, type Reported, readEntry } from './entries.ts';
import { aggregate, utilise, withdraw } from './judge.ts';

export type System = ReturnType<typeof openSystem>;

/** The books of all countries, which orders and reports are worked off in when they are due, in that order. */
export function openSystem(file: string | undefined, participants: Participants, onClock: (aheadMs: number) => void) {
  const books = new Map(Object.keys(countries).map((country) => [country, newBook(participants[country] ?? [])]));
  const of = (country: string): Book => {
    const book = books.get(country);
    if (book === undefined) throw new Error(`no system ${country}`);
    return book;
  };

  /** Works off what is due. Called before anything else happens, so that what is rebuilt comes to the same results. */
  const settle = (at: number): void => {
    for (const [country, book] of books) {
      for (const order of book.orders.values())
        if (order.status === undefined && order.due <= at) emit(book, order, countries[country]?.price ?? 0);
      const due = [...book.reports.values()].filter(
        ({ entry, status }) => status === undefined && !entry.lost && entry.due <= at,
      );
      for (const report of due.sort((a, b) => a.entry.due - b.entry.due)) judge(book, report);
    }
  };
  const apply = (happened: Entry): void => {
    settle(happened.at);
    if (happened.kind === 'clock') onClock(happened.aheadMs);
    else happen(of(happened.country), happened);
  };
  const journal = openJournal(file, readEntry);
  for (const before of journal.before) apply(before);

  return {
    of,
    settle,
    take: (happened: Entry): void => {
      journal.append(happened);
      apply(happened);
    },
  };
}

function emit(book: Book, order: Order, price: number): void {
  const cost = price * order.subOrders.reduce((sum, { quantity }) => sum + quantity, 0);
  const balance = book.balances.get(order.tin) ?? 0;
  const isPaid = cost <= balance;
  const isNew = !order.subOrders.some(({ gtin, serialNumbers = [] }) =>
    serialNumbers.some((serial) => book.packs.has(gtin + serial)),
  );
  order.status = isPaid && isNew ? 'READY' : 'REJECTED';
  if (order.status === 'READY') book.balances.set(order.tin, balance - cost);
  else order.why = isPaid ? 'SERIALS' : 'NO_MONEY';
}

/** A report of utilisation is taken whole or not at all; of a document, what is wrong with each of its things. */
function judge(book: Book, report: Report): void {
  const { entry } = report;
  const wrong = wrongIn(book, entry);
  const all = entry.kind === 'aggregation' ? entry.said.aggregationUnits.length : countOf(entry);
  report.wrong = wrong;
  if (wrong.length === 0) report.status = 'SUCCESS';
  else {
    const isPart =
      entry.kind !== 'utilisation' && wrong.length < all && wrong.every(({ index }) => index !== undefined);
    report.status = isPart ? 'PARTIALLY_PROCESSED' : 'ERROR';
  }
}

function wrongIn(book: Book, entry: Reported) {
  switch (entry.kind) {
    case 'utilisation':
      return utilise(book, entry);
    case 'aggregation':
      return aggregate(book, entry);
    case 'withdrawal':
      return withdraw(book, entry);
  }
}

const countOf = (entry: Reported) => (entry.kind === 'withdrawal' ? entry.said.codes.length : 1);

function happen(book: Book, happened: Exclude<Entry, { kind: 'clock' }>): void {
  const { kind } = happened;
  if (kind === 'order') book.orders.set(happened.id, orderOf(happened));
  else if (kind === 'pack') handOut(book, happened);
  else if (kind === 'closed') close(book.orders.get(happened.order)?.subOrders ?? [], happened.gtin);
  else if (kind === 'found') refind(book.reports.get(happened.id));
  else if (kind === 'pay') pay(book, happened);
  else if (kind === 'forget') forget(book, happened.codes);
  else book.reports.set(happened.id, { entry: happened, wrong: [] });
}

function pay({ balances }: Book, { tin, amount }: Extract<Entry, { kind: 'pay' }>): void {
  balances.set(tin, (balances.get(tin) ?? 0) + amount);
}

function close(subOrders: readonly SubOrder[], gtin: string | undefined): void {
  for (const one of subOrders) if (gtin === undefined || one.gtin === gtin) one.isClosed = true;
}

/** A report whose result was lost is worked off after all. */
function refind(report: Report | undefined): void {
  if (report !== undefined) report.entry = { ...report.entry, lost: false };
}

function handOut(book: Book, { order: id, gtin, packId, count, at }: Extract<Entry, { kind: 'pack' }>): void {
  const order = book.orders.get(id);
  const subOrder = order?.subOrders.find((one) => one.gtin === gtin);
  if (order === undefined || subOrder === undefined) return;
  const from = subOrder.passed;
  for (let index = from; index < from + count; index++)
    book.packs.set(packAt(order, subOrder, index), { tin: order.tin, at, state: 'RECEIVED' });
  subOrder.packs.push({ packId, from, count, at });
  subOrder.passed += count;
}

/** Packs are as if their codes had just been handed out; packages are not known any more. */
function forget({ packs, units }: Book, codes: readonly string[]): void {
  for (const code of codes) {
    units.delete(code);
    const pack = packs.get(code);
    if (pack !== undefined) packs.set(code, { tin: pack.tin, at: pack.at, state: 'RECEIVED' });
  }
}
