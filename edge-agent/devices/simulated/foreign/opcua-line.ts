import { OPCUACertificateManager } from 'node-opcua-certificate-manager';
import {
  type ClientSession,
  coerceNodeId,
  DataType,
  MessageSecurityMode,
  makeBrowsePath,
  OPCUAClient,
  SecurityPolicy,
  type StatusCode,
  setErrorLogger,
  setWarningLogger,
  UserTokenType,
  VariantArrayType,
  type VariantLike,
} from 'node-opcua-client';
import * as v from 'valibot';

setWarningLogger(() => undefined);
setErrorLogger(() => undefined);

/** OPC UA for OPEN-SCS (OPC 30260): its namespace, and the numbers of the structures that a line writes. */
const NAMESPACE = 'http://opcfoundation.org/UA/OPENSCS-SER/';
const types = { keyValue: 15010, label: 3003, labels: 15006, numbers: 15008, aggregation: 3002, stream: 3005 } as const;

/** States of serial numbers that a line says. */
export const states = { encoded: 4, commissioned: 7, sampled: 8, inactive: 9, destroyed: 10 } as const;

const strings = v.nullish(v.array(v.string()), []);
const collection = v.nullish(v.object({ ID: v.string(), state: v.number(), serialNumbers: strings }));
const numbers = v.pipe(
  v.custom<Iterable<number>>((value) => typeof value === 'object' && value !== null && Symbol.iterator in value),
  v.transform((value) => [...value]),
);

export interface LineAt {
  readonly port: number;
  /** Folder of the client's certificate; made when it is not there. It trusts any server. */
  readonly certificates: string;
  readonly user?: { readonly name: string; readonly password: string };
}

export type Words = Readonly<Record<string, string>>;

/** Numbers that were asked for. */
export interface Numbers {
  readonly code: number;
  readonly id: string | undefined;
  readonly numbers: readonly string[];
}

interface Called {
  readonly status: StatusCode;
  readonly outputs: readonly unknown[];
}

/**
 * A packaging line of another maker that speaks OPEN-SCS: a client that finds everything by browsing and knows nothing of the site but what the
 * standard says.
 */
export class OpcuaLine {
  readonly #client: OPCUAClient;
  readonly #session: ClientSession;
  readonly #namespace: number;
  readonly #ids = new Map<string, string>();

  private constructor(client: OPCUAClient, session: ClientSession, namespace: number) {
    this.#client = client;
    this.#session = session;
    this.#namespace = namespace;
  }

  /** Rejects when the server turns down certificate, user or password. */
  static async connect({ port, certificates, user }: LineAt): Promise<OpcuaLine> {
    const client = OPCUAClient.create({
      applicationName: 'Simulated OPEN-SCS line',
      applicationUri: 'urn:seriate:simulated-line',
      clientCertificateManager: certificateStore(certificates),
      securityMode: MessageSecurityMode.SignAndEncrypt,
      securityPolicy: SecurityPolicy.Basic256Sha256,
      endpointMustExist: false,
      connectionStrategy: { maxRetry: 0 },
    });
    try {
      await client.connect(`opc.tcp://127.0.0.1:${port}`);
      const identity =
        user === undefined
          ? { type: UserTokenType.Anonymous as const }
          : { type: UserTokenType.UserName as const, userName: user.name, password: user.password };
      const session = await client.createSession(identity);
      return new OpcuaLine(client, session, (await session.readNamespaceArray()).indexOf(NAMESPACE));
    } catch (fault) {
      await client.disconnect();
      throw fault;
    }
  }

  async close(): Promise<void> {
    await this.#session.close();
    await this.#client.disconnect();
  }

  /** SNRequestAllocated, or another of the methods that ask. */
  async request(
    level: string,
    count: number,
    token: string,
    words: Words = {},
    method = 'SNRequestAllocated',
    id = '',
  ) {
    const { SNFormat = '', ...criteria } = words;
    const { outputs } = await this.#call('PoolManager', method, [
      text(id),
      { dataType: DataType.UInt32, value: count },
      text(SNFormat),
      await this.#words({ ...(id === '' && { PackagingLevel: level }), ...criteria }),
      text(token),
    ]);
    const given = v.parse(collection, outputs[1]);
    return { code: Number(outputs[0]), id: given?.ID, numbers: given?.serialNumbers ?? [] } satisfies Numbers;
  }

  /** SNReturnAllocated or SNtoEncoded. */
  async give(method: string, id: string, serialNumbers: readonly string[], words: Words = {}): Promise<number> {
    const given = await this.#structure('numbers', { ID: id, state: 2, serialNumbers: [...serialNumbers] });
    return this.#code('PoolManager', method, [object(given), await this.#words(words), text('')]);
  }

  /** One of the label and SID events, or SNInvalidatingEvent. */
  async tell(method: string, ids: readonly string[], words: Words = {}, state = 0): Promise<number> {
    const { SNFormat = '', ...context } = words;
    const said =
      method === 'SNInvalidatingEvent'
        ? await this.#structure('numbers', { state, serialNumbers: [...ids] })
        : await this.#labels(ids, state);
    return this.#code('EventManager', method, [object(said), text(SNFormat), await this.#words(context)]);
  }

  pack(parent: string, children: readonly string[], words: Words = {}): Promise<number> {
    return this.#aggregate('AggregationPackingEvent', parent, children, words);
  }

  unpack(parent: string, children: readonly string[], words: Words = {}): Promise<number> {
    return this.#aggregate('AggregationUnpackingEvent', parent, children, words);
  }

  /** Sends an EPCIS document by EPCISStream, in pieces; answers the name of the status that committing it had. */
  async stream(document: string, words: Words = {}, piece = 1_000): Promise<string> {
    const stream = 'EventManager/EPCISStream';
    const options = await this.#structure('stream', { eventContext: await this.#keyValues(words) });
    const begun = await this.#call(stream, 'GenerateFileForWrite', [object(options)]);
    if (!begun.status.isGood()) return begun.status.name;
    const [file, handle] = begun.outputs;
    const of = { dataType: DataType.UInt32, value: handle };
    const bytes = Buffer.from(document);
    // FileType's own Write (OPC 10000-20 §4.2.6): a file in no folder is not browsed to.
    const write = coerceNodeId('ns=0;i=11588');
    for (let at = 0; at < bytes.length; at += piece) {
      const data = { dataType: DataType.ByteString, value: bytes.subarray(at, at + piece) };
      const objectId = coerceNodeId(String(file));
      const { statusCode } = await this.#session.call({ objectId, methodId: write, inputArguments: [of, data] });
      if (!statusCode.isGood()) return statusCode.name;
    }
    return (await this.#call(stream, 'CloseAndCommit', [of])).status.name;
  }

  /** What the line may ask for: order ids with states (JobOrderStateEnum). */
  async orders(): Promise<{ ids: readonly string[]; states: readonly number[] }> {
    const { outputs } = await this.#call('JobOrders', 'ListOrders', []);
    return { ids: v.parse(strings, outputs[0]), states: v.parse(numbers, outputs[1]) };
  }

  async start(order: string, token: string): Promise<number> {
    return this.#code('JobOrders', 'StartOrder', [text(order), text(token)]);
  }

  async finish(order: string, counts: Words, token: string) {
    const inputs = [text(order), await this.#words(counts), text(token)];
    const { outputs } = await this.#call('JobOrders', 'FinishOrder', inputs);
    const [code, state, exceptions] = outputs;
    return { code: Number(code), state: Number(state), exceptions: v.parse(numbers, exceptions) };
  }

  /** Why the last call was not answered NoError. */
  async explain(): Promise<readonly string[]> {
    const { outputs } = await this.#call('JobOrders', 'ExplainLast', []);
    return v.parse(strings, outputs[0]);
  }

  /** The value of a property of one of the objects. */
  async property(path: string): Promise<unknown> {
    const { value } = await this.#session.read({ nodeId: await this.#find(path) });
    const read: unknown = value.value;
    return read;
  }

  async #aggregate(method: string, parent: string, children: readonly string[], words: Words): Promise<number> {
    const element = await this.#structure('aggregation', {
      parentElement: await this.#structure('label', { ID: parent, labelProperties: [] }),
      parentElementCollection: await this.#labels(children, states.commissioned),
    });
    const list = { dataType: DataType.ExtensionObject, arrayType: VariantArrayType.Array, value: [element] };
    return this.#code('AggregationManager', method, [list, text(''), text(''), await this.#words(words)]);
  }

  async #labels(ids: readonly string[], state: number) {
    const labels: unknown[] = [];
    for (const ID of ids) labels.push(await this.#structure('label', { ID, labelProperties: [] }));
    return this.#structure('labels', { state, serialNumbers: [], labelCollection: labels });
  }

  #structure(type: keyof typeof types, fields: Record<string, unknown>) {
    return this.#session.constructExtensionObject(coerceNodeId(`ns=${this.#namespace};i=${types[type]}`), fields);
  }

  async #keyValues(words: Words) {
    const list: Awaited<ReturnType<ClientSession['constructExtensionObject']>>[] = [];
    for (const [key, value] of Object.entries(words)) list.push(await this.#structure('keyValue', { key, value }));
    return list;
  }

  async #words(words: Words): Promise<VariantLike> {
    const value = await this.#keyValues(words);
    return { dataType: DataType.ExtensionObject, arrayType: VariantArrayType.Array, value };
  }

  async #code(object: string, method: string, inputs: readonly VariantLike[]): Promise<number> {
    return Number((await this.#call(object, method, inputs)).outputs[0]);
  }

  async #call(path: string, method: string, inputs: readonly VariantLike[]): Promise<Called> {
    const objectId = await this.#find(path);
    const methodId = await this.#find(`${path}/${method}`);
    const { statusCode, outputArguments } = await this.#session.call({
      objectId,
      methodId,
      inputArguments: [...inputs],
    });
    const outputs = (outputArguments ?? []).map(({ value }): unknown => value);
    return { status: statusCode, outputs };
  }

  /** The node at a path below OPENSCSObjects. A name is looked for among those of the standard, of OPC UA and of the server. */
  async #find(path: string): Promise<string> {
    const known = this.#ids.get(path);
    if (known !== undefined) return known;
    const cut = path.lastIndexOf('/');
    const from = cut < 0 ? await this.#folder() : await this.#find(path.slice(0, cut));
    const found = await this.#step(from, path.slice(cut + 1), [this.#namespace, 0, 1]);
    this.#ids.set(path, found);
    return found;
  }

  #folder(): Promise<string> {
    return this.#step('ns=0;i=85', 'OPENSCSObjects', [this.#namespace]);
  }

  async #step(from: string, name: string, namespaces: readonly number[]): Promise<string> {
    const paths = namespaces.map((namespace) => makeBrowsePath(from, `/${namespace}:${name}`));
    const found = await this.#session.translateBrowsePath(paths);
    const [target] = found.flatMap(({ targets }) => targets ?? []);
    if (target === undefined) throw new Error(`the server has no ${name}`);
    return target.targetId.toString();
  }
}

const text = (value: string): VariantLike => ({ dataType: DataType.String, value });
const object = (value: unknown): VariantLike => ({ dataType: DataType.ExtensionObject, value });

/** A store of certificates that takes any server's. */
export const certificateStore = (rootFolder: string): OPCUACertificateManager =>
  new OPCUACertificateManager({ rootFolder, automaticallyAcceptUnknownCertificate: true, disableFileWatchers: true });
