import * as v from 'valibot';
import { flag } from '../provider.ts';
import { evaluate, fillTemplate, type Message, SqlFailure } from './sql-evaluate.ts';
import { parseQuery, parseTemplate } from './sql-parse.ts';
import { filterTakes } from './topic.ts';

/** Where a rule's actions lead, and who hears when they fail. */
export interface Sinks {
  sendToQueue(queueUrl: string, body: string): Promise<void>;
  putObject(bucket: string, key: string, body: Uint8Array): Promise<void>;
  log(line: string): void;
}

/** What a rule does with a publish. Settles when all is done, never rejects: the publisher has no part in it. */
export type TopicRule = (message: Message) => Promise<void>;

const action = v.union(
  [
    v.strictObject({
      Sqs: v.strictObject({ QueueUrl: v.string(), UseBase64: v.optional(flag, false), RoleArn: v.string() }),
    }),
    v.strictObject({
      S3: v.strictObject({
        BucketName: v.string(),
        Key: v.string(),
        RoleArn: v.string(),
        CannedAcl: v.optional(v.string()),
      }),
    }),
  ],
  'only Sqs and S3 actions are hosted here',
);

/** The `TopicRulePayload` of `AWS::IoT::TopicRule` that is hosted here. */
export const topicRulePayload = v.object({
  Sql: v.string(),
  AwsIotSqlVersion: v.literal('2016-03-23', 'the SQL of version 2016-03-23 is spoken here; name it'),
  RuleDisabled: v.optional(flag, false),
  Actions: v.array(action),
  ErrorAction: v.optional(action),
});

type Action = v.InferOutput<typeof action>;
/** Runs one action; resolves to what went wrong, or undefined. */
type Run = (message: Message, payload: Uint8Array) => Promise<Failure | undefined>;

interface Failure {
  readonly failedAction: string;
  readonly failedResource: string;
  readonly errorMessage: string;
}

/**
 * Readies a rule. Throws, naming the rule, on SQL not understood.
 *
 * A failed action runs the error action with AWS IoT's error document (original payload in base64). A payload the statement cannot read runs no action
 * and is only logged: the error action of AWS IoT is for actions, not for SQL.
 */
export function readTopicRule(
  name: string,
  properties: v.InferOutput<typeof topicRulePayload>,
  sinks: Sinks,
): TopicRule {
  try {
    const query = parseQuery(properties.Sql);
    const actions = properties.Actions.map((each) => readAction(each, sinks));
    const onError = properties.ErrorAction && readAction(properties.ErrorAction, sinks);
    if (properties.RuleDisabled) return async () => undefined;
    return async (message) => {
      if (!filterTakes(query.filter, message.topic)) return;
      const payload = selected(
        () => evaluate(query, message),
        (reason) => sinks.log(`rule ${name}, ${message.topic}: ${reason}`),
      );
      if (payload === undefined) return;
      const outcomes = await Promise.all(actions.map((run) => run(message, payload)));
      const failures = outcomes.filter((each) => each !== undefined);
      if (failures.length > 0) await report(name, message, failures, onError, sinks);
    };
  } catch (error) {
    throw new Error(`topic rule ${name}: ${reasonOf(error)}`, { cause: error });
  }
}

function selected(evaluated: () => Uint8Array | undefined, refused: (reason: string) => void): Uint8Array | undefined {
  try {
    return evaluated();
  } catch (error) {
    if (!(error instanceof SqlFailure)) throw error;
    refused(error.message);
    return undefined;
  }
}

function readAction(wanted: Action, sinks: Sinks): Run {
  if ('Sqs' in wanted) {
    const { QueueUrl, UseBase64 } = wanted.Sqs;
    return (_message, payload) =>
      attempt('SqsAction', QueueUrl, () =>
        sinks.sendToQueue(QueueUrl, Buffer.from(payload).toString(UseBase64 ? 'base64' : 'utf8')),
      );
  }
  const { BucketName, Key } = wanted.S3;
  const key = parseTemplate(Key);
  return (message, payload) =>
    attempt('S3Action', BucketName, () => sinks.putObject(BucketName, fillTemplate(key, message), payload));
}

async function attempt(
  failedAction: string,
  failedResource: string,
  act: () => Promise<void>,
): Promise<Failure | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    return { failedAction, failedResource, errorMessage: reasonOf(error) };
  }
}

async function report(
  ruleName: string,
  message: Message,
  failures: readonly Failure[],
  onError: Run | undefined,
  { log }: Sinks,
): Promise<void> {
  const { topic, clientId = 'N/A', payload, newUuid } = message;
  const base64OriginalPayload = Buffer.from(payload).toString('base64');
  const document = { ruleName, topic, cloudwatchTraceId: newUuid(), clientId, base64OriginalPayload, failures };
  const failed = await onError?.(message, Buffer.from(JSON.stringify(document)));
  for (const { failedAction, failedResource, errorMessage } of failed ? [...failures, failed] : failures)
    log(`rule ${ruleName}, ${topic}: ${failedAction} on ${failedResource} failed: ${errorMessage}`);
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
