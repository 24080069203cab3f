import * as v from 'valibot';
import { type Refusal, refuse } from '../../refusal.ts';
import { jsonOf } from '../answers.ts';
import type { NoticeAnswer, NoticePage } from '../notice.ts';
import type { Message } from '../regime.ts';
import { post } from './api.ts';
import { readError } from './read-error.ts';

/** Documents of a page. */
const COUNT = 100;
/** Documents may become visible out of order: each look begins so long before the last one known [L], milliseconds. */
const OVERLAP = 10 * 60_000;

/**
 * Where a look has come to. Pages are counted from the beginning of the look: a document more moves others back, so that some come twice and none never,
 * whichever end the operator begins at.
 */
interface Place {
  /** Only what was processed since then, as the operator writes moments; empty: all. */
  readonly since: string;
  readonly from: number;
  /** The latest moment that this look has seen. */
  readonly top: string;
}

const writePlace = ({ since, from, top }: Place) => `${since}/${from}/${top}`;

function readPlace(text: string): Place {
  const [since = '', from = '0', top = ''] = text.split('/');
  return { since, from: Number(from), top };
}

const moment = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d/));
const page = v.object({
  documents: v.array(
    v.object({
      document_id: v.pipe(v.string(), v.regex(/^[0-9A-Za-z-]{1,64}$/)),
      doc_type: v.number(),
      date: moment,
      processed_date: v.nullish(moment),
      sender: v.nullish(v.string()),
    }),
  ),
  total: v.optional(v.number()),
});

/** Asks for documents that came in (REST API v1, `documents/income`). */
export function askList(text: string): Message {
  const { since, from } = readPlace(text);
  const filter = since === '' ? {} : { processed_date_from: since };
  return post('documents-income', 'documents/income', { filter, start_from: from, count: COUNT });
}

/** Reads a page: notifications alone, documents 601 to 634. */
export function readList(text: string, { status, body }: NoticeAnswer): NoticePage | Refusal {
  if (status !== 200) return refuse('busy', `status ${status}${whyOf(body)}`);
  const read = v.safeParse(page, jsonOf(body));
  if (!read.success) return refuse('busy', 'the list of documents cannot be read');
  const place = readPlace(text);
  const { documents, total } = read.output;
  const seen = documents.map(({ date, processed_date }) => (processed_date ?? date).slice(0, 19).replace('T', ' '));
  const top = [place.top, ...seen].toSorted().at(-1) ?? '';
  const from = place.from + documents.length;
  const more = documents.length > 0 && (total === undefined ? documents.length === COUNT : from < total);
  const next = more ? { ...place, from, top } : { since: top === '' ? place.since : before(top), from: 0, top: '' };
  const listed = documents.flatMap(({ document_id, doc_type, sender }, i) =>
    doc_type < 601 || doc_type > 634
      ? []
      : [{ id: document_id, kind: String(doc_type), at: instantOf(seen[i] ?? ''), ...(sender && { by: sender }) }],
  );
  return { listed, next: writePlace(next), more };
}

/** Moments have no zone: they are taken for UTC [L]. */
const instantOf = (text: string) => new Date(Date.parse(`${text.replace(' ', 'T')}Z`)).toISOString();
const before = (text: string) =>
  new Date(Date.parse(instantOf(text)) - OVERLAP).toISOString().slice(0, 19).replace('T', ' ');

function whyOf(body: string): string {
  const told = readError(body);
  return told === undefined ? '' : `: ${told.reason}`;
}
