import type { RequestListener } from 'node:http';
import * as v from 'valibot';

/** One resource of a template, its properties resolved: no intrinsic is left in them. */
export interface Resource {
  readonly logicalId: string;
  readonly stack: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What `Ref` answers, and under the attribute's own name what `Fn::GetAtt` answers. */
export type Attributes = Readonly<Record<string, string>> & { readonly ref: string };

/** Hosts resources of one type. `create` is called once per resource and start, after everything the resource refers to. */
export interface Provider {
  create(resource: Resource, host: Host): Promise<Attributes>;
}

/** Providers by CloudFormation type. */
export type Providers = Readonly<Record<string, Provider>>;

/** Where the wire protocols of the parts are spoken, as URLs without a path. */
export interface Endpoints {
  dynamodb: string;
  sqs: string;
  s3: string;
  secretsManager: string;
  /** Set by the broker's provider when it listens; functions read it when their first worker starts. */
  iotData: string;
  /** Set by the user pool's provider; empty where the template has none. */
  cognito: string;
  /** Set by the first key's provider when it listens. */
  kms: string;
}

/** What a provider may use of the machine that hosts the template. */
export interface Host {
  /** Directory for whatever must survive a restart. It exists. */
  readonly data: string;
  readonly region: string;
  readonly account: string;
  readonly endpoints: Endpoints;
  /** `http://127.0.0.1:PORT` of the HTTP API and of every mount; it already listens, and answers 503 until all is created. */
  readonly url: string;

  /** Rates of schedules come round so many times as often as the template says; normally 1. */
  readonly hasten: number;

  /** Sends to a queue by URL or ARN. Rejects when the queue does not take the message. */
  sendToQueue(queue: string, body: string): Promise<void>;
  /** Invokes a function by ARN or name; rejects with `FunctionError` when the function fails or times out. */
  invoke(fn: string, payload: unknown, signal?: AbortSignal): Promise<unknown>;

  /** Gives `path` and everything below it (`/oauth2` → `/oauth2/token`) to a listener, before any route of the API. */
  mount(path: string, listener: RequestListener): void;
  /** Runs when all resources exist, before the cloud is ready. */
  onReady(start: () => void | Promise<void>): void;
  /** Runs first on the way down: take no new work, finish what is in hand. All of them run at once. */
  onStop(stop: () => void | Promise<void>): void;
  /** Runs after functions have finished: close servers. Last registered first. */
  onClose(close: () => void | Promise<void>): void;
  /** One line for the person who runs the machine, kept in `DIR/logs/cloud.log`. */
  log(line: string): void;
}

/** Where a resource stands, as every message about it begins. */
export const placeOf = ({ stack, logicalId, type }: Pick<Resource, 'stack' | 'logicalId' | 'type'>) =>
  `${stack}/${logicalId} (${type})`;

/** Reads a resource's properties against a shape; a misfit is an error that names resource, property and what was wanted. */
export function readProperties<Shape extends v.GenericSchema>(shape: Shape, resource: Resource): v.InferOutput<Shape> {
  const result = v.safeParse(shape, resource.properties);
  if (result.success) return result.output;
  const problems = result.issues.map((issue) => `${v.getDotPath(issue) ?? 'Properties'}: ${issue.message}`);
  throw new Error(`${placeOf(resource)}: ${problems.join('; ')}`);
}

/** CloudFormation carries numbers and booleans as such or as text. */
export const numeric = v.pipe(v.union([v.number(), v.pipe(v.string(), v.regex(/^-?\d+$/))]), v.transform(Number));
export const flag = v.pipe(
  v.union([v.boolean(), v.picklist(['true', 'false'])]),
  v.transform((value) => String(value) === 'true'),
);
