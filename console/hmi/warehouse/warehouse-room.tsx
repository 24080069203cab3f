import { useEffect } from 'react';
import { signsIn } from '../data/live.ts';
import { mayDo, useSession } from '../data/session.ts';
import { useAskAgain, useAsked } from '../data/use-asked.ts';
import { ScanField } from '../parts/scan-field.tsx';
import { useTexts } from '../texts/language.ts';
import { GatheredList } from './gathered-list.tsx';
import { nextWords } from './next-words.ts';
import { Results } from './results.tsx';
import { sendPending } from './send-work.ts';
import { SuspectList } from './suspect-list.tsx';
import { takeScan } from './take-scan.ts';
import { TaskBar } from './task-bar.tsx';
import { TaskSettings } from './task-settings.tsx';
import { tasks } from './tasks.ts';
import { shipmentShape, suspectsShape, type WarehouseSite, warehouseShape } from './warehouse-shape.ts';
import { useWork } from './work.ts';

const nothing: WarehouseSite = { orders: [], places: [], partners: [] };
const AGAIN_MS = 5_000;

/** The warehouse: one input that a scanner types into, a list that can be undone, and one button that confirms. */
export function WarehouseRoom() {
  const texts = useTexts();
  const session = useSession();
  const now = useWork();
  const askAgain = useAskAgain();
  const { data } = useAsked('/api/warehouse', warehouseShape, { right: 'warehouse' });
  const site = data ?? nothing;
  const judges = mayDo('judge-goods', session, true);
  const suspects = useAsked(judges ? '/api/warehouse/suspects?state=open' : undefined, suspectsShape, {
    right: 'judge-goods',
  });
  const order = tasks[now.task].order && now.order !== '' ? encodeURIComponent(now.order) : undefined;
  const path = order === undefined ? undefined : `/api/warehouse/orders/${order}`;
  const shipment = useAsked(path, shipmentShape, { right: 'warehouse' });
  useSendAgain(now.pending !== undefined && session.person !== undefined, site.places);
  const open = suspects.data?.suspects ?? [];
  const known = {
    isSignedIn: session.person !== undefined || !signsIn(),
    suspects: open.length,
    lines: path === undefined ? [] : (shipment.data?.lines ?? []),
  };
  return (
    <div className="warehouse">
      <TaskBar />
      <section className="panel">
        <h2>{texts.warehouse.tasks[now.task]}</h2>
        {data !== undefined && <TaskSettings site={data} />}
        <p className="next" role="status">
          {nextWords(texts, now, known)}
        </p>
        <ScanField label={texts.warehouse.scan} onScan={(text) => void takeScan(text, site.places).then(askAgain)} />
        {now.task === 'suspects' ? <SuspectList suspects={open} /> : <GatheredList />}
        <Results places={site.places} />
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
