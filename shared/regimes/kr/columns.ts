/**
 * Columns of the file. What a report has to say is public as a list of fields [M]; names, order and one row for a pack are our own [L]: hold them against the
 * template at the portal.
 */
export const columns = [
  'ReportKind',
  'OriginalReportNumber',
  'SupplyDate',
  'SupplierNumber',
  'PartnerNumber',
  'PartnerInstitution',
  'PartnerName',
  'PartnerCountry',
  'SupplyClass',
  'ContractType',
  'ProductCode',
  'Lot',
  'Expiry',
  'Serial',
  'Quantity',
  'UnitPrice',
  'Package',
] as const;

export type Row = Partial<Record<(typeof columns)[number], string>>;
