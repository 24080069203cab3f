import * as v from 'valibot';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { tooLarge } from '../too-large.ts';
import { fileCall, type Parcel, whole } from './parcel.ts';

const object = v.record(v.string(), v.unknown());

/** The call that a text in JSON is; undefined when it is something else. */
export function callIn(text: string): Parcel | Refusal | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refuse('malformed', `not JSON: ${why}`, {
      rule: 'RFC 8259',
      remedy: whole,
    });
  }
  if (!v.is(object, read) || read['do'] === undefined) return undefined;
  const large = tooLarge(read);
  if (large !== undefined) return large;
  const parsed = v.safeParse(fileCall, read);
  if (parsed.success) return { call: parsed.output };
  const [issue] = parsed.issues;
  const at = (issue.path ?? []).map(({ key }) => `/${String(key)}`).join('');
  return refuse('malformed', issue.message, {
    at: at || '/',
    rule: 'docs/line-files.md',
    remedy: 'Correct that member and drop it again.',
  });
}
