import type { Told } from '../serve.ts';
import type { Turned } from './sign.ts';

const KYT = 'alibaba.alihealth.drug.kyt';

/** Operations by the method that a call names. */
export const operations: Readonly<Record<string, string>> = {
  [`${KYT}.scqy.uploadrelation`]: 'uploadrelation',
  [`${KYT}.scqy.uploadcircubill`]: 'uploadcircubill',
  [`${KYT}.uploadinoutbill`]: 'uploadinoutbill',
  [`${KYT}.scqy.codeprocess`]: 'codeprocess',
  [`${KYT}.scqy.searchstatus`]: 'searchstatus',
  [`${KYT}.querycodeactive`]: 'querycodeactive',
  [`${KYT}.singlerelation`]: 'singlerelation',
  [`${KYT}.scqy.codereplace`]: 'codereplace',
  [`${KYT}.listupout`]: 'listupout',
  [`${KYT}.getentinfo`]: 'getentinfo',
};

/** Parameters of a call. */
export type Parameters = ReadonlyMap<string, string>;

/** What the platform says of a call that came through the gate. */
export interface Reply {
  readonly isDone: boolean;
  readonly code?: string;
  readonly info?: string;
  readonly model?: unknown;
}

export const done = (model: unknown): Reply => ({ isDone: true, model });
export const no = (code: string, info: string): Reply => ({ isDone: false, code, info });

/** The platform's envelope: named after the method. */
export function reply(method: string, requestId: string, { isDone, code = '0', info = '', model = null }: Reply): Told {
  const result = { response_success: isDone, msg_code: code, msg_info: info, model };
  return { status: 200, body: { [`${method.replaceAll('.', '_')}_response`]: { request_id: requestId, result } } };
}

/** The gate's envelope: errors, too, come with 200. */
export const turnAway = (turned: Turned, requestId: string): Told => ({
  status: 200,
  body: { error_response: { ...turned, request_id: requestId } },
});

/** 20 digits that begin with 8. */
export const isPlatformCode = (code: string): boolean => /^8[0-9]{19}$/.test(code);

/** What may stand where a code is due: the platform's own, or the element string of GS1's. */
export const isCode = (code: string): boolean =>
  isPlatformCode(code) || /^00[0-9]{18}$/.test(code) || /^01[0-9]{14}21[0-9A-Za-z]{1,20}$/.test(code);

/** A day of the calendar. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = new Date(`${text}T12:00:00Z`);
  return Number.isFinite(time.getTime()) && time.toISOString().startsWith(text);
}

export const isTime = (text: string): boolean =>
  isDate(text.slice(0, 10)) && /^ ([01]\d|2[0-3])(:[0-5]\d){2}$/.test(text.slice(10));
