import { readSchedule, type Schedule, scheduleAt } from '#shared/epcis/schedule.ts';
import type { SoapControls } from '#shared/epcis/soap/operation.ts';
import { isTime, utcMilliseconds } from '#shared/epcis/time.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';

/** The one trigger there is: something was captured. */
export const CAPTURED = 'urn:seriate:trigger:captured';

const RULE = 'EPCIS 1.2 §8.2.5.3 SubscriptionControls';

interface Controls {
  readonly schedule?: Schedule;
  readonly stream?: true;
  /** ISO 8601 in UTC. */
  readonly initialRecordTime?: string;
  readonly reportIfEmpty: boolean;
}

/** When a subscription is to be told: by a schedule or by the trigger, one of them. */
export function readControls({
  schedule,
  trigger,
  initialRecordTime,
  reportIfEmpty,
}: SoapControls): Controls | Refusal {
  if ((schedule === undefined) === (trigger === undefined))
    return bad('/controls', 'schedule and trigger exclude each other, and one of them is needed', 'send one of them');
  if (trigger !== undefined && trigger !== CAPTURED)
    return bad('/controls/trigger', `${trigger} is no trigger here`, `take ${CAPTURED}, or a schedule`);
  const read = schedule === undefined ? undefined : scheduleAt('/controls/schedule', readSchedule(schedule));
  if (isRefusal(read)) return read;
  if (initialRecordTime !== undefined && !isTime(initialRecordTime))
    return bad('/controls/initialRecordTime', 'is no time with a zone', 'write it like 2026-03-01T08:00:00Z');
  return {
    ...(read === undefined ? { stream: true } : { schedule: read }),
    ...(initialRecordTime !== undefined && { initialRecordTime: utcMilliseconds(initialRecordTime) }),
    reportIfEmpty,
  };
}

const bad = (at: string, detail: string, remedy: string): Refusal =>
  refuse('bad-subscription', detail, { at, rule: RULE, remedy });
