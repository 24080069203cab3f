import { sign as signRaw, X509Certificate } from 'node:crypto';
import type { Verdict } from '#shared/delivery/verdict.ts';
import { sncm } from '#shared/regimes/br/sncm/sncm.ts';
import type { Answer, Message, Report, ReportData, Sign } from '#shared/regimes/regime.ts';

/** Signs as a tenant's secret does, by a PEM key, with the certificate beside. */
export const signerOf = ({ key, certificate }: { readonly key: string; readonly certificate: string }): Sign =>
  Object.assign(async (bytes: Uint8Array) => signRaw('sha256', bytes, key).toString('base64'), {
    certificate: new X509Certificate(certificate).raw.toString('base64'),
  });

const attached = () => Promise.reject(new Error('nothing was attached'));

/** Sends reports as the engine does: sealed, then asked about for as long as a receipt leads to another. Answers the last verdict with the last receipt. */
export function sncmConversation(url: string, sign: Sign) {
  const call = async ({ path, body = '' }: Message, to: Answer['to'], sent: string, receipt?: string) => {
    const answer = await fetch(url + path, { method: 'POST', body });
    const told = { to, status: answer.status, body: await answer.text(), sent };
    return sncm.readAnswer({ ...told, ...(receipt !== undefined && { receipt }) });
  };
  return async (report: Report, data: ReportData): Promise<{ verdict: Verdict; receipt: string }> => {
    const refused = sncm.accept(data, report);
    if (refused !== undefined) throw new Error(refused.detail);
    const written = sncm.writeMessage(report, data);
    const message = (await sncm.seal?.(written, sign)) ?? written;
    const sent = message.body ?? '';
    let verdict = await call(message, 'message', sent);
    let receipt = '';
    while (verdict.verdict === 'received') {
      receipt = verdict.receipt;
      verdict = await call(await sncm.askReceipt(receipt, data.holder, attached), 'receipt', sent, receipt);
    }
    return { verdict, receipt };
  };
}
