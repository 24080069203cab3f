import { useState } from 'react';
import { useAsked } from '../data/use-asked.ts';
import { Unseen } from '../parts/unseen.tsx';
import { useTexts } from '../texts/language.ts';
import { ExceptionCard } from './exception-card.tsx';
import { exceptionsShape, inTurn, messagesShape } from './held-shape.ts';
import { MessageCard } from './message-card.tsx';

const AT_FIRST = 20;
/** As many as the agent tells at once. */
const MOST = 200;

/** What does not leave the site before a person has signed for it: exceptions, and messages that the repository has refused. */
export function HeldRoom() {
  const texts = useTexts();
  const { held } = texts.desk;
  const [shown, setShown] = useState(AT_FIRST);
  const right = 'read-report';
  const found = useAsked('/api/exceptions?state=open', exceptionsShape, { right });
  const refused = useAsked('/api/refused-messages', messagesShape, { right });
  if (found.data === undefined || refused.data === undefined)
    return <Unseen right={right} error={found.error ?? refused.error} />;
  const { exceptions } = found.data;
  const { messages, count } = refused.data;
  if (exceptions.length + messages.length === 0) return <p className="panel">{held.none}</p>;
  const many = exceptions.length >= MOST ? held.orMore(exceptions.length) : String(exceptions.length);
  const cards = [
    ...messages.map((one) => <MessageCard key={`${one.line} ${one.sequence}`} {...one} />),
    ...inTurn(exceptions).map((one) => <ExceptionCard key={one.exception} {...one} />),
  ];
  return (
    <section className="panel">
      <h2>{held.title}</h2>
      <p className="quiet">{held.counts(many, count)}</p>
      {cards.slice(0, shown)}
      {cards.length > shown && (
        <button type="button" onClick={() => setShown(shown + AT_FIRST)}>
          {texts.more(cards.length - shown)}
        </button>
      )}
    </section>
  );
}
