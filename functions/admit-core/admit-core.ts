import * as v from 'valibot';
import { entryOf } from '#common/entry-of.ts';
import { log } from '#common/log.ts';
import type { Core, Cores } from '#common/store/cores.ts';

/** What AWS IoT asks before it registers a thing (pre-provisioning hook). Only the serial is the machine's own word. */
const asked = v.object({
  claimCertificateId: v.string(),
  certificateId: v.string(),
  parameters: v.object({ SerialNumber: v.string() }),
});

interface Answer {
  readonly allowProvisioning: boolean;
  /** What the thing becomes, whatever the machine said of it. */
  readonly parameterOverrides?: Readonly<Record<'ThingName' | 'Tenant' | 'Group', string>>;
}

interface Needs {
  readonly cores: Pick<Cores, 'of' | 'join'>;
  readonly now: () => Date;
}

/** By the runtime of the machine, the group whose deployments it gets. `infra/stacks/plant.ts` makes them. */
const groups: Readonly<Record<Core['runtime'], string>> = {
  nucleus: 'seriate-cores',
  lite: 'seriate-cores-lite',
  none: 'seriate-sites',
};

/**
 * Decides whether a machine with a claim becomes a site's thing: only one that was announced, in its time, and once. Asked again about the same
 * certificate it answers the same, so a registration that broke off can be repeated.
 */
export const admitCore =
  ({ cores, now }: Needs) =>
  async (raw: unknown): Promise<Answer> => {
    const request = v.safeParse(asked, raw);
    if (!request.success) return refused('', 'malformed');
    const { certificateId, claimCertificateId, parameters } = request.output;
    const serial = parameters.SerialNumber;
    const core = await cores.of(serial);
    if (core === undefined) return refused(serial, 'not announced');
    if (core.state === 'joined')
      return core.certificateId === certificateId ? admitted(core) : refused(serial, 'joined before');
    const at = now().toISOString();
    if (core.notAfter < at) return refused(serial, 'its time is over');
    const entry = entryOf({ caller: `core ${serial}`, home: core.tenant }, at, 'core-joined', `site ${core.site}`, {
      detail: { serial, certificate: certificateId, claim: claimCertificateId },
    });
    const outcome = await cores.join(core, certificateId, entry);
    if (outcome === 'overtaken') return refused(serial, 'joined meanwhile');
    log('core-joined', { tenant: core.tenant, site: core.site, serial });
    return admitted(core);
  };

const admitted = ({ site, tenant, runtime }: Core): Answer => ({
  allowProvisioning: true,
  parameterOverrides: { ThingName: site, Tenant: tenant, Group: groups[runtime] },
});

function refused(serial: string, why: string): Answer {
  log('core-refused', { serial, why });
  return { allowProvisioning: false };
}
