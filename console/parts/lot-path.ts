import { queryPath } from './query-path.ts';

/** Where the API tells of a lot: of the whole, or of a part of it such as `/reconciliation`. */
export const lotPath = (
  { gtin, lot }: { readonly gtin: string | undefined; readonly lot: string },
  part = '',
): string => queryPath(`/api/lots/${encodeURIComponent(lot)}${part}`, { gtin });
