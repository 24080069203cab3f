import { X509Certificate } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { OPCUACertificateManager } from 'node-opcua-certificate-manager';
import {
  AttributeIds,
  type ClientSession,
  DataType,
  MessageSecurityMode,
  OPCUAClient,
  SecurityPolicy,
  StatusCodes,
  setErrorLogger,
  setWarningLogger,
  UserTokenType,
} from 'node-opcua-client';
import { DeviceFault } from '../device-fault.ts';
import { limited } from '../limited.ts';
import { asOpcuaFault } from './opcua-fault.ts';

// Whatever the library would print is told again by the error it throws.
setWarningLogger(() => undefined);
setErrorLogger(() => undefined);

/** How a server is reached and what makes it trusted. */
export interface OpcuaEndpoint {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly timeoutMs: number;
  readonly security: 'Basic256Sha256' | 'None';
  /** Folder of our certificate and of those that were trusted or turned away; made when it is not there. */
  readonly certificates?: string | undefined;
  /** File with the only certificate the server may have; relative to `certificates`. */
  readonly trust?: string | undefined;
  readonly user?: { readonly name: string; readonly password: string } | undefined;
}

/** An argument of a method. */
export interface Argument {
  readonly dataType: 'UInt16' | 'UInt32';
  readonly value: number;
}

/** A session with a server. Node ids are complete, with the index of their namespace. */
export interface OpcuaSession {
  /** The index of a namespace; throws a `DeviceFault` when the server has none of that name. */
  namespace(uri: string, signal: AbortSignal): Promise<number>;
  /** Which of the nodes the server knows. */
  known(nodeIds: readonly string[], signal: AbortSignal): Promise<boolean[]>;
  /** Values in the order of the ids. A value with a bad status is a fault. */
  read(nodeIds: readonly string[], signal: AbortSignal): Promise<unknown[]>;
  call(objectId: string, methodId: string, inputs: readonly Argument[], signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Long enough for a slow PLC, short enough that a session we lost does not take another's place for long. */
const SESSION_TIMEOUT_MS = 10_000;

async function readCertificate(file: string): Promise<Buffer> {
  try {
    return new X509Certificate(await readFile(file)).raw;
  } catch (cause) {
    throw new DeviceFault('rejected', `${file} is no certificate that can be read`, { cause });
  }
}

/**
 * Our own certificate, made when there is none, and the judgement of the server's. A store for each connection reads the folder
 * anew: a certificate moved from `rejected` to `trusted` counts from the next attempt on.
 */
async function storeOf(folder: string, trust: string | undefined): Promise<OPCUACertificateManager> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new DeviceFault('rejected', `${folder} cannot be made`, { cause });
  }
  const store = new OPCUACertificateManager({
    rootFolder: folder,
    automaticallyAcceptUnknownCertificate: false,
    disableFileWatchers: true,
  });
  if (trust === undefined) return store;
  const only = await readCertificate(resolve(folder, trust));
  const checkCertificate = async (shown: Buffer | Buffer[]) => {
    // A chain is its certificates one behind the other, the server's own first.
    const first = Array.isArray(shown) ? shown[0] : shown.subarray(0, only.length);
    return first?.equals(only) ? StatusCodes.Good : StatusCodes.BadCertificateUntrusted;
  };
  return Object.assign(store, { checkCertificate });
}

async function clientOf({ security, certificates, trust, timeoutMs }: OpcuaEndpoint): Promise<OPCUAClient> {
  const store = certificates === undefined ? undefined : await storeOf(certificates, trust);
  return OPCUAClient.create({
    applicationName: 'Seriate agent',
    applicationUri: 'urn:seriate:agent',
    ...(store && { clientCertificateManager: store }),
    securityMode: security === 'None' ? MessageSecurityMode.None : MessageSecurityMode.SignAndEncrypt,
    securityPolicy: SecurityPolicy[security],
    // PLCs name themselves by addresses of their own network, which need not be ours.
    endpointMustExist: false,
    // Reconnecting is the driver's: the library would hide that the line is without its gate.
    connectionStrategy: { maxRetry: 0, initialDelay: 10, maxDelay: 10 },
    keepSessionAlive: false,
    keepPendingSessionsOnDisconnect: true,
    requestedSessionTimeout: SESSION_TIMEOUT_MS,
    defaultTransactionTimeout: timeoutMs,
    transportTimeout: timeoutMs,
  });
}

const identityOf = ({ user }: OpcuaEndpoint) =>
  user === undefined
    ? { type: UserTokenType.Anonymous as const }
    : { type: UserTokenType.UserName as const, userName: user.name, password: user.password };

const bad = (what: string, status: { toString(): string }) => new DeviceFault('rejected', `${what}: ${status}`);

async function readAll(session: ClientSession, nodeIds: readonly string[], attributeId: AttributeIds) {
  const answers = await session.read(nodeIds.map((nodeId) => ({ nodeId, attributeId })));
  if (answers.length !== nodeIds.length) throw bad('read', 'another number of values than was asked for');
  return answers;
}

/**
 * Connects to an OPC UA server and opens a session.
 *
 * @throws DeviceFault `disconnected`, `timeout`, or `rejected` where settings or certificates do not fit; the signal's reason
 */
export async function connectOpcua(at: OpcuaEndpoint, signal: AbortSignal): Promise<OpcuaSession> {
  const url = `opc.tcp://${at.host}:${at.port}${at.path}`;
  /** No more politeness for a server that does not answer. */
  let gone = false;
  const request = <T>(what: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> =>
    limited(at.timeoutMs, signal, what, work).catch((error: unknown) => {
      if (signal.aborted && error === signal.reason) throw error;
      const fault = asOpcuaFault(what, error);
      gone ||= fault.kind !== 'rejected';
      throw fault;
    });
  const client = await clientOf(at);
  const letGo = () => client.disconnect().catch(() => undefined);
  let session: ClientSession;
  try {
    session = await request(`connect to ${url}`, signal, async () => {
      await client.connect(url);
      return client.createSession(identityOf(at));
    });
  } catch (fault) {
    void letGo();
    throw fault;
  }
  return {
    namespace: async (uri, signal) => {
      const index = (await request('read namespaces', signal, () => session.readNamespaceArray())).indexOf(uri);
      if (index < 0) throw new DeviceFault('rejected', `the PLC has no namespace ${uri}`);
      return index;
    },
    known: (nodeIds, signal) =>
      request('look for nodes', signal, async () => {
        const answers = await readAll(session, nodeIds, AttributeIds.NodeClass);
        return answers.map(({ statusCode }, index) => {
          if (statusCode.isGood()) return true;
          if (statusCode.equals(StatusCodes.BadNodeIdUnknown)) return false;
          throw bad(`look for ${nodeIds[index]}`, statusCode);
        });
      }),
    read: (nodeIds, signal) =>
      request('read', signal, async () => {
        const answers = await readAll(session, nodeIds, AttributeIds.Value);
        return answers.map(({ statusCode, value }, index): unknown => {
          if (!statusCode.isGood()) throw bad(`read ${nodeIds[index]}`, statusCode);
          return value.value;
        });
      }),
    call: (objectId, methodId, inputs, signal) =>
      request(`call ${methodId}`, signal, async () => {
        const inputArguments = inputs.map(({ dataType, value }) => ({ dataType: DataType[dataType], value }));
        const { statusCode } = await session.call({ objectId, methodId, inputArguments });
        if (!statusCode.isGood()) throw bad(`call ${methodId}`, statusCode);
      }),
    close: async () => {
      const never = new AbortController().signal;
      if (!gone) await request('close the session', never, () => session.close()).catch(() => undefined);
      await letGo();
    },
  };
}
