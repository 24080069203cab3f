import type { Refusal } from '#shared/refusal.ts';

export type Severity = 'error' | 'warning';

/** One thing that is wrong with a document, and where. */
export interface Problem {
  /** Index of the event it is in, from 0. */
  readonly event?: number;
  /** JSON pointer or path of elements; empty for the document as a whole. */
  readonly path: string;
  /** From 1. */
  readonly line?: number;
  readonly column?: number;
  readonly rule: string;
  readonly message: string;
  readonly severity: Severity;
  readonly tier: string;
  readonly remedy?: string;
}

/** What a reader refused, as a problem of shape. */
export function problemOf(refusal: Refusal, event?: number): Problem {
  const { detail, rule, remedy } = refusal;
  return {
    ...(event === undefined ? {} : { event }),
    ...placeOf(refusal.at ?? ''),
    ...(refusal.line === undefined ? {} : { line: refusal.line }),
    ...(refusal.column === undefined ? {} : { column: refusal.column }),
    rule: rule ?? 'EPCIS 2.0',
    // The place is told beside it.
    message: detail.replace(/^line \d+, column \d+: /, ''),
    severity: 'error',
    tier: 'shape',
    ...(remedy === undefined ? {} : { remedy }),
  };
}

/** Takes apart what says where: `12:9 /EPCISBody/…` of XML, or a JSON pointer. */
export function placeOf(at: string): { path: string; line?: number; column?: number } {
  const [, line, column, path = ''] = /^(\d+):(\d+)(?: (.*))?$/s.exec(at) ?? [];
  if (line === undefined) return { path: at.startsWith('byte ') ? '' : at };
  return { path, line: Number(line), column: Number(column) };
}

/** The line for a person, in the form compilers use, so that editors find the place. */
export function problemLine(file: string, problem: Problem): string {
  const { line, column, path, message, rule, remedy, severity } = problem;
  const place = line === undefined ? '' : `:${line}${column === undefined ? '' : `:${column}`}`;
  const where = line === undefined && path !== '' ? `${path}: ` : '';
  return printable(
    `${file}${place}: ${severity}: ${where}${message} [${rule}]${remedy === undefined ? '' : ` — ${remedy}`}`,
  );
}

/** Documents quote what they like; a terminal must not obey it, and a line must stay one. */
export const printable = (text: string): string =>
  text.replace(/\p{Cc}|[\u2028\u2029]/gu, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);
