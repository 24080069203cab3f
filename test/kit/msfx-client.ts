import { gzipSync } from 'node:zlib';
import { app, firms, products } from '../../infra/local/sandbox/msfx/rehearsal.ts';
import { type MsfxOptions, type MsfxSandbox, startMsfxSandbox } from '../../infra/local/sandbox/msfx/sandbox.ts';
import { signatureOf } from '../../infra/local/sandbox/msfx/sign.ts';

const KYT = 'alibaba.alihealth.drug.kyt';
/** Turned by tests. */
export const clock = { ms: Date.parse('2026-03-02T01:30:00Z') };
const now = () => clock.ms;
const running: MsfxSandbox[] = [];
/** The platform with its firms and products, by the tests' clock. */
export const start = async (more: Partial<MsfxOptions> = {}) => {
  const sandbox = await startMsfxSandbox({ port: 0, apps: [app], firms, products, now, ...more });
  running.push(sandbox);
  return sandbox;
};
/** Stops those that a test started. */
export const stopAll = () => Promise.all(running.splice(0).map((one) => one.close()));

/** Parameters of a call. */
export type Said = Record<string, string>;
const timestamp = () => new Date(clock.ms + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

/** A signed call; `more` replaces what all calls have. */
export async function call({ url }: MsfxSandbox, method: string, own: Said, more: Said = {}): Promise<unknown> {
  const common = { app_key: app.appKey, session: 'acme-session', timestamp: timestamp(), v: '2.0', sign_method: 'md5' };
  const parameters = new Map(Object.entries({ ...common, method: `${KYT}.${method}`, ...own, ...more }));
  if (!parameters.has('sign')) parameters.set('sign', signatureOf(parameters, app.appSecret));
  const answer = await fetch(`${url}/router/rest`, { method: 'POST', body: new URLSearchParams([...parameters]) });
  return answer.json();
}

/** What the platform said, out of its envelope. */
export const resultOf = (answer: unknown): { response_success: boolean; msg_code: string; model: Model } =>
  Object(Object.values(Object(answer))[0]).result;
interface Model {
  readonly result_list: readonly Record<string, unknown>[];
  readonly total_num: number;
  readonly [member: string]: unknown;
}

export const pack = (number: number) => `81999990${String(number).padStart(8, '0')}1234`;
export const box = (number: number) => `81999991${String(number).padStart(8, '0')}1234`;
interface Row {
  readonly code: string;
  readonly layer: number;
  readonly parent?: string;
  readonly flag?: string;
}
/** A case with its five packs. */
export const full = (number: number): Row[] => [
  { code: box(number), layer: 2 },
  ...Array.from({ length: 5 }, (_, i) => ({ code: pack(number * 5 + i), layer: 1, parent: box(number) })),
];
export const file = (rows: readonly Row[], more: Said = {}) => {
  const { productCode = '8199999', subTypeNo = '8199999001', cascade = '1:5', madeDate = '2026-02-01' } = more;
  const lines = rows.map(
    ({ code, layer, parent = '', flag = '0' }) =>
      `<Code curCode="${code}" packLayer="${layer}" parentCode="${parent}" flag="${flag}" />`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><Document License=""><Events version="3.0"><Event name="RelationCreate"><Relation productCode="${productCode}" subTypeNo="${subTypeNo}" cascade="${cascade}" packageSpec="20mg*28" comment=""><Batch batchNo="LOT1" madeDate="${madeDate}" validateDate="2028-01-31" workshop="W1" lineName="L01" lineManager="Li">${lines.join('')}</Batch></Relation></Event></Events></Document>`;
};

export const relation = (sandbox: MsfxSandbox, name: string, xml: string, more: Said = {}) =>
  call(
    sandbox,
    'scqy.uploadrelation',
    {
      ref_ent_id: 'ref0001',
      client_type: '2',
      affirm_flag: '1',
      file_content_string: gzipSync(xml).toString('base64'),
      save_code_relation: JSON.stringify({
        upload_file_name: name,
        crt_date: '2026-03-02 09:30:00',
        ent_seq_no: name,
        oper_ic_code: '1',
        oper_ic_name: 'Wang',
        prod_code: '8199999',
        business_type: '1',
      }),
    },
    more,
  );
export const asBuyer = { session: 'wholesale-session' };
export const bill = (
  sandbox: MsfxSandbox,
  code: string,
  type: number,
  codes: readonly string[],
  own: Said = {},
  more: Said = {},
) =>
  call(
    sandbox,
    'uploadinoutbill',
    {
      bill_code: code,
      bill_time: '2026-03-02 09:30:00',
      bill_type: String(type),
      physic_type: '3',
      ref_user_id: 'ref0001',
      from_user_id: 'ent0001',
      to_user_id: 'ent0001',
      client_type: '2',
      trace_codes: codes.join(','),
      ...own,
    },
    more,
  );
const days = { page: '1', page_size: '50' };
export const files = async (sandbox: MsfxSandbox) =>
  resultOf(
    await call(sandbox, 'scqy.codeprocess', {
      ref_ent_id: 'ref0001',
      start_date: '2026-01-01',
      end_date: '2026-12-31',
      ...days,
    }),
  ).model;
export const bills = async (sandbox: MsfxSandbox, ref = 'ref0001', more: Said = {}) =>
  resultOf(
    await call(
      sandbox,
      'scqy.searchstatus',
      { ref_ent_id: ref, begin_date: '2026-01-01', end_date: '2026-12-31', ...days },
      more,
    ),
  ).model;
export const states = async (sandbox: MsfxSandbox, codes: readonly string[]) =>
  resultOf(
    await call(sandbox, 'querycodeactive', { ref_ent_id: 'ref0001', codes: codes.join(',') }),
  ).model.result_list.map(({ status }) => status);
