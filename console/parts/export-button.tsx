import Button from '@cloudscape-design/components/button';
import { useEffect, useRef } from 'react';
import { useTell } from '../shell/notices.tsx';
import { useHere } from '../shell/session-context.ts';
import { count } from './count.ts';
import { exportPages } from './export-pages.ts';
import { ProblemLines, saidOf } from './problem-alert.tsx';
import { saveFile } from './save-file.ts';

interface Given {
  /** Of the file. */
  readonly name: string;
  /** First page of the list as CSV. */
  readonly path: string;
}

/** Fetches all of a list, page by page, and has it kept as one file. It says how far it is, and can be stopped; who leaves the page stops it. */
export function ExportButton({ name, path }: Given) {
  const { api } = useHere();
  const tell = useTell();
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const id = `export ${name}`;
  const begin = async () => {
    stop.current?.abort();
    const going = new AbortController();
    stop.current = going;
    const show = (rows: number) =>
      tell(id, {
        type: 'in-progress',
        content: `Fetching ${name}: ${count(rows)} rows so far.`,
        action: <Button onClick={() => going.abort()}>Stop</Button>,
      });
    show(0);
    try {
      const { file, rows } = await exportPages(api.page, path, show, going.signal);
      saveFile(name, file);
      tell(id, { type: 'success', content: `${name} is kept, with ${count(rows)} rows.` });
    } catch (error) {
      if (going.signal.aborted) tell(id, { type: 'info', content: `${name} was not kept: it was stopped.` });
      else
        tell(id, { type: 'error', header: saidOf(error).title ?? 'Refused', content: <ProblemLines error={error} /> });
    }
  };
  return (
    <Button iconName="download" onClick={() => void begin()}>
      Export as CSV
    </Button>
  );
}
