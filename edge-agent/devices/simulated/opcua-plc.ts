import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OPCUACertificateManager } from 'node-opcua-certificate-manager';
import { MessageSecurityMode, SecurityPolicy, setErrorLogger, setWarningLogger } from 'node-opcua-client';
import { OPCUAServer } from 'node-opcua-server';
import type { ListenAt } from '../listen.ts';
import type { VariableName } from '../plcs/opcua-nodes.ts';
import type { Listening } from './listener.ts';
import { addStation } from './opcua-model.ts';
import type { PlcProgram } from './plc-program.ts';

// Clients that go without a word are everyday life here, and would fill the screen.
setWarningLogger(() => undefined);
setErrorLogger(() => undefined);

/** The standard's types that are needed to browse the station; the whole standard takes a second and 50 MB more. */
const NODESET = fileURLToPath(import.meta.resolve('node-opcua-address-space/nodesets/mini.Nodeset2.xml'));

/** Where all simulated PLCs of this user keep their certificate, so that an agent that trusts one trusts it tomorrow. */
export const certificateFolder = join(tmpdir(), `seriate-simulated-opcua-${userInfo().uid}`);
export const certificateFile = join(certificateFolder, 'own', 'certs', 'certificate.pem');

/**
 * Starts the PLC's OPC UA server: without security, or with Basic256Sha256, signed and encrypted. It takes any client's
 * certificate, and nobody but `user` where one is given. It is without the variables that it `lacks`.
 */
export async function listenOpcua(
  program: PlcProgram,
  { host, port }: ListenAt,
  options: {
    readonly user?: { readonly name: string; readonly password: string };
    readonly lacks?: readonly VariableName[];
  } = {},
): Promise<Listening> {
  const { user, lacks } = options;
  const certificates = new OPCUACertificateManager({
    rootFolder: certificateFolder,
    automaticallyAcceptUnknownCertificate: true,
    disableFileWatchers: true,
  });
  const server = new OPCUAServer({
    hostname: host,
    port,
    serverInfo: { applicationUri: 'urn:seriate:simulated-plc', applicationName: { text: 'Seriate simulated PLC' } },
    serverCertificateManager: certificates,
    userCertificateManager: certificates,
    certificateFile,
    securityModes: [MessageSecurityMode.None, MessageSecurityMode.SignAndEncrypt],
    securityPolicies: [SecurityPolicy.None, SecurityPolicy.Basic256Sha256],
    allowAnonymous: user === undefined,
    userManager: {
      isValidUser: (name: string, password: string) => name === user?.name && password === user?.password,
    },
    nodeset_filename: [NODESET],
    disableDiscovery: true,
  });
  await server.initialize();
  const { addressSpace } = server.engine;
  if (addressSpace === null) throw new Error('the OPC UA library has made no address space');
  addStation(addressSpace, program, lacks);
  await server.start();
  const [endpoint] = server.endpoints;
  if (endpoint === undefined) throw new Error('the OPC UA library has opened no endpoint');
  return {
    port: endpoint.port,
    drop: () => endpoint.abruptlyInterruptChannels(),
    close: () => server.shutdown(0),
  };
}
