import { createHash, randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Asked, Told } from '../../serve.ts';
import type { Filed } from '../book/filed.ts';
import { signatureProblem } from '../signature/check-signature.ts';
import { bodyOf, described, told } from './answers.ts';
import { type Answer, type Caller, type Context, guid } from './context.ts';

/** What `documents/send` takes, bytes of the document; larger ones are uploaded. */
export const MOST_BYTES = 1024 * 1024;
/** How much later than others a result comes that is out of order. */
const BEHIND_MS = 60_000;

const requestId = v.pipe(v.string(), v.regex(guid, 'a GUID is expected'));
const text = v.pipe(v.string(), v.minLength(1));
const sent = v.object({ document: text, sign: text, request_id: requestId });
const large = v.object({
  sign: text,
  hash_sum: v.pipe(v.string(), v.regex(/^[a-fA-F0-9]{64}$/, 'a SHA-256 in hexadecimal is expected')),
  request_id: requestId,
});
const finished = v.object({ document_id: text });

export const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Takes documents, small ones at once and large ones by a link. What a request id named before it names again. */
export function sending(context: Context) {
  const { book, now, isStrict } = context;
  const signs = (caller: Caller, sign: string, bytes: Buffer) => {
    const { certificate } = caller.user;
    const certificates = certificate === undefined ? [] : [certificate];
    return signatureProblem(sign, bytes, { isStrict, certificates });
  };
  const receive = (document: Omit<Received, 'at' | 'due' | 'lost'>, fault: Asked['fault']): void => {
    const lost = fault?.kind === 'lost-result';
    const due = now() + context.delayMs() + (fault?.kind === 'out-of-order' ? BEHIND_MS : 0);
    book.take({ kind: 'received', at: now(), due, lost, channel: 3, ...document });
  };
  /** The same once more: what was lost comes after all. */
  const again = (before: Filed, digest: string, fault: Asked['fault']): Told => {
    if (before.digest !== digest)
      return described(409, `request_id ${before.requestId} was used with another document`);
    if (before.state === 'lost' && fault?.kind !== 'lost-result')
      book.take({ kind: 'resent', id: before.id, due: now() + context.delayMs() });
    return told({ document_id: before.id });
  };
  const send: Answer = ({ body, fault }, caller) => {
    const asked = bodyOf(sent, body);
    if ('wrong' in asked) return asked.wrong;
    const { document, sign, request_id } = asked.read;
    const bytes = Buffer.from(document, 'base64');
    if (bytes.length === 0) return described(400, 'the document is empty, or not in base64');
    if (bytes.length > MOST_BYTES) return described(413, `a document of more than ${MOST_BYTES} bytes is uploaded`);
    const problem = signs(caller, sign, bytes);
    if (problem !== undefined) return described(400, problem);
    const digest = digestOf(bytes);
    const before = book.byRequest(caller.subject, request_id);
    if (before !== undefined && before.state !== 'cancelled') return again(before, digest, fault);
    const id = randomUUID();
    book.vault.put(id, bytes);
    receive({ id, subject: caller.subject.systemId, requestId: request_id, digest, sign }, fault);
    return told({ document_id: id });
  };
  return { send, ...uploads(context, { signs, receive }) };
}

interface Received {
  readonly at: number;
  readonly due: number;
  readonly lost: boolean;
  readonly id: string;
  readonly subject: string;
  readonly requestId: string;
  readonly digest: string;
  readonly sign: string;
}

interface Ways {
  readonly signs: (caller: Caller, sign: string, bytes: Buffer) => string | undefined;
  readonly receive: (document: Omit<Received, 'at' | 'due' | 'lost'>, fault: Asked['fault']) => void;
}

function uploads({ book, now, url }: Context, { signs, receive }: Ways) {
  const linkOf = (id: string) => `${url()}/api/v1/uploads/${id}`;
  const openOf = (id: string) => {
    const filed = book.get(id);
    return filed?.state === 'uploading' ? filed : undefined;
  };
  const sendLarge: Answer = ({ body }, { subject }) => {
    const asked = bodyOf(large, body);
    if ('wrong' in asked) return asked.wrong;
    const { sign, request_id } = asked.read;
    const digest = asked.read.hash_sum.toLowerCase();
    const before = book.byRequest(subject, request_id);
    if (before !== undefined && before.state !== 'cancelled') {
      if (before.digest !== digest) return described(409, `request_id ${request_id} was used with another document`);
      return told({ document_id: before.id, link: linkOf(before.id), request_id });
    }
    const id = randomUUID();
    book.take({ kind: 'uploading', id, at: now(), subject: subject.systemId, requestId: request_id, digest, sign });
    return told({ document_id: id, link: linkOf(id), request_id });
  };
  /** Whoever has the link may upload. */
  const upload = ({ body }: Asked, [id = '']: readonly string[]): Told => {
    const filed = book.get(id);
    if (filed === undefined || filed.state === 'cancelled') return described(404, 'no such upload');
    // What is finished stays as it is.
    if (filed.state === 'uploading') book.vault.put(id, body);
    return told({});
  };
  const sendFinished: Answer = ({ body, fault }, caller) => {
    const asked = bodyOf(finished, body);
    if ('wrong' in asked) return asked.wrong;
    const filed = book.get(asked.read.document_id);
    if (filed === undefined || filed.by !== caller.subject) return described(404, 'no such document');
    const { id, requestId: ofRequest, digest, sign } = filed;
    const answer = told({ document_id: id, request_id: ofRequest });
    if (filed.state === 'cancelled') return described(400, 'the document was cancelled');
    if (filed.state === 'lost') book.take({ kind: 'resent', id, due: now() });
    if (filed.state !== 'uploading') return answer;
    const bytes = book.vault.get(id);
    if (bytes === undefined || digestOf(bytes) !== digest)
      return described(400, 'what was uploaded has another hash_sum');
    const problem = signs(caller, sign, bytes);
    if (problem !== undefined) return described(400, problem);
    receive({ id, subject: caller.subject.systemId, requestId: ofRequest, digest, sign }, fault);
    return answer;
  };
  const cancel: Answer = ({ body }, { subject }) => {
    const asked = bodyOf(finished, body);
    if ('wrong' in asked) return asked.wrong;
    const filed = openOf(asked.read.document_id);
    if (filed?.by !== subject) return described(404, 'no document that is being uploaded');
    book.take({ kind: 'cancelled', id: filed.id });
    return told({});
  };
  return { 'send-large': sendLarge, 'send-finished': sendFinished, cancel, upload };
}
