import * as v from 'valibot';
import { inLanes } from '#common/store/batches.ts';
import type { MasterData } from '#common/store/master-data.ts';
import type { PartnerCredentials } from '#common/store/partner-credentials.ts';
import { partner as partnerShape } from '#shared/master-data/partner.ts';
import { type MasterHead, stillCounting } from '#shared/master-data/version.ts';

export interface ShownNeeds {
  readonly master: Pick<MasterData, 'list'>;
  readonly credentials: Pick<PartnerCredentials, 'told'>;
}

const PAGE = 500;
const LANES = 8;

/** Ids of partners that are shown a key of ours by SFTP now, or by a version that comes into force later. */
export interface Shown {
  /** Their versions name this one. */
  readonly byName: readonly string[];
  /** Their versions name none: they are shown the usual one. */
  readonly usual: readonly string[];
}

/** Whom a generation is shown to. @param at ISO 8601 */
export async function shownAKey(needs: ShownNeeds, tenant: string, generation: number, at: string): Promise<Shown> {
  const [byName, unnamed]: [string[], string[]] = [[], []];
  let after: string | undefined;
  do {
    const { found, next } = await needs.master.list(tenant, 'partner', PAGE, after);
    for (const { id, head } of found) {
      const named = keysNamed(head, at);
      if (named.includes(generation)) byName.push(id);
      else if (named.includes(undefined)) unnamed.push(id);
    }
    after = next;
  } while (after !== undefined);
  const usual = await inLanes(unnamed, async (id) => ((await hasOwn(needs, tenant, id)) ? [] : [id]), LANES);
  return { byName, usual: usual.flat() };
}

/** Of each version that counts and logs in by key: the generation that it names, or none. */
const keysNamed = ({ current }: MasterHead, at: string) =>
  stillCounting(current, at).flatMap(({ content }) => {
    if (content === undefined) return [];
    const { channel, sftp } = v.parse(partnerShape, content);
    return channel === 'sftp' && sftp !== undefined && sftp.auth !== 'password' ? [sftp.keyGeneration] : [];
  });

/** A key that the partner gave us goes before ours. */
const hasOwn = async ({ credentials }: ShownNeeds, tenant: string, partner: string) =>
  (await credentials.told(tenant, partner)).some(({ kind }) => kind === 'ssh-key');
