import { Worker } from 'node:worker_threads';
import type { BatchReport } from './batch-report.ts';

/** A thread that takes longer than this is given up. */
const PATIENCE_MS = 60_000;
/** Beyond these, a report that does not fit is refused by its own thread and not by the agent's. */
const HEAP_MB = 512;

let before: Promise<unknown> = Promise.resolve();

/** Makes a report's PDF in a thread of its own, one after the other, so that no line waits and no two cores are taken. Rejects when that fails. */
export function renderPdf(report: BatchReport, digest: string): Promise<Uint8Array> {
  const mine = before.then(() => inThread(new URL('./pdf-worker.ts', import.meta.url), { report, digest }));
  before = mine.catch(() => undefined);
  return mine;
}

/** Has a thread do something; answers the bytes it posts. One that is late is ended. */
export function inThread(script: URL, workerData: unknown, patienceMs = PATIENCE_MS): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { workerData, resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } });
    const late = setTimeout(() => {
      reject(new Error('the report took too long'));
      over();
    }, patienceMs);
    const over = () => {
      clearTimeout(late);
      worker.terminate().catch(() => undefined);
    };
    worker.once('message', (bytes: Uint8Array) => {
      resolve(bytes);
      over();
    });
    worker.once('error', (error) => {
      reject(error);
      over();
    });
    worker.once('exit', () => {
      clearTimeout(late);
      reject(new Error('the report was not made'));
    });
  });
}
