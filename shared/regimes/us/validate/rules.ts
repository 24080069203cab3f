/** What a rule asks of a document, and what to do where it is broken. */
export interface UsRule {
  readonly title: string;
  readonly remedy: string;
  /** What breaks it: an error always, a warning always, or an error where nothing else can explain it. */
  readonly weighs: 'error' | 'warning' | 'either';
}

/**
 * Every rule a document exchanged under the DSCSA is held to, in the order people meet them. Sources: the GS1 US guideline R1.2/R1.3 as published files
 * and receivers' test suites show it [M], EPCIS 1.2 and the General Specifications. `docs/regulators-us.md` shows this table.
 */
export const usRules = {
  'dscsa-form': rule('An EPCISDocument is what partners exchange', 'send an EPCISDocument'),
  'dscsa-schema-version': rule('The document is EPCIS 1.2', 'send EPCIS 1.2'),
  'dscsa-beyond-12': rule('An event says nothing that EPCIS 1.2 does not know', 'leave out members of EPCIS 2.0'),
  'dscsa-not-urn': rule('Identifiers are EPC URNs', 'write the EPC URN'),
  'dscsa-guideline-version': rule(
    'A document of R1.3 names its guidelineVersion',
    'write gs1ushc:guidelineVersion',
    'warning',
  ),
  'dscsa-header-missing': rule('There is a Standard Business Document Header', 'write sender, receiver and identifier'),
  'dscsa-sender-missing': rule('The sender is identified', 'name its SGLN'),
  'dscsa-receiver-missing': rule('The receiver is identified', 'name its SGLN'),
  'dscsa-sender-identifier': rule('The sender is an SGLN or a GLN', 'name its SGLN'),
  'dscsa-receiver-identifier': rule('The receiver is an SGLN or a GLN', 'name its SGLN'),
  'dscsa-sender-authority': rule('The sender’s identifier says what it is', 'write Authority SGLN or GLN', 'warning'),
  'dscsa-receiver-authority': rule(
    'The receiver’s identifier says what it is',
    'write Authority SGLN or GLN',
    'warning',
  ),
  'dscsa-instance-missing': rule('The document has an InstanceIdentifier', 'give the document an id of its own'),
  'dscsa-instance-reused': rule(
    'An InstanceIdentifier stands for one document of its sender',
    'write what is told anew under an id of its own',
  ),
  'dscsa-receiver-other': rule('The receiver is whoever gets the document', 'name the SGLN of the receiver'),
  'dscsa-document-type': rule('The header’s Type is Events', 'write Events'),
  'dscsa-document-standard': rule('The header’s Standard is EPCglobal', 'write EPCglobal', 'warning'),
  'dscsa-document-time': rule('The header says when it was made', 'write CreationDateAndTime', 'warning'),
  'dscsa-statement-missing': rule(
    'A transaction statement stands in a document that changes ownership',
    'write dscsaTransactionStatement, affirmed',
  ),
  'dscsa-statement-untold': rule(
    'It can be told whether ownership changes',
    'name seller and buyer as owning_party',
    'warning',
  ),
  'dscsa-statement-not-affirmed': rule(
    'The transaction statement is affirmed',
    'write affirmTransactionStatement true',
  ),
  'dscsa-legal-notice-missing': rule('The transaction statement has its text', 'write legalNotice'),
  'dscsa-product-id': rule('A product is described under its class', 'write urn:epc:idpat:sgtin:<prefix>.<item>.*'),
  'dscsa-product-attribute': rule('A product is described in full', 'add the attribute to the product'),
  'dscsa-ndc-type': rule('The type of the product’s number is known', 'write FDA_NDC_11', 'warning'),
  'dscsa-ndc-malformed': rule('The NDC is one of 10 or 11 digits', 'write it with hyphens, 5-4-2'),
  'dscsa-ndc-differs': rule('The NDC is the one inside the GTIN', 'mend the NDC, or the GTIN'),
  'dscsa-site-attribute': rule('A site has name and address', 'add the attribute to the location'),
  'dscsa-site-state': rule('A site in the US has its state', 'add the state to the location', 'warning'),
  'dscsa-gtin-undescribed': rule('Every product is described', 'add the product to EPCClass master data', 'either'),
  'dscsa-gln-undescribed': rule('Every site and party is described', 'add it to Location master data', 'either'),
  'dscsa-references-not-followed': rule('All products and sites were looked up', 'send smaller documents', 'warning'),
  'dscsa-commissioning-action': rule('Commissioning has action ADD', 'write ADD'),
  'dscsa-place-missing': rule('Commissioning says where', 'write readPoint and bizLocation'),
  'dscsa-epc-kind': rule('Commissioned are SGTINs and SSCCs', 'leave other things out'),
  'dscsa-lot-expiry-missing': rule('Units are commissioned with lot and expiry', 'put them into ilmd'),
  'dscsa-case-lot-expiry-missing': rule('Cases of one lot say it', 'put lot and expiry into ilmd', 'warning'),
  'dscsa-lot-form': rule('A lot has at most 20 characters of GS1’s set', 'write the lot as it is on the pack'),
  'dscsa-expiry-form': rule('An expiry is a day, YYYY-MM-DD', 'write the date as YYYY-MM-DD'),
  'dscsa-ilmd-on-sscc': rule('Logistic units have no lot and expiry', 'commission SSCCs without ilmd'),
  'dscsa-commissioned-twice': rule('A thing is commissioned once', 'leave the second event out', 'warning'),
  'dscsa-not-commissioned': rule(
    'What is packed or shipped was commissioned, in this or an earlier document',
    'send the commissioning first',
    'either',
  ),
  'dscsa-event-order': rule('Things are commissioned, then packed, then shipped', 'commission, pack, ship'),
  'dscsa-used-after-end': rule('What ended is not used any more', 'declare the wrong event an error'),
  'dscsa-packing-type': rule('Packing is an AggregationEvent', 'write an AggregationEvent'),
  'dscsa-packing-action': rule('Packing has action ADD', 'write ADD'),
  'dscsa-packing-outdated': rule('No packing is older than the link that stands', 'send events in their order'),
  'dscsa-second-parent': rule(
    'A thing has one open parent; a second one closes the link',
    'unpack it first',
    'warning',
  ),
  'dscsa-packed-in-itself': rule('Nothing is inside what it holds', 'mend parentID or childEPCs'),
  'dscsa-unpacked-not-inside': rule('Things leave what they are in', 'mend parentID or childEPCs', 'warning'),
  'dscsa-lot-differs': rule('A case of one lot holds that lot', 'commission mixed cases without a lot', 'warning'),
  'dscsa-packed-after-shipping': rule('What has left is not packed any more', 'commission, pack, ship'),
  'dscsa-shipping-type': rule('Shipping is an ObjectEvent', 'write an ObjectEvent'),
  'dscsa-shipping-action': rule('Shipping has action OBSERVE', 'write OBSERVE'),
  'dscsa-nothing-shipped': rule('A shipment names what leaves', 'name the outermost containers'),
  'dscsa-po-missing': rule('A shipment names the purchase order', 'add bizTransaction po'),
  'dscsa-desadv-missing': rule('A shipment names the despatch advice', 'add bizTransaction desadv', 'warning'),
  'dscsa-owning-party-missing': rule('Seller and buyer are named as owning_party', 'name both'),
  'dscsa-location-missing': rule('It is said where goods leave and go to', 'name location or possessing_party'),
  'dscsa-not-outermost': rule('Only the outermost container is shipped', 'ship the container, or unpack first'),
  'dscsa-shipped-inside': rule('What left inside something is not shipped again', 'leave the second shipment out'),
  'dscsa-shipped-twice': rule('A thing is shipped once', 'void_shipping cancels a shipment', 'warning'),
  'dscsa-contents-untold': rule('It is known what a shipped container holds', 'send its packing'),
  'dscsa-lot-expiry-unresolved': rule(
    'Every unit that is shipped resolves to a lot and an expiry',
    'commission it with lot and expiry',
  ),
  'dscsa-disposition': rule('The disposition is the usual one of the step', 'write the usual one', 'warning'),
  'dscsa-step-type': rule('Steps after the sale are told by the usual events', 'write the usual event', 'warning'),
  'dscsa-step-action': rule('Steps after the sale have the usual action', 'write the usual action', 'warning'),
  'dscsa-event-type': rule('Events are of types that partners expect', 'tell it by ObjectEvents', 'warning'),
  'dscsa-not-followed': rule('All things of the document were followed', 'send smaller documents', 'warning'),
} as const satisfies Record<string, UsRule>;

export type UsRuleCode = keyof typeof usRules;

const codes = new Set<string>(Object.keys(usRules));

/** True for the code of a rule. */
export const isUsRule = (code: string): code is UsRuleCode => codes.has(code);

function rule(title: string, remedy: string, weighs: UsRule['weighs'] = 'error'): UsRule {
  return { title, remedy, weighs };
}
