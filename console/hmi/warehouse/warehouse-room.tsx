import { useEffect } from 'react';
import { mayDo, useSession } from '../data/session.ts';
import type { SiteStatus } from '../data/status-shape.ts';
import { useAskAgain, useAsked } from '../data/use-asked.ts';
import { Unseen } from '../parts/unseen.tsx';
import { useTexts } from '../texts/language.ts';
import { bringBack } from './put-aside.ts';
import { sendPending } from './send-work.ts';
import { TaskAtHand } from './task-at-hand.tsx';
import { TaskBar } from './task-bar.tsx';
import { TaskSettings } from './task-settings.tsx';
import { tasks } from './tasks.ts';
import { shipmentShape, suspectsShape, type WarehouseSite, warehouseShape } from './warehouse-shape.ts';
import { isOthers, isUntouched, useWork } from './work.ts';

const nowhere: WarehouseSite['places'] = [];
const AGAIN_MS = 5_000;
const right = 'look-up-goods';

/** The warehouse, where the site has one. */
export function WarehouseRoom({ status }: { readonly status: SiteStatus }) {
  const { warehouse } = useTexts();
  return status.warehouse ? <Tasks /> : <p className="panel">{warehouse.none}</p>;
}

/** What can be done with a scanner, and the one thing that is being done. */
function Tasks() {
  const texts = useTexts();
  const session = useSession();
  const now = useWork();
  const site = useAsked('/api/warehouse', warehouseShape, { right });
  const judges = mayDo('judge-goods', session, true);
  const suspects = useAsked(judges ? '/api/warehouse/suspects?state=open' : undefined, suspectsShape, {
    right: 'judge-goods',
  });
  const order = tasks[now.task].order && now.order !== '' ? encodeURIComponent(now.order) : undefined;
  const path = order === undefined ? undefined : `/api/warehouse/orders/${order}`;
  const shipment = useAsked(path, shipmentShape, { right });
  const places = site.data?.places ?? nowhere;
  const username = session.person?.username;
  const isMine = username !== undefined && !isOthers(now, username);
  const isFree = isUntouched(now);
  useEffect(() => {
    if (isFree) bringBack(session);
  }, [isFree, session]);
  useSendAgain(now.pending !== undefined && isMine, places);
  const sees = mayDo(right, session, true);
  return (
    <div className="warehouse">
      <TaskBar />
      <section className="panel">
        <h2>{texts.warehouse.tasks[now.task]}</h2>
        {site.data === undefined
          ? sees && <Unseen right={right} error={site.error} />
          : isMine && mayDo(tasks[now.task].right, session, true) && <TaskSettings site={site.data} />}
        <TaskAtHand
          places={places}
          suspects={suspects.data?.suspects ?? []}
          lines={path === undefined ? [] : (shipment.data?.lines ?? [])}
        />
      </section>
    </div>
  );
}

/** What was confirmed while the agent was away is sent until it answers. */
function useSendAgain(isWaiting: boolean, places: WarehouseSite['places']): void {
  const askAgain = useAskAgain();
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setInterval(() => void sendPending(places).then(askAgain), AGAIN_MS);
    return () => clearInterval(timer);
  }, [isWaiting, places, askAgain]);
}
