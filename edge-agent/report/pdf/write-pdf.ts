import PDFDocument from 'pdfkit';
import type { BatchReport } from '../batch-report.ts';
import { sans } from './fonts.ts';
import { Sheet } from './sheet.ts';
import { writeBatch } from './write-batch.ts';

/**
 * Writes a batch report as PDF (PDF/A-2b by what it is made of: fonts and colour profile embedded, metadata in XMP). Equal reports are equal
 * bytes: no clock is asked.
 *
 * @param digest SHA-256 of the report's canonical JSON, printed on every page
 */
export async function writePdf(report: BatchReport, digest: string): Promise<Uint8Array> {
  const moment = new Date(report.closedAt ?? report.startedAt ?? 0);
  const title = `Batch report ${report.order.order}, lot ${report.order.lot}`;
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    font: sans,
    bufferPages: true,
    subset: 'PDF/A-2b',
    pdfVersion: '1.7',
    info: { Title: title, Producer: 'Seriate', Creator: 'Seriate', CreationDate: moment, ModDate: moment },
  });
  const chunks: Buffer[] = [];
  const whole = new Promise<Uint8Array>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
  const sheet = new Sheet(doc);
  writeBatch(sheet, report, digest);
  sheet.foot((page, pages) => `${title} · page ${page} of ${pages} · SHA-256 ${digest}`);
  doc.end();
  return whole;
}
