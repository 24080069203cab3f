import * as v from 'valibot';
import { chunksOf } from '#common/store/batches.ts';
import { unitCode } from '#common/store/unit-code.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { billQuestion, formOf, relationQuestion } from '#shared/regimes/cn/calls.ts';
import { CODES_PER_QUESTION } from '#shared/regimes/cn/code-calls.ts';
import { throttles } from '#shared/regimes/cn/throttles.ts';
import { app, firms } from '../../infra/local/sandbox/msfx/rehearsal.ts';
import { type MsfxSandbox, startMsfxSandbox } from '../../infra/local/sandbox/msfx/sandbox.ts';
import { signatureOf } from '../../infra/local/sandbox/msfx/sign.ts';
import { chinaFacts } from '../kit/china.ts';
import type { House } from '../kit/delivery-world.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';
import { benchGoods, type GoodsMarket } from './goods-bench.ts';
import { CASES_PER_PALLET, type PackedLot, PER_CASE } from './packed-lot.ts';
import type { TurnedClock } from './turned-clock.ts';

// China: the codes of a lot become active and come into stock, are put into cases and on pallets, and are sold. The platform's limits are agreed upon with each
// application: its gate is held to the narrowest that we keep for any call.

/** From receipt to result. */
const DELAY_MS = 5_000;
const SESSION = 'acme-session';
const REF = 'ref0001';
const folder = temporaryFolder();
const [narrowest] = throttles.toSorted((a, b) => a.calls / a.seconds - b.calls / b.seconds);
if (narrowest === undefined) throw new Error('nothing is limited');
/** Whoever waited may make a burst at once. */
const limit = { calls: narrowest.calls + narrowest.burst, seconds: narrowest.seconds };

const ratio = `1:${PER_CASE}:${PER_CASE * CASES_PER_PALLET}`;
const common = ({ gtin }: House) => ({
  ...{ port: 0, apps: [app], firms },
  products: [{ productCode: gtin, refEntId: REF, subTypes: { [chinaFacts.subTypeNo]: ratio } }],
});

/** A call as the platform's gate wants it: what it said. */
async function ask({ url }: MsfxSandbox, form: string, now: number): Promise<unknown> {
  const timestamp = new Date(now + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
  const parameters = new Map(new URLSearchParams(form));
  const proof = { app_key: app.appKey, session: SESSION, timestamp, v: '2.0', sign_method: 'hmac' };
  for (const [name, value] of Object.entries(proof)) parameters.set(name, value);
  parameters.set('sign', signatureOf(parameters, app.appSecret));
  const answer = await fetch(`${url}/router/rest`, { method: 'POST', body: new URLSearchParams([...parameters]) });
  const { result } = v.parse(reply, Object.values(Object(await answer.json()))[0]);
  if (!result.response_success) throw new Error(JSON.stringify(result));
  return result.model;
}
const reply = v.object({ result: v.object({ response_success: v.boolean(), model: v.unknown() }) });
const states = v.object({ result_list: v.array(v.object({ code: v.string(), status: v.string() })) });

const nameOf = (urn: string) => {
  const code = unitCode(canonicalEpc(urn));
  return code?.kind === 'sscc' ? `00${code.sscc}` : '';
};

/** To where the gate lets one more call in. */
async function turn({ url }: TurnedClock): Promise<void> {
  const { ok } = await fetch(url, { method: 'POST', body: `${Math.ceil((limit.seconds * 1000) / limit.calls)}` });
  if (!ok) throw new Error('the clock does not turn');
}

async function reconcile(
  platform: MsfxSandbox,
  { gtin, serials }: House,
  { cases, pallets }: PackedLot,
  clock: TurnedClock,
): Promise<void> {
  const all = [...serials.map((serial) => `01${gtin}21${serial}`), ...[...cases, ...pallets].map(nameOf)];
  if (platform.codes() !== all.length) throw new Error(`the platform knows ${platform.codes()} codes`);
  for (const codes of chunksOf(all, CODES_PER_QUESTION)) {
    const question = formOf('querycodeactive', { ref_ent_id: REF, codes: codes.join(',') });
    await turn(clock);
    const { result_list: found } = v.parse(states, await ask(platform, question, clock.now()));
    const wrong = found.find(({ status }) => status !== 'O');
    if (wrong !== undefined || found.length !== codes.length) throw new Error(`${wrong?.code} is ${wrong?.status}`);
  }
}

const china: GoodsMarket = {
  ...{ market: 'cn', system: 'MSFX', country: 'CN' },
  registrations: { own: { 'msfx-ent': 'ent0001', 'msfx-ref-ent': REF }, partner: { 'msfx-ent': 'ent0002' } },
  facts: () => chinaFacts,
  open: async (house, clock) => {
    const options = { ...common(house), dataDir: folder.path, answerDelayMs: DELAY_MS, now: clock.now };
    const platform = await startMsfxSandbox({ ...options, limit });
    return {
      url: platform.url,
      secret: {
        ...{ access: 'top-signature', origins: [platform.url], appKey: app.appKey, appSecret: app.appSecret },
        ...{ session: SESSION, signMethod: 'hmac' },
      },
      reconcile: (of, lot) => reconcile(platform, of, lot, clock),
      close: platform.close,
    };
  },
  again: async (house, messages) => {
    const kept = temporaryFolder();
    const platform = await startMsfxSandbox({ ...common(house), dataDir: kept.path });
    try {
      const from = performance.now();
      for (const { frozen, body, attached } of messages) {
        await ask(platform, body.toString(), Date.now());
        if (frozen.call === 'uploadrelation') await ask(platform, relationQuestion(REF, house.lot), Date.now());
        if (attached !== undefined) await ask(platform, attached.toString(), Date.now());
        if (frozen.call !== 'uploadrelation' || attached !== undefined)
          await ask(platform, billQuestion(REF, frozen.requestId), Date.now());
      }
      return (performance.now() - from) / 1000;
    } finally {
      await platform.close();
      kept.remove();
    }
  },
};

try {
  await benchGoods(china);
} finally {
  folder.remove();
}
