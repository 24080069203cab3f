import type { Socket } from 'node:net';
import * as v from 'valibot';

const GREENGRASS = 'aws.greengrass#';
type Json = Readonly<Record<string, unknown>>;

export interface Ask {
  readonly operation: string;
  readonly request: Json;
}
export type Answer = (shape: string, body: Json, more?: { isFault?: boolean; isLast?: boolean }) => void;

type Fault = (code: string, message: string) => void;
interface Caller {
  readonly socket: Socket;
  readonly stream: number;
  readonly answer: Answer;
}
type Operate = (request: Json, done: (body?: Json) => void, fault: Fault) => void;
interface Open extends Caller {
  readonly operation: string;
  readonly request: Json;
}

export interface OperationsNeeds {
  /** What `GetConfiguration` answers. */
  readonly configuration: Json;
  readonly secrets?: Readonly<Record<string, string>>;
  /** Nucleus lite has no secrets, no shadows and no notice of component updates. */
  readonly lite?: boolean;
}

/** How publishes are answered. */
export type Publishing = 'well' | 'spool-full' | 'unauthorized' | 'not at all';

const deferral = v.object({
  deploymentId: v.string(),
  message: v.optional(v.string()),
  recheckAfterMs: v.optional(v.number()),
});
const report = v.object({ deploymentId: v.string(), status: v.string(), message: v.optional(v.string()) });
type Deferral = v.InferOutput<typeof deferral>;
type Report = v.InferOutput<typeof report>;

const missingInLite = ['GetSecretValue', 'SubscribeToComponentUpdates', 'DeferComponentUpdate', 'PutComponentMetric'];

/** What the stand-in does when it is asked, and what it can be made to say. */
export class Operations {
  configuration: Json;
  publishing: Publishing = 'well';
  /** ms before anything is answered. */
  slowness = 0;
  /** States that the component told. */
  readonly states: string[] = [];
  /** What was published to the cloud and taken, oldest first. */
  readonly published: { readonly topic: string; readonly body: string }[] = [];
  /** Told of every publish that was taken. */
  onPublish: (topic: string, body: Uint8Array) => void = () => undefined;
  readonly #secrets: Readonly<Record<string, string>>;
  readonly #lite: boolean;
  readonly #open = new Set<Open>();
  readonly #deferrals = new Map<string, (told: Deferral) => void>();
  readonly #reports = new Map<string, (told: Report) => void>();
  #deployments = 0;

  constructor({ configuration, secrets = {}, lite = false }: OperationsNeeds) {
    this.configuration = configuration;
    this.#secrets = secrets;
    this.#lite = lite;
  }

  /** Topics of the cloud that the component listens on; one that it listens on twice stands there twice. */
  get topics(): string[] {
    return this.#streams('SubscribeToIoTCore').map(({ request }) => String(request['topicName']));
  }

  /** True when the component listens for notices of this kind. */
  hears(operation: string): boolean {
    return this.#streams(operation).length > 0;
  }

  /** Something comes from the cloud. */
  push(topicName: string, body: string): void {
    const payload = Buffer.from(body).toString('base64');
    for (const { request, answer } of this.#streams('SubscribeToIoTCore'))
      if (request['topicName'] === topicName)
        answer(`${GREENGRASS}IoTCoreMessage`, { message: { topicName, payload } });
  }

  /** Ends the subscriptions to the cloud, or forgets them without a word as nucleus lite does. */
  endSubscriptions(how: 'told' | 'silently'): void {
    for (const one of this.#streams('SubscribeToIoTCore')) {
      this.#open.delete(one);
      if (how === 'told') one.answer(`${GREENGRASS}IoTCoreMessage`, {}, { isLast: true });
    }
  }

  /** Asks whether a configuration would do; resolves to the component's report. */
  validate(configuration: Json): Promise<Report> {
    const deploymentId = this.#deployment();
    return this.#toldBy(this.#reports, deploymentId, () =>
      this.#notify('SubscribeToValidateConfigurationUpdates', 'ValidateConfigurationUpdateEvents', {
        validateConfigurationUpdateEvent: { configuration, deploymentId },
      }),
    );
  }

  /** Changes the configuration, and says so. */
  reconfigure(configuration: Json): void {
    this.configuration = configuration;
    this.#notify('SubscribeToConfigurationUpdate', 'ConfigurationUpdateEvents', {
      configurationUpdateEvent: { componentName: 'seriate.SiteAgent', keyPath: [] },
    });
  }

  /** Gives notice of an update of the component; resolves to what it says. */
  announceUpdate(): Promise<Deferral> {
    const deploymentId = this.#deployment();
    return this.#toldBy(this.#deferrals, deploymentId, () =>
      this.#notify('SubscribeToComponentUpdates', 'ComponentUpdatePolicyEvents', {
        preUpdateEvent: { deploymentId, isGgcRestarting: false },
      }),
    );
  }

  protected forget(socket: Socket, stream?: number): void {
    for (const one of this.#open)
      if (one.socket === socket && (stream === undefined || one.stream === stream)) this.#open.delete(one);
  }

  protected operate(ask: Ask, caller: Caller): void {
    if (this.slowness > 0) setTimeout(() => this.#answer(ask, caller), this.slowness);
    else this.#answer(ask, caller);
  }

  #answer({ operation, request }: Ask, caller: Caller): void {
    const name = operation.replace(GREENGRASS, '');
    const done = (body: Json = {}) => caller.answer(`${operation}Response`, body, { isLast: true });
    const fault = (code: string, message: string) =>
      caller.answer(`${GREENGRASS}${code}`, { _errorCode: code, message }, { isFault: true });
    const operate = this.#operations[name];
    if (operate === undefined || (this.#lite && missingInLite.includes(name)))
      fault('ServiceError', `Unsupported operation ${name}`);
    else if (operate === 'stream') {
      this.#open.add({ ...caller, operation: name, request });
      caller.answer(`${operation}Response`, {});
    } else operate(request, done, fault);
  }

  readonly #operations: Readonly<Record<string, 'stream' | Operate>> = {
    SubscribeToIoTCore: 'stream',
    SubscribeToConfigurationUpdate: 'stream',
    SubscribeToValidateConfigurationUpdates: 'stream',
    SubscribeToComponentUpdates: 'stream',
    GetConfiguration: (_, done) => done({ componentName: 'seriate.SiteAgent', value: this.configuration }),
    PublishToIoTCore: (request, done, fault) => {
      const topic = String(request['topicName']);
      if (request['qos'] !== '1') fault('InvalidArgumentsError', 'qos');
      else if (this.publishing === 'spool-full')
        fault('ServiceError', 'Message spool is full. Message could not be added.');
      else if (this.publishing === 'unauthorized')
        fault('UnauthorizedError', `Principal seriate.SiteAgent is not authorized to publish on ${topic}`);
      else if (this.publishing === 'well') {
        const bytes = Buffer.from(String(request['payload'] ?? ''), 'base64');
        this.published.push({ topic, body: bytes.toString() });
        done();
        this.onPublish(topic, bytes);
      }
    },
    UpdateState: ({ state }, done) => {
      this.states.push(String(state));
      done();
    },
    GetSecretValue: ({ secretId }, done, fault) => {
      const secretString = this.#secrets[String(secretId)];
      if (secretString === undefined) fault('ResourceNotFoundError', `no secret ${secretId}`);
      else done({ secretId, versionId: '1', versionStage: ['AWSCURRENT'], secretValue: { secretString } });
    },
    DeferComponentUpdate: (request, done) => {
      const told = v.parse(deferral, request);
      this.#deferrals.get(told.deploymentId)?.(told);
      done();
    },
    SendConfigurationValidityReport: (request, done) => {
      const told = v.parse(report, request['configurationValidityReport']);
      this.#reports.get(told.deploymentId)?.(told);
      done();
    },
  };

  #streams(operation: string): Open[] {
    return [...this.#open].filter((one) => one.operation === operation);
  }

  #notify(operation: string, shape: string, body: Json): void {
    for (const { answer } of this.#streams(operation)) answer(`${GREENGRASS}${shape}`, body);
  }

  #deployment(): string {
    this.#deployments += 1;
    return `deployment-${this.#deployments}`;
  }

  #toldBy<Told>(waiting: Map<string, (told: Told) => void>, id: string, ask: () => void): Promise<Told> {
    const { promise, resolve } = Promise.withResolvers<Told>();
    waiting.set(id, resolve);
    ask();
    return promise;
  }
}
