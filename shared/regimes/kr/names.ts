/** Where it applies, ISO 3166-1 alpha-2. */
export const HOME = 'KR';

/** Whose rules they are, for refusals. */
export const RULE = 'KPIS: supply reports of medicines with serial numbers';

/** What reports are called here, and by `ReportKind` in the file. The kinds are public [M], the words in the file are our own. */
export const names = {
  sale: 'sales-shipment',
  return: 'return-receipt',
  destruction: 'destruction',
  /** Of a part it is written as a correction. */
  back: 'cancellation',
} as const;
