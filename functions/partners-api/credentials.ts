import * as v from 'valibot';
import { judgeCredential } from '#common/channels/judge-credential.ts';
import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json, type Request } from '#common/http.ts';
import { read } from '#common/read.ts';
import { orRefuse } from '#common/refused.ts';
import { auditPut } from '#common/store/audit.ts';
import type { MasterData } from '#common/store/master-data.ts';
import type { PartnerCredentials } from '#common/store/partner-credentials.ts';
import { partner as partnerShape } from '#shared/master-data/partner.ts';
import { type MasterHead, stillCounting } from '#shared/master-data/version.ts';
import { type CredentialKind, credentialKinds, partnerCredential } from '#shared/messages/partner-credentials-api.ts';
import { credentialTaken } from '#shared/network/credential-kinds.ts';
import { refuse } from '#shared/refusal.ts';
import { headOfPartner, knownPartner } from './known-partner.ts';

interface Needs {
  readonly master: Pick<MasterData, 'get'>;
  readonly credentials: PartnerCredentials;
  /** Where the audit trail is kept. */
  readonly registryTable: string;
  readonly now: () => Date;
}

const route = '/api/partners/{partner}/credentials';
const noStore = { 'cache-control': 'no-store' };

/** Which credentials are set for a partner, by kind: whom each names and since when, and nothing that lets anybody in. */
export const listCredentials =
  (needs: Needs): Endpoint =>
  async (request) => {
    const partner = await knownPartner(needs, request);
    const credentials = await needs.credentials.told(request.tenant, partner);
    return { status: 200, body: { partner, credentials }, headers: noStore };
  };

/** Sets what proves at a partner who we are, in place of the one of that kind. The next call is made with it. */
export const putCredential =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { id: partner, head } = await headOfPartner(needs, request);
    const secret = read(partnerCredential, json(request));
    const at = needs.now();
    const shown = orRefuse(judgeCredential(secret, at));
    const { kind } = secret;
    const told = { kind, ...shown, setAt: at.toISOString(), setBy: request.caller };
    const entry = entryOf(request, at.toISOString(), 'partner-credential-set', `partner ${partner}`, {
      detail: { kind, ...shown },
    });
    await needs.credentials.put(
      request.tenant,
      partner,
      { secret, told },
      auditPut(needs.registryTable, request.tenant, entry),
    );
    const note = noteOf(kind, head, at);
    return { status: 200, body: { ...told, ...(note && { note }) }, headers: noStore };
  };

/** Said where nothing takes it: it may be set before the version that does, or for another partner than was meant. */
function noteOf(kind: CredentialKind, { current, open }: MasterHead, at: Date): string | undefined {
  const said = [open, ...stillCounting(current, at.toISOString())].map((one) => one?.content);
  const takes = said.flatMap((content) => (content === undefined ? [] : [v.parse(partnerShape, content)]));
  if (takes.some((one) => credentialTaken(one) === kind)) return undefined;
  const by = [...new Set(takes.map(({ channel }) => channel))].join(' and ');
  return `it is kept, and nothing takes it as things are: the partner is reached by ${by || 'no channel'}, which takes no ${kind}`;
}

/** Takes the credential of a kind away: what needs it waits until another is set, and is parked in the end. */
export const deleteCredential =
  (needs: Needs): Endpoint =>
  async (request) => {
    const partner = await knownPartner(needs, request);
    const kind = kindIn(request);
    const at = needs.now().toISOString();
    const entry = entryOf(request, at, 'partner-credential-removed', `partner ${partner}`, { detail: { kind } });
    const audit = auditPut(needs.registryTable, request.tenant, entry);
    const removed = await needs.credentials.remove(request.tenant, partner, kind, audit);
    if (removed === 'absent')
      orRefuse(refuse('not-found', `no ${kind} is set for partner ${partner}`, { remedy: `GET ${route} lists them` }));
    return { status: 204 };
  };

function kindIn({ path }: Request): CredentialKind {
  const asked = path['kind'];
  return orRefuse(
    credentialKinds.find((kind) => kind === asked) ??
      refuse('not-found', `there are no credentials of the kind ${JSON.stringify(asked)}`, {
        at: 'kind',
        remedy: `take one of ${credentialKinds.join(', ')}`,
      }),
  );
}
