import { useState } from 'react';
import { inWords, send } from '../data/ask.ts';
import { mayDo, useSession } from '../data/session.ts';
import type { SiteStatus } from '../data/status-shape.ts';
import { LinePicker } from '../line/line-picker.tsx';
import { useChosenLine } from '../line/line-room.tsx';
import { say } from '../parts/notice.tsx';
import { ScanField } from '../parts/scan-field.tsx';
import { useTexts } from '../texts/language.ts';
import { type ActName, acts } from './acts.ts';
import { confirmLayer, doAct } from './do-act.ts';
import { FoundThing } from './found-thing.tsx';
import { GatherStep } from './gather-step.tsx';
import { ScannerChoice, useChosenScanner } from './scanner-choice.tsx';
import { type Thing, thingShape } from './thing-shape.ts';

interface Found {
  readonly scan: string;
  readonly thing: Thing;
  /** What is being done with it, for which more has to be scanned. */
  readonly act?: ActName;
  readonly scans: readonly string[];
}

/** A bench of a line: what is scanned is shown, and what can be done with it is done and signed for. */
export function StationRoom({ status }: { readonly status: SiteStatus }) {
  const { station, warehouse } = useTexts();
  const session = useSession();
  const [chosen, chooseLine] = useChosenLine();
  const [scanner, chooseScanner] = useChosenScanner(status);
  const [found, setFound] = useState<Found>();
  const [done, setDone] = useState('');
  const line = status.lines.find((one) => one.line === chosen)?.line ?? status.lines[0]?.line ?? '';
  const onScan = async (scan: string) => {
    say('');
    setDone('');
    if (found?.scans.includes(scan)) return say(warehouse.twice);
    if (found?.act !== undefined) return setFound({ ...found, scans: [...found.scans, scan] });
    try {
      setFound({ scan, thing: await send('POST', '/api/look-up', { scan }, thingShape), scans: [] });
    } catch (error) {
      setFound(undefined);
      say(inWords(error));
    }
  };
  const finish = (words: string | undefined) => {
    if (words === undefined) return;
    setFound(undefined);
    setDone(words);
  };
  const act = async (name: ActName, one: Found) => {
    if (acts[name].gathers !== undefined && one.act === undefined) return setFound({ ...one, act: name });
    finish(await doAct(name, { ...one, line }));
  };
  return (
    <>
      <LinePicker lines={status.lines} chosen={line} choose={chooseLine} />
      <section className="panel station">
        <div className="bar">
          <h2 className="grow">
            {station.title} · {line}
          </h2>
          <ScannerChoice status={status} scanner={scanner} choose={chooseScanner} />
        </div>
        <ScanField label={station.scan} scanner={scanner} onScan={(text) => void onScan(text)} />
        <p className="next" role="status">
          {done || (found === undefined ? station.scanWhat : '')}
        </p>
        {found !== undefined && (
          <FoundThing thing={found.thing} doing={found.act} act={(name) => void act(name, found)} />
        )}
        {found?.act !== undefined && (
          <GatherStep
            act={found.act}
            scans={found.scans}
            undo={() => setFound({ ...found, scans: found.scans.slice(0, -1) })}
            goOn={(name) => void act(name, found)}
          />
        )}
        <div className="bar">
          {found !== undefined && (
            <button type="button" onClick={() => setFound(undefined)}>
              {station.again}
            </button>
          )}
          {mayDo('rework', session, true) && found === undefined && (
            <button type="button" onClick={() => void confirmLayer(line).then(finish)}>
              {station.layer}
            </button>
          )}
        </div>
      </section>
    </>
  );
}
