import { useTexts } from '../texts/language.ts';
import type { RefusedMessage } from './held-shape.ts';
import { LookInside } from './look-inside.tsx';
import { Resolution } from './resolution.tsx';

/** A message that the repository will never take as it is. */
export function MessageCard({ line, sequence, kind, batch, detail }: RefusedMessage) {
  const { held } = useTexts().desk;
  const path = `/api/refused-messages/${encodeURIComponent(line)}/${sequence}`;
  const about = [detail];
  const resend = { how: 'resend', words: held.resend, meaning: held.resendMeaning(sequence, line), about };
  const corrected = { how: 'corrected', words: held.corrected, meaning: held.correctedMeaning(sequence, line), about };
  return (
    <article className="alarm">
      <h3>{held.message(sequence, line, held.kindOf(kind, batch ?? undefined))}</h3>
      <p>{detail}</p>
      <p className="quiet">{held.putRight}</p>
      <LookInside path={path} title={held.whatItSays} />
      <Resolution path={path} ways={[resend, corrected]} />
    </article>
  );
}
