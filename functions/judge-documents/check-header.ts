import type { Registry } from '#common/store/registry.ts';
import type { UsInstance, UsInstances } from '#common/store/us-instances.ts';
import type { EpcisHead } from '#shared/epcis/document.ts';
import { glnOf } from '#shared/regimes/us/describe-places.ts';
import type { UsFinding } from '#shared/regimes/us/validate/finding.ts';
import { refused } from '#shared/regimes/us/validate/told.ts';

export interface HeaderNeeds {
  readonly registry: Pick<Registry, 'tenant' | 'location'>;
  readonly instances: UsInstances;
}

/** What the header of a document says of it that only its receiver can judge: whom it is for, and whether it came before. @param digest of its bytes */
export async function checkHeader(
  needs: HeaderNeeds,
  tenant: string,
  head: EpcisHead,
  digest: string,
): Promise<UsFinding[]> {
  const of = instanceOf(head);
  const before = of && (await needs.instances.digestOf(tenant, of));
  const reused = `another document of this sender had the InstanceIdentifier ${of?.instance}`;
  const isReused = before !== undefined && before !== digest;
  return [
    ...(isReused ? [refused('dscsa-instance-reused', undefined, undefined, 'header', reused)] : []),
    ...(await strangeReceiver(needs, tenant, head)),
  ];
}

/** Whose document it is, and which; undefined where its header does not say it, which breaks a rule of its own. */
export function instanceOf({ sender, instanceIdentifier }: Partial<EpcisHead> = {}): UsInstance | undefined {
  if (!sender || !instanceIdentifier) return undefined;
  return { sender: digitsOf(sender) ?? sender, instance: instanceIdentifier };
}

const digitsOf = (id: string | undefined): string | undefined =>
  id === undefined || id === '' ? undefined : /^\d{13}$/.test(id) ? id : glnOf(id);

/** A document of our own is for somebody else. A place that nobody has described here may still have a number of ours. */
async function strangeReceiver({ registry }: HeaderNeeds, tenant: string, head: EpcisHead): Promise<UsFinding[]> {
  const own = await registry.tenant(tenant);
  const [sender, receiver] = [digitsOf(head.sender), digitsOf(head.receiver)];
  if (own === undefined || receiver === undefined) return [];
  const isOurs = (gln: string) => gln === own.gln || own.companyPrefixes.some((prefix) => gln.startsWith(prefix));
  if (isOurs(receiver) || (sender !== undefined && isOurs(sender))) return [];
  if ((await registry.location(tenant, receiver)) !== undefined) return [];
  const detail = `the receiver is ${receiver}, which is no party or location of ours`;
  return [refused('dscsa-receiver-other', undefined, undefined, 'header', detail)];
}
