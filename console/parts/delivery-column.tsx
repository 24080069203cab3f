import { LinkTo } from './link-to.tsx';

interface Given {
  readonly deliveryId: string;
  readonly report?: string | undefined;
  readonly kind: string;
}

/** The first column of a list of submissions and deliveries: what is told, leading to its page. */
export const deliveryColumn = {
  id: 'what',
  header: 'What',
  isRowHeader: true,
  cell: ({ deliveryId, report, kind }: Given) => (
    <LinkTo page="deliveries" subject={deliveryId}>
      {report ?? kind}
    </LinkTo>
  ),
} as const;
