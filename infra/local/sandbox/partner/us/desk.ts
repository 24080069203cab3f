import * as v from 'valibot';
import type { Asked, Told } from '../../serve.ts';
import { type Inbox, noticeLine } from './inbox.ts';

const notice = v.strictObject({ id: v.string(), lines: v.array(noticeLine) });
const ndc = v.strictObject({ gtin: v.string(), ndc: v.string() });

/**
 * The receiver's own side, for whoever rehearses: GET /documents, /documents/{instance}, /units/{epc}; POST /notices (a despatch advice) and /ndcs
 * (what the receiver has of a product). Its clock, and what goes wrong, is turned as that of every sandbox.
 */
export function desk(inbox: Inbox) {
  const posts = new Map<string | undefined, (body: unknown) => unknown>([
    ['notices', (body) => inbox.take({ kind: 'notice', ...v.parse(notice, body) })],
    ['ndcs', (body) => inbox.take({ kind: 'ndc', ...v.parse(ndc, body) })],
  ]);
  return ({ method, path: [what, id], body }: Asked): Told => {
    if (method === 'GET') return show(inbox, what, id);
    const post = method === 'POST' ? posts.get(what) : undefined;
    if (post === undefined) return { status: 404 };
    try {
      post(JSON.parse(body.toString('utf8')));
      return { status: 200 };
    } catch (error) {
      return { status: 400, body: { detail: String(error) } };
    }
  };
}

function show(inbox: Inbox, what: string | undefined, id: string | undefined): Told {
  if (what === 'documents' && id === undefined)
    return { status: 200, body: inbox.list().map((one) => tell(inbox, one)) };
  const document = what === 'documents' ? inbox.document(id ?? '') : undefined;
  if (document !== undefined)
    return { status: 200, text: document.text, headers: { 'content-type': 'application/xml' } };
  const receivedIn = what === 'units' ? inbox.receivedIn(id ?? '') : undefined;
  return receivedIn === undefined ? { status: 404 } : { status: 200, body: { document: receivedIn } };
}

function tell(inbox: Inbox, { instance, receipt }: { readonly instance: string; readonly receipt: string }) {
  const { state = 'processing', errors = [], units = [] } = inbox.result(instance) ?? {};
  return { document: instance, receipt, state, errors, units: units.length };
}
