import * as v from 'valibot';
import { readForm } from './calls.ts';
import { type NamedFile, readFileName } from './receipts.ts';

/** What a message of ours said that answers are held against. */
export interface Sent {
  readonly fileName?: string;
  readonly file?: NamedFile;
  /** The number of the bill that it was, or that follows its file. */
  readonly bill?: string;
  readonly codes: ReadonlySet<string>;
}

const saved = v.pipe(v.string(), v.parseJson(), v.object({ upload_file_name: v.pipe(v.string(), v.minLength(1)) }));

/** Reads a message that was sent; members are missing where it does not say them. */
export function readSent(body: string): Sent {
  const { bill_code: billCode, trace_codes: codes = '', save_code_relation: head } = readForm(body);
  const read = v.safeParse(saved, head);
  const fileName = read.success ? read.output.upload_file_name : undefined;
  const file = fileName === undefined ? undefined : readFileName(fileName);
  const bill = billCode ?? (file?.isRelease ? file.requestId : undefined);
  return {
    codes: new Set(codes === '' ? [] : codes.split(',')),
    ...(fileName !== undefined && { fileName }),
    ...(file !== undefined && { file }),
    ...(bill !== undefined && { bill }),
  };
}
