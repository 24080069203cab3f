import { useEffect, useRef, useState } from 'react';
import * as v from 'valibot';
import { Problem } from '../api.ts';
import {
  type ConvertedDocument,
  type FormName,
  type JudgedDocument,
  type ToldByWorker,
  toldByWorker,
  type WantedWork,
} from './epcis-work.ts';

export type WorkStanding =
  | { readonly is: 'idle' }
  | { readonly is: 'working'; readonly name: string; readonly progress: string }
  | { readonly is: 'failed'; readonly error: unknown }
  | { readonly is: 'judged'; readonly name: string; readonly judged: JudgedDocument }
  | { readonly is: 'converted'; readonly name: string; readonly to: FormName; readonly converted: ConvertedDocument };

/** Has a document read beside the page, so that the page goes on while it is read. Another one, or leaving, ends the one before. */
export function useEpcisWork() {
  const [standing, setStanding] = useState<WorkStanding>({ is: 'idle' });
  const worker = useRef<Worker>(undefined);
  const end = () => worker.current?.terminate();
  useEffect(() => () => worker.current?.terminate(), []);
  const begin = (wanted: WantedWork) => {
    end();
    const working = new Worker(new URL('../epcis-tool/in-browser/worker.ts', import.meta.url), { type: 'module' });
    worker.current = working;
    setStanding({ is: 'working', name: wanted.name, progress: '' });
    working.onmessage = ({ data }: MessageEvent<unknown>) =>
      setStanding(standingOf(wanted, v.parse(toldByWorker, data)));
    working.onerror = ({ message }) => setStanding({ is: 'failed', error: new Error(message || 'it was not loaded') });
    working.postMessage(wanted);
  };
  const stop = () => {
    end();
    setStanding({ is: 'idle' });
  };
  return { standing, begin, stop };
}

function standingOf(wanted: WantedWork, told: ToldByWorker): WorkStanding {
  const { name } = wanted;
  if ('progress' in told) return { is: 'working', name, progress: told.progress };
  if ('judged' in told) return { is: 'judged', name, judged: told.judged };
  if ('failed' in told) return { is: 'failed', error: new Problem({ title: 'It was not done', detail: told.failed }) };
  return { is: 'converted', name, to: wanted.do === 'convert' ? wanted.to : 'json-2.0', converted: told.converted };
}
