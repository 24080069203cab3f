import * as v from 'valibot';
import type { Asked, Told } from '../../serve.ts';
import { ticketOf } from '../book/ticket.ts';
import { bodyOf, described, told } from './answers.ts';
import type { Answer, Caller, Context } from './context.ts';
import { inboundRow, type Row, sentRow } from './describe.ts';

const moment = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/, 'YYYY-MM-DD hh:mm:ss is expected'));
const filter = v.strictObject({
  start_date: v.optional(moment),
  end_date: v.optional(moment),
  processed_date_from: v.optional(moment),
  processed_date_to: v.optional(moment),
  document_id: v.optional(v.string()),
  request_id: v.optional(v.string()),
  doc_type: v.optional(v.pipe(v.number(), v.integer())),
  doc_status: v.optional(v.string()),
  file_uploadtype: v.optional(v.number()),
  sender_id: v.optional(v.string()),
  receiver_id: v.optional(v.string()),
});
/** Pages are asked for in this way everywhere. */
export const page = {
  start_from: v.pipe(v.number(), v.integer(), v.minValue(0)),
  count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000)),
};
const list = v.object({ filter: v.optional(filter, {}), ...page });

/** Tells of documents, and hands them out by links. */
export function documents({ book, now, url }: Context) {
  const fileLink = (id: string) => told({ link: `${url()}/api/v1/files/${id}` });
  const own = (id: string, { subject }: Caller) => {
    const sent = book.get(id);
    if (sent?.by === subject) return { sent };
    const came = book.inbound(id);
    return came?.to === subject ? { came } : undefined;
  };
  const unknown = described(404, 'no such document');

  const listed =
    (rows: (caller: Caller) => Row[]): Answer =>
    ({ body }, caller) => {
      const asked = bodyOf(list, body);
      if ('wrong' in asked) return asked.wrong;
      const { filter: wanted, start_from, count } = asked.read;
      const found = rows(caller).filter((row) => isWanted(row, wanted));
      return told({ documents: found.slice(start_from, start_from + count), total: found.length });
    };
  return {
    outcome: listed(({ subject }) => book.sentBy(subject).map((one) => sentRow(one, now()))),
    income: listed(({ subject }) => book.inboundTo(subject).map(inboundRow)),
    request: ((_, { subject }, [id = '']) => {
      const filed = book.byRequest(subject, id);
      return filed === undefined ? unknown : told({ documents: [sentRow(filed, now())], total: 1 });
    }) satisfies Answer,
    document: ((_, caller, [id = '']) => {
      const found = own(id, caller);
      if (found === undefined) return unknown;
      return told(found.sent === undefined ? inboundRow(found.came) : sentRow(found.sent, now()));
    }) satisfies Answer,
    download: ((_, caller, [id = '']) =>
      own(id, caller) === undefined || !book.vault.has(id) ? unknown : fileLink(id)) satisfies Answer,
    ticket: ((_, caller, [id = '']) => {
      const sent = own(id, caller)?.sent;
      if (sent === undefined) return unknown;
      return sent.outcome === undefined ? described(404, 'the ticket is not ready') : fileLink(`${id}.ticket`);
    }) satisfies Answer,
    signature: ((_, caller, [id = '']) => {
      const sent = own(id, caller)?.sent;
      return sent === undefined ? unknown : text(sent.sign, 'text/plain');
    }) satisfies Answer,
    /** Whoever has the link has the file. */
    file: (_: Asked, [name = '']: readonly string[]): Told => {
      const [id = '', what] = name.split('.');
      const filed = book.get(id);
      if (what === 'ticket') return text(filed && ticketOf(filed), 'application/xml');
      return text(filed || book.inbound(id) ? book.vault.get(id)?.toString('utf8') : undefined, 'application/xml');
    },
  };
}

const text = (said: string | undefined, type: string): Told =>
  said === undefined
    ? described(404, 'no such file')
    : { status: 200, text: said, headers: { 'content-type': `${type};charset=utf-8` } };

function isWanted(row: Row, wanted: v.InferOutput<typeof filter>): boolean {
  const processed = row.processed_date ?? '';
  const { start_date = '', end_date = '9', processed_date_from = '', processed_date_to } = wanted;
  if (row.date < start_date || row.date > end_date || processed < processed_date_from) return false;
  if (processed_date_to !== undefined && (processed === '' || processed > processed_date_to)) return false;
  const { document_id, request_id, doc_type, doc_status, file_uploadtype, sender_id, receiver_id } = wanted;
  const pairs = [
    [document_id, row.document_id],
    [request_id, row.request_id],
    [doc_type, row.doc_type],
    [doc_status, row.doc_status],
    [file_uploadtype, row.file_uploadtype],
    [sender_id, row.sender],
    [receiver_id, row.receiver],
  ];
  return pairs.every(([want, is]) => want === undefined || want === is);
}
