import { Refused } from '#common/refused.ts';
import { refuse } from '#shared/refusal.ts';
import type { MappingApiNeeds } from './needs.ts';

/**
 * A mapping that a partner names is not withdrawn. A partner's version that is approved in the same moment may still name it: then what is sent stays with the
 * reason that there is no such mapping, and goes on with the next.
 *
 * @throws Refused `conflict` with the partners that name it
 */
export async function mustBeUnused(
  { registry }: Pick<MappingApiNeeds, 'registry'>,
  tenant: string,
  name: string,
): Promise<void> {
  const partners = await registry.partners(tenant);
  const users = partners.filter(({ mapping }) => mapping?.out === name || mapping?.in === name);
  if (users.length === 0) return;
  const named = users
    .slice(0, 10)
    .map(({ partner }) => partner)
    .join(', ');
  const more = users.length > 10 ? ` and ${users.length - 10} more` : '';
  throw new Refused(
    refuse('conflict', `mapping ${name} is used by ${named}${more}`, {
      remedy: 'have versions of these partners approved that name another mapping',
    }),
  );
}
