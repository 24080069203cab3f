import { canonicalKey } from '../../../gs1/canonical-epc.ts';
import { type Ndc, ndc10Layouts, readNdc, toNdc10, writeNdc } from '../../../gs1/national/ndc.ts';
import { ndcDigitsOfGtin } from '../../../gs1/national/ndc-gtin.ts';
import { isRefusal } from '../../../refusal.ts';
import type { EpcisHead } from '../../document.ts';
import { doubtful, type Fault, wrong } from '../finding.ts';
import { guideline } from './guideline.ts';
import { type Described, masterDataOf } from './master-data-of.ts';

const RULE = guideline('EPCClass master data');
const NDC = 'additionalTradeItemIdentification';
const NDC_TYPE = 'additionalTradeItemIdentificationTypeCode';
const required = [
  NDC,
  NDC_TYPE,
  'regulatedProductName',
  'manufacturerOfTradeItemPartyName',
  'dosageFormType',
  'strengthDescription',
  'netContentDescription',
];
/** The last is in use, but in no list of GS1. */
const ndcTypes = ['FDA_NDC_11', 'FDA_NDC_10', 'US_FDA_NDC'];

/** Each product must be described, with its NDC, and under its class. */
export function* checkProducts(head: EpcisHead): Generator<Fault> {
  for (const product of masterDataOf(head, 'EPCClass')) {
    if (canonicalKey(product.id)?.primary.ai !== '01')
      yield wrong(
        'dscsa-product-id',
        `${product.path}/id`,
        RULE,
        `"${product.id}" is not urn:epc:idpat:sgtin:<prefix>.<item>.*`,
      );
    for (const name of required)
      if (!product.attributes.has(name))
        yield wrong('dscsa-product-attribute', product.path, RULE, `${name} of ${product.id} is missing`);
    yield* checkNdc(product);
  }
}

function* checkNdc({ path, id, attributes }: Described): Generator<Fault> {
  const type = attributes.get(NDC_TYPE);
  if (type !== undefined && !ndcTypes.includes(type))
    yield doubtful('dscsa-ndc-type', path, RULE, `${NDC_TYPE} "${type}" is not FDA_NDC_11`);
  const ndc = attributes.get(NDC);
  if (ndc === undefined || (type !== undefined && !ndcTypes.includes(type))) return;
  const codes = codesOf(ndc, type);
  if (codes.length === 0) yield wrong('dscsa-ndc-malformed', path, RULE, `"${ndc}" is no NDC${formOf(type)}`, FORM);
  const gtin = canonicalKey(id)?.primary.value ?? '';
  const inside = ndcDigitsOfGtin(gtin);
  // A GTIN need not be made from an NDC; then there is nothing to compare.
  if (codes.length > 0 && !isRefusal(inside) && !codes.includes(inside))
    yield wrong(
      'dscsa-ndc-differs',
      path,
      RULE,
      `NDC ${ndc} is not the one inside GTIN ${gtin}, which receivers compare`,
    );
}

const FORM = 'write it with hyphens, 5-4-2';
const formOf = (type: string | undefined): string => (type === 'FDA_NDC_11' ? ' of 11 digits' : '');

/** The codes of ten digits that an NDC may stand for; none when it is not readable, or not in the form that its type promises. */
function codesOf(text: string, type: string | undefined): string[] {
  const tried: (Ndc | undefined)[] = /^\d{10}$/.test(text)
    ? ndc10Layouts.map((layout) => readable(text, layout))
    : [readable(text)];
  const read = tried.filter((ndc) => ndc !== undefined);
  // Eleven digits were promised: with hyphens a code of ten still says which zero is left out.
  if (type === 'FDA_NDC_11' && !text.includes('-') && text.length !== 11) return [];
  return read.flatMap((ndc) =>
    ndc10Layouts.map((layout) => toNdc10(ndc, layout)).flatMap((ten) => (isRefusal(ten) ? [] : [writeNdc(ten, false)])),
  );
}

function readable(text: string, layout?: Ndc['layout']): Ndc | undefined {
  const ndc = readNdc(text, layout);
  return isRefusal(ndc) ? undefined : ndc;
}
