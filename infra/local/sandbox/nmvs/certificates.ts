import { type Issued, issueAuthority, issueServer, issueThing } from '../../iot/issue-certificate.ts';

export interface SandboxCertificates {
  readonly authority: string;
  readonly server: Issued;
  /** Issues a certificate by which a client makes itself known. */
  client(name: string): Promise<Issued>;
}

const DAYS = 86_400_000;

/** An authority of the sandbox's own, made anew at every start, and a server certificate for this machine. @param name of the authority */
export async function sandboxCertificates(name = 'Seriate NMVS sandbox'): Promise<SandboxCertificates> {
  const validity = { notBefore: new Date(Date.now() - DAYS), notAfter: new Date(Date.now() + 365 * DAYS) };
  const authority = await issueAuthority(name, validity);
  const server = await issueServer(authority, validity);
  return { authority: authority.certificate, server, client: (whose) => issueThing(authority, whose, validity) };
}
