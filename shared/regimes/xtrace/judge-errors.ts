import * as v from 'valibot';
import type { RejectedObject, Verdict } from '../../delivery/verdict.ts';
import { firstOf, jsonOf, unclear, unreadable } from '../answers.ts';
import type { Answer } from '../regime.ts';
import { readSent, type Sent } from './sent.ts';

const errors = v.object({
  documentErrors: v.array(
    v.object({
      propertyName: v.optional(v.nullable(v.string())),
      index: v.optional(v.nullable(v.number())),
      errorCode: v.pipe(v.string(), v.minLength(1)),
    }),
  ),
});
type Wrong = v.InferOutput<typeof errors>['documentErrors'][number];

/** What was wrong with a document: with all of it, or with the packages or packs that are named by their place. */
export function judgeErrors(answer: Answer): Verdict {
  const read = v.safeParse(errors, jsonOf(answer.body));
  if (!read.success) return unreadable(answer);
  const sent = readSent(answer.sent);
  if (sent === undefined) return unclear(answer, 'cannot be held against what was sent');
  const wrong = read.output.documentErrors;
  const things = thingsOf(sent);
  const refused = new Map(wrong.flatMap((one) => rejectedBy(one, things)));
  if (!answer.receipt?.startsWith('errors:part:'))
    return { verdict: 'rejected', reason: firstOf(wrong.map((one) => said(one, things))) || 'it is not said why' };
  if (refused.size > 0 && wrong.every((one) => rejectedBy(one, things).length > 0))
    return {
      verdict: 'partially-accepted',
      accepted: things.length - refused.size,
      rejected: [...refused.values()],
    };
  return {
    verdict: 'stopped',
    reason: `a part was taken, and it is not said which: ${firstOf(wrong.map((one) => said(one, things)))}. Look there, then resend or cancel this report`,
  };
}

/** What the things of a document are called by us: packages by SSCC, or GTIN and serial; packs by their serials. */
function thingsOf(sent: Sent): string[] {
  if (sent.kind === 'packed') return sent.units.map(({ unitSerialNumber }) => nameOf(unitSerialNumber, '$1$2'));
  return sent.kind === 'withdrawn' ? sent.codes.map((code) => nameOf(code, '$2')) : [];
}

const nameOf = (code: string, as: string) => code.replace(/^01(\d{14})21(.+)$/, as);

function rejectedBy({ index, errorCode }: Wrong, things: readonly string[]): [string, RejectedObject][] {
  const object = things[index ?? -1];
  return object === undefined ? [] : [[object, { object, code: errorCode }]];
}

const said = ({ propertyName, index, errorCode }: Wrong, things: readonly string[]) =>
  `${errorCode} ${things[index ?? -1] ?? propertyName ?? ''}`.trim();
