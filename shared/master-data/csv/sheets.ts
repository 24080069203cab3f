import { isJsonObject, type Json, type JsonObject } from '../../wire/json.ts';
import type { MasterKind } from '../version.ts';
import { type Column, listColumn, notWritten, numberColumn, type Sheet, textColumn } from './column.ts';

const PACKAGING = 'level:GTIN=quantity x GTIN (case:19521321543215=24x09521321543218)';
const NATIONAL = 'type:number (pzn:03752864)';
const PROFILE = 'market=profile (DE=eu)';
const REGISTRATION = 'scheme=number (mdlp-place=00000000100930)';
const READ_POINT = 'extension=name, or gln:GLN=name (LINE1=Packing line 1)';

const entry = (value: Json): JsonObject => (isJsonObject(value) ? value : {});

const plain = { read: (text: string): Json => text, write: (value: Json) => String(value) };

const packagingEntry = {
  read(text: string) {
    const parts = /^([a-z]+):(\d{14})(?:=(\d{1,7})x(\d{14}))?$/.exec(text.replaceAll(' ', ''));
    if (parts === null) return notWritten(text, PACKAGING);
    const [, level = '', gtin = '', quantity, contains] = parts;
    return { level, gtin, ...(contains !== undefined && { contains, quantity: Number(quantity) }) };
  },
  write(value: Json) {
    const { level, gtin, contains, quantity } = entry(value);
    return `${level}:${gtin}${contains === undefined ? '' : `=${quantity}x${contains}`}`;
  },
};

const nationalEntry = {
  read(text: string) {
    const [, type, value] = /^([a-z-]+):(.+)$/.exec(text) ?? [];
    return type === undefined || value === undefined ? notWritten(text, NATIONAL) : { type, value: value.trim() };
  },
  write(value: Json) {
    const { type, value: number } = entry(value);
    return `${type}:${number}`;
  },
};

const readPointEntry = {
  read(text: string) {
    const [, gln, extension, name = ''] = /^(?:gln:(\d{13})|([^=|]+))=(.+)$/.exec(text) ?? [];
    if (gln !== undefined) return { gln, name: name.trim() };
    return extension === undefined ? notWritten(text, READ_POINT) : { extension: extension.trim(), name: name.trim() };
  },
  write(value: Json) {
    const { gln, extension, name } = entry(value);
    return `${gln === undefined ? extension : `gln:${gln}`}=${name}`;
  },
};

/** A member of names and values. @param one a name and its value, as groups */
const mapColumn = (name: string, one: RegExp, form: string): Column => ({
  name,
  at: `/${name}`,
  read(cell) {
    const found: JsonObject = {};
    for (const text of cell.split('|')) {
      const [, key, value] = one.exec(text) ?? [];
      if (key === undefined || value === undefined) return notWritten(text, form);
      found[key] = value;
    }
    return found;
  },
  write: (value) =>
    Object.entries(entry(value))
      .map(([key, one]) => `${key}=${one}`)
      .join('|'),
});

/** Market to profile. */
const profiles = mapColumn('profiles', /^\s*([A-Z]{2})\s*=\s*([a-z0-9-]+)\s*$/, PROFILE);
/** Scheme to number. */
const registrations = mapColumn('registrations', /^\s*([a-z][a-z-]*)\s*=\s*(\S.*?)\s*$/, REGISTRATION);

const addressColumns = (required?: true): Column[] => [
  textColumn('street', '/address/street'),
  textColumn('more', '/address/more'),
  textColumn('city', '/address/city', required),
  textColumn('state', '/address/state'),
  textColumn('postalCode', '/address/postalCode'),
  textColumn('country', '/address/country', required),
];

/** Spreadsheets of master data, a row for each product, location or partner. */
export const sheets: Readonly<Record<MasterKind, Sheet>> = {
  product: {
    id: 'gtin',
    columns: [
      textColumn('companyPrefix', '/companyPrefix', true),
      textColumn('name', '/name', true),
      textColumn('commonName', '/commonName', true),
      textColumn('form', '/form', true),
      textColumn('strength', '/strength', true),
      textColumn('packType', '/packType', true),
      numberColumn('packSize', '/packSize', true),
      listColumn('markets', '/markets', plain, true),
      listColumn('packaging', '/packaging', packagingEntry),
      listColumn('nationalNumbers', '/nationalNumbers', nationalEntry),
      profiles,
    ],
  },
  location: {
    id: 'gln',
    columns: [
      textColumn('companyPrefix', '/companyPrefix', true),
      textColumn('name', '/name', true),
      textColumn('kind', '/kind', true),
      ...addressColumns(true),
      textColumn('partner', '/partner'),
      numberColumn('latitude', '/latitude'),
      numberColumn('longitude', '/longitude'),
      listColumn('readPoints', '/readPoints', readPointEntry),
      registrations,
    ],
  },
  partner: {
    id: 'partner',
    columns: [
      textColumn('name', '/name', true),
      textColumn('party', '/party', true),
      textColumn('channel', '/channel', true),
      textColumn('url', '/url'),
      numberColumn('generation', '/generation'),
      textColumn('kind', '/kind'),
      textColumn('gln', '/gln'),
      ...addressColumns(),
      textColumn('document', '/document'),
      textColumn('incoming', '/incoming'),
      registrations,
    ],
  },
};
