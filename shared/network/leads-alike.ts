import type { PartnerContent } from '../master-data/partner.ts';
import type { CredentialKind } from '../messages/partner-credentials-api.ts';

/** What of a partner's version decides who sees a credential that is shown to it. */
export type Leads = Pick<PartnerContent, 'url' | 'https' | 'sftp'>;

/** Kinds that are told to whoever asks for them. Keys and certificates prove who we are without being told. */
const told: ReadonlySet<CredentialKind> = new Set(['password', 'token', 'api-key', 'client']);

export const isTold = (kind: CredentialKind): boolean => told.has(kind);

/**
 * True where whoever is shown a credential under one version is shown it under the other as well: the same server, proved by the same authority or one of the same
 * host keys, and the same authorization server.
 */
export function leadsAlike(one: Leads, other: Leads): boolean {
  const pinned = other.sftp?.hostKeys ?? [];
  return (
    serverOf(one.url) === serverOf(other.url) &&
    one.https?.ca === other.https?.ca &&
    one.https?.tokenUrl === other.https?.tokenUrl &&
    one.https?.tokenCa === other.https?.tokenCa &&
    (one.sftp?.hostKeys ?? []).every((key) => pinned.includes(key))
  );
}

/** True where two versions are fetched from by SFTP at one place: who looks at the one finds what lies there for the other. */
export const sharesFolder = (one: Leads, other: Leads): boolean =>
  one.sftp?.in !== undefined &&
  serverOf(one.url) === serverOf(other.url) &&
  one.sftp.user === other.sftp?.user &&
  bare(one.sftp.in) === bare(other.sftp.in);

const bare = (folder: string | undefined) => folder?.replaceAll(/^\/+|\/+$/g, '');

/** Scheme, name and port; `origin` knows none of `sftp:`. */
function serverOf(url: string | undefined): string | undefined {
  const read = url === undefined ? null : URL.parse(url);
  return read === null ? url : `${read.protocol}//${read.host}`;
}
