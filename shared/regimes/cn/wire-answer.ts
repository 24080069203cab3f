import * as v from 'valibot';
import { jsonOf } from '../answers.ts';
import { type Call, methods } from './calls.ts';

/** A code of the platform's own may be a number. */
const code = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform((value) => String(value)),
);
const text = v.optional(v.nullable(v.string()), '');
const codesOf = v.optional(v.nullable(v.array(v.object({ code: v.string(), reason: v.string() }))));

/** What the gate says before the platform hears of a call. */
const gate = v.object({
  error_response: v.object({ code, msg: text, sub_code: text, sub_msg: text }),
});
const result = v.object({
  response_success: v.boolean(),
  msg_code: v.optional(v.nullable(code), ''),
  msg_info: text,
  model: v.optional(v.unknown()),
});
const envelope = v.record(v.string(), v.object({ result }));

/** What became of files, or of bills. */
const list = v.object({
  total_num: v.optional(v.number()),
  result_list: v.array(
    v.object({
      upload_file_name: v.optional(v.string()),
      bill_code: v.optional(v.string()),
      process_flag: v.optional(code),
      deal_status: v.optional(code),
      msg: text,
      error_list: codesOf,
    }),
  ),
});
export type Listed = v.InferOutput<typeof list>['result_list'][number];

export type WireAnswer =
  | { readonly from: 'gate'; readonly code: string; readonly subCode: string; readonly detail: string }
  | {
      readonly from: Call;
      readonly isDone: boolean;
      readonly code: string;
      readonly detail: string;
      readonly model: unknown;
    };

const calls = Object.entries(methods).map(
  ([call, method]) => [`${method.replaceAll('.', '_')}_response`, call] as const,
);
const isCall = (text: string | undefined): text is Call => text !== undefined && Object.hasOwn(methods, text);

/** Reads an answer of the platform, or of the gate before it; `undefined` for anybody else's words. */
export function readWireAnswer(body: string): WireAnswer | undefined {
  const parsed = jsonOf(body);
  const told = v.safeParse(gate, parsed);
  if (told.success) {
    const { code: number, msg, sub_code: sub, sub_msg: more } = told.output.error_response;
    return { from: 'gate', code: number, subCode: sub ?? '', detail: [msg, sub, more].filter(Boolean).join(': ') };
  }
  const read = v.safeParse(envelope, parsed);
  const [[name = '', wrapped] = []] = read.success ? Object.entries(read.output) : [];
  const from = calls.find(([response]) => response === name)?.[1];
  if (wrapped === undefined || !isCall(from)) return undefined;
  const { response_success: isDone, msg_code: number, msg_info: detail, model } = wrapped.result;
  return { from, isDone, code: number ?? '', detail: detail ?? '', model };
}

/** The entries of an answer to a question, and how many there are in all. */
export function readList(model: unknown): { readonly entries: readonly Listed[]; readonly total: number } | undefined {
  const read = v.safeParse(list, model);
  if (!read.success) return undefined;
  const { result_list: entries, total_num: total = entries.length } = read.output;
  return { entries, total };
}
