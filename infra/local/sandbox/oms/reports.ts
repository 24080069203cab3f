import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { MdlpFeed } from '../mdlp/feed.ts';
import type { Told } from '../serve.ts';
import { bodyOf, refused } from './answers.ts';
import { sgtinOf } from './codes.ts';
import type { Desk } from './desk.ts';
import type { Answer, Pace } from './orders.ts';
import { dropoutDocument, packingDocument } from './write-documents.ts';

/** Codes in one report of utilisation: as many as a document 10311 or 10319 holds. */
const MOST_UTILISED = 30_000;
const MOST_DROPPED = 25_000;

const text = v.pipe(v.string(), v.minLength(1));
const guid = v.pipe(v.string(), v.regex(/^[a-fA-F0-9]{8}(-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}$/, 'a GUID is expected'));
const codes = (most: number) => v.pipe(v.array(text), v.minLength(1), v.maxLength(most));

const utilisation = v.object({
  productGroup: v.literal('pharma'),
  sntins: codes(MOST_UTILISED),
  attributes: v.object({
    subjectId: v.union([v.pipe(v.string(), v.regex(/^\d{14}$/, '14 digits are expected')), guid]),
    orderType: v.optional(v.picklist([1, 2])),
    ownerId: v.optional(guid),
    packingId: v.optional(guid),
    controlId: v.optional(guid),
    customReceiverId: v.optional(guid),
    seriesNumber: v.pipe(v.string(), v.regex(/^\S(.{0,18}\S)?$/, 'up to 20 characters are expected')),
    expirationDate: v.pipe(v.string(), v.regex(/^(\d{4}-\d\d-\d\d|\d\d\.\d\d\.\d{4})$/, 'a day is expected')),
  }),
});
const dropout = v.object({ productGroup: v.literal('pharma'), sntins: codes(MOST_DROPPED), dropoutReason: text });
const aggregation = v.object({
  productGroup: v.literal('pharma'),
  aggregationUnits: v.pipe(
    v.array(
      v.object({
        unitSerialNumber: v.pipe(v.string(), v.regex(/^\d{18}$/, 'an SSCC is expected')),
        sntins: codes(MOST_DROPPED),
      }),
    ),
    v.minLength(1),
  ),
});

/** Reports of what became of codes. Those of utilisation and dropout come to the register as documents; those of aggregation are held against the codes, and go no further. */
export function reports(
  desk: Desk,
  { now, delayMs, register, ownerOf }: Pace & { register: MdlpFeed; ownerOf: (omsId: string) => string },
) {
  const report = (omsId: string, documentOf: (reportId: string) => string): Told => {
    const reportId = randomUUID();
    desk.keep(reportId, documentOf(reportId));
    desk.take({ kind: 'report', reportId, omsId, due: now() + delayMs() });
    return { status: 200, body: { omsId, reportId } };
  };
  return {
    utilisation: (({ body }, omsId) => {
      const asked = bodyOf(utilisation, body);
      if ('wrong' in asked) return asked.wrong;
      const list = sgtinsOf(asked.read.sntins);
      if ('status' in list) return list;
      if (list.some((sgtin) => !sgtin.startsWith(list[0]?.slice(0, 14) ?? '')))
        return refused(400, 'a report is of one product');
      return report(omsId, (message) => packingDocument(asked.read.attributes, { at: now(), message, list }));
    }) satisfies Answer,
    dropout: (({ body }, omsId) => {
      const asked = bodyOf(dropout, body);
      if ('wrong' in asked) return asked.wrong;
      const list = sgtinsOf(asked.read.sntins);
      if ('status' in list) return list;
      return report(omsId, (orderId) =>
        dropoutDocument({ omsId, orderId, at: now(), systemId: ownerOf(omsId) }, 1, list),
      );
    }) satisfies Answer,
    aggregation: (({ body }, omsId) => {
      const asked = bodyOf(aggregation, body);
      if ('wrong' in asked) return asked.wrong;
      const list = sgtinsOf(asked.read.aggregationUnits.flatMap(({ sntins }) => sntins));
      if ('status' in list) return list;
      const unknown = list.find((sgtin) => ['forgotten', 'dropped'].includes(register.stateOf(sgtin)));
      const reportId = randomUUID();
      desk.take({ kind: 'report', reportId, omsId, due: now() });
      desk.take({
        kind: 'sent',
        reportId,
        ...(unknown === undefined ? { status: 'SENT' } : { status: 'REJECTED', reason: `no code ${unknown} is out` }),
      });
      return { status: 200, body: { omsId, reportId } };
    }) satisfies Answer,
    report: (({ query }, omsId) => {
      const found = desk.state.reports.get(query.get('reportId') ?? '');
      if (found?.omsId !== omsId) return refused(404, 'no such report');
      const { reportId, status, reason } = found;
      return {
        status: 200,
        body: { omsId, reportId, reportStatus: status, ...(reason !== undefined && { errorReason: reason }) },
      };
    }) satisfies Answer,
  };
}

function sgtinsOf(list: readonly string[]): string[] | Told {
  const found: string[] = [];
  for (const code of list) {
    const sgtin = sgtinOf(code);
    if (sgtin === undefined)
      return refused(400, `${JSON.stringify(code).slice(0, 60)} is no code of this station with its crypto part`);
    found.push(sgtin);
  }
  return new Set(found).size < found.length ? refused(400, 'a code is named twice') : found;
}
