import { useAskAgain } from '../data/use-asked.ts';
import { Table } from '../parts/table.tsx';
import { useSpoken, useTexts } from '../texts/language.ts';
import { wordOf } from '../texts/word-table.ts';
import type { OrderDesk, SiteOrder } from './desk-shape.ts';
import { cancelOrder, endOrder, moveOrder, takeBack } from './order-acts.ts';

interface Needs {
  readonly desk: OrderDesk;
  readonly manages: boolean;
}

/** The site's orders, with what a lead does to each. */
export function OrderTable({ desk, manages }: Needs) {
  const { texts: all, formats } = useSpoken();
  const { desk: texts, rooms, words, line, actions } = all;
  const { table } = texts.orders;
  const numbersOf = ({ numbers }: SiteOrder) =>
    numbers.map(({ pool, ready, needed }) => `${pool} ${formats.number(ready)} / ${formats.number(needed)}`).join(', ');
  return (
    <Table
      title={rooms.orders}
      heads={[
        table.order,
        table.owner,
        line.gtin,
        table.lot,
        table.packs,
        table.line,
        table.state,
        table.numbers,
        actions,
      ]}
      rows={desk.orders.map((one) => ({
        key: one.batch,
        cells: [
          ...[one.order, one.owner, one.gtin, one.lot, one.quantity, one.line],
          ...[wordOf(words.batch, one.state), numbersOf(one)],
          <Acts key="acts" order={one} desk={desk} manages={manages} />,
        ],
      }))}
    />
  );
}

function Acts({ order: one, desk, manages }: Needs & { readonly order: SiteOrder }) {
  const { orders } = useTexts().desk;
  const askAgain = useAskAgain();
  const acts = [
    { may: one.back, words: orders.takeBack, does: () => takeBack(one) },
    { may: one.end, words: orders.end, does: () => endOrder(one) },
    { may: one.open && desk.lines.length > 1, words: orders.move, does: () => moveOrder(one, desk) },
    { may: one.open, words: orders.cancel, does: () => cancelOrder(one) },
  ];
  return (
    <>
      {one.refused !== undefined && <p className="bad">{orders.notTaken(one.seen ?? 0, one.refused)}</p>}
      {one.why !== undefined && <p className="quiet">{one.why}</p>}
      <div className="bar">
        {acts
          .filter(({ may }) => may && manages)
          .map(({ words, does }) => (
            <button key={words} type="button" onClick={() => void does().then(askAgain)}>
              {words}
            </button>
          ))}
      </div>
    </>
  );
}
