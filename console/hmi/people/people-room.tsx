import { mayDo, useSession } from '../data/session.ts';
import type { SiteStatus } from '../data/status-shape.ts';
import { useAskAgain } from '../data/use-asked.ts';
import { Unseen } from '../parts/unseen.tsx';
import { useTexts } from '../texts/language.ts';
import { takeIn, vouchFor } from './people-acts.ts';
import { PeopleTable } from './people-table.tsx';

/** Who works at the lines: taken in and changed by those who manage people, vouched for by a second person. */
export function PeopleRoom({ status }: { readonly status: SiteStatus }) {
  const { desk, rooms } = useTexts();
  const { people: texts } = desk;
  const session = useSession();
  const askAgain = useAskAgain();
  const may = (right: string) => mayDo(right, session, true);
  const waiting = status.troubles.filter(({ subject }) => subject === 'people');
  if (status.signIn === false) return <p className="panel">{texts.none}</p>;
  if (!may('manage-people') && !may('vouch')) return <Unseen right="vouch" error={null} />;
  return (
    <section className="panel">
      <div className="bar">
        <h2 className="grow">{rooms.people}</h2>
        {may('vouch') && (
          <button type="button" onClick={() => void vouchFor().then(askAgain)}>
            {texts.vouch}
          </button>
        )}
        {may('manage-people') && (
          <button type="button" className="main" onClick={() => void takeIn().then(askAgain)}>
            {texts.add}
          </button>
        )}
      </div>
      {waiting.length > 0 && <p className="quiet">{texts.waiting(waiting.length)}</p>}
      {waiting.map(({ detail }) => (
        <p key={detail}>{detail}</p>
      ))}
      {may('manage-people') && <PeopleTable />}
    </section>
  );
}
