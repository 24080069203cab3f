import { createHash } from 'node:crypto';
import { refuse } from '#shared/refusal.ts';
import { Refused } from '../../../refused.ts';
import { type BatchReport, batchReport, type ReportNeeds, textOf } from '../../../report/batch-report.ts';
import { renderPdf } from '../../../report/render-pdf.ts';
import type { Batches } from '../../../store/batches.ts';
import { type Answer, type ApiRequest, type Route, route } from '../route.ts';

export interface ReportRouteNeeds extends ReportNeeds {
  readonly batches: Batches;
}

/** A batch's report as data and as PDF. The data is canonical JSON, so that its bytes have the digest that is printed on every page. */
export const reportRoutes = (needs: ReportRouteNeeds): Route[] => [
  route({ method: 'GET', path: '/api/batches/{batch}/report', needs: 'read-report' }, async (request) => {
    const { text, digest } = await written(needs, request);
    return { status: 200, body: Buffer.from(text), headers: { 'repr-digest': `sha-256=:${base64(digest)}:` } };
  }),
  route(
    { method: 'GET', path: '/api/batches/{batch}/report.pdf', needs: 'read-report' },
    async (request): Promise<Answer> => {
      const { report, digest } = await written(needs, request);
      const name = `batch-${report.order.lot.replaceAll(/[^A-Za-z0-9._-]/g, '_')}.pdf`;
      return {
        status: 200,
        body: await renderPdf(report, digest),
        headers: { 'content-type': 'application/pdf', 'content-disposition': `attachment; filename="${name}"` },
      };
    },
  ),
];

async function written(
  needs: ReportRouteNeeds,
  { path }: ApiRequest,
): Promise<{ report: BatchReport; text: string; digest: string }> {
  const number = Number(path['batch']);
  const batch = Number.isSafeInteger(number) ? needs.batches.find(number) : undefined;
  if (batch === undefined) throw new Refused(refuse('not-found', `there is no batch ${path['batch']}`));
  const report = await batchReport(needs, batch);
  const text = textOf(report);
  return { report, text, digest: createHash('sha256').update(text).digest('hex') };
}

const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');
