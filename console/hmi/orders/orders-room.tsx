import { signsIn } from '../data/live.ts';
import { mayDo, useSession } from '../data/session.ts';
import { useAskAgain, useAsked } from '../data/use-asked.ts';
import { Unseen } from '../parts/unseen.tsx';
import { useTexts } from '../texts/language.ts';
import { deskShape } from './desk-shape.ts';
import { DraftCard } from './draft-card.tsx';
import { OrderTable } from './order-table.tsx';
import { writeOrder } from './write-order.ts';

/** Orders of the site: what there is, what a lead moves, cancels and writes, and what L4 says to it. */
export function OrdersRoom() {
  const { desk: texts, rooms, none } = useTexts();
  const session = useSession();
  const askAgain = useAskAgain();
  const { data, error } = useAsked('/api/orders', deskShape, { right: 'read-report' });
  if (data === undefined) return <Unseen right="read-report" error={error} />;
  const manages = signsIn() && mayDo('manage-orders', session, true);
  return (
    <section className="panel">
      <div className="bar">
        <h2 className="grow">{rooms.orders}</h2>
        {manages && (
          <button type="button" className="main" onClick={() => void writeOrder(data).then(askAgain)}>
            {texts.orders.write}
          </button>
        )}
      </div>
      {data.drafts.map((one) => (
        <DraftCard key={one.draft} draft={one} desk={data} manages={manages} />
      ))}
      {data.orders.length === 0 ? <p className="quiet">{none}</p> : <OrderTable desk={data} manages={manages} />}
    </section>
  );
}
