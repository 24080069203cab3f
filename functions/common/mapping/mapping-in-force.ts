import * as v from 'valibot';
import type { Mappings } from '#common/store/mappings.ts';
import { type Mapping, mapping } from '#shared/mapping/mapping.ts';
import { inForce } from '#shared/master-data/version.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';

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
    return refuse('not-found', `no mapping ${name} is in force`, { at: '/mapping', remedy });
  const read = v.parse(mapping, held.content['mapping']);
  if (read.direction !== direction)
    return refuse('conflict', `mapping ${name} is for what ${read.direction === 'in' ? 'comes in' : 'goes out'}`, {
      at: '/mapping',
      remedy: `name a mapping with direction "${direction}" in the partner's version`,
    });
  return { mapping: read, label: `${name}@${held.version}` };
}
