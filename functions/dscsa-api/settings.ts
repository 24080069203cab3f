import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { mustBeReachable } from '#common/send/must-be-reachable.ts';
import { auditPut } from '#common/store/audit.ts';
import type { DscsaSettings } from '#common/store/dscsa-settings.ts';
import { type WantedDscsaSettings, wantedDscsaSettings } from '#shared/messages/dscsa-api.ts';
import { refuse } from '#shared/refusal.ts';
import { mustKnowPartner } from './must-know-partner.ts';
import type { ApiNeeds } from './needs.ts';

type Needs = Pick<ApiNeeds, 'settings' | 'registry' | 'guard' | 'registryTable' | 'now'>;

/** Whom the tenant tells, and under which name. */
export const showSettings =
  ({ settings }: Needs): Endpoint =>
  async ({ tenant }) => ({ status: 200, body: await settings.get(tenant) });

/** Sets all of it. What is set already goes only where the request says so: cases that are under way would stop without it. */
export const putSettings =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { takesAway, ...wanted } = read(wantedDscsaSettings, json(request));
    const { tenant } = request;
    mustSayWhatGoes(await needs.settings.get(tenant), wanted, takesAway);
    await mustWork(needs, tenant, wanted);
    const updatedAt = needs.now().toISOString();
    const entry = entryOf(request, updatedAt, 'dscsa-settings-set', 'dscsa-settings', { detail: { ...wanted } });
    const body = { ...wanted, updatedAt };
    await needs.settings.put(tenant, body, auditPut(needs.registryTable, tenant, entry));
    return { status: 200, body };
  };

type Wanted = Omit<WantedDscsaSettings, 'takesAway'>;

const partsOf = ({ contact, reporter, intakeUrl, desks }: Wanted): string[] => [
  ...Object.entries({ contact, reporter, intakeUrl }).flatMap(([name, part]) => (part === undefined ? [] : name)),
  ...desks.map(({ partner }) => partner),
];

function mustSayWhatGoes(before: DscsaSettings, wanted: Wanted, said: readonly string[]): void {
  const stays = partsOf(wanted);
  const gone = partsOf(before).filter((part) => !stays.includes(part) && !said.includes(part));
  if (gone.length === 0) return;
  throw new Refused(
    refuse('conflict', `this would take away ${gone.join(', ')}, and stop cases that need it`, {
      at: '/takesAway',
      rule: 'Seriate API: PUT sets all of it',
      remedy: 'send what is to stay as well, or name in takesAway what is to go',
    }),
  );
}

async function mustWork(needs: Needs, tenant: string, { intakeUrl, desks }: Wanted): Promise<void> {
  if (intakeUrl !== undefined) await mustBeReachable(needs.guard, intakeUrl, '/intakeUrl');
  for (const [i, { partner, url }] of desks.entries()) {
    await mustKnowPartner(needs, tenant, partner, `/desks/${i}/partner`);
    await mustBeReachable(needs.guard, url, `/desks/${i}/url`);
  }
  const partners = desks.map(({ partner }) => partner);
  const twice = partners.findIndex((one, i) => partners.indexOf(one) !== i);
  if (twice === -1) return;
  throw new Refused(
    refuse('malformed', `partner ${partners[twice]} has two desks`, {
      at: `/desks/${twice}/partner`,
      rule: 'Seriate API: a partner has one exception desk',
      remedy: 'name the one that reports go to',
    }),
  );
}
