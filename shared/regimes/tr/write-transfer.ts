import type { Refusal } from '../../refusal.ts';
import { part, writeXmlPart, type XmlPart } from '../eu/nmvs/xml-part.ts';
import type { Carrier, Transfer, TransferProducts } from './transfer.ts';

/** A transfer of PTS, version 1.4 [H]. Refuses characters that XML cannot carry. */
export function writeTransfer({ from, to, document, documentDate, carriers, products }: Transfer): string | Refusal {
  const written = writeXmlPart(
    part('transfer', [
      ...[part('sourceGLN', from), part('destinationGLN', to), part('actionType', 'S'), part('shipTo', to)],
      ...[part('documentNumber', document), part('documentDate', documentDate), part('note'), part('version', '1.4')],
      ...carriers.map(carrierPart),
      ...products.map(productPart),
    ]),
  );
  return typeof written === 'string' ? `<?xml version="1.0" encoding="UTF-8"?>\n${written}` : written;
}

const carrierPart = ({ label, type, carriers, products }: Carrier): XmlPart =>
  part('carrier', [...carriers.map(carrierPart), ...products.map(productPart)], {
    carrierLabel: label,
    containerType: type,
  });

const productPart = ({ gtin, lot, expiry, made, order, serials }: TransferProducts): XmlPart =>
  part(
    'productList',
    serials.map((serial) => part('serialNumber', serial)),
    {
      ...{ GTIN: gtin, lotNumber: lot },
      ...(made !== undefined && { productionDate: made }),
      expirationDate: expiry,
      ...(order !== undefined && { PONumber: order }),
    },
  );
