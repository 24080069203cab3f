import { randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MessageSecurityMode, SecurityPolicy, setErrorLogger, setWarningLogger } from 'node-opcua-client';
import { OPCUAServer } from 'node-opcua-server';
import type { ForeignLine } from '../foreign-line.ts';
import type { ForeignVia } from '../settings.ts';
import { addObjects } from './add-objects.ts';
import { certificateStore } from './certificate-store.ts';
import { openScsNodeset } from './nodeset.ts';
import { validUser } from './valid-user.ts';

// Clients that go without a word are everyday life, and what goes wrong is told by the error that is thrown.
setWarningLogger(() => undefined);
setErrorLogger(() => undefined);

export interface OpenScsServer {
  readonly port: number;
  close(): Promise<void>;
}

/** The standard's own types, read from an image that replays in a tenth of the time that the document takes. */
const standard = () => fileURLToPath(import.meta.resolve('node-opcua-nodesets/nodesets/Opc.Ua.NodeSet2.ndjson.gz'));

/**
 * Serves a line of another maker by OPEN-SCS (OPC 30260) over OPC UA: Basic256Sha256, signed and encrypted, by user name and password. A client's
 * certificate has to lie in `certificates/trusted/certs`; one that is not known is kept in `certificates/rejected`, from where a person moves it.
 */
export async function serveOpenScs(settings: ForeignVia<'opcua'>, line: ForeignLine): Promise<OpenScsServer> {
  const { port, users, certificates: rootFolder = '.' } = settings;
  await mkdir(rootFolder, { recursive: true });
  const certificates = await certificateStore(rootFolder);
  const nodesets = [
    { name: 'UA', source: await readFile(standard()) },
    { name: 'OPENSCS', source: openScsNodeset() },
  ];
  const server = new OPCUAServer({
    port,
    serverInfo: {
      applicationUri: `urn:seriate:open-scs:${settings.line}`,
      applicationName: { text: `Seriate, line ${settings.line}` },
    },
    serverCertificateManager: certificates,
    userCertificateManager: certificates,
    certificateFile: join(rootFolder, 'own', 'certs', 'certificate.pem'),
    securityModes: [MessageSecurityMode.SignAndEncrypt],
    securityPolicies: [SecurityPolicy.Basic256Sha256],
    allowAnonymous: false,
    userManager: { isValidUserAsync: validUser(users) },
    nodesets,
    maxConnectionsPerEndpoint: 10,
  });
  const mayTell = (user: string) => users.some(({ name, role }) => name === user && role === 'line');
  const { port: bound, objects } = await start(server, line, mayTell).catch(async (fault: unknown) => {
    // What it began is let go of, so that the same port can be tried again.
    await server.shutdown(0).catch(() => undefined);
    throw fault;
  });
  return {
    port: bound,
    close: async () => {
      objects.close();
      await server.shutdown(0);
    },
  };
}

async function start(server: OPCUAServer, line: ForeignLine, mayTell: (user: string) => boolean) {
  await server.initialize();
  const { addressSpace } = server.engine;
  if (addressSpace === null) throw new Error('the OPC UA library has made no address space');
  const objects = addObjects(addressSpace, line, mayTell, randomUUID);
  await server.start();
  const [endpoint] = server.endpoints;
  if (endpoint === undefined) throw new Error('the OPC UA library has opened no endpoint');
  return { port: endpoint.port, objects };
}
