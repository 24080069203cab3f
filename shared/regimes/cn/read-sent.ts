import * as v from 'valibot';
import { readForm } from './calls.ts';
import { type NamedFile, readFileName } from './receipts.ts';

/** What a message of ours said that answers are held against. */
export interface Sent {
  readonly fileName?: string;
  readonly file?: NamedFile;
  /** The number of the bill that it was. */
  readonly bill?: string;
  readonly codes: ReadonlySet<string>;
}

/** Codes in a file of ours, base64: a bill of production names them there. */
const codesOfFile = (content: string): string[] =>
  [...atob(content).matchAll(/<Data Code="([^"]+)"/g)].map(([, code = '']) => code);

const saved = v.pipe(v.string(), v.parseJson(), v.object({ upload_file_name: v.pipe(v.string(), v.minLength(1)) }));

/** Reads a message that was sent; members are missing where it does not say them. */
export function readSent(body: string): Sent {
  const {
    bill_code: billCode,
    trace_codes: codes = '',
    file_content: content,
    save_code_relation: head,
  } = readForm(body);
  const read = v.safeParse(saved, head);
  const fileName = read.success ? read.output.upload_file_name : undefined;
  const file = fileName === undefined ? undefined : readFileName(fileName);
  const bill = billCode;
  return {
    codes: new Set(content === undefined ? codes.split(',').filter(Boolean) : codesOfFile(content)),
    ...(fileName !== undefined && { fileName }),
    ...(file !== undefined && { file }),
    ...(bill !== undefined && { bill }),
  };
}
