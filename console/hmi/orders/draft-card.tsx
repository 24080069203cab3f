import { tried } from '../data/ask.ts';
import { useAskAgain } from '../data/use-asked.ts';
import { say } from '../parts/notice.tsx';
import { useTexts } from '../texts/language.ts';
import { wordOf } from '../texts/word-table.ts';
import type { OrderDesk, OrderDraft } from './desk-shape.ts';
import { correctDraft, dropDraft } from './write-order.ts';

interface Needs {
  readonly draft: OrderDraft;
  readonly desk: OrderDesk;
  readonly manages: boolean;
}

/** An order, or a change of one, that L4 has not taken yet. */
export function DraftCard({ draft: one, desk, manages }: Needs) {
  const { orders } = useTexts().desk;
  const { problem, asked } = one;
  const what = asked.kind === 'order' ? orders.draft.order : orders.draft.change;
  return (
    <article className={problem == null ? 'alarm note' : 'alarm'}>
      <h3>
        {what(one.order, one.owner)} {wordOf(orders.draftIs, one.state)}
      </h3>
      <p className="quiet">{orders.by(one.who)}</p>
      {problem != null && <p>{[problem.at, problem.detail].filter(Boolean).join(': ')}</p>}
      {problem?.rule !== undefined && <p className="quiet">{problem.rule}</p>}
      {problem?.remedy !== undefined && <p>{problem.remedy}</p>}
      {manages && one.state !== 'sent' && <DraftActs draft={one} desk={desk} />}
    </article>
  );
}

function DraftActs({ draft, desk }: Pick<Needs, 'draft' | 'desk'>) {
  const { orders } = useTexts().desk;
  const askAgain = useAskAgain();
  const sendAgain = async () => {
    say(await tried('POST', `/api/drafts/${draft.draft}/send`));
    await askAgain();
  };
  return (
    <div className="bar">
      {draft.asked.kind === 'order' && (
        <button type="button" onClick={() => void correctDraft(draft, desk).then(askAgain)}>
          {orders.correct}
        </button>
      )}
      {draft.state === 'refused' && (
        <button type="button" onClick={() => void sendAgain()}>
          {orders.sendAgain}
        </button>
      )}
      <button type="button" onClick={() => void dropDraft(draft).then(askAgain)}>
        {orders.drop}
      </button>
    </div>
  );
}
