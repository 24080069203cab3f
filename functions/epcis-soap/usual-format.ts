import type { EpcFormat } from '#common/epcis/identifier-format.ts';
import type { XmlVersion } from '#shared/epcis/xml/write-root.ts';

/** How identifiers are spelled unless GS1-EPC-Format says it: EPCIS 1.2 knows EPC URNs only. */
export const usualFormat = (version: XmlVersion): EpcFormat =>
  version === '1.2' ? 'Always_EPC_URN' : 'Never_Translates';
