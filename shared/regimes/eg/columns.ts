/**
 * Columns of the file. Public summaries say that they resemble those of Tatmeen, with GLNs of read point and business location; names and order here are our own [L]:
 * hold them against the template at the portal.
 */
export const columns = [
  'Event',
  'EventTime',
  'GTIN',
  'SerialNumber',
  'SSCC',
  'BatchNumber',
  'ExpiryDate',
  'ParentGTIN',
  'ParentSerialNumber',
  'ParentSSCC',
  'ReadPointGLN',
  'BizLocationGLN',
  'SourceGLN',
  'DestinationGLN',
  'Reason',
] as const;

export type Row = Partial<Record<(typeof columns)[number], string>>;
