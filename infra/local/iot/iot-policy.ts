import * as v from 'valibot';

const oneOrMore = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((value) => [value].flat()),
);

/** What of a policy document is understood. Any other element (`NotAction`, `NotResource`, …) is an error when the policy is read. */
const policyDocument = v.strictObject({
  Version: v.optional(v.string()),
  Id: v.optional(v.string()),
  Statement: v.pipe(
    v.union([v.array(v.unknown()), v.unknown()]),
    v.transform((value) => [value].flat()),
    v.array(
      v.strictObject({
        Sid: v.optional(v.string()),
        Effect: v.picklist(['Allow', 'Deny']),
        Action: oneOrMore,
        Resource: oneOrMore,
        /** The one condition fleet policies carry; every thing known here is attached to its certificate. */
        Condition: v.optional(
          v.strictObject({
            Bool: v.strictObject({
              'iot:Connection.Thing.IsAttached': v.union([
                v.literal('true'),
                v.literal(true),
                v.tuple([v.literal('true')]),
              ]),
            }),
          }),
        ),
      }),
    ),
  ),
});

type Statement = v.InferOutput<typeof policyDocument>['Statement'][number];

export type IotAction = 'Connect' | 'Publish' | 'Subscribe' | 'Receive' | 'RetainPublish';

/** Who asks: what the policy variables stand for. */
export interface Connection {
  readonly clientId: string;
  readonly thingName: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Answers whether a connection may do something: nothing is allowed that no statement allows, and a denial wins. */
export type IotPolicy = (connection: Connection, action: IotAction, name: string) => boolean;

/** Resource type each action is about, as it stands in an ARN before the name. */
const resourceOf: Record<IotAction, string> = {
  Connect: 'client',
  Publish: 'topic',
  RetainPublish: 'topic',
  Receive: 'topic',
  Subscribe: 'topicfilter',
};

/**
 * Reads policy documents into one policy for all connections: every policy given holds for every thing.
 * Throws on anything not understood; what was not read cannot be enforced.
 */
export function readIotPolicies(documents: readonly unknown[]): IotPolicy {
  const statements = documents.flatMap((document) => readDocument(document).Statement);
  for (const { Resource } of statements) Resource.forEach(requireKnownVariables);
  return (connection, action, name) => {
    const effects = statements
      .filter((statement) => appliesTo(statement, connection, action, name))
      .map(({ Effect }) => Effect);
    return effects.includes('Allow') && !effects.includes('Deny');
  };
}

function readDocument(document: unknown): v.InferOutput<typeof policyDocument> {
  const result = v.safeParse(policyDocument, document);
  if (result.success) return result.output;
  throw new Error(result.issues.map((issue) => `${v.getDotPath(issue) ?? 'document'}: ${issue.message}`).join('; '));
}

function appliesTo({ Action, Resource }: Statement, connection: Connection, action: IotAction, name: string): boolean {
  return (
    Action.some((each) => pattern(each, connection).test(`iot:${action}`)) &&
    Resource.some((each) => pattern(localPart(each), connection).test(`${resourceOf[action]}/${name}`))
  );
}

/** Partition, region and account of an ARN are not compared: one machine stands for all of them. */
const localPart = (resource: string) =>
  resource.startsWith('arn:') ? resource.split(':').slice(5).join(':') : resource;

// MQTT's own wildcards are plain characters here, as on AWS IoT: only * and ? mean more than themselves.
const wildcards: Readonly<Record<string, string>> = { '*': '.*', '?': '.' };

function pattern(text: string, connection: Connection): RegExp {
  // Odd parts are the names of variables. A value is never a pattern: a client cannot widen a policy by the name it takes.
  const parts = text
    .split(variableReference)
    .map((part, index) =>
      index % 2 === 1
        ? literal(standsFor(part, connection) ?? `\${${part}}`)
        : part.replace(/[*?]|[^*?]+/g, (some) => wildcards[some] ?? literal(some)),
    );
  return new RegExp(`^${parts.join('')}$`, 's');
}

const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const variableReference = /\$\{([^}]*)\}/;
const attributeName = /^iot:Connection\.Thing\.Attributes\[([A-Za-z0-9_.,@/:#-]+)\]$/;

function standsFor(variable: string, { clientId, thingName, attributes }: Connection): string | undefined {
  if (variable === 'iot:ClientId') return clientId;
  if (variable === 'iot:Connection.Thing.ThingName') return thingName;
  const attribute = attributeName.exec(variable)?.[1];
  return attribute !== undefined && Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
}

function requireKnownVariables(resource: string): void {
  for (const [index, part] of resource.split(variableReference).entries())
    if (index % 2 === 1 && !/^iot:(ClientId|Connection\.Thing\.ThingName)$/.test(part) && !attributeName.test(part))
      throw new Error(`policy variable ${part} is not understood here`);
}
