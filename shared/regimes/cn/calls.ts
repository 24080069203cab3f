import { chinaTime } from './china-time.ts';
import type { PhysicType } from './codes.ts';
import type { EntId, RefEntId } from './enterprise-ids.ts';

const KYT = 'alibaba.alihealth.drug.kyt';

/** Methods of the platform (Taobao Open Platform), by the short names that limits and reports have. */
export const methods = {
  uploadrelation: `${KYT}.scqy.uploadrelation`,
  uploadcircubill: `${KYT}.scqy.uploadcircubill`,
  uploadinoutbill: `${KYT}.uploadinoutbill`,
  codeprocess: `${KYT}.scqy.codeprocess`,
  searchstatus: `${KYT}.scqy.searchstatus`,
  querycodeactive: `${KYT}.querycodeactive`,
  // The group that these belong to is our reading [L].
  codereplace: `${KYT}.scqy.codereplace`,
  singlerelation: `${KYT}.singlerelation`,
} as const;
export type Call = keyof typeof methods;

/** A trace code list of a bill has fewer than 3,500 [H]. */
export const CODES_PER_BILL = 3_499;

/**
 * The platform asks for a range of days and does not say how wide it may be: a report may be sent long after what it tells. One that holds every report is asked
 * for; the bill's own number, or the batch, narrows it.
 */
const always = ['2015-01-01', '2099-12-31'] as const;

/** Everything a call has of its own; what proves who makes it is added when it leaves. A value that is empty is not sent. */
export type Parameters = Readonly<Record<string, string>>;

/** `application/x-www-form-urlencoded`. */
export const formOf = (call: Call, parameters: Parameters): string =>
  new URLSearchParams([
    ['method', methods[call]],
    ...Object.entries(parameters).filter(([, value]) => value !== ''),
  ]).toString();

/** What a form says; names that stand twice say what the last one does. */
export const readForm = (form: string): Parameters => Object.fromEntries(new URLSearchParams(form));

export interface RelationUpload {
  readonly ref: RefEntId;
  readonly fileName: string;
  /** gzip in base64. */
  readonly content: string;
  readonly at: string;
  readonly sequence: string;
  readonly operator: { readonly code: string; readonly name: string };
  readonly productCode: string;
}

export const relationUpload = (upload: RelationUpload): string =>
  formOf('uploadrelation', {
    ref_ent_id: upload.ref,
    client_type: '2',
    affirm_flag: '1',
    file_content_string: upload.content,
    save_code_relation: JSON.stringify({
      upload_file_name: upload.fileName,
      crt_date: chinaTime(upload.at),
      ent_seq_no: upload.sequence,
      oper_ic_code: upload.operator.code,
      oper_ic_name: upload.operator.name,
      prod_code: upload.productCode,
      business_type: '1',
    }),
  });

export interface BillUpload {
  readonly ref: RefEntId;
  readonly code: string;
  readonly type: number;
  readonly physicType: PhysicType;
  readonly at: string;
  readonly from: EntId;
  readonly to: EntId;
  /** Numbers of papers and people, by the platform's names. */
  readonly more?: Parameters;
}

const ofBill = ({ ref, code, type, physicType, at, from, to, more = {} }: BillUpload): Parameters => ({
  bill_code: code,
  bill_time: chinaTime(at),
  bill_type: String(type),
  physic_type: physicType,
  ref_user_id: ref,
  from_user_id: from,
  to_user_id: to,
  client_type: '2',
  ...more,
});

/** A bill by its codes. */
export const billOfCodes = (bill: BillUpload, codes: readonly string[]): string =>
  formOf('uploadinoutbill', { ...ofBill(bill), trace_codes: codes.join(',') });

/** A bill by its file, base64. */
export const billOfFile = (bill: BillUpload, content: string): string =>
  formOf('uploadcircubill', { ...ofBill(bill), file_content: content, upload_file_name: `${bill.code}.xml` });

/** Asks what became of relation files of a batch. */
export const relationQuestion = (ref: string, batchNo: string): string =>
  formOf('codeprocess', {
    ref_ent_id: ref,
    start_date: always[0],
    end_date: always[1],
    process_flag: 'A',
    query_flag: '0',
    physic_type: 'A',
    produce_batch_no: batchNo,
    page: '1',
    page_size: '100',
  });

/** Asks what became of a bill. */
export const billQuestion = (ref: string, billCode: string): string =>
  formOf('searchstatus', {
    ref_ent_id: ref,
    begin_date: always[0],
    end_date: always[1],
    bill_type: 'A',
    bill_code: billCode,
    page: '1',
    page_size: '20',
  });
