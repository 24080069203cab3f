import type * as v from 'valibot';
import { type mappingItem, mappingPage } from '../../shared/messages/mappings-api.ts';
import type { Api, Listed } from '../api.ts';

export type MappingItem = v.InferOutput<typeof mappingItem>;

/** A page of mappings by name. */
export async function readMappings(api: Api, path: string): Promise<Listed<MappingItem[]>> {
  const { mappings, nextPageToken } = await api.get(path, mappingPage);
  const url = new URL(path, location.origin);
  if (nextPageToken !== undefined) url.searchParams.set('nextPageToken', nextPageToken);
  return { rows: mappings, next: nextPageToken && `${url.pathname}${url.search}` };
}
