import { Refused } from '#common/refused.ts';
import { isAnswered, type SendHttps } from '#common/send/https.ts';
import type { VrsSettings } from '#common/store/vrs-settings.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { changesUrl, lookUpUrl, readChanges, readLookUp } from '#shared/vrs/directory-wire.ts';
import type { VrsCredentialsOf } from './vrs-credentials.ts';

type Ask = { readonly tenant: string; readonly url: string; readonly settings: Pick<VrsSettings, 'secret'> };

/** A service that knows who answers for which GTIN. Another wire than ours is another adapter of this kind. */
export type DirectoryService = ReturnType<typeof directoryService>;

/** Asks over our own wire (`shared/vrs/directory-wire.ts`). A refusal `busy` when the service cannot be asked. */
export function directoryService(needs: { send: SendHttps; credentials: VrsCredentialsOf }) {
  const ask = async ({ tenant, settings }: Ask, url: string): Promise<string | Refusal> => {
    const authorization = await tokenFor(needs.credentials, tenant, settings.secret, url);
    const result = await needs.send({ method: 'GET', url, headers: { accept: 'application/json', ...authorization } });
    if (!isAnswered(result)) return refuse('busy', `the directory: ${result.reason}`);
    if (result.status !== 200) return refuse('busy', `the directory answers ${result.status}`);
    return Buffer.from(result.body).toString('utf8');
  };
  return {
    changes: async (of: Ask, after: string) => {
      const body = await ask(of, changesUrl(of.url, after));
      return typeof body === 'string' ? readChanges(body) : body;
    },
    lookUp: async (of: Ask, gtin: string) => {
      const body = await ask(of, lookUpUrl(of.url, gtin));
      return typeof body === 'string' ? readLookUp(body) : body;
    },
  };
}

/** The token goes to places that the secret names, and to no other. */
async function tokenFor(credentials: VrsCredentialsOf, tenant: string, secret: string | undefined, url: string) {
  if (secret === undefined) return {};
  try {
    const { directoryToken, origins } = await credentials(tenant, secret);
    const origin = URL.parse(url)?.origin;
    const isNamed = origins.some((one) => URL.parse(one)?.origin === origin);
    return directoryToken !== undefined && isNamed ? { authorization: `Bearer ${directoryToken}` } : {};
  } catch (error) {
    // A directory may be open to everybody: what it says without the token is seen by its answer.
    if (error instanceof Refused) return {};
    throw error;
  }
}
