import type { FaultKind } from '../faults.ts';
import { billTypes } from './bill-file.ts';
import { type Entry, type Platform, type Upload, unpack } from './platform.ts';
import { done, isCode, isTime, no, type Parameters, type Reply } from './wire.ts';

/** Bills by lists name fewer codes. */
const TOO_MANY = 3_500;
/** Results that come out of order are behind those of later uploads. */
const BEHIND_MS = 60_000;

export interface Taking {
  readonly platform: Platform;
  readonly take: (entry: Entry) => void;
  readonly now: () => number;
  readonly delayMs: () => number;
}

/** Takes a relation file or a bill in; what it says is judged later. */
export function takeUpload(
  { platform, take, now, delayMs }: Taking,
  operation: string,
  ref: string,
  parameters: Parameters,
  fault: FaultKind | undefined,
): Reply {
  const upload = operation === 'uploadrelation' ? relationOf(parameters, ref) : billOf(operation, parameters);
  if ('isDone' in upload) return upload;
  const lost = fault?.kind === 'lost-result';
  const before = platform.same(ref, upload);
  if (before === undefined || (before.lost && !lost)) {
    const due = now() + delayMs() + (fault?.kind === 'out-of-order' ? BEHIND_MS : 0);
    take({ kind: 'upload', at: now(), due, lost, ref, upload });
  }
  return done({ flag: '1', response_message: 'accepted' });
}

const missing = (name: string) => no('PARAM', `${name} is missing or wrong`);

function relationOf(parameters: Parameters, ref: string): Upload | Reply {
  const get = (name: string) => parameters.get(name) ?? '';
  if (get('ref_ent_id') !== ref) return no('REF_ENT_ID', `ref_ent_id ${get('ref_ent_id')} is not the account’s`);
  for (const name of ['client_type', 'affirm_flag', 'file_content_string', 'save_code_relation'])
    if (get(name) === '') return missing(name);
  const head = membersOf(get('save_code_relation'));
  for (const name of ['upload_file_name', 'crt_date', 'ent_seq_no', 'oper_ic_code', 'oper_ic_name', 'prod_code'])
    if (!head.get(name)) return missing(`save_code_relation.${name}`);
  if (!isTime(head.get('crt_date') ?? '')) return missing('save_code_relation.crt_date');
  const content = get('file_content_string');
  if (unpack(content) === undefined) return no('BAD_FILE', 'file_content_string is no gzip in base64');
  return { kind: 'relation', fileName: head.get('upload_file_name') ?? '', content };
}

function membersOf(text: string): ReadonlyMap<string, string> {
  try {
    return new Map(Object.entries(Object(JSON.parse(text))).map(([name, value]) => [name, String(value)]));
  } catch {
    return new Map();
  }
}

function billOf(operation: string, parameters: Parameters): Upload | Reply {
  const get = (name: string) => parameters.get(name) ?? '';
  for (const name of [
    'bill_code',
    'bill_time',
    'bill_type',
    'physic_type',
    'ref_user_id',
    'from_user_id',
    'to_user_id',
  ])
    if (get(name) === '') return missing(name);
  const type = Number(get('bill_type'));
  if (!billTypes.includes(type)) return missing('bill_type');
  if (!isTime(get('bill_time'))) return missing('bill_time');
  if (!['2', '3'].includes(get('physic_type'))) return missing('physic_type');
  if (get('client_type') !== '2') return missing('client_type');
  const bill = {
    kind: 'bill',
    billCode: get('bill_code'),
    type,
    billTime: get('bill_time'),
    physicType: get('physic_type'),
    fromUserId: get('from_user_id'),
    toUserId: get('to_user_id'),
    hasPersons: get('from_person') !== '' && get('to_person') !== '',
  } as const;
  if (operation === 'uploadcircubill') {
    for (const name of ['file_content', 'upload_file_name', 'oper_ic_code', 'oper_ic_name'])
      if (get(name) === '') return missing(name);
    return unpack(get('file_content')) === undefined
      ? no('BAD_FILE', 'file_content is no base64')
      : { ...bill, content: get('file_content') };
  }
  const codes = get('trace_codes').split(',');
  if (codes.length >= TOO_MANY) return no('TOO_MANY_CODES', `${codes.length} codes, fewer than ${TOO_MANY} are taken`);
  const wrong = codes.find((code, i) => !isCode(code) || codes.indexOf(code) !== i);
  return wrong === undefined ? { ...bill, codes } : no('PARAM', `trace_codes: ${wrong} is no code, or stands twice`);
}
