import { isRefusal, type Refusal } from '../../refusal.ts';
import { part, writeXmlPart, type XmlPart } from '../eu/nmvs/xml-part.ts';
import type { ListedPack } from '../pack-lists/listed-pack.ts';

/** SOAP 1.1 (W3C Note of 8 May 2000, §4). */
export const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
/** The namespace of a service [H]: its request element alone is in it, what is inside is in none. */
export const namespaceOf = (service: string): string => `http://dtts.sfda.gov.sa/${service}`;

/** A request of a service in its envelope. Refuses characters that XML cannot carry. */
export function writeRequest(service: string, inside: readonly XmlPart[]): string | Refusal {
  const request = part(`s:${service}Request`, inside);
  const envelope = part('soapenv:Envelope', [part('soapenv:Header'), part('soapenv:Body', [request])], {
    'xmlns:soapenv': SOAP,
    'xmlns:s': namespaceOf(service),
  });
  const written = writeXmlPart(envelope);
  return isRefusal(written) ? written : `<?xml version="1.0" encoding="UTF-8"?>\n${written}`;
}

/** Packs as all services but Supply and Import name them. */
export const productList = (packs: readonly ListedPack[]): XmlPart =>
  part(
    'PRODUCTLIST',
    packs.map(({ gtin, serial, lot, expiry }) =>
      part('PRODUCT', [part('GTIN', gtin), part('SN', serial), part('BN', lot), part('XD', expiry)]),
    ),
  );

/** Packs of one lot and product, as Supply and Import name them. @param made the day on which the lot was made, `YYYY-MM-DD` */
export function supplyOf(packs: readonly ListedPack[], made: string): XmlPart[] {
  const [first] = packs;
  return [
    part('MD', made),
    part('GTIN', first?.gtin ?? ''),
    part('XD', first?.expiry ?? ''),
    part('BN', first?.lot ?? ''),
    part(
      'SNREQUESTLIST',
      packs.map(({ serial }) => part('SN', serial)),
    ),
  ];
}
