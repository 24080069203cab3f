import * as v from 'valibot';
import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { jsonOf } from '../answers.ts';
import type { Notice, NoticeAnswer, NoticeMeaning } from '../notice.ts';
import type { Message, Notices } from '../regime.ts';
import { get } from './api.ts';
import { MOVED_WITHIN, within } from './due/deadlines.ts';
import { askList, readList } from './notice-list.ts';
import { type Notification, readNotification } from './notifications/notification.ts';

const CALL = 'documents-download';
const linked = v.object({ link: v.pipe(v.string(), v.minLength(1)) });

const meanings: Readonly<Record<number, NoticeMeaning>> = {
  601: 'shipped',
  605: 'taken-back',
  606: 'refused',
  607: 'accepted',
};
/** Errors that a notice tells, as a reason has them. */
const MOST_ERRORS = 5;

/** What the operator tells of documents of others (MDLP XSD 1.38, documents 601 to 634; REST API v1, `documents/income` and `documents/download`). */
export const notices: Notices = {
  ask: askList,
  readPage: readList,
  askFor: (id) => get(CALL, `documents/download/${encodeURIComponent(id)}`),
  read,
};

function read({ status, body }: NoticeAnswer): { notice: Notice } | { next: Message } | Refusal {
  if (status !== 200) return refuse('busy', `status ${status}`);
  const found = jsonOf(body);
  if (v.is(linked, found)) return { next: { method: 'GET', call: CALL, path: found.link, headers: {} } };
  // A proxy's page says nothing about the document.
  if (!body.includes('<documents')) return refuse('busy', 'neither a link nor a document was answered');
  const told = readNotification(body);
  return isRefusal(told) ? told : { notice: noticeOf(told) };
}

function noticeOf(told: Notification): Notice {
  const means = meanings[told.document] ?? 'told';
  return {
    means,
    act: told.act,
    mirrors: told.mirrors === undefined ? undefined : String(told.mirrors),
    by: told.by,
    at: told.at,
    paper: told.paper?.number,
    reason: told.reason ?? reasonOf(told),
    remedy: means === 'refused' ? refusedRemedy : undefined,
    deadline: means === 'shipped' ? within(told.at, MOVED_WITHIN) : undefined,
    things: told.items.map(({ code }) => code),
  };
}

const reasonOf = ({ errors }: Notification): string | undefined =>
  errors.length === 0
    ? undefined
    : errors
        .slice(0, MOST_ERRORS)
        .map(({ code, detail, object }) => `${code} ${object === undefined ? '' : `${object} `}${detail}`)
        .join('; ');

const refusedRemedy =
  'speak with the receiver: ship again as it should have been, or let the receiver tell first (416); what never left is taken back by an error declaration of the shipment (251; 250 for a document as a whole)';
