import type { Mapping } from './mapping.ts';

/** A mapping to begin with. */
export interface ReadyMapping {
  readonly name: string;
  readonly mapping: Mapping;
}

const urns = { identifiers: 'urn', masterData: true, header: {} } as const;

const packList = {
  format: 'csv',
  identifiers: 'as-sent',
  separator: ',',
  header: true,
  lineEnd: 'crlf',
  rows: 'epc',
  within: ' ',
  columns: [
    { name: 'event', of: 'event' },
    { name: 'what', of: 'kind' },
    { name: 'time', of: 'eventTime' },
    { name: 'offset', of: 'offset' },
    { name: 'epc', of: 'epc' },
    { name: 'gtin', of: 'gtin' },
    { name: 'serial', of: 'serial' },
    { name: 'sscc', of: 'sscc' },
    { name: 'lot', of: 'lot' },
    { name: 'expiry', of: 'expiry' },
    { name: 'parent', of: 'parent' },
    { name: 'read point', of: 'readPoint' },
    { name: 'location', of: 'bizLocation' },
    { name: 'order', of: 'bizTransaction', type: 'po' },
    { name: 'despatch advice', of: 'bizTransaction', type: 'desadv' },
    { name: 'from', of: 'source', type: 'possessing_party' },
    { name: 'to', of: 'destination', type: 'possessing_party' },
    { name: 'event id', of: 'eventId' },
  ],
} satisfies Partial<Mapping>;

/** Mappings that partners agree on most: to take as they are, or as the start of one's own. */
export const readyMappings: readonly ReadyMapping[] = [
  {
    name: 'epcis-1.2-xml-out',
    mapping: {
      format: 'epcis-1.2-xml',
      direction: 'out',
      description: 'EPCIS 1.2 XML with URNs and a Standard Business Document Header',
      ...urns,
    },
  },
  {
    name: 'epcis-1.2-xml-in',
    mapping: {
      format: 'epcis-1.2-xml',
      direction: 'in',
      description: 'EPCIS 1.2 XML as it comes',
      identifiers: 'as-sent',
      masterData: true,
    },
  },
  {
    name: 'epcis-2.0-json-out',
    mapping: {
      format: 'epcis-2.0-json',
      direction: 'out',
      description: 'EPCIS 2.0 JSON with GS1 Digital Links',
      identifiers: 'digital-link',
      masterData: true,
      header: {},
    },
  },
  {
    name: 'epcis-2.0-json-in',
    mapping: {
      format: 'epcis-2.0-json',
      direction: 'in',
      description: 'EPCIS 2.0 JSON as it comes',
      identifiers: 'as-sent',
      masterData: true,
    },
  },
  {
    name: 'epcis-2.0-xml-out',
    mapping: {
      format: 'epcis-2.0-xml',
      direction: 'out',
      description: 'EPCIS 2.0 XML with URNs',
      vocabulary: 'urn',
      ...urns,
    },
  },
  {
    name: 'epcis-2.0-xml-in',
    mapping: {
      format: 'epcis-2.0-xml',
      direction: 'in',
      description: 'EPCIS 2.0 XML as it comes',
      identifiers: 'as-sent',
      masterData: true,
      vocabulary: 'urn',
    },
  },
  {
    name: 'pack-list-csv-out',
    mapping: {
      ...packList,
      direction: 'out',
      description: 'A row for every pack, case and pallet: what happened to it, its lot, what it is in',
      order: 'making',
    },
  },
  {
    name: 'pack-list-csv-in',
    mapping: { ...packList, direction: 'in', description: 'A row for every pack, case and pallet' },
  },
  {
    name: 'serial-exchange-out',
    mapping: {
      format: 'serial-exchange',
      direction: 'out',
      description: 'Serial number exchange in our own XML: serials, lots, shipments',
      identifiers: 'as-sent',
      order: 'making',
    },
  },
  {
    name: 'serial-exchange-in',
    mapping: {
      format: 'serial-exchange',
      direction: 'in',
      description: 'Serial number exchange in our own XML',
      identifiers: 'as-sent',
    },
  },
];
