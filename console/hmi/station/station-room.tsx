import { useState } from 'react';
import { mayDo, useSession } from '../data/session.ts';
import type { SiteStatus } from '../data/status-shape.ts';
import { useStore } from '../data/store.ts';
import { LinePicker } from '../line/line-picker.tsx';
import { useChosenLine } from '../line/line-room.tsx';
import { ScanField } from '../parts/scan-field.tsx';
import { useTexts } from '../texts/language.ts';
import { type ActName, acts } from './acts.ts';
import { confirmLayer, doAct } from './do-act.ts';
import { FoundThing } from './found-thing.tsx';
import { GatherStep } from './gather-step.tsx';
import { type Found, openBench } from './open-bench.ts';
import { ScannerChoice, useChosenScanner } from './scanner-choice.tsx';

/** A bench of a line: what is scanned is shown, and what can be done with it is done and signed for. */
export function StationRoom({ status }: { readonly status: SiteStatus }) {
  const { station } = useTexts();
  const session = useSession();
  const [chosen, chooseLine] = useChosenLine();
  const [scanner, chooseScanner] = useChosenScanner(status);
  const [bench] = useState(openBench);
  const { found, done } = useStore(bench.at);
  const line = status.lines.find((one) => one.line === chosen) ?? status.lines[0];
  const name = line?.line ?? '';
  const act = async (does: ActName, one: Found) => {
    if (acts[does].gathers !== undefined && one.act === undefined) return bench.begin(does, one);
    bench.finish(await doAct(does, { ...one, line: name }), one);
  };
  const hasLayers = line?.devices['layer camera'] !== undefined;
  return (
    <>
      <LinePicker lines={status.lines} chosen={name} choose={chooseLine} />
      <section className="panel station">
        <div className="bar">
          <h2 className="grow">
            {station.title} · {name}
          </h2>
          <ScannerChoice status={status} scanner={scanner} choose={chooseScanner} />
        </div>
        <ScanField label={station.scan} scanner={scanner} onScan={(text) => void bench.scan(text)} />
        <p className="next" role="status">
          {done || (found === undefined ? station.scanWhat : '')}
        </p>
        {found !== undefined && (
          <FoundThing thing={found.thing} doing={found.act} act={(does) => void act(does, found)} />
        )}
        {found?.act !== undefined && (
          <GatherStep act={found.act} scans={found.scans} undo={bench.undo} goOn={(does) => void act(does, found)} />
        )}
        <div className="bar">
          {found !== undefined && (
            <button type="button" onClick={bench.clear}>
              {station.again}
            </button>
          )}
          {hasLayers && mayDo('rework', session, true) && found === undefined && (
            <button type="button" onClick={() => void confirmLayer(name).then((words) => bench.finish(words))}>
              {station.layer}
            </button>
          )}
        </div>
      </section>
    </>
  );
}
