import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { MdlpFeed } from '../mdlp/feed.ts';
import type { Told } from '../serve.ts';
import { bodyOf, refused } from './answers.ts';
import { sgtinIn } from './codes.ts';
import type { Desk } from './desk.ts';
import { dropProblem, packProblem, useProblem } from './judge-codes.ts';
import type { Answer, Pace } from './orders.ts';
import { dropoutDocument, packingDocument } from './write-documents.ts';

/** Codes in one report of utilisation: as many as a document 10311 or 10319 holds. */
const MOST_UTILISED = 30_000;

const text = v.pipe(v.string(), v.minLength(1));
const guid = v.pipe(v.string(), v.regex(/^[a-fA-F0-9]{8}(-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}$/, 'a GUID is expected'));
const codes = (most: number) => v.pipe(v.array(text), v.minLength(1), v.maxLength(most));
const day = v.pipe(v.string(), v.regex(/^(\d{4}-\d\d-\d\d|\d\d\.\d\d\.\d{4})$/, 'a day is expected'));
/** The participant's own name of a report. */
const own = { productionOrderId: v.optional(text) };

const utilisation = v.object({
  productGroup: v.literal('pharma'),
  sntins: codes(MOST_UTILISED),
  attributes: v.object({
    subjectId: v.union([v.pipe(v.string(), v.regex(/^\d{14}$/, '14 digits are expected')), guid]),
    ...own,
    orderType: v.optional(v.pipe(v.picklist([1, 2, '1', '2']), v.transform(Number))),
    ownerId: v.optional(guid),
    packingId: v.optional(guid),
    controlId: v.optional(guid),
    customReceiverId: v.optional(guid),
    seriesNumber: v.pipe(v.string(), v.regex(/^\S(.{0,18}\S)?$/, 'up to 20 characters are expected')),
    expirationDate: day,
    productionDate: v.optional(day),
  }),
});
const attributes = v.optional(v.object(own), {});
const dropout = v.object({
  productGroup: v.literal('pharma'),
  sntins: codes(MOST_UTILISED),
  dropoutReason: text,
  attributes,
});
const sscc = v.pipe(v.string(), v.regex(/^\d{18}$/, 'an SSCC is expected'));
const aggregation = v.object({
  productGroup: v.literal('pharma'),
  aggregationUnits: v.pipe(v.array(v.object({ unitSerialNumber: sscc, sntins: codes(MOST_UTILISED) })), v.minLength(1)),
  attributes,
});
const search = v.object({ filter: v.object({ productionOrderIds: v.pipe(v.array(text), v.maxLength(100)) }) });

interface Judged {
  readonly reportId: string;
  readonly problem: string | undefined;
}

/**
 * Reports of what became of codes. Those of utilisation and dropout come to the register as documents; those of aggregation are held against the codes, and go no further. A
 * report is taken as a whole or not at all: what is wrong with a code is said when it is asked about.
 */
export function reports(
  desk: Desk,
  { now, delayMs, register, ownerOf }: Pace & { register: MdlpFeed; ownerOf: (omsId: string) => string },
) {
  const { state } = desk;
  const seen = { state, stateOf: register.stateOf };
  const taken = (omsId: string, { reportId, problem }: Judged, more: object, document?: string): Told => {
    const isOver = problem !== undefined || document === undefined;
    if (!isOver) desk.keep(reportId, document);
    desk.take({ kind: 'report', reportId, omsId, due: now() + delayMs(), ...more });
    if (problem !== undefined) desk.take({ kind: 'sent', reportId, status: 'REJECTED', reason: problem });
    else if (isOver) desk.take({ kind: 'sent', reportId, status: 'SENT' });
    return { status: 200, body: { omsId, reportId } };
  };
  return {
    utilisation: (({ body }, omsId) => {
      const asked = bodyOf(utilisation, body);
      if ('wrong' in asked) return asked.wrong;
      const { sntins, attributes: said } = asked.read;
      const list = sgtinsOf(sntins);
      if ('status' in list) return list;
      if (list.some((sgtin) => !sgtin.startsWith(list[0]?.slice(0, 14) ?? '')))
        return refused(400, 'a report is of one product');
      const problem = firstProblem(sntins, (code) => useProblem(seen, code, said.seriesNumber));
      const reportId = randomUUID();
      const more = { ...nameOf(said), used: { series: said.seriesNumber, sgtins: list } };
      return taken(omsId, { reportId, problem }, more, packingDocument(said, { at: now(), message: reportId, list }));
    }) satisfies Answer,
    dropout: (({ body }, omsId) => {
      const asked = bodyOf(dropout, body);
      if ('wrong' in asked) return asked.wrong;
      const list = sgtinsOf(asked.read.sntins);
      if ('status' in list) return list;
      const problem = firstProblem(asked.read.sntins, (code) => dropProblem(seen, code));
      const reportId = randomUUID();
      const of = { omsId, orderId: reportId, at: now(), systemId: ownerOf(omsId) };
      return taken(omsId, { reportId, problem }, nameOf(asked.read.attributes), dropoutDocument(of, 1, list));
    }) satisfies Answer,
    aggregation: (({ body }, omsId) => {
      const asked = bodyOf(aggregation, body);
      if ('wrong' in asked) return asked.wrong;
      const { aggregationUnits: units } = asked.read;
      const wrong = sgtinsOf(units.flatMap(({ sntins }) => sntins));
      if ('status' in wrong) return wrong;
      const problem = units
        .map(({ unitSerialNumber, sntins }) => firstProblem(sntins, (one) => packProblem(seen, unitSerialNumber, one)))
        .find((one) => one !== undefined);
      const packed = units.map(({ unitSerialNumber: parent, sntins }) => ({
        parent,
        children: sntins.map((one) => sgtinIn(one) ?? one),
      }));
      return taken(omsId, { reportId: randomUUID(), problem }, { ...nameOf(asked.read.attributes), packed });
    }) satisfies Answer,
    report: (({ query }, omsId) => {
      const found = state.reports.get(query.get('reportId') ?? '');
      if (found?.omsId !== omsId) return refused(404, 'no such report');
      const { reportId, due } = found;
      // It was judged when it came, and says so when it is due.
      const { status, reason } = due <= now() ? found : { status: 'PENDING', reason: undefined };
      return {
        status: 200,
        body: { omsId, reportId, reportStatus: status, ...(reason !== undefined && { errorReason: reason }) },
      };
    }) satisfies Answer,
    receipts: receipts(desk),
  };
}

/** Finds reports by the participant's own names of them. */
const receipts =
  ({ state }: Desk): Answer =>
  ({ body }, omsId) => {
    const asked = bodyOf(search, body);
    if ('wrong' in asked) return asked.wrong;
    const wanted = new Set(asked.read.filter.productionOrderIds);
    const results = [...state.reports.values()]
      .filter((one) => one.omsId === omsId && wanted.has(one.productionOrderId ?? ''))
      .map(({ reportId, productionOrderId }) => ({ resultDocId: reportId, productionOrderId }));
    return { status: 200, body: { totalCount: results.length, results } };
  };

const nameOf = ({ productionOrderId }: { readonly productionOrderId?: string | undefined }) =>
  productionOrderId === undefined ? {} : { productionOrderId };

function firstProblem(codes: readonly string[], problemOf: (code: string) => string | undefined): string | undefined {
  for (const code of codes) {
    const problem = problemOf(code);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** What codes say that they are; SSCCs as they stand. */
function sgtinsOf(list: readonly string[]): string[] | Told {
  const found: string[] = [];
  for (const code of list) {
    const sgtin = sgtinIn(code) ?? (/^\d{18}$/.test(code) ? code : undefined);
    if (sgtin === undefined) return refused(400, `${JSON.stringify(code).slice(0, 60)} is no code`);
    found.push(sgtin);
  }
  return new Set(found).size < found.length ? refused(400, 'a code is named twice') : found;
}
