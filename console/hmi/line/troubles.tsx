import type { SiteStatus } from '../data/status-shape.ts';
import { useTexts } from '../texts/language.ts';

/** What a person may have to look at: the link, orders that wait, people who wait, messages that were refused. */
export function Troubles({ troubles, outbox }: Pick<SiteStatus, 'troubles' | 'outbox'>) {
  const { desk } = useTexts();
  return (
    <>
      {troubles.map(({ subject, detail }) => (
        <section key={subject + detail} className="panel">
          {subject}: {detail}
        </section>
      ))}
      {outbox.refused.map(({ line, sequence, detail }) => (
        <section key={`${line} ${sequence}`} className="panel">
          <a href="#held">{desk.held.messageInShort(sequence, line)}</a>: {detail}
        </section>
      ))}
    </>
  );
}
