import { isRefusal, type Refusal } from '../../refusal.ts';
import type { Message, Report, ReportData } from '../regime.ts';
import type { Holder } from '../reported.ts';
import { base64 } from './base64.ts';
import { billOf, productionBill } from './bill-of.ts';
import { billOfCodes, billOfFile, billQuestion, type Call, relationQuestion, relationUpload } from './calls.ts';
import { chinaTime } from './china-time.ts';
import { statesQuestion } from './code-calls.ts';
import { batchOf, isRelease, PRODUCTION } from './due-reports.ts';
import { refEntIdOf } from './enterprise-ids.ts';
import { gzipStored } from './gzip.ts';
import { fileNameOf, readReceipt } from './receipts.ts';
import { packingRelations, releaseRelation } from './relations-of.ts';
import { REPLACE, replacementOf } from './replace.ts';
import { writeBill } from './write-bill.ts';
import { writeRelations } from './write-relation.ts';

const common = {
  method: 'POST',
  path: '/router/rest',
  headers: {},
  contentType: 'application/x-www-form-urlencoded;charset=utf-8',
} as const;

const utf8 = new TextEncoder();

/**
 * Writes a report as a call of the platform: its parameters without those that prove who makes it.
 *
 * @throws when `accept` refuses the same data
 */
export function writeMessage(report: Report, data: ReportData): Message {
  const { requestId } = data;
  if (report.name === 'uploadrelation') {
    return { ...common, call: report.name, requestId, body: relationOf(report, data) };
  }
  if (report.name === PRODUCTION) return { ...common, call: PRODUCTION, requestId, body: productionOf(data) };
  if (report.name === REPLACE) {
    const { body, question } = sound(replacementOf(data));
    return { ...common, call: REPLACE, requestId, body, attached: question };
  }
  const { bill, codes } = sound(billOf(report, data));
  return { ...common, call: 'uploadinoutbill', requestId, body: billOfCodes(bill, codes) };
}

function relationOf(report: Report, data: ReportData): string {
  const { holder, requestId, facts = {}, at } = data;
  const relations = isRelease(report) ? [releaseRelation(data)] : sound(packingRelations(data));
  return relationUpload({
    ref: sound(refEntIdOf(holder.registrations)),
    fileName: fileNameOf(requestId, data.lot?.lot ?? '', isRelease(report)),
    content: base64(gzipStored(utf8.encode(writeRelations(relations)))),
    at,
    sequence: requestId,
    operator: { code: holder.tenant, name: facts['oper_ic_name'] ?? '' },
    productCode: relations[0]?.productCode ?? '',
  });
}

function productionOf(data: ReportData): string {
  const { holder, facts = {} } = data;
  const { bill, codes } = sound(productionBill(data));
  const operator = { oper_ic_code: holder.tenant, oper_ic_name: facts['oper_ic_name'] ?? '' };
  const file = writeBill({
    type: bill.type,
    billCode: bill.code,
    actor: operator.oper_ic_name,
    at: chinaTime(bill.at),
    corpId: bill.from,
    codes,
  });
  return billOfFile({ ...bill, more: { ...bill.more, ...operator } }, base64(utf8.encode(file)));
}

function sound<Value>(value: Value | Refusal): Value {
  if (isRefusal(value)) throw new Error(value.detail);
  return value;
}

const refOf = ({ registrations = {} }: Holder) => registrations['msfx-ref-ent'] ?? '';

/** Asks what became of a file or a bill. */
export function askReceipt(receipt: string, holder: Holder): Message {
  const of = readReceipt(receipt);
  if (of.of === 'replaced') {
    const ref = sound(refEntIdOf(holder.registrations));
    return { ...common, call: 'querycodeactive', body: sound(statesQuestion(ref, [of.old, of.by])) };
  }
  return of.of === 'relation'
    ? questionOf(holder, 'codeprocess', of.batch)
    : questionOf(holder, 'searchstatus', of.bill);
}

/** Asks whether a file or a bill arrived: sent again under a new number it would be told twice. */
export function askRequest(report: Report, requestId: string, holder: Holder): Message {
  if (report.name === REPLACE) return { ...common, call: 'querycodeactive', asksAttached: true };
  return report.name === 'uploadrelation'
    ? questionOf(holder, 'codeprocess', batchOf(report))
    : questionOf(holder, 'searchstatus', requestId);
}

const questionOf = (holder: Holder, call: Extract<Call, 'codeprocess' | 'searchstatus'>, about: string): Message => ({
  ...common,
  call,
  body: call === 'codeprocess' ? relationQuestion(refOf(holder), about) : billQuestion(refOf(holder), about),
});
