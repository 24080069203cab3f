import * as v from 'valibot';
import type { Told } from '../../serve.ts';

const reasons: Readonly<Record<number, string>> = {
  404: 'Not Found',
  413: 'Payload Too Large',
  429: 'Too Many Requests',
};

/** The first shape of an error: a server that did not come so far as to look at what was asked. */
export const serverError = (status: number, message: string, path: readonly string[], at: number): Told => ({
  status,
  body: {
    timestamp: new Date(at).toISOString(),
    status,
    error: reasons[status] ?? 'Error',
    message,
    path: `/${path.join('/')}`,
  },
});

/** The second: what was asked cannot be. */
export const described = (status: number, description: string): Told => ({
  status,
  body: { error_description: description },
});

/** The third: members of the body are wrong. */
export const violations = (...found: { field: string; message: string }[]): Told => ({
  status: 400,
  body: { success: false, violations: found },
});

export const told = (body: unknown): Told => ({ status: 200, body });

/** Reads a body, or answers what is wrong with it. */
export function bodyOf<Schema extends v.GenericSchema>(
  schema: Schema,
  body: Buffer,
): { read: v.InferOutput<Schema> } | { wrong: Told } {
  const read = v.safeParse(schema, parse(body));
  if (read.success) return { read: read.output };
  return {
    wrong: violations(...read.issues.map((issue) => ({ field: v.getDotPath(issue) ?? '', message: issue.message }))),
  };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
