import type { Refusal } from '../../refusal.ts';
import { part, writeXmlPart, type XmlPart } from '../eu/nmvs/xml-part.ts';
import type { ReportData } from '../regime.ts';
import type { ReportedCode } from '../reported.ts';
import { names } from './names.ts';

/**
 * Writes an upload: who made what under which lot, then the packs, or the packages with what is directly in each. XML is what iVEDA takes [M]; its schema is
 * for registered exporters alone, so elements and attributes are our own [L]: hold them against that. Refuses characters that XML cannot carry.
 *
 * @param level as reports are named
 */
export function writeUpload(level: string, data: Omit<ReportData, 'requestId'>): string | Refusal {
  const { holder, product, lot, serials, containers = [] } = data;
  const packs = serials.map((serial) => codePart('Pack', { gtin: product.gtin, serial }));
  const parents = containers.map(({ code, children }) =>
    codePart(
      'Parent',
      code,
      children.map((child) => codePart('Child', child)),
    ),
  );
  const written = writeXmlPart(
    part(
      'ParentChildData',
      [
        part('Manufacturer', [], { gln: holder.gln, name: holder.name }),
        part('Product', [], { gtin: product.gtin, name: product.name }),
        part('Batch', [], { number: lot?.lot ?? '', expiry: lot?.expiry ?? '' }),
        ...(level === names.primary ? packs : parents),
      ],
      { level },
    ),
  );
  return typeof written === 'string' ? `<?xml version="1.0" encoding="UTF-8"?>\n${written}` : written;
}

const codePart = (name: string, { gtin = '', serial = '', sscc }: ReportedCode, inside: readonly XmlPart[] = []) =>
  part(name, inside, sscc === undefined ? { gtin, serial } : { sscc });
