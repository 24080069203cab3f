import * as v from 'valibot';
import type { Mappings } from '#common/store/mappings.ts';
import { type Mapping, mapping } from '#shared/mapping/mapping.ts';
import { inForce } from '#shared/master-data/version.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';

const OF_MAPPING = '/mapping';

/** True where nothing could be written because the mapping does not hold, or is none for what goes out: nothing is wrong with what was to be said, and a person mends it. */
export const isOfMapping = ({ at }: Pick<Refusal, 'at'>): boolean => at === OF_MAPPING;

/** The mapping of a name that holds now, with its label `name@3`. */
export async function mappingInForce(
  { mappings, now }: { readonly mappings: Pick<Mappings, 'get'>; readonly now: () => Date },
  tenant: string,
  name: string,
  direction: Mapping['direction'],
): Promise<{ readonly mapping: Mapping; readonly label: string } | Refusal> {
  const found = await mappings.get(tenant, name);
  const held = found && inForce(found.head.current, now().toISOString());
  const remedy = `have a version of it approved: POST /api/mappings/${name}/approve`;
  if (held?.content === undefined)
    return refuse('not-found', `no mapping ${name} is in force`, { at: OF_MAPPING, remedy });
  const read = v.parse(mapping, held.content['mapping']);
  if (read.direction !== direction)
    return refuse('conflict', `mapping ${name} is for what ${read.direction === 'in' ? 'comes in' : 'goes out'}`, {
      at: OF_MAPPING,
      remedy: `name a mapping with direction "${direction}" in the partner's version`,
    });
  return { mapping: read, label: `${name}@${held.version}` };
}

/**
 * What a mapping of that name says: now, or, where none holds now, from when one does or as it is being drafted; undefined where nobody knows. By it is told what is agreed
 * with a partner even while it is out of force.
 */
export async function knownMapping(
  needs: { readonly mappings: Pick<Mappings, 'get'>; readonly now: () => Date },
  tenant: string,
  name: string,
  direction: Mapping['direction'],
): Promise<Mapping | undefined> {
  const found = await mappingInForce(needs, tenant, name, direction);
  if (!isRefusal(found)) return found.mapping;
  const head = (await needs.mappings.get(tenant, name))?.head;
  const content = head?.current.findLast((one) => one.content !== undefined)?.content ?? head?.open?.content;
  return content && v.parse(mapping, content['mapping']);
}
