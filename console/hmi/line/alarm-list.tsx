import { tried } from '../data/ask.ts';
import { signsIn } from '../data/live.ts';
import { mayDo, useSession } from '../data/session.ts';
import type { Alarm, LineStatus } from '../data/status-shape.ts';
import { say } from '../parts/notice.tsx';
import { useTexts } from '../texts/language.ts';
import { AlarmCard } from './alarm-card.tsx';
import { pathOf } from './command-line.ts';
import { Explanations } from './explanations.tsx';

/** Open alarms with cause and remedy, and what ends them at a line. Those of the site end by themselves. */
export function AlarmList({ alarms, line }: { readonly alarms: readonly Alarm[]; readonly line?: LineStatus }) {
  const { line: texts } = useTexts();
  return (
    <section className="alarms" aria-label={texts.alarmsTitle} aria-live="assertive">
      {alarms.map((alarm) => (
        <AlarmCard key={`${alarm.code} ${alarm.alarm}`} {...alarm} />
      ))}
      {line !== undefined && alarms.length > 0 && (
        <div className="ends">
          <Ends line={line.line} alarms={alarms} />
        </div>
      )}
    </section>
  );
}

function Ends({ line, alarms }: { readonly line: string; readonly alarms: readonly Alarm[] }) {
  const { line: texts } = useTexts();
  const session = useSession();
  const toExplain = signsIn() ? alarms.filter(({ signed }) => signed) : [];
  if (toExplain.length > 0) return <Explanations line={line} alarms={toExplain} />;
  if (!mayDo('acknowledge', session, signsIn())) return null;
  // One that has come since is for whoever has seen it.
  const seen = { alarms: alarms.map(({ alarm }) => alarm) };
  const acknowledge = async () => say(await tried('POST', pathOf(line, '/alarms/acknowledge'), seen));
  return (
    <button type="button" className="main big" onClick={() => void acknowledge()}>
      {alarms.some(({ stops }) => stops) ? texts.acknowledgeAndResume : texts.acknowledge}
    </button>
  );
}
