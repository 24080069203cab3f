import { canonicalEpc, canonicalKey } from '../gs1/canonical-epc.ts';
import type { CompanyPrefixes } from '../gs1/company-prefix-table.ts';
import { findDigitalLink } from '../gs1/digital-link.ts';
import { toEpcUrn } from '../gs1/to-epc-urn.ts';
import { isRefusal } from '../refusal.ts';
import type { EpcisHead } from './document.ts';
import type { EpcisEvent } from './event.ts';
import { type Spell, translateEpcs, translateHead } from './translate-epcs.ts';

/** How identifiers are to be spelled. */
export interface EpcSpelling {
  /** `urn`: EPC URNs. `digital-link`: links on id.gs1.org for URNs; links of other hosts stay. `as-sent`: nothing changes. */
  readonly form: 'urn' | 'digital-link' | 'as-sent';
  /** A link does not show how long its company prefix is; without a fitting one here it stays a link. */
  readonly companyPrefixes: readonly string[] | CompanyPrefixes;
}

/** Identifiers, each once and as they were sent, that could not be spelled so, and those of which the new spelling says less. */
export interface Missed {
  readonly untranslated: readonly string[];
  /** Their URN leaves out a lot beside a serial, a consumer product variant, or attributes of the query string. */
  readonly shortened: readonly string[];
}

/** Spells the identifiers of events one way and says which could not be: GS1 keys only. */
export function spellEpcs(spelling: EpcSpelling): (event: EpcisEvent) => { readonly event: EpcisEvent } & Missed {
  return (event) => {
    const { spell, missed } = speller(spelling);
    return { event: translateEpcs(event, spell), ...missed() };
  };
}

/** The same for the master data of a head. */
export function spellHead(spelling: EpcSpelling): (head: EpcisHead) => { readonly head: EpcisHead } & Missed {
  return (head) => {
    const { spell, missed } = speller(spelling);
    return { head: translateHead(head, spell), ...missed() };
  };
}

const isUrn = (text: string): boolean => text.startsWith('urn:epc:');

/** Spells one identifier after the other, and remembers what it missed. */
export function speller({ form, companyPrefixes }: EpcSpelling): { spell: Spell; missed(): Missed } {
  const untranslated = new Set<string>();
  const shortened = new Set<string>();
  const missed = () => ({ untranslated: [...untranslated], shortened: [...shortened] });
  if (form === 'as-sent') return { spell: (epc) => epc, missed };
  return { spell: form === 'urn' ? asUrn(companyPrefixes, untranslated, shortened) : asLink(untranslated), missed };
}

const asUrn =
  (companyPrefixes: EpcSpelling['companyPrefixes'], untranslated: Set<string>, shortened: Set<string>): Spell =>
  (epc, kind) => {
    if (isUrn(epc) || !isWebUri(epc) || canonicalKey(epc) === undefined) return epc;
    // Orders and the like have addresses of their own, which may look like a key: only a check digit shows that they are one.
    if (kind === 'document' && !isGs1Host(epc) && isUnchecked(epc)) return epc;
    const urn = isGs1Host(epc) || !isUnchecked(epc) ? toEpcUrn(epc, companyPrefixes) : undefined;
    if (urn === undefined || (kind === 'instance' && namesClass(urn))) {
      untranslated.add(epc);
      return epc;
    }
    if (saysMore(epc)) shortened.add(epc);
    return urn;
  };

/** Keys without a check digit: a consignment, an asset, a part. Any text of the right length looks like one. */
const unchecked = ['401', '8004', '8010'];
const isUnchecked = (epc: string): boolean => unchecked.includes(canonicalKey(epc)?.primary.ai ?? '');
const isGs1Host = (text: string): boolean => /^https?:\/\/id\.gs1\.org\//i.test(text);
const namesClass = (urn: string): boolean => /^urn:epc:(?:class|idpat):/.test(urn);

/** True for a link with more qualifiers than its canonical spelling has, or with attributes in its query string. */
function saysMore(link: string): boolean {
  if (/\?[^#]/.test(link)) return true;
  const found = findDigitalLink(link);
  if (isRefusal(found)) return false;
  const told = found.link.qualifiers.filter(({ ai, value }) => ai !== '254' || value !== '0');
  return told.length > (canonicalKey(link)?.qualifiers.length ?? 0);
}

/** The URNs of schemes that stand for no GS1 key have no link at all. */
const asLink =
  (untranslated: Set<string>): Spell =>
  (epc) => {
    if (!isUrn(epc)) return epc;
    const link = canonicalEpc(epc);
    if (link === epc) untranslated.add(epc);
    return link;
  };

const isWebUri = (text: string): boolean => /^https?:/i.test(text);
