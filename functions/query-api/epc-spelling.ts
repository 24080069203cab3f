import type { Request } from '#common/http.ts';
import { Refused } from '#common/refused.ts';
import type { Registry } from '#common/store/registry.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { toEpcUrn } from '#shared/gs1/to-epc-urn.ts';
import { refuse } from '#shared/refusal.ts';

const formats = ['Always_GS1_Digital_Link', 'Always_EPC_URN', 'Never_Translates', 'No_Preference'] as const;
export type EpcFormat = (typeof formats)[number];

export interface Spelling {
  readonly format: EpcFormat;
  readonly spell: (epc: string) => string;
}

/**
 * How identifiers are to be spelled in the answer (header GS1-EPC-Format, Digital Links when absent). What cannot be translated, for want of
 * a company prefix of the tenant's own or because it is not GS1's, stays as it is.
 */
export async function spellingOf(registry: Pick<Registry, 'tenant'>, { tenant, headers }: Request): Promise<Spelling> {
  const asked = headers['gs1-epc-format'] ?? 'Always_GS1_Digital_Link';
  const format = formats.find((one) => one === asked);
  if (format === undefined)
    throw new Refused(
      refuse('not-acceptable', `GS1-EPC-Format cannot be ${asked}`, { remedy: `ask for one of ${formats.join(', ')}` }),
    );
  if (format === 'Always_GS1_Digital_Link') return { format, spell: asLink };
  if (format !== 'Always_EPC_URN') return { format, spell: (epc) => epc };
  const prefixes = (await registry.tenant(tenant))?.companyPrefixes ?? [];
  return { format, spell: (epc) => (epc.startsWith('urn:') ? epc : (toEpcUrn(epc, prefixes) ?? epc)) };
}

/** A link that was captured stays as it was sent, whatever its host. */
const asLink = (epc: string) => (epc.startsWith('urn:epc:') ? canonicalEpc(epc) : epc);
