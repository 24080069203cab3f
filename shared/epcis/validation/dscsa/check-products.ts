import { canonicalKey } from '../../../gs1/canonical-epc.ts';
import type { EpcisHead } from '../../document.ts';
import { doubtful, type Fault, wrong } from '../finding.ts';
import { guideline } from './guideline.ts';
import { type Described, masterDataOf } from './master-data-of.ts';
import { ndcContradicts } from './ndc-in-gtin.ts';

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
  const gtin = canonicalKey(id)?.primary.value;
  if (ndc !== undefined && gtin !== undefined && ndcContradicts(ndc, gtin))
    yield doubtful(
      'dscsa-ndc-differs',
      path,
      RULE,
      `NDC ${ndc} is not the one inside GTIN ${gtin}, which receivers compare`,
    );
}
