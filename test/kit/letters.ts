import { createHash } from 'node:crypto';
import type { Regime } from '#shared/regimes/regime.ts';

/** SHA-256, hexadecimal. */
export const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** A regulator as some are: it signs people in, takes a digest, then the document itself under a link, and tells the result by a status and a ticket. */
export const letters: Regime = {
  market: 'zz',
  countries: ['ZZ'],
  profiles: ['eu'],
  access: 'mdlp-token',
  accept: () => undefined,
  dueReports: () => [],
  writeMessage: ({ name }, { requestId, facts = {} }) => {
    const attached = `<document price="${facts['price']}"/>`;
    const body = JSON.stringify({ requestId, sum: digest(attached) });
    const sent = {
      method: 'POST',
      call: 'documents',
      path: '/documents',
      headers: {},
      requestId,
      body,
      attached,
    } as const;
    return { ...sent, contentType: `application/json;name=${name}` };
  },
  seal: async (message, sign) => {
    const signature = await sign(Buffer.from(message.attached ?? ''));
    return { ...message, body: JSON.stringify({ ...JSON.parse(message.body ?? ''), signature }) };
  },
  askReceipt: async (receipt, _, attached) => {
    const [step, id = '', ...link] = receipt.split('|');
    if (step === 'upload')
      return { method: 'PUT', call: 'link', path: link.join('|'), headers: {}, body: await attached() };
    if (step === 'finish')
      return { method: 'POST', call: 'finish', path: '/finished', headers: {}, body: JSON.stringify({ id }) };
    return { method: 'GET', call: step ?? '', path: `/${step}/${id}`, headers: {} };
  },
  askRequest: (_, requestId) => ({ method: 'GET', call: 'requests', path: `/requests/${requestId}`, headers: {} }),
  readAnswer: ({ to, status, body, sent, attached, receipt = '' }) => {
    if (status === 401 || status >= 500) return { verdict: 'retry', failure: 'transient', reason: `status ${status}` };
    if (to === 'request' && status === 404) return { verdict: 'unknown' };
    const told = JSON.parse(body);
    const [step, id] = receipt.split('|');
    if (to !== 'receipt') return { verdict: 'received', receipt: `upload|${told.id}|${told.link}` };
    if (step === 'upload') return { verdict: 'received', receipt: `finish|${id}` };
    if (step === 'finish') return { verdict: 'received', receipt: `status|${id}` };
    if (step === 'status')
      return told.ready ? { verdict: 'received', receipt: `ticket|${id}` } : { verdict: 'pending' };
    const isIt = JSON.parse(sent).sum === told.sum && digest(attached ?? '') === told.sum;
    if (!isIt) return { verdict: 'retry', failure: 'ambiguous', reason: 'is about something else' };
    return told.refused ? { verdict: 'rejected', reason: told.refused } : { verdict: 'acknowledged' };
  },
  systems: [{ system: 'letters', throttles: [] }],
};
