import { isDeepStrictEqual } from 'node:util';
import { log } from '#common/log.ts';
import type { Granted } from '#common/principal.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { lineJobId } from '#common/store/list-capture-jobs.ts';
import { type Lot, type Lots, packerOf } from '#common/store/lots.ts';
import { type LotReport, lineMessage } from '#shared/messages/agent-to-cloud.ts';
import type { LineAddress } from '#shared/messages/topics.ts';
import { refuse } from '#shared/refusal.ts';
import type { AcknowledgeLine } from './acknowledge-line.ts';
import { captureLineDocument, type LineDocumentNeeds } from './capture-line-document.ts';

interface Needs extends LineDocumentNeeds {
  readonly lots: Lots;
  readonly granted: Granted;
  readonly acknowledge: AcknowledgeLine;
}

/**
 * Takes what a line says and acknowledges it once it is durable. Doing it again is safe: line and sequence name the job, and a line sends
 * until it is told.
 */
export const captureLine =
  (needs: Needs) =>
  async ({ message, ...line }: LineAddress & { message?: unknown }): Promise<void> => {
    const said = read(lineMessage, message);
    const { owner, sequence } = said;
    await mustBeGranted(needs.granted, owner, line.tenant);
    if (said.kind === 'lot-report') await takeReport(needs, owner, line, said.report);
    else await captureLineDocument(needs, owner, lineJobId(line, sequence), said.document);
    await needs.acknowledge(line, { captured: [sequence], refused: [] });
  };

async function mustBeGranted(granted: Granted, owner: string, tenant: string): Promise<void> {
  if (owner === tenant || (await granted(owner, tenant, 'events:capture'))) return;
  throw new Refused(
    refuse('not-permitted', `tenant ${tenant} holds no grant from ${owner} for events:capture`, {
      at: '/owner',
      remedy: `an administrator of ${owner} can grant it: PUT /api/grants/${tenant}`,
    }),
  );
}

async function takeReport({ lots, now }: Needs, owner: string, line: LineAddress, report: LotReport): Promise<void> {
  const { gtin, lot } = report;
  mustBeItsLine(await lots.get(owner, gtin, lot), line);
  if ((await lots.putReport(owner, report, now())) === 'stored') {
    log('lot-report-stored', { tenant: owner, gtin, lot });
    return;
  }
  const known = await lots.get(owner, gtin, lot);
  if (known === undefined || known.order !== report.order)
    throw new Refused(
      refuse('not-found', `no order ${report.order} of lot ${lot} of ${gtin}`, { at: '/report/order' }),
    );
  // The report it has, doubled on its way, is captured already.
  if (isDeepStrictEqual(known.report, report)) return;
  if (known.state !== 'released') throw new Error(`the report of lot ${lot} met another write`); // the next attempt decides
  throw new Refused(
    refuse('conflict', `lot ${lot} of ${gtin} was released on another report`, {
      at: '/report',
      remedy: 'raise an exception: a released lot is corrected by events, not by its report',
    }),
  );
}

/** A lot is closed by the line that was given the order, and by no other that may write to the owner's ledger. */
function mustBeItsLine(lot: Lot | undefined, { tenant, site, line }: LineAddress): void {
  if (lot === undefined || (packerOf(lot) === tenant && lot.site === site && lot.line === line)) return;
  throw new Refused(
    refuse('not-permitted', `lot ${lot.lot} is packed by ${packerOf(lot)} on ${lot.site}/${lot.line}`, {
      at: '/report/lot',
    }),
  );
}
