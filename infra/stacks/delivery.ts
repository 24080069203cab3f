import { ArnFormat, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Env as PlanEnv } from '../../functions/plan-deliveries/env.ts';
import type { Env as PartnerEnv } from '../../functions/send-partner/env.ts';
import type { Env as RegulatorEnv } from '../../functions/send-regulator/env.ts';
import type { Env as SubscriptionEnv } from '../../functions/send-subscription/env.ts';
import { ringOnCode, ringWhenLogged } from '../constructs/alarm.ts';
import { QueueFunction } from '../constructs/queue-function.ts';
import type { WatchedQueue } from '../constructs/watched-queue.ts';
import type { DataStack } from './data.ts';
import { grantHandingOn, type PartnerQueues, partnerQueues, urlsOf } from './partner-queues.ts';
import type { StreamStack } from './stream.ts';

/** From what happened to who must be told: the planner and the senders, each behind its own queue. */
export class DeliveryStack extends Stack {
  readonly plan: QueueFunction;
  readonly regulator: QueueFunction;
  readonly partner: QueueFunction;
  readonly subscription: QueueFunction;
  readonly carriers: PartnerQueues['carriers'];
  readonly inbound: WatchedQueue;
  readonly exchange: WatchedQueue;
  /** Where functions may send to: `public` or `loopback`. */
  readonly outbound: string;
  /** Limits of this installation for calls to regulators, in place of the usual ones. */
  readonly limits: string;
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, { data, stream }: { data: DataStack; stream: StreamStack }) {
    super(scope, id);
    this.outbound = new CfnParameter(this, 'Outbound', {
      description: 'Where functions may send to: public addresses only, or loopback too (one machine)',
      allowedValues: ['public', 'loopback'],
      default: 'public',
    }).valueAsString;
    const urls = new CfnParameter(this, 'RegulatorUrls', {
      description:
        'Base URL of the regulator of each market, or of its sandbox, as JSON: {"eu": "https://hub.example"}',
      default: '{}',
    }).valueAsString;

    this.limits = new CfnParameter(this, 'RegulatorLimits', {
      description: 'How often systems of regulators may be called: system/call=calls/seconds/burst, with commas',
      default: '',
    }).valueAsString;

    this.regulator = sender(this, data, 'regulator', {
      REGULATOR_URLS: urls,
      REGULATOR_LIMITS: this.limits,
      OUTBOUND: this.outbound,
    } satisfies Own<RegulatorEnv>);
    const queues = partnerQueues(this);
    this.inbound = queues.inbound;
    this.exchange = queues.exchange;
    this.carriers = queues.carriers;
    const reached = { OUTBOUND: this.outbound, ...urlsOf(queues) };
    this.partner = sender(this, data, 'partner', reached satisfies Own<PartnerEnv>);
    grantHandingOn(this.partner.function, data, queues);
    // What a person has sent again all at once stands in the audit trail, which grows only.
    data.registry.grant(this.partner.function, 'dynamodb:PutItem');
    this.subscription = subscriber(this, data, { OUTBOUND: this.outbound, STREAM_URL: stream.url });
    grantRegulatorSecrets(this, this.regulator.function);
    // They sign what they send.
    for (const { function: signs } of [this.partner, this.subscription]) data.rootSecret.grantRead(signs);
    stream.grantManageConnections(this.subscription.function);
    this.plan = new QueueFunction(this, 'plan', {
      name: 'plan-deliveries',
      environment: {
        ...data.names,
        REGULATOR_QUEUE_URL: this.regulator.queue.queueUrl,
        PARTNER_QUEUE_URL: this.partner.queue.queueUrl,
        SUBSCRIPTION_QUEUE_URL: this.subscription.queue.queueUrl,
      } satisfies PlanEnv,
      batchSize: 10,
      // A lot of a million, packed, is planned in three to five minutes. Capacity is not reserved: what failed waits no longer than a run lives.
      timeout: Duration.minutes(10),
      hiddenFor: Duration.minutes(12),
      memorySize: LARGE_LOTS,
      remedy: 'Captured events or releases are not planned; runbook: docs/runbooks/plan-dead-letters.md',
    });
    grantPlanning(data, this.plan.function);
    data.documents.grantRead(this.regulator.function, '*/told/*');
    for (const { queue } of [this.regulator, this.partner, this.subscription])
      queue.grantSendMessages(this.plan.function);
    this.alarms = [
      ...[this.plan, this.regulator, this.partner, this.subscription].flatMap(({ alarms }) => alarms),
      ...[this.inbound, this.exchange, ...Object.values(this.carriers)].map(({ alarm }) => alarm),
      ...[this.regulator, this.partner].map(ringWhenGivenUp),
      ...[this.regulator, this.partner].map(ringWhenLate),
      ...[this.plan, this.subscription].map(ringWhenUntold),
      ...ringWhenNotPlanned(this.plan),
    ];
  }
}

const ringWhenNotPlanned = (plan: QueueFunction): Alarm[] => [
  ringOnCode(
    plan,
    'unreported',
    'change-not-planned',
    'What became of packs is not reported; runbook: docs/runbooks/changes-not-planned.md',
  ),
  ringOnCode(
    plan,
    'unchecked',
    'check-cut-short',
    'Captured units were not all checked; runbook: docs/runbooks/checks-cut-short.md',
  ),
];

function grantPlanning(data: DataStack, planner: IGrantable): void {
  data.grantLedgerRead(planner);
  data.deliveries.grantReadWriteData(planner);
  data.documents.grantRead(planner, '*/capture/*');
  // Which packs a report names is kept before it is planned, and read by who sends it.
  data.documents.grantRead(planner, '*/told/*');
  data.documents.grantPut(planner, '*/told/*');
}

/** Settled without having reached its receiver whole: nothing goes on by itself. The codes are those of `functions/common/log.ts`. */
const givenUp = FilterPattern.any(
  FilterPattern.stringValue('$.code', '=', 'delivery-parked'),
  FilterPattern.all(
    FilterPattern.stringValue('$.code', '=', 'delivery-settled'),
    FilterPattern.any(
      FilterPattern.stringValue('$.state', '=', 'rejected'),
      FilterPattern.stringValue('$.state', '=', 'partially-accepted'),
    ),
  ),
);

export function ringWhenGivenUp(sender: QueueFunction): Alarm {
  return ringWhenLogged(sender, 'given-up', {
    logGroup: sender.function.logGroup,
    pattern: givenUp,
    remedy: `A delivery to a ${sender.node.id} was parked or rejected; runbook: docs/runbooks/deliveries-parked.md`,
  });
}

/** What is not acknowledged shortly before it must be: whatever it waits for, a person looks. */
export function ringWhenLate(sender: QueueFunction): Alarm {
  return ringOnCode(
    sender,
    'late',
    'delivery-late',
    `A delivery to a ${sender.node.id} comes near its deadline; runbook: docs/runbooks/deliveries-late.md`,
  );
}

/** A subscriber is not told: by a sender that gave up, or because its query cannot be answered when events are offered to it. */
function ringWhenUntold(on: QueueFunction): Alarm {
  return ringWhenLogged(on, 'untold', {
    logGroup: on.function.logGroup,
    pattern: FilterPattern.any(
      FilterPattern.stringValue('$.code', '=', 'subscription-parked'),
      FilterPattern.stringValue('$.code', '=', 'subscription-unreadable'),
    ),
    remedy: 'A subscriber is not told; runbook: docs/runbooks/subscription-dead-letters.md',
  });
}

/** MB that come with a whole processor (AWS Lambda guide): lots of a million packs are read in a minute then, and in two otherwise. */
const LARGE_LOTS = 1769;

/** Secrets for regulators, of every tenant: the function puts the tenant into the name it asks for. */
export function grantRegulatorSecrets(stack: Stack, { grantPrincipal }: IGrantable): void {
  const secrets = stack.formatArn({
    service: 'secretsmanager',
    resource: 'secret',
    resourceName: 'seriate/regulators/*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  const statement = new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secrets] });
  grantPrincipal.addToPrincipalPolicy(statement);
}

/** What a sender needs beyond the data every sender reads. */
type Own<Env> = Omit<Env, keyof DataStack['names'] | 'REGULATOR_QUEUE_URL' | 'PARTNER_QUEUE_URL'>;

function sender(
  stack: Stack,
  data: DataStack,
  to: 'regulator' | 'partner',
  own: Record<string, string>,
): QueueFunction {
  const send = new QueueFunction(stack, to, {
    name: `send-${to}`,
    environment: { ...data.names, ...own },
    batchSize: 1,
    timeout: Duration.seconds(to === 'regulator' ? 120 : 90),
    ...(to === 'regulator' && { memorySize: LARGE_LOTS }),
    remedy: `Deliveries to a ${to} fail before they are sent; runbook: docs/runbooks/${to}-dead-letters.md`,
  });
  // A sender wakes itself later: to poll for an answer, or to try again.
  send.function.addEnvironment(`${to.toUpperCase()}_QUEUE_URL`, send.queue.queueUrl);
  send.queue.grantSendMessages(send.function);
  data.grantLedgerRead(send.function);
  data.deliveries.grantReadWriteData(send.function);
  // What was sent is frozen before it leaves; sending again reads it back.
  data.documents.grantRead(send.function, '*/evidence/*');
  data.documents.grantPut(send.function, '*/evidence/*');
  return send;
}

/** Tells subscribers of the repository's queries. It writes in the registry only that a subscription was stopped or ended. */
function subscriber(
  stack: Stack,
  data: DataStack,
  own: Pick<SubscriptionEnv, 'OUTBOUND' | 'STREAM_URL'>,
): QueueFunction {
  const send = new QueueFunction(stack, 'subscription', {
    name: 'send-subscription',
    environment: { ...data.names, ...own },
    batchSize: 1,
    timeout: Duration.seconds(60),
    remedy: 'Runs of subscriptions fail; runbook: docs/runbooks/subscription-dead-letters.md',
  });
  send.function.addEnvironment('SUBSCRIPTION_QUEUE_URL' satisfies keyof SubscriptionEnv, send.queue.queueUrl);
  send.queue.grantSendMessages(send.function);
  data.grantLedgerRead(send.function);
  data.registry.grantWriteData(send.function);
  data.deliveries.grantReadWriteData(send.function);
  data.documents.grantRead(send.function, '*/subscriptions/*');
  data.documents.grantPut(send.function, '*/subscriptions/*');
  return send;
}
