import * as v from 'valibot';

/** Messages of the PDG's exceptions schema (dscsagovernance/ExceptionsSchemas, commit ed7581e2, MIT): names, types and words are its own. */
export const resolutions = [
  'Send new data',
  'Send product',
  'Return product',
  'Send back product',
  'Credit account',
  'Debit account',
] as const;
export const observationSources = ['Scan', 'Packing Slip', 'ASN', 'Other'] as const;
export const verdicts = ['Accept', 'Reject'] as const;
export const followUps = ['Email', 'Phone'] as const;

/** An object may have members that the schema does not name; a list is none. */
const object = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(
    v.unknown(),
    v.check((value) => !Array.isArray(value), 'an object is wanted here, an array came'),
    v.looseObject(entries),
  );

/** A member that may be absent, or null. */
const orNull = <const Schema extends v.GenericSchema>(schema: Schema) => v.optional(v.nullable(schema));
const integer = v.pipe(v.number(), v.integer());
const resolution = v.picklist(resolutions);
const item = { exception_item_uuid: v.string() };

export const contact = object({
  vp: orNull(v.string()),
  gln: orNull(v.string()),
  email: v.string(),
  phone: orNull(v.string()),
});

const withoutData = object({
  ...item,
  product_gtin: v.string(),
  observation_source: v.picklist(observationSources),
  resolution_request: resolution,
  product_serial: orNull(v.string()),
});
const withoutProduct = object({
  ...item,
  file_id: v.string(),
  product_gtin: v.string(),
  product_serial: v.string(),
  resolution_request: resolution,
});
const misaligned = object({
  ...item,
  received_product_gtin: v.string(),
  received_product_lot: v.string(),
  received_product_expiry: v.string(),
  received_product_serial: v.nullable(v.string()),
  product_data_gtin: v.string(),
  product_data_lot: v.string(),
  product_data_expiry: v.string(),
  product_data_serial: v.nullable(v.string()),
  resolution_request: resolution,
});
const counted = object({
  ...item,
  gtin: v.string(),
  quantity_ordered: integer,
  quantity_received: integer,
  resolution_request: resolution,
});
const wrongGln = object({
  ...item,
  invalid_gln: v.string(),
  proposed_gln: orNull(v.string()),
  resolution_request: orNull(resolution),
});
const wrongGtin = object({
  ...item,
  invalid_gtin: v.string(),
  proposed_gtin: orNull(v.string()),
  resolution_request: orNull(resolution),
});

export const exceptions = object({
  missing_product_data: orNull(v.array(withoutData)),
  missing_product: orNull(v.array(withoutProduct)),
  data_misalignment: orNull(v.array(misaligned)),
  overages: orNull(v.array(counted)),
  underages: orNull(v.array(counted)),
  master_data_errors: orNull(
    object({ gln_errors: orNull(v.array(wrongGln)), gtin_errors: orNull(v.array(wrongGtin)) }),
  ),
});

const head = {
  message_uuid: v.string(),
  exception_case_uuid: v.string(),
  /** Seconds since 1970, as the examples have it. */
  timestamp: integer,
  po_number: v.string(),
  sender_information: contact,
};

export const reportShape = object({
  ...head,
  exceptions: orNull(exceptions),
  other_errors: orNull(v.array(v.string())),
  case_resolved: v.boolean(),
});
export type PdgReport = v.InferOutput<typeof reportShape>;
export type PdgExceptions = v.InferOutput<typeof exceptions>;

const responseItem = object({
  ...item,
  resolution_response: v.picklist(verdicts),
  comments: orNull(v.string()),
  alternative_resolution: orNull(
    object({
      alternative_resolution: v.nullable(resolution),
      follow_up: v.nullable(v.picklist(followUps)),
      follow_up_details: orNull(v.string()),
    }),
  ),
});

export const responseShape = object({
  ...head,
  response_items: orNull(v.array(responseItem)),
  additional_notes: orNull(v.string()),
});
export type PdgResponse = v.InferOutput<typeof responseShape>;
export type PdgVerdict = v.InferOutput<typeof responseItem>;
