import { log } from '#common/log.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { VrsDirectory } from '#common/store/vrs-directory.ts';
import type { VrsSettings } from '#common/store/vrs-settings.ts';
import type { SyncClaim, VrsSyncs } from '#common/store/vrs-syncs.ts';
import type { DirectoryService } from './directory-service.ts';

export interface FetchNeeds {
  readonly directory: Pick<VrsDirectory, 'told' | 'gone'>;
  readonly service: Pick<DirectoryService, 'changes'>;
  readonly settingsOf: (tenant: string) => Promise<VrsSettings>;
  readonly syncs: VrsSyncs;
  readonly now: () => Date;
}

/** Minutes from one fetch to the next, and after one that failed; `sweep` wakes each. */
const EVERY = 60;
const AFTER_FAILURE = 5;
/** Pages of one run: the next goes on where it ended. */
const MOST_PAGES = 20;

/** Fetches the directory's changes behind the last one known, page by page. Entries tell their version, so a page that comes twice changes nothing. */
export const fetchDirectory =
  (needs: FetchNeeds) =>
  async (tenant: string): Promise<void> => {
    const claim = await needs.syncs.claim(tenant, needs.now());
    if (claim === undefined) return;
    try {
      const { place, changed, more } = await pages(needs, claim);
      log('vrs-directory-fetched', { tenant, changed });
      const fetchedAt = needs.now().toISOString();
      const done = { place, attempts: 0, failure: undefined, fetchedAt };
      await needs.syncs.settle(claim, done, later(needs, more ? 0 : EVERY));
    } catch (error) {
      // Whatever the reason, the next run begins where this one did; people see it by the alarm.
      const failure = error instanceof Refused ? error.refusal.detail : String(error);
      log('vrs-directory-failed', { tenant, attempts: claim.attempts, error: failure });
      const { place, attempts } = claim;
      await needs.syncs.settle(claim, { place, attempts, failure }, later(needs, AFTER_FAILURE));
    }
  };

const later = ({ now }: FetchNeeds, minutes: number) => new Date(now().getTime() + minutes * 60_000);

async function pages(needs: FetchNeeds, { tenant, url, place: from }: SyncClaim) {
  const settings = await needs.settingsOf(tenant);
  let place = from;
  let changed = 0;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { changes, next, more } = orRefuse(await needs.service.changes({ tenant, url, settings }, place));
    const updatedAt = needs.now().toISOString();
    for (const change of changes) {
      const became =
        'removed' in change
          ? await needs.directory.gone(tenant, change.of, change.version)
          : await needs.directory.told(tenant, { ...change, updatedAt });
      if (became !== 'kept') changed++;
    }
    place = next;
    if (!more) return { place, changed, more: false };
  }
  return { place, changed, more: true };
}
