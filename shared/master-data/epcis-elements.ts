import type { MasterDataList, VocabularyElement } from '../epcis/master-data.ts';
import { canonicalKey } from '../gs1/canonical-epc.ts';
import { longestPrefix } from '../gs1/company-prefix-table.ts';
import { readUrnParts } from '../gs1/epc-urn.ts';
import { toEpcUrn } from '../gs1/to-epc-urn.ts';
import { isRefusal } from '../refusal.ts';
import { sheets } from './csv/sheets.ts';
import type { Content, MasterKind } from './version.ts';

/** CBV 2.0 §9; what CBV has no name for has one of ours. */
const CBV = 'urn:epcglobal:cbv:mda:';
const OWN = 'urn:seriate:mda:';

const types: Readonly<Record<MasterKind, string>> = {
  product: 'urn:epcglobal:epcis:vtype:EPCClass',
  location: 'urn:epcglobal:epcis:vtype:Location',
  partner: 'urn:epcglobal:epcis:vtype:Party',
};

const placeNames = {
  street: ['streetAddressOne'],
  more: ['streetAddressTwo'],
  city: ['city'],
  state: ['state'],
  postalCode: ['postalCode'],
  country: ['countryCode'],
} as const;

/** Columns to the names CBV has for them: the first is written, all are read. */
const names: Readonly<Record<MasterKind, Readonly<Record<string, readonly string[]>>>> = {
  product: {
    name: ['descriptionShort', 'regulatedProductName', 'tradeItemDescription', 'labelDescription'],
    commonName: ['functionalName'],
    form: ['dosageFormType'],
    strength: ['strengthDescription'],
  },
  location: { name: ['name'], latitude: ['latitude'], longitude: ['longitude'], ...placeNames },
  partner: { name: ['name'], ...placeNames },
};

/** What is in force, by kind, as vocabularies of an EPCIS document. Read points stand as locations of their own and as children of their site. */
export function vocabulariesOf(
  all: readonly { readonly kind: MasterKind; readonly id: string; readonly content: Content }[],
): MasterDataList[] {
  const lists = new Map<string, VocabularyElement[]>();
  for (const { kind, id, content } of all) {
    const elements = kind === 'location' ? placesOf(id, content) : [elementOf(kind, id, content)];
    lists.set(types[kind], [...(lists.get(types[kind]) ?? []), ...elements]);
  }
  return [...lists].map(([type, vocabularyElementList]) => ({ type, vocabularyElementList }));
}

function elementOf(kind: MasterKind, id: string, content: Content): VocabularyElement {
  const attributes = sheets[kind].columns.flatMap(({ name, at, write }) => {
    const value = at
      .slice(1)
      .split('/')
      .reduce((holder: unknown, step) => Object(holder)[step], content);
    if (value === undefined) return [];
    const cbv = names[kind][name]?.[0];
    return [
      {
        id: cbv === undefined ? OWN + name : CBV + cbv,
        attribute: write(
          Object(value) === value
            ? JSON.parse(JSON.stringify(value))
            : typeof value === 'number'
              ? value
              : String(value),
        ),
      },
    ];
  });
  const own = kind === 'partner' ? [{ id: `${OWN}partner`, attribute: id }] : [];
  return { id: uriOf(kind, id, content), attributes: [...own, ...attributes] };
}

function placesOf(gln: string, content: Content): VocabularyElement[] {
  const points = Array.isArray(content['readPoints']) ? content['readPoints'].map(Object) : [];
  const prefix = String(content['companyPrefix']);
  const idOf = (point: { gln?: string; extension?: string }) =>
    urn(
      point.gln === undefined
        ? `https://id.gs1.org/414/${gln}/254/${encodeURIComponent(String(point.extension))}`
        : `https://id.gs1.org/414/${point.gln}`,
      prefix,
    );
  const children = points.map(idOf);
  const site = elementOf('location', gln, content);
  return [
    { ...site, ...(children.length > 0 && { children }) },
    ...points.map((point) => ({ id: idOf(point), attributes: [{ id: `${CBV}name`, attribute: String(point.name) }] })),
  ];
}

function uriOf(kind: MasterKind, id: string, content: Content): string {
  if (kind === 'partner') return String(content['party']);
  return urn(`https://id.gs1.org/${kind === 'product' ? '01' : '414'}/${id}`, String(content['companyPrefix']));
}

const urn = (link: string, prefix: string): string => toEpcUrn(link, longestPrefix([prefix])) ?? link;

/** What an element of a vocabulary says of a product, location or partner: cells as a spreadsheet has them. */
export interface ElementCells {
  readonly kind: MasterKind;
  /** Empty for a partner that the element does not name. */
  readonly id: string;
  readonly cells: ReadonlyMap<string, string>;
  /** The element is a read point of the location. */
  readonly readPoint?: { readonly extension: string; readonly name: string };
}

/**
 * Reads an element whose names are spelled in full; undefined when it describes none of ours.
 *
 * @param prefixes of the reader, for ids that do not show where theirs ends
 */
export function cellsOfElement(
  type: string,
  element: VocabularyElement,
  prefixes: readonly string[],
): ElementCells | undefined {
  const kind = kindOf(type, element.id);
  if (kind === undefined) return undefined;
  const said = new Map((element.attributes ?? []).map(({ id, attribute }) => [bare(id), textOf(attribute)]));
  const cells = new Map<string, string>();
  for (const { name } of sheets[kind].columns) {
    const found = [name, ...(names[kind][name] ?? [])].map((one) => said.get(one)).find((text) => text !== undefined);
    if (found !== undefined) cells.set(name, found);
  }
  const key = canonicalKey(element.id);
  if (kind === 'partner') {
    cells.set('party', element.id);
    return { kind, id: said.get('partner') ?? '', cells };
  }
  if (key === undefined) return undefined;
  const parts = readUrnParts(element.id);
  const { value } = key.primary;
  const prefix = isRefusal(parts)
    ? longestPrefix(prefixes).prefixOf(value.slice(kind === 'product' ? 1 : 0))
    : parts.companyPrefix;
  if (prefix !== undefined) cells.set('companyPrefix', prefix);
  if (kind === 'product') withNdc(cells, said);
  const extension = key.qualifiers.find(({ ai }) => ai === '254')?.value;
  const readPoint = extension === undefined ? undefined : { extension, name: cells.get('name') ?? extension };
  return { kind, id: value, cells, ...(readPoint && { readPoint }) };
}

/** Names of the HDA's guideline for the DSCSA. */
function withNdc(cells: Map<string, string>, said: ReadonlyMap<string, string>): void {
  const number = said.get('additionalTradeItemIdentification') ?? said.get('additionalTradeItemID');
  const type = said.get('additionalTradeItemIdentificationTypeCode') ?? said.get('additionalTradeItemIDTypeCode');
  if (number !== undefined && type?.startsWith('FDA_NDC') && !cells.has('nationalNumbers'))
    cells.set('nationalNumbers', `ndc:${number}`);
}

function kindOf(type: string, id: string): MasterKind | undefined {
  const { ai } = canonicalKey(id)?.primary ?? {};
  if (ai === '01' && type === types.product) return 'product';
  if (ai === '414' && /:vtype:(Location|BusinessLocation|BizLocation|ReadPoint)$/.test(type)) return 'location';
  if (ai === '417' && /:vtype:(Party|Location|SourceDest)$/.test(type)) return 'partner';
  return undefined;
}

/** The name of an attribute of CBV, in either spelling, or of ours. */
const bare = (id: string): string => id.replace(/^urn:epcglobal:cbv:mda[:#]/, '').replace(OWN, '');

const textOf = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(textOf).join('|')
    : typeof value === 'object' && value !== null && '@value' in value
      ? String(value['@value'])
      : String(value ?? '');
