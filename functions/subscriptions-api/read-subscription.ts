import * as v from 'valibot';
import { mustBeJson } from '#common/epcis/media.ts';
import type { Request } from '#common/http.ts';
import { readJsonBody } from '#common/json-body.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { arrayForObject } from '#shared/array-for-object.ts';
import { readSchedule, type Schedule, scheduleAt } from '#shared/epcis/schedule.ts';
import { isTime, utcMilliseconds } from '#shared/epcis/time.ts';
import { timeFault } from '#shared/epcis/time-fault.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { shapeProblems } from '#shared/shape-problems.ts';

const RULE = 'EPCIS 2.0, REST binding, QuerySubscription';
/** More than any key of HMAC-SHA-256 is good for. */
const LONGEST_TOKEN = 1000;
const LONGEST_DEST = 2000;

/** What a client asks for. */
export interface Asked {
  readonly dest: string;
  readonly signatureToken?: string | undefined;
  /** ISO 8601 in UTC with milliseconds. */
  readonly initialRecordTime?: string;
  /** Absent: events are told as they are captured. */
  readonly schedule?: Schedule;
  readonly reportIfEmpty: boolean;
}

/** What an answer tells beside: a client may send it back, and it changes nothing. */
const told = [
  'subscriptionID',
  'createdAt',
  'lastNotifiedAt',
  'minRecordTime',
  'epcFormat',
  'state',
  'failure',
  '@context',
];

const shape = v.strictObject({
  ...Object.fromEntries(told.map((name) => [name, v.optional(v.unknown())])),
  dest: v.pipe(v.string(), v.nonEmpty(), v.maxLength(LONGEST_DEST)),
  signatureToken: v.optional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(LONGEST_TOKEN))),
  initialRecordTime: v.optional(v.string()),
  stream: v.optional(v.boolean(), false),
  schedule: v.optional(v.unknown()),
  reportIfEmpty: v.optional(v.boolean(), false),
});

/**
 * Reads the body of a subscription.
 *
 * @throws Refused `malformed` for a member that is missing or wrong, `bad-subscription` unless exactly one of `stream` and `schedule` says when
 */
export function readSubscription(request: Pick<Request, 'headers' | 'text'>): Asked {
  mustBeJson(request, 'a subscription', RULE);
  const body = readJsonBody(request.text, RULE);
  const array = arrayForObject(shape, body);
  if (array !== undefined) throw malformed(array.at, array.detail, array.remedy);
  const read = v.safeParse(shape, body);
  if (!read.success) {
    const [first] = shapeProblems(shape, read.issues);
    throw malformed(first?.at ?? '', first?.detail ?? '', first?.remedy ?? '');
  }
  const { stream, schedule, initialRecordTime, dest, signatureToken, reportIfEmpty } = read.output;
  if (stream === (schedule !== undefined)) orRefuse(neitherNor(stream));
  return {
    dest,
    signatureToken,
    reportIfEmpty,
    ...(schedule !== undefined && { schedule: orRefuse(scheduleAt('/schedule', readSchedule(schedule))) }),
    ...(initialRecordTime !== undefined && { initialRecordTime: timeOf(initialRecordTime) }),
  };
}

const neitherNor = (stream: boolean): Refusal =>
  refuse('bad-subscription', stream ? 'both stream and schedule are given' : 'neither stream nor schedule is given', {
    at: stream ? '/stream' : '',
    rule: `${RULE}, SubscriptionControlsException`,
    remedy: 'send either "stream": true or a "schedule"',
  });

function timeOf(text: string): string {
  if (isTime(text)) return utcMilliseconds(text);
  const { wrong, remedy } = timeFault(text);
  throw malformed('/initialRecordTime', `initialRecordTime ${wrong}`, remedy);
}

export const malformed = (at: string, detail: string, remedy: string) =>
  new Refused(refuse('malformed', detail, { at, rule: RULE, remedy }));
