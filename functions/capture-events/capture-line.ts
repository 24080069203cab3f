import { isDeepStrictEqual } from 'node:util';
import { log } from '#common/log.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { lineJobId } from '#common/store/list-capture-jobs.ts';
import type { LotFatesStore } from '#common/store/lot-fates.ts';
import { packerOf } from '#common/store/lot-keys.ts';
import type { Lot, Lots } from '#common/store/lots.ts';
import { isOver } from '#common/store/put-report.ts';
import { type LotFates, type LotReport, lineMessage } from '#shared/messages/agent-to-cloud.ts';
import type { LineAddress } from '#shared/messages/topics.ts';
import { refuse } from '#shared/refusal.ts';
import type { AcknowledgeLine } from './acknowledge-line.ts';
import { captureLineDocument, type LineDocumentNeeds } from './capture-line-document.ts';
import { type GrantNeeds, mustBeGranted } from './must-be-granted.ts';

interface Needs extends LineDocumentNeeds, GrantNeeds {
  readonly lots: Pick<Lots, 'get' | 'putReport'>;
  readonly fates: LotFatesStore;
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
    await mustBeGranted(needs, line, said);
    if (said.kind === 'lot-report') await takeReport(needs, owner, line, said.report);
    else if (said.kind === 'lot-fates') await takeFates(needs, owner, line, said.fates);
    else await captureLineDocument(needs, owner, lineJobId(line, sequence), said.document);
    await needs.acknowledge(line, { captured: [sequence], refused: [] });
  };

/** Keeps a part of what the line tells of single serials. The report that it belongs to comes after it. */
async function takeFates({ lots, fates }: Needs, owner: string, line: LineAddress, told: LotFates): Promise<void> {
  const { gtin, lot, order, part } = told;
  const known = await lots.get(owner, gtin, lot);
  mustBeItsSite(known, line);
  if (known?.order !== order)
    throw new Refused(refuse('not-found', `no order ${order} of lot ${lot} of ${gtin}`, { at: '/fates/order' }));
  if ((await fates.put(owner, told)) === 'stored') return;
  throw new Refused(
    refuse('conflict', `part ${part} of the fates of lot ${lot} was told before, and said something else`, {
      at: '/fates/part',
      remedy: 'a corrected report has a later closedAt, and its fates with it',
    }),
  );
}

async function takeReport(needs: Needs, owner: string, line: LineAddress, report: LotReport): Promise<void> {
  const { lots, fates, now } = needs;
  const { gtin, lot } = report;
  mustBeItsSite(await lots.get(owner, gtin, lot), line);
  // Before the report: whoever looks at the block must find the lot. One that is refused has noted a pointer to a lot that says nothing.
  for (const { block } of report.blocks ?? []) await fates.noteDrawn(owner, block, { gtin, lot });
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
  if (known.state === 'cancelled') throw new Refused(cancelledOne(report));
  if (isOver(known.report, report)) throw new Refused(endsEarlier(report));
  if (known.state !== 'released') throw new Error(`the report of lot ${lot} met another write`); // the next attempt decides
  throw new Refused(
    refuse('conflict', `lot ${lot} of ${gtin} was released on another report`, {
      at: '/report',
      remedy: 'raise an exception: a released lot is corrected by events, not by its report',
    }),
  );
}

const endsEarlier = ({ gtin, lot, closedAt }: LotReport) =>
  refuse('conflict', `a later report of lot ${lot} of ${gtin} than that of ${closedAt} is kept`, {
    at: '/report/closedAt',
    remedy: 'a corrected report has a later closedAt, and its fates with it',
  });

const cancelledOne = ({ gtin, lot, order }: LotReport) =>
  refuse('conflict', `lot ${lot} of ${gtin} is told to be packed, and its site has cancelled order ${order}`, {
    at: '/report',
    rule: 'Seriate: a cancelled order is never run',
    remedy: 'raise an exception, and hold what the line has packed until it is known which of the two is true',
  });

/**
 * A lot is closed at the site that was given the order, and by no other that may write to the owner's ledger. Which of its lines runs an order
 * the site decides, and what it says of that may come later than the report.
 */
function mustBeItsSite(lot: Lot | undefined, { tenant, site }: LineAddress): void {
  if (lot === undefined || (packerOf(lot) === tenant && lot.site === site)) return;
  throw new Refused(
    refuse('not-permitted', `lot ${lot.lot} is packed by ${packerOf(lot)} at ${lot.site}`, {
      at: '/report/lot',
    }),
  );
}
