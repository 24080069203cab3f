import * as v from 'valibot';
import type { Verdict } from '../../delivery/verdict.ts';
import { jsonOf, unclear, unreadable } from '../answers.ts';
import type { Answer } from '../regime.ts';
import { readSent, type Sent } from './sent.ts';

const told = v.object({
  code: v.string(),
  status: v.pipe(v.string(), v.minLength(1)),
  productSeries: v.optional(v.nullable(v.string())),
  parentCode: v.optional(v.nullable(v.string())),
});
const states = v.pipe(
  v.union([
    v.pipe(
      v.object({ results: v.array(told) }),
      v.transform(({ results }) => results),
    ),
    v.array(told),
  ]),
  v.minLength(1),
);
type Told = v.InferOutput<typeof told>;
const asked = v.object({ codes: v.array(v.string()) });

/** Before a code is reported as used. Names of states are those of clients [M]. */
const UNUSED = ['EMITTED', 'RECEIVED', 'NOT_FOUND'];
/** Once it is. What has another name tells nothing. */
const USED = ['APPLIED', 'INTRODUCED'];
const GONE = ['WITHDRAWN', 'WRITTEN_OFF', 'RETIRED'];

/**
 * What states of codes say of a report that may have arrived: what none of them shows did not, and is sent; what all show did. Where they differ, or show another lot, a person
 * looks.
 */
export function judgeStates(answer: Answer): Verdict {
  const read = v.safeParse(states, jsonOf(answer.body));
  if (!read.success) return unreadable(answer);
  const wanted = jsonOf(answer.attached ?? '');
  const sent = readSent(answer.sent);
  if (sent === undefined || !v.is(asked, wanted)) return unclear(answer, 'cannot be held against what was sent');
  const found = new Map(read.output.map((one) => [one.code, one]));
  const ours = wanted.codes.flatMap((code) => found.get(code) ?? []);
  if (ours.length < wanted.codes.length) return unclear(answer, `tells ${ours.length} of ${wanted.codes.length} codes`);
  const done = ours.filter((one) => isDone(sent, one)).length;
  if (done === ours.length && isAllAsked(sent, ours.length)) return { verdict: 'acknowledged' };
  if (done === 0 && ours.every((one) => isAsBefore(sent, one))) return { verdict: 'unknown' };
  return {
    verdict: 'stopped',
    reason: `it may have arrived, and the states of its codes do not tell: ${done} of ${ours.length} show it. Look there, then resend or cancel this report`,
  };
}

/** A report of utilisation is taken whole; of documents each thing by itself: packages, of each of which something was asked for, and packs. */
const isAllAsked = (sent: Sent, asked: number) => sent.kind !== 'withdrawn' || sent.codes.length === asked;

function isDone(sent: Sent, { code, status, productSeries, parentCode }: Told): boolean {
  const isUsed = [...USED, ...GONE].includes(status);
  if (sent.kind === 'used') return isUsed && (productSeries ?? sent.series) === sent.series;
  if (sent.kind === 'withdrawn') return GONE.includes(status);
  const unit = sent.units.find(({ codes }) => codes.includes(code));
  return unit !== undefined && parentCode === unit.unitSerialNumber;
}

function isAsBefore(sent: Sent, { status, parentCode }: Told): boolean {
  if (sent.kind === 'used') return UNUSED.includes(status);
  return sent.kind === 'withdrawn' ? !GONE.includes(status) : (parentCode ?? '') === '';
}
