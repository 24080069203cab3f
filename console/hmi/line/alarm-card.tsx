import type { Alarm } from '../data/status-shape.ts';
import { useSpoken } from '../texts/language.ts';

/** An alarm: what it is, what is behind it, what to do. Its details are the agent's own words. */
export function AlarmCard({ code, detail, cause, remedy, stops, raisedAt }: Alarm) {
  const { texts, formats } = useSpoken();
  const { alarm } = texts.line;
  const known = texts.alarms[code];
  return (
    <article className={stops ? 'alarm' : 'alarm note'}>
      <h3>
        {known === undefined ? '' : `${known.title} · `}
        {code}: {detail}
      </h3>
      <p>
        <strong>{alarm.remedy}:</strong> {known?.remedy ?? remedy}
      </p>
      <p className="quiet">
        {alarm.cause}: {known?.cause ?? cause}
        {raisedAt !== undefined && ` (${alarm.since(formats.since(raisedAt))})`}
      </p>
    </article>
  );
}
