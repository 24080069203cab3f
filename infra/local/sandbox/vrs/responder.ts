import { join } from 'node:path';
import { type Fault, faultPlan } from '../faults.ts';
import { type Asked, type Sandbox, serve, type Told } from '../serve.ts';
import { isAuthorised, type Trust } from './check-presentation.ts';
import { openPacks, type Pack } from './packs.ts';
import { responderControl } from './responder-control.ts';

export interface ResponderOptions {
  /** 0 takes any free one. */
  readonly port: number;
  readonly gln: string;
  /** GLNs that may ask, and those that are known and may not. */
  readonly permitted: readonly string[];
  readonly barred?: readonly string[];
  /** Where packs are kept; without it, they are forgotten when it stops. */
  readonly dataDir?: string | undefined;
  /** Demands credentials of this issuer. */
  readonly trust?: Trust;
  /** Milliseconds that answers take, drawn evenly between both by the seed. */
  readonly latency?: { readonly least: number; readonly most: number };
  /** Milliseconds since 1970; answers 503 within. */
  readonly maintenance?: { readonly from: number; readonly until: number };
  readonly now?: () => number;
  /** Operations: `verify`, `checkConnectivity`. */
  readonly faults?: readonly Fault[];
  readonly seed?: number;
}

export interface ResponderSandbox extends Sandbox {
  /** Makes packs known. `exp` is YYMMDD. */
  load(gtin: string, lot: string, exp: string, serials: readonly string[]): void;
  recall(gtin: string, serial: string): void;
  /** Whoever asks for it gets 404. */
  forget(gtin: string): void;
  /** The questions that came. */
  readonly asked: readonly { readonly corrUUID: string | null; readonly presentation: string | undefined }[];
}

/** A manufacturer's responder of GS1 Lightweight Messaging 1.0.2, with knobs for what responders get wrong. Only 200 has JSON that means something. */
export async function startResponderSandbox(options: ResponderOptions): Promise<ResponderSandbox> {
  const { port, gln, dataDir, faults = [], seed = 1 } = options;
  let { latency } = options;
  const control = {
    aheadMs: 0,
    plan: faultPlan(faults, seed),
    get delayMs() {
      return latency?.most ?? 0;
    },
    set delayMs(ms) {
      latency = { least: ms, most: ms };
    },
  };
  const now = () => (options.now ?? Date.now)() + control.aheadMs;
  const packs = openPacks(dataDir && join(dataDir, 'vrs-packs.jsonl'));
  const { products } = packs;
  const seen: { corrUUID: string | null; presentation: string | undefined }[] = [];
  const late = faultPlan([{ kind: 'slow', ms: 0, on: '*', rate: 0.5 }], seed);

  const answer = async (asked: Asked): Promise<Told> => {
    const [operation = ''] = asked.path;
    if (latency) {
      const long = late('latency') !== undefined;
      const ms = long ? latency.most : latency.least;
      await new Promise((resume) => setTimeout(resume, ms));
    }
    const { maintenance } = options;
    if (maintenance && now() >= maintenance.from && now() < maintenance.until) return no(503);
    if (asked.method !== 'GET') return no(405);
    const corrUUID = asked.query.get('corrUUID');
    const header = asked.headers['atpauthorization'];
    const presentation = typeof header === 'string' ? header : undefined;
    seen.push({ corrUUID, presentation });
    const refused = refusalOf(options, products, asked);
    if (refused !== undefined) return no(refused);
    if (operation === 'checkConnectivity') return { status: 200, body: { responderGLN: gln } };
    const audience = `https://id.gs1.org/417/${gln}`;
    const expected = { audience, corrUUID: corrUUID ?? '', now: new Date(now()) };
    if (options.trust && !(await isAuthorised(presentation, options.trust, expected))) return no(403);
    const data = judge(products, asked);
    const echoed = asked.fault?.kind === 'wrong-id' ? '00000000-0000-4000-8000-000000000000' : corrUUID;
    const body = { verificationTimestamp: new Date(now()).toISOString(), responderGLN: gln, data, corrUUID: echoed };
    return { status: 200, body, headers: { 'cache-control': 'private, no-cache' } };
  };
  const operationOf = (_: string, [first = '']: readonly string[]) => first;
  const faultsNow = (operation: string) => control.plan(operation);
  const turn = responderControl(control, packs);
  const sandbox = await serve({ port, operationOf, answer, faults: faultsNow, control: turn });
  const { load, recall, forget } = packs;
  return { ...sandbox, asked: seen, load, recall, forget };
}

const no = (status: number): Told => ({ status, text: 'no', headers: { 'content-type': 'text/plain' } });

/** The status that says why nothing is answered. */
function refusalOf(options: ResponderOptions, products: Map<string, unknown>, { path, query }: Asked) {
  const [operation, , inPath, lotWord, lot, serialWord, serial] = path;
  const isVerify = operation === 'verify' && lotWord === 'lot' && serialWord === 'ser' && lot && serial;
  const gtin = isVerify ? inPath : query.get('gtin');
  if (!isVerify && operation !== 'checkConnectivity') return 400;
  const isWrong =
    !/^\d{14}$/.test(gtin ?? '') ||
    (isVerify && !/^\d{6}$/.test(query.get('exp') ?? '')) ||
    !['verificationService', null].includes(query.get('linkType')) ||
    !['dscsaSaleableReturn', null].includes(query.get('context'));
  if (isWrong) return 400;
  const asks = query.get('reqGLN') ?? '';
  if (options.barred?.includes(asks)) return 403;
  if (!options.permitted.includes(asks)) return 401;
  return products.has(gtin ?? '') ? undefined : 404;
}

function judge(products: Map<string, Map<string, Pack>>, { path, query }: Asked) {
  const [, , gtin = '', , lot, , serial = ''] = path;
  const pack = products.get(gtin)?.get(serial);
  const wrong = pack && `${pack.lot === lot ? '' : '_Lot'}${pack.exp === query.get('exp') ? '' : '_Expiry'}`;
  if (wrong !== '') return { verified: false, verificationFailureReason: `No_match_GTIN_Serial${wrong ?? ''}` };
  return pack?.recalled ? { verified: true, additionalInfo: 'recalled' } : { verified: true };
}
