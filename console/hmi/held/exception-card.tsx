import { useSpoken } from '../texts/language.ts';
import { withCode } from '../texts/word-table.ts';
import type { HeldException } from './held-shape.ts';
import { LookInside } from './look-inside.tsx';
import { Resolution } from './resolution.tsx';

const NAMED = 3;

/** Something that contradicts the records, and what may become of it. */
export function ExceptionCard(one: HeldException) {
  const { texts, formats } = useSpoken();
  const { held } = texts.desk;
  const { exception, line, batch, code, detail, facts, about, subjects, rule, remedy, mayTell, raisedAt } = one;
  const path = `/api/exceptions/${exception}`;
  const some = subjects.slice(0, NAMED).join(', ') + (about > NAMED ? held.andMore(about - NAMED) : '');
  const tell = { how: 'tell', words: held.tell, meaning: held.tellMeaning(exception), about: [detail] };
  const drop = { how: 'drop', words: held.drop, meaning: held.dropMeaning(exception), about: [detail, remedy] };
  return (
    <article className={code === 'waits' ? 'alarm note' : 'alarm'}>
      <h3>{held.exception(exception, line, batch, withCode(texts.words.finding[code], code))}</h3>
      <p>{detail}</p>
      {facts > 1 && <p>{held.facts(facts)}</p>}
      {subjects.length > 0 && <p className="quiet">{held.about(some)}</p>}
      <p className="quiet">{held.found(rule, formats.moment(raisedAt))}</p>
      <p>{remedy}</p>
      <LookInside path={path} title={held.whatIsHeld} />
      <Resolution path={path} ways={mayTell ? [tell, drop] : [drop]} />
    </article>
  );
}
