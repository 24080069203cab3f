import type { VrsDirectory } from '#common/store/vrs-directory.ts';
import type { VrsSettings } from '#common/store/vrs-settings.ts';
import { isRefusal } from '#shared/refusal.ts';
import { type DirectoryEntry, entryAt } from '#shared/vrs/directory-entry.ts';
import type { DirectoryService } from './directory-service.ts';

export interface DirectoryNeeds {
  readonly directory: Pick<VrsDirectory, 'entriesFor' | 'told'>;
  readonly service: Pick<DirectoryService, 'lookUp'>;
  readonly now: () => Date;
}

/** `unavailable`: the directory service could not be asked, and nothing that is known helps. */
export type Found = DirectoryEntry | 'expired' | 'unavailable' | undefined;

/** How old an entry may be in the function: what people change counts within a minute everywhere. */
const AGE_MS = 60_000;
/** GTINs that a function keeps at most. */
const MOST = 1_000;

export type FindResponder = ReturnType<typeof findResponder>;

/** Finds who answers for a GTIN. `refresh` passes over what is kept and asks the directory service, where there is one. */
export function findResponder({ directory, service, now }: DirectoryNeeds) {
  const kept = new Map<string, { at: number; entries: readonly DirectoryEntry[] }>();
  const read = async (tenant: string, gtin: string) => {
    const entries = await directory.entriesFor(tenant, gtin);
    if (kept.size >= MOST) kept.clear();
    kept.set(`${tenant}#${gtin}`, { at: now().getTime(), entries });
    return entries;
  };
  return {
    find: async (tenant: string, gtin: string): Promise<Found> => {
      const known = kept.get(`${tenant}#${gtin}`);
      const isFresh = known !== undefined && now().getTime() - known.at < AGE_MS;
      return entryAt(isFresh ? known.entries : await read(tenant, gtin), gtin, now());
    },
    refresh: async (tenant: string, gtin: string, settings: VrsSettings): Promise<Found> => {
      const { directoryUrl: url } = settings;
      const told = url === undefined ? [] : await service.lookUp({ tenant, url, settings }, gtin);
      const updatedAt = now().toISOString();
      if (!isRefusal(told)) for (const entry of told) await directory.told(tenant, { ...entry, updatedAt });
      const found = entryAt(await read(tenant, gtin), gtin, now());
      return isRefusal(told) && typeof found !== 'object' ? 'unavailable' : found;
    },
  };
}
