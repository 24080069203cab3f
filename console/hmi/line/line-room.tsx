import { useState } from 'react';
import { keep, kept } from '../data/kept.ts';
import type { SiteStatus } from '../data/status-shape.ts';
import { useTexts } from '../texts/language.ts';
import { AlarmList } from './alarm-list.tsx';
import { LinePicker } from './line-picker.tsx';
import { LineView } from './line-view.tsx';
import { Troubles } from './troubles.tsx';

/** The line that people at this screen look at, and what belongs to no line. */
export function LineRoom({ status }: { readonly status: SiteStatus }) {
  const { line: texts } = useTexts();
  const { lines, alarms } = status;
  const [chosen, choose] = useChosenLine();
  const line = lines.find((one) => one.line === chosen) ?? lines[0];
  return (
    <>
      {alarms.length > 0 && <AlarmList alarms={alarms} />}
      <LinePicker lines={lines} chosen={line?.line ?? ''} choose={choose} />
      {line === undefined ? <p>{texts.noLines}</p> : <LineView key={line.line} line={line} />}
      <Troubles {...status} />
    </>
  );
}

const KEPT_AS = 'hmi-line';

/** The line that was chosen at this screen, which the browser keeps. */
export function useChosenLine(): [string, (line: string) => void] {
  const [chosen, setChosen] = useState(() => kept(KEPT_AS) ?? '');
  const choose = (line: string) => {
    keep(KEPT_AS, line);
    setChosen(line);
  };
  return [chosen, choose];
}
