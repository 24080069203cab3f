import { randomUUID } from 'node:crypto';
import { chunksOf } from '#common/store/batches.ts';
import { type MdlpSandbox, startMdlpSandbox } from '../../infra/local/sandbox/mdlp/sandbox.ts';
import type { House } from '../kit/delivery-world.ts';
import { distributor, maker, mdlpClient, mdlpDocument, mdlpSubjects, sgtins } from '../kit/mdlp-client.ts';
import { plant } from '../kit/mdlp-documents.ts';
import { signingCertificate } from '../kit/signing-certificate.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';
import { benchGoods, type GoodsMarket, type SentMessage } from './goods-bench.ts';

// Russia: a lot that was packed there comes into circulation, is told case by case and pallet by pallet, and is sold. The operator's published limits hold.

/** From receipt to result. */
const DELAY_MS = 5_000;
/** Packs that equipment reports at once. */
const PER_REPORT = 25_000;
const folder = temporaryFolder();
const pair = await signingCertificate('rsa');
const users = maker.users.map((user) => ({ ...user, certificate: pair.certificate }));
const subjects = mdlpSubjects.map((one) => (one === maker ? { ...one, users } : one));

/** Packs are known to the operator by what equipment reported of them, before anybody reports their release. */
function marked({ feed }: MdlpSandbox, { gtin, lot, serials }: House): void {
  for (const some of chunksOf(serials, PER_REPORT)) {
    const document = mdlpDocument(10311, 'skzkm_register_end_packing', {
      ...{ subject_id: plant, operation_date: '2026-03-01T09:00:00+03:00', order_type: '1' },
      ...{ series_number: lot, expiration_date: '31.12.2028', gtin },
      signs: sgtins(...some.map((serial) => gtin + serial)),
      device_info: '<device_id>0000000000000001</device_id><skzkm_origin_msg_id>m</skzkm_origin_msg_id>',
    });
    const outcome = feed.take(maker.systemId, randomUUID(), document);
    if (outcome?.result !== 'Accepted') throw new Error(JSON.stringify(outcome));
  }
}

function reconcile({ stateOf }: MdlpSandbox, { gtin, serials }: House): void {
  const wrong = serials.find((serial) => stateOf(gtin + serial) !== 'transfered_to_owner');
  if (wrong !== undefined) throw new Error(`the operator has ${wrong} as ${stateOf(gtin + wrong)}`);
}

async function sendBare(
  client: Awaited<ReturnType<typeof mdlpClient>>,
  url: string,
  message: SentMessage,
): Promise<void> {
  const { frozen, body, attached } = message;
  const { body: taken } = await client.as(frozen.method, url + frozen.path, body.toString());
  const id = String(taken.document_id);
  if (attached !== undefined) {
    await client.call('PUT', taken.link, attached.toString());
    await client.as('POST', 'documents/send_finished', { document_id: id });
  }
  await client.as('GET', `documents/${id}`);
  const ticket = await client.ticket(id);
  if (!ticket.includes('>Accepted<')) throw new Error(ticket);
}

const { clientId, clientSecret } = maker;
const russia: GoodsMarket = {
  ...{ market: 'ru', system: 'MDLP', country: 'RU' },
  registrations: {
    own: { 'mdlp-subject': maker.systemId, 'mdlp-place': plant },
    partner: { 'mdlp-subject': distributor.systemId, 'mdlp-place': distributor.places[0] ?? '' },
  },
  facts: ({ gtin }) => ({
    ...{ doc_date: '01.03.2026', confirmation_num: 'C-1' },
    ...{ contract_type: '1', source: '1', turnover_type: '1' },
    ...{ [`cost/${gtin}`]: '12.50', [`vat/${gtin}`]: '1.25' },
  }),
  open: async (house, clock) => {
    const options = { port: 0, subjects, strictSignatures: true, delayMs: DELAY_MS, now: clock.now };
    const sandbox = await startMdlpSandbox({ ...options, dataDir: folder.path });
    marked(sandbox, house);
    return {
      url: sandbox.url,
      secret: {
        ...{ access: 'mdlp-token', origins: [sandbox.url], clientId, clientSecret, userId: users[0]?.userId ?? '' },
        signature: { form: 'cms', ...pair },
      },
      reconcile: async (of) => reconcile(sandbox, of),
      close: sandbox.close,
    };
  },
  again: async (house, messages) => {
    const kept = temporaryFolder();
    const sandbox = await startMdlpSandbox({ port: 0, subjects, throttled: false, dataDir: kept.path });
    try {
      marked(sandbox, house);
      const client = await mdlpClient(sandbox, maker);
      const from = performance.now();
      for (const message of messages) await sendBare(client, sandbox.url, message);
      return (performance.now() - from) / 1000;
    } finally {
      await sandbox.close();
      kept.remove();
    }
  },
};

try {
  await benchGoods(russia);
} finally {
  folder.remove();
}
