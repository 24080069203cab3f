import { tried } from '../data/ask.ts';
import { signsIn } from '../data/live.ts';
import { mayDo, useSession } from '../data/session.ts';
import type { Alarm } from '../data/status-shape.ts';
import { sign } from '../parts/sign.ts';
import { alarmName } from '../texts/alarm-text.ts';
import { useTexts } from '../texts/language.ts';
import { pathOf } from './command-line.ts';

/** Alarms of one kind have one explanation; the others are acknowledged when the last is explained. */
export function Explanations({ line, alarms }: { readonly line: string; readonly alarms: readonly Alarm[] }) {
  const { line: texts, alarms: names } = useTexts();
  const session = useSession();
  if (!mayDo('explain-alarm', session, signsIn())) return <p className="quiet">{texts.whoExplains}</p>;
  const explain = (kind: string) => {
    const mine = alarms.filter(({ code }) => code === kind);
    return sign(texts.explainMeaning(alarmName(names, kind)), {
      reason: texts.found,
      about: mine.map(({ detail }) => detail),
      tries: ({ reason: explanation, ...signature }) =>
        tried('POST', pathOf(line, '/alarms/explain'), {
          alarms: mine.map(({ alarm }) => alarm),
          explanation,
          signature,
        }),
    });
  };
  return (
    <div className="bar">
      {[...new Set(alarms.map(({ code }) => code))].map((kind) => (
        <button key={kind} type="button" className="main big" onClick={() => void explain(kind)}>
          {texts.explain(alarmName(names, kind))}
        </button>
      ))}
    </div>
  );
}
