import { LinkTo } from './link-to.tsx';

interface Given {
  readonly gtin: string;
  readonly lot: string;
}

/** A lot, leading to its page: numbers of lots are unique only within a product. */
export function LotLink({ gtin, lot }: Given) {
  return (
    <LinkTo page="lots" subject={lot} query={{ gtin }}>
      {lot}
    </LinkTo>
  );
}

/** The first column of a list of lots. */
export const lotColumn = {
  id: 'lot',
  header: 'Lot',
  isRowHeader: true,
  cell: ({ gtin, lot }: Given) => <LotLink gtin={gtin} lot={lot} />,
} as const;
