import type { Verdict } from '#shared/delivery/verdict.ts';
import type { BusinessAct } from '#shared/regimes/business-act.ts';
import type { Answer, Message, Report } from '#shared/regimes/regime.ts';
import type { Told } from '#shared/regimes/ru/reports/report-kind.ts';
import { ru } from '#shared/regimes/ru/ru.ts';
import type { MdlpClient } from './mdlp-client.ts';

const STEPS = 12;
let requests = 0;

/** What became of a report, and the receipt that it got last. */
export interface ToldMdlp {
  readonly verdict: Verdict;
  readonly receipt: string;
  /** Calls that were made, in their order. */
  readonly calls: readonly string[];
}

/** Tells a report as the engine does: checked, written, sealed, sent, and asked about until it is decided. */
export async function tellReport(client: MdlpClient, report: Report, told: Told): Promise<ToldMdlp> {
  const refused = ru.accept(told, report);
  if (refused !== undefined) throw new Error(`${refused.at}: ${refused.detail}`);
  const written = ru.writeMessage(report, { ...told, requestId: `request-${++requests}` });
  const message = (await ru.seal?.(written, async () => 'c2lnbg==')) ?? written;
  const calls: string[] = [];
  const { attached } = message;
  const ask = async (to: Answer['to'], asked: Message, of?: string): Promise<Verdict> => {
    calls.push(asked.call);
    const { status, text } = await client.as(asked.method, asked.path.replace(/^\/api\/v1\//, ''), asked.body);
    const about = { ...(of !== undefined && { receipt: of }), ...(attached !== undefined && { attached }) };
    return ru.readAnswer({ to, status, body: text, sent: message.body ?? '', ...about });
  };
  let verdict = await ask('message', message);
  let receipt = '';
  for (let step = 0; verdict.verdict === 'received' && step < STEPS; step++) {
    receipt = verdict.receipt;
    verdict = await ask('receipt', await ru.askReceipt(receipt, told.holder, async () => attached ?? ''), receipt);
  }
  return { verdict, receipt, calls };
}

/** Tells everything that an act makes due. */
export async function tellAct(client: MdlpClient, act: BusinessAct, told: Told): Promise<ToldMdlp[]> {
  const all: ToldMdlp[] = [];
  for (const report of ru.dueReports(act)) all.push(await tellReport(client, report, told));
  return all;
}
