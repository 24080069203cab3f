/** What a receipt says became of a message (RFC 4130 §7.4.3, RFC 3798 §3.2.6). */
export interface Disposition {
  readonly type: 'processed' | 'failed';
  /** `error`, `failure` or `warning`, and its words; absent when all went well. */
  readonly modifier?: { readonly kind: 'error' | 'failure' | 'warning'; readonly words: string };
}

/** Errors that a receiver tells, in the words of RFC 4130 §7.5. */
export const as2Errors = [
  'authentication-failed',
  'decompression-failed',
  'decryption-failed',
  'insufficient-message-security',
  'integrity-check-failed',
  'unexpected-processing-error',
] as const;
export type As2Error = (typeof as2Errors)[number];

/** Failures, which say that a message was not looked into. */
export const as2Failures = ['unsupported format', 'unsupported MIC-algorithms'] as const;
export type As2Failure = (typeof as2Failures)[number];

export const processed: Disposition = { type: 'processed' };
export const errorOf = (words: As2Error): Disposition => ({ type: 'processed', modifier: { kind: 'error', words } });
export const failureOf = (words: As2Failure): Disposition => ({ type: 'failed', modifier: { kind: 'failure', words } });

/** The value of the field `Disposition`. */
export function writeDisposition({ type, modifier }: Disposition): string {
  const told = modifier === undefined ? '' : `/${modifier.kind}: ${modifier.words}`;
  return `automatic-action/MDN-sent-automatically; ${type}${told}`;
}

// Words stand behind a colon; `libas2` has an equals sign there.
const form = /^[^;]{1,100};\s*(processed|failed)\s*(?:\/\s*(error|failure|warning)\s*(?:[:=]\s*(.{0,300}))?)?\s*$/i;

/** @returns undefined when it says nothing that can be relied on */
export function readDisposition(text: string): Disposition | undefined {
  const [, type, kind, words = ''] = form.exec(text) ?? [];
  if (type === undefined) return undefined;
  const of = type.toLowerCase() === 'failed' ? 'failed' : 'processed';
  const what = (['error', 'failure', 'warning'] as const).find((one) => one === kind?.toLowerCase());
  return what === undefined ? { type: of } : { type: of, modifier: { kind: what, words: words.trim() } };
}

/** As people read it: `processed/error: decryption-failed`. */
export const tellDisposition = ({ type, modifier }: Disposition): string =>
  modifier === undefined ? type : `${type}/${modifier.kind}: ${modifier.words}`;
