import ColumnLayout from '@cloudscape-design/components/column-layout';
import { DayField } from './day-field.tsx';
import type { ErrorAt } from './error-at.ts';
import type { OfferedPools, OrderMember, TypedOrder } from './order-draft.ts';
import { PoolField } from './pool-field.tsx';
import { ProductField } from './product-field.tsx';
import { TextField } from './text-field.tsx';

interface Given {
  readonly filled: TypedOrder;
  readonly change: (name: OrderMember, value: string) => void;
  readonly pools: OfferedPools;
  /** What is wrong with the pool of SSCCs that was typed. */
  readonly unknown: string | undefined;
  readonly at: ErrorAt;
}

/** What is packed, how much of it, where, and with which numbers. */
export function OrderFields({ filled, change, pools, unknown, at }: Given) {
  const field = (name: OrderMember) => ({
    value: filled[name] ?? '',
    change: (value: string) => change(name, value),
    error: at(`/${name}`),
  });
  return (
    <ColumnLayout columns={2}>
      <ProductField {...field('gtin')} />
      <TextField
        label="Lot"
        constraint="1 to 20 characters (AI 10); a lot number is never used again"
        {...field('lot')}
      />
      <DayField label="Expiry" {...field('expiry')} />
      <DayField label="Made on - optional" {...field('manufactured')} />
      <TextField label="Packs to print" constraint="1 to 10,000,000" {...field('quantity')} />
      <TextField label="Bulk lot - optional" constraint="That the packs were made from" {...field('bulkLot')} />
      <TextField
        label="Packer - optional"
        constraint="Its id, where another company runs the site; it needs a grant to read your orders"
        {...field('packer')}
      />
      <TextField label="Site" {...field('site')} />
      <TextField label="Line" constraint="The site may move the order to another" {...field('line')} />
      <TextField label="Id of the order" constraint="Sent again under it, it is one order" {...field('order')} />
      <PoolField
        label="Pool of pack numbers"
        constraint="Of those that issue for the product"
        empty={filled.gtin ? 'No pool issues for this product' : 'Say which product first'}
        offered={pools.packs}
        {...field('pool')}
      />
      <PoolField
        label="Pool of SSCCs"
        constraint="For cases and pallets"
        empty="No pool issues SSCCs"
        offered={pools.sscc}
        {...field('ssccPool')}
        error={unknown ?? at('/ssccPool') ?? at('/companyPrefix')}
      />
      <TextField label="Packs of a case" {...field('unitsPerCase')} />
      <TextField label="Cases of a pallet" {...field('casesPerPallet')} />
      <TextField
        label="A sample every … packs - optional"
        constraint="For quality assurance; none where it is 0"
        {...field('sampleEvery')}
      />
    </ColumnLayout>
  );
}
