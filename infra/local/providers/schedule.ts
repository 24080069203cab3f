import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { runSchedule } from '../functions/run-schedule.ts';
import { readSchedule } from '../functions/schedule-expression.ts';
import { type Host, type Provider, placeOf, type Resource, readProperties } from '../provider.ts';
import { physicalName } from './physical-name.ts';

const state = v.optional(
  v.picklist(['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS']),
  'ENABLED',
);
const target = v.object({ Arn: v.string(), Input: v.optional(v.string()) });
const ruleShape = v.object({
  Name: v.optional(v.string()),
  ScheduleExpression: v.optional(v.string()),
  State: state,
  Targets: v.optional(v.array(target), []),
});
const scheduleShape = v.object({
  Name: v.optional(v.string()),
  ScheduleExpression: v.string(),
  State: state,
  Target: target,
});

/** `AWS::Events::Rule` with a schedule. A rule on a pattern has nothing to match: no service emits events locally. */
export const ruleProvider: Provider = {
  create: async (resource, host) => {
    const { Name, ScheduleExpression, State, Targets } = readProperties(ruleShape, resource);
    const name = Name ?? physicalName(resource, 64);
    const arn = `arn:aws:events:${host.region}:${host.account}:rule/${name}`;
    if (ScheduleExpression !== undefined && State !== 'DISABLED')
      schedule(resource, host, ScheduleExpression, Targets, (at) => scheduledEvent(host, arn, at));
    return { ref: name, Arn: arn };
  },
};

/** `AWS::Scheduler::Schedule`. */
export const schedulerProvider: Provider = {
  create: async (resource, host) => {
    const { Name, ScheduleExpression, State, Target } = readProperties(scheduleShape, resource);
    const name = Name ?? physicalName(resource, 64);
    if (State !== 'DISABLED') schedule(resource, host, ScheduleExpression, [Target], () => ({}));
    return { ref: name, Arn: `arn:aws:scheduler:${host.region}:${host.account}:schedule/default/${name}` };
  },
};

function schedule(
  resource: Resource,
  host: Host,
  expression: string,
  targets: readonly v.InferOutput<typeof target>[],
  eventAt: (at: Date) => unknown,
): void {
  const place = placeOf(resource);
  const foreign = targets.find(({ Arn }) => !Arn.startsWith('arn:aws:lambda:') && !Arn.startsWith('arn:aws:sqs:'));
  if (foreign) throw new Error(`${place}: a schedule reaches functions and queues locally, not ${foreign.Arn}`);
  const next = readSchedule(expression, host.hasten);
  host.onReady(() => {
    const fire = (at: Date) => {
      for (const { Arn, Input } of targets)
        deliver(host, Arn, Input === undefined ? eventAt(at) : JSON.parse(Input)).catch((error) =>
          host.log(`${place}: ${String(error)}`),
        );
    };
    const running = runSchedule(next, fire);
    host.onStop(running.stop);
    // A rate counts from when its rule is made, and here that is every start: what fell due while nothing ran need not wait once more.
    if (expression.startsWith('rate(')) fire(new Date());
  });
}

const deliver = (host: Host, arn: string, event: unknown): Promise<unknown> =>
  arn.startsWith('arn:aws:sqs:') ? host.sendToQueue(arn, JSON.stringify(event)) : host.invoke(arn, event);

const scheduledEvent = ({ account, region }: Host, rule: string, at: Date) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account,
  time: at.toISOString().replace(/\.\d+Z$/, 'Z'),
  region,
  resources: [rule],
  detail: {},
});
