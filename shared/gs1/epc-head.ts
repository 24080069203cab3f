import { type Refusal, refuse } from '../refusal.ts';
import { type EpcScheme, schemeNamed } from './epc-schemes.ts';
import { quote } from './quote.ts';

/** The beginning of an EPC URN, and where its body starts. */
export interface EpcHead {
  readonly space: 'id' | 'class' | 'idpat';
  readonly scheme: EpcScheme;
  readonly from: number;
}

/** More than any EPC URN has with every character escaped. */
const MOST = 400;

const rule = 'EPC TDS §6.3';

/**
 * Reads `urn:epc:<space>:<scheme>:`. Tag, raw and tag pattern URIs are refused as unsupported: they say what is written into a tag, not
 * which thing it is on.
 */
export function readHead(urn: string): EpcHead | Refusal {
  if (urn.length > MOST)
    return refuse('malformed', `${quote(urn)} has ${urn.length} characters, an EPC URN has at most ${MOST}`, { rule });
  if (/^urn:epc:(tag|raw|pat):/.test(urn))
    return refuse('unsupported', `${quote(urn)} describes the memory of a tag, not the thing that bears it`, {
      at: '8',
      rule: 'EPC TDS §12',
      remedy: 'decode the tag to its pure identity, urn:epc:id:…',
    });
  const [, space = '', name = ''] = /^urn:epc:([a-z]+):([a-z]+):/.exec(urn) ?? [];
  const scheme = schemeNamed(name);
  if (scheme === undefined || !fits(space, scheme))
    return refuse('malformed', `${quote(urn)} is not the EPC URN of a GS1 key`, {
      at: space === '' ? '0' : '8',
      rule,
      remedy: scheme
        ? `write urn:epc:${scheme.space}:${name}:…`
        : 'give the URN of a GS1 key, such as urn:epc:id:sgtin:…',
    });
  return { space, scheme, from: 10 + space.length + name.length };
}

/** Every identity has a pattern, a class has none. */
function fits(space: string, scheme: EpcScheme): space is EpcHead['space'] {
  return space === scheme.space || (space === 'idpat' && scheme.space === 'id');
}
