import { parentPort, workerData } from 'node:worker_threads';
import { writePdf } from './pdf/write-pdf.ts';

// What starts this is render-pdf.ts, with a report and its digest; a failure ends the thread and is told there.
parentPort?.postMessage(await writePdf(workerData.report, workerData.digest));
