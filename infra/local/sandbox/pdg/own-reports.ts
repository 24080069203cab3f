import { join } from 'node:path';
import * as v from 'valibot';
import { openJournal } from '../journal.ts';
import type { Asked, Told } from '../serve.ts';
import { readReport, type SeenReport } from './check-report.ts';

const kept = v.object({ kind: v.picklist(['report', 'response']), body: v.string() });
type Kept = v.InferOutput<typeof kept>;

interface Response {
  readonly id: string;
  readonly body: string;
  readonly value: unknown;
}

/**
 * The other direction: what the desk's own people tell of deliveries of ours. `POST /reports` has them tell a report, `GET /reports` lists these, and
 * `POST /responses` takes our response to one of them, whose every item it answers; `GET /responses/{message_uuid}` tells that it is there. All of it
 * outlasts a restart.
 */
export function ownReports(dataDir: string | undefined) {
  const journal = openJournal(dataDir && join(dataDir, 'pdg-own.jsonl'), (line) => v.parse(kept, line));
  const reports = new Map<string, SeenReport & { readonly body: string }>();
  const responses = new Map<string, Response>();
  const add = ({ kind, body }: Kept) => {
    if (kind === 'response') {
      const response = readResponse(body);
      if (typeof response !== 'string') responses.set(response.id, response);
      return;
    }
    const report = readReport(Buffer.from(body));
    if (typeof report !== 'string') reports.set(report.messageUuid, { ...report, body });
  };
  for (const one of journal.before) add(one);
  const keep = (one: Kept) => {
    journal.append(one);
    add(one);
  };

  const tellOf = (text: string): Told => {
    const report = readReport(Buffer.from(text));
    if (typeof report === 'string') return { status: 422, body: { error: report } };
    const before = reports.get(report.messageUuid);
    if (before !== undefined && before.body !== text) return conflict;
    if (before === undefined) keep({ kind: 'report', body: text });
    return { status: 201, body: { message_uuid: report.messageUuid } };
  };
  const hear = (text: string): Told => {
    const response = readResponse(text);
    const before = typeof response === 'string' ? undefined : responses.get(response.id);
    if (before !== undefined && before.body !== text) return conflict;
    const wrong =
      typeof response === 'string' ? response : before ? undefined : misfit(response, [...reports.values()]);
    if (typeof response === 'string' || wrong !== undefined) return { status: 422, body: { error: wrong } };
    if (before === undefined) keep({ kind: 'response', body: text });
    return { status: 202, body: { message_uuid: response.id } };
  };
  return {
    reports: ({ method, body }: Asked): Told =>
      method === 'POST'
        ? tellOf(body.toString('utf8'))
        : { status: 200, body: [...reports.values()].map((one) => JSON.parse(one.body)) },
    responses: ({ method, body, path }: Asked): Told =>
      method === 'POST'
        ? hear(body.toString('utf8'))
        : { status: responses.has(path[1] ?? '') ? 200 : 404, body: { message_uuid: path[1] } },
    heard: () => [...responses.values()].map(({ value }) => value),
  };
}

const conflict: Told = { status: 409, body: { error: 'another message has this id' } };

const shape = v.object({
  message_uuid: v.string(),
  exception_case_uuid: v.string(),
  po_number: v.string(),
  sender_information: v.object({ email: v.string() }),
  response_items: v.array(
    v.object({ exception_item_uuid: v.string(), resolution_response: v.picklist(['Accept', 'Reject']) }),
  ),
});

/** A response by the members that the schema demands of it. */
function readResponse(body: string): Response | string {
  try {
    const value: unknown = JSON.parse(body);
    const read = v.safeParse(shape, value);
    return read.success ? { id: read.output.message_uuid, body, value } : 'not whole';
  } catch {
    return 'no JSON';
  }
}

/** Why a response is none to what the desk has told. */
function misfit({ value }: Response, told: readonly SeenReport[]): string | undefined {
  const response = v.parse(shape, value);
  const reports = told.filter((one) => one.caseUuid === response.exception_case_uuid);
  if (reports.length === 0) return `no report of ours is of case ${response.exception_case_uuid}`;
  if (reports.every(({ poNumber }) => poNumber !== response.po_number))
    return `the case is not of order ${response.po_number}`;
  const asked = reports.flatMap(({ items }) => items.map(({ uuid }) => uuid));
  const answered = response.response_items.map((one) => one.exception_item_uuid);
  const strange = answered.find((uuid, i) => !asked.includes(uuid) || answered.indexOf(uuid) !== i);
  if (strange !== undefined) return `item ${strange} was not told, or is answered twice`;
  const missing = asked.find((uuid) => !answered.includes(uuid));
  return missing === undefined ? undefined : `item ${missing} is not answered`;
}
