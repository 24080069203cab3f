import { type EpcSpelling, speller } from '#shared/epcis/spell-epcs.ts';
import type { Spell } from '#shared/epcis/translate-epcs.ts';
import { refuse } from '#shared/refusal.ts';
import type { Request } from '../http.ts';
import { Refused } from '../refused.ts';
import type { Registry } from '../store/registry.ts';

const formOfFormat = {
  Always_GS1_Digital_Link: 'digital-link',
  Always_EPC_URN: 'urn',
  Never_Translates: 'as-sent',
  No_Preference: 'as-sent',
} as const satisfies Record<string, EpcSpelling['form']>;

/** Values of the header GS1-EPC-Format. */
export type EpcFormat = keyof typeof formOfFormat;
export const epcFormats: readonly EpcFormat[] = [
  'Always_GS1_Digital_Link',
  'Always_EPC_URN',
  'Never_Translates',
  'No_Preference',
];

/** Values of the header GS1-CBV-XML-Format. */
const cbvFormats = ['Always_URN', 'Always_Web_URI', 'No_Preference', 'Never_Translates'] as const;

/** How the caller wants EPCs spelled: Digital Links when the header is absent (EPCIS 2.0, REST binding). */
export function epcFormatOf(
  { headers }: Pick<Request, 'headers'>,
  otherwise: EpcFormat = 'Always_GS1_Digital_Link',
): EpcFormat {
  return oneOf('GS1-EPC-Format', headers['gs1-epc-format'] ?? otherwise, epcFormats);
}

/**
 * Spells identifiers in a format. What cannot be translated, for want of a company prefix of the tenant's own or because it is not GS1's,
 * stays as it is.
 */
export async function spellingOf(
  registry: Pick<Registry, 'tenant'>,
  tenant: string,
  format: EpcFormat,
): Promise<Spell> {
  const form = formOfFormat[format];
  const companyPrefixes = form === 'urn' ? ((await registry.tenant(tenant))?.companyPrefixes ?? []) : [];
  return speller({ form, companyPrefixes }).spell;
}

/**
 * How XML spells CBV words: URNs unless the caller wants web URIs. A word has one meaning and is kept without its spelling, so there is none
 * to go back to: what was not translated before is told as a URN, and the answer says so. Clients send the header under two names.
 */
export function cbvFormatOf({ headers }: Pick<Request, 'headers'>): 'Always_URN' | 'Always_Web_URI' {
  const asked = headers['gs1-cbv-xml-format'] ?? headers['gs1-cbv-format'] ?? 'No_Preference';
  return oneOf('GS1-CBV-XML-Format', asked, cbvFormats) === 'Always_Web_URI' ? 'Always_Web_URI' : 'Always_URN';
}

function oneOf<Value extends string>(header: string, asked: string, known: readonly Value[]): Value {
  const found = known.find((one) => one === asked);
  if (found !== undefined) return found;
  throw new Refused(
    refuse('not-acceptable', `${header} cannot be ${asked}`, {
      at: header,
      rule: 'EPCIS 2.0, REST binding, headers',
      remedy: `ask for one of ${known.join(', ')}`,
    }),
  );
}
