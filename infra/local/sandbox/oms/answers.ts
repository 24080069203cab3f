import * as v from 'valibot';
import type { Told } from '../serve.ts';

/** A refusal as the station words it: of the whole, or of members. */
export const refused = (status: number, error: string): Told => ({
  status,
  body: { success: false, globalErrors: [{ error, errorCode: status }], fieldErrors: [] },
});

const wrongFields = (issues: readonly v.BaseIssue<unknown>[]): Told => ({
  status: 400,
  body: {
    success: false,
    globalErrors: [],
    fieldErrors: issues.map((issue) => ({ fieldName: v.getDotPath(issue) ?? '', fieldError: issue.message })),
  },
});

export function bodyOf<Schema extends v.GenericSchema>(schema: Schema, body: Buffer) {
  const read = v.safeParse(schema, parse(body));
  return read.success ? { read: read.output } : { wrong: wrongFields(read.issues) };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
