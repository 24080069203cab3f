import { mkdirSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { openSecrets } from './engines/secrets.ts';
import { type EngineVariables, startEngines } from './engines/start-engines.ts';
import { type FunctionRegistry, functionRegistry } from './functions/function-registry.ts';
import { openLogFile } from './functions/log-file.ts';
import { openFrontDoor } from './http/front-door.ts';
import { answerRequest, type HttpApi } from './http/http-api.ts';
import { makeHost } from './make-host.ts';
import type { Endpoints, Providers } from './provider.ts';
import { apiGatewayProviders } from './providers/api-gateway.ts';
import { bucketProvider } from './providers/bucket.ts';
import { eventSourceProvider } from './providers/event-source.ts';
import { functionProvider } from './providers/function.ts';
import { keyProvider } from './providers/key.ts';
import { queueProvider } from './providers/queue.ts';
import { ruleProvider, schedulerProvider } from './providers/schedule.ts';
import { secretProvider } from './providers/secret.ts';
import { tableProvider } from './providers/table.ts';
import { topicProvider } from './providers/topic.ts';
import { type Shutdown, shutdown } from './shutdown.ts';
import { serveSockets } from './socket/serve-sockets.ts';
import { readAssembly } from './template/assembly.ts';
import { createResources, type Outputs } from './template/create-resources.ts';

/** No account is asked for: these stand in every ARN. */
const region = 'us-east-1';
const account = '000000000000';

export interface HostOptions {
  /** Directory of the synthesized assembly. */
  readonly assembly: string;
  /** Directory for everything that survives a restart; made when it is missing. */
  readonly data: string;
  /** Port of the API on 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  /** Values of template parameters, by `Name` or `Stack:Name`; a function is handed the URL of the API. */
  readonly parameters?: Readonly<Record<string, string>> | ((url: string) => Readonly<Record<string, string>>);
  /** Providers of further types; they stand before the ones that are built in. */
  readonly resources?: Providers;
  /** What else is served on the port, by path: mounts come before the routes of the API. */
  readonly httpMounts?: Readonly<Record<string, RequestListener>>;
  /** Where other implementations of the parts are; normally the process's environment. */
  readonly environment?: EngineVariables;
  /** Rates of schedules come round so many times as often as the template says; 1. */
  readonly hasten?: number;
  /** How long work in hand may take to finish on the way down; 10,000 ms. */
  readonly graceMs?: number;
}

export interface HostedAssembly {
  readonly url: string;
  readonly endpoints: Readonly<Endpoints>;
  readonly outputs: Outputs;
  /** Invokes a function by ARN or name. */
  invoke(fn: string, payload: unknown): Promise<unknown>;
  /** Takes no new work, finishes what is in hand, closes everything. Safe to call twice. */
  close(): Promise<void>;
}

/** Hosts every resource of a synthesized assembly on this machine. When anything cannot be hosted, what was started is closed and the reason thrown. */
export async function hostAssembly(options: HostOptions): Promise<HostedAssembly> {
  mkdirSync(options.data, { recursive: true, mode: 0o700 });
  const logs = join(options.data, 'logs');
  const log = openLogFile(join(logs, 'cloud.log'));
  const functions = functionRegistry(logs);
  const down = shutdown(log.line);
  down.onClose(log.close);
  const close = () => down.run(options.graceMs ?? patienceMs, functions.drain);
  try {
    return { ...(await bringUp(options, functions, down, log.line)), invoke: functions.invoke, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function bringUp(options: HostOptions, functions: FunctionRegistry, down: Shutdown, log: (line: string) => void) {
  const { data, port, hasten = 1, graceMs = patienceMs, environment = {}, httpMounts = {}, parameters = {} } = options;
  const assembly = readAssembly(options.assembly);
  // First of all: a port that is taken must be known before anything touches the data.
  const door = await openFrontDoor(port);
  down.onStop(() => door.close(graceMs));
  for (const [path, listener] of Object.entries(httpMounts)) door.mount(path, listener);

  const arnOfSecret = (name: string) => `arn:aws:secretsmanager:${region}:${account}:secret:${name}`;
  const secrets = await openSecrets(join(data, 'secrets.json'), arnOfSecret, data);
  const engines = await startEngines({ data, region, log }, secrets, environment);
  down.onClose(engines.stop);
  // Closed before the engines, which functions call.
  down.onClose(functions.close);

  const endpoints: Endpoints = { ...engines.endpoints, iotData: '', cognito: '', kms: '' };
  const { host, start } = makeHost({
    data,
    region,
    account,
    endpoints,
    hasten,
    door,
    down,
    log,
    invoke: functions.invoke,
  });
  const calls = { account, log, invoke: functions.invoke };
  const http = (api: HttpApi) =>
    host.onReady(() => door.open((request, response) => void answerRequest(api, calls, request, response)));
  const sockets = serveSockets({ ...calls, door, host });
  const providers: Providers = {
    ...builtIn,
    'AWS::Lambda::Function': functionProvider(functions, assembly.assets),
    'AWS::KMS::Key': keyProvider(),
    'AWS::Lambda::EventSourceMapping': eventSourceProvider(functions),
    'AWS::SecretsManager::Secret': secretProvider(secrets),
    ...apiGatewayProviders({ http, sockets }),
    ...options.resources,
  };
  const given = typeof parameters === 'function' ? parameters(door.url) : parameters;
  const outputs = await createResources(assembly, given, providers, host);
  await start();
  return { url: door.url, endpoints, outputs };
}

/** Work in hand gets so long to finish on the way down. */
const patienceMs = 10_000;

/** Providers that need nothing but the host. */
const builtIn: Providers = {
  'AWS::DynamoDB::GlobalTable': tableProvider,
  'AWS::DynamoDB::Table': tableProvider,
  'AWS::Events::Rule': ruleProvider,
  'AWS::S3::Bucket': bucketProvider,
  'AWS::SNS::Topic': topicProvider,
  'AWS::SQS::Queue': queueProvider,
  'AWS::Scheduler::Schedule': schedulerProvider,
};
