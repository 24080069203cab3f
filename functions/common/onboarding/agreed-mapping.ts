import { mappingInForce } from '#common/mapping/mapping-in-force.ts';
import type { MappingNeeds } from '#common/mapping/write-by-mapping.ts';
import type { MasterData } from '#common/store/master-data.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { type DocumentForm, epcisForms } from '#shared/network/onboarding/test-cases.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';

export interface AgreedNeeds extends Pick<MappingNeeds, 'mappings' | 'now'> {
  readonly master: Pick<MasterData, 'get'>;
}

/** The name of the mapping that the partner's documents are to be read by: as was said at the invitation, or else as is in force. */
export async function agreedName(
  { master }: Pick<AgreedNeeds, 'master'>,
  { tenant, partner, offers }: Pick<Onboarding, 'tenant' | 'partner' | 'offers'>,
): Promise<string | undefined> {
  if (offers.mapping?.in !== undefined) return offers.mapping.in;
  const last = (await master.get(tenant, 'partner', partner))?.head.current.at(-1)?.content;
  const name: unknown = Object(last?.['mapping']).in;
  return typeof name === 'string' ? name : undefined;
}

/** That mapping as it holds now; undefined where documents are read as they come. */
export async function agreedMapping(
  needs: AgreedNeeds,
  row: Pick<Onboarding, 'tenant' | 'partner' | 'offers'>,
): Promise<Mapping | Refusal | undefined> {
  const name = await agreedName(needs, row);
  if (name === undefined) return undefined;
  const found = await mappingInForce(needs, row.tenant, name, 'in');
  return isRefusal(found)
    ? { ...found, remedy: 'ask whoever invited you: the mapping that was agreed on has to be in force' }
    : found.mapping;
}

/** Why a partner cannot send in some of the forms that it names; a mapping reads its own form and no other. */
export function unreadForms(mapping: Mapping | undefined, sends: readonly DocumentForm[]): Refusal | undefined {
  const read: readonly DocumentForm[] = mapping === undefined ? epcisForms : [mapping.format];
  const strange = sends.find((form) => !read.includes(form));
  if (strange === undefined) return undefined;
  return mapping === undefined
    ? refuse('conflict', `${strange} is read by a mapping, and none is agreed on`, {
        at: '/sends',
        remedy: `say ${epcisForms.join(', ')}; or ask whoever invited you to name a mapping in the invitation (offers.mapping)`,
      })
    : refuse('conflict', `${strange} is not read: the mapping that is agreed on reads ${mapping.format}`, {
        at: '/sends',
        remedy: `say ["${mapping.format}"], or ask whoever invited you for another mapping`,
      });
}
