import { judgeFacts as sncmFacts } from './br/sncm/judge-facts.ts';
import { REPEALED_BY } from './br/sncm/names.ts';
import { readAnswer as sncm } from './br/sncm/read-answer.ts';
import { judgeFacts as cnFacts } from './cn/judge-facts.ts';
import { readAnswer as cn } from './cn/read-answer.ts';
import { egypt } from './eg/egypt.ts';
import { readAnswer as eu } from './eu/read-answer.ts';
import { readAnswer as ofFiles } from './files/read-answer.ts';
import { bahrain, emirates, jordan } from './hub/countries.ts';
import { readAnswer as hub } from './hub/read-answer.ts';
import { judgeFacts as krFacts } from './kr/facts.ts';
import { readAnswer as kr } from './kr/read-answer.ts';
import { readAnswer as oms } from './oms/read-answer.ts';
import { judgeFacts as listFacts } from './pack-lists/judge-facts.ts';
import type { Regime } from './regime.ts';
import { judgeFacts as ruFacts } from './ru/judge-facts.ts';
import { readAnswer as ru } from './ru/read-answer.ts';
import { readAnswer as sa } from './sa/read-answer.ts';
import { RULE as saRule } from './sa/services.ts';
import { readAnswer as tr } from './tr/read-answer.ts';
import { RULE as trRule } from './tr/services.ts';
import { judgeFacts as xtraceFacts } from './xtrace/accept.ts';
import { kazakhstan, uzbekistan } from './xtrace/countries.ts';
import { readAnswer as xtrace } from './xtrace/read-answer.ts';

/** Of a regime what people deal with whose reports are planned: how it is reached, what is given for them, and what was answered. They are written and asked about elsewhere. */
export interface Handled
  extends Pick<
    Regime,
    'market' | 'access' | 'onAccess' | 'repealed' | 'notices' | 'endSaidBy' | 'judgeFacts' | 'readAnswer'
  > {
  /** True where messages are signed, so that a secret has to hold what with. */
  readonly seals?: true;
  /** Of the catalogue; the first is the one that reports are told to. */
  readonly systems: readonly [string, ...string[]];
}

const ofHub = { access: 'client-credentials', readAnswer: hub } as const;
const ofXtrace = (country: typeof kazakhstan) => ({
  ...{ market: country.market, access: country.access.is, systems: [country.system] as const, readAnswer: xtrace },
  judgeFacts: (_: unknown, facts: Parameters<typeof xtraceFacts>[1]) => xtraceFacts(country, facts),
});

/** The regimes of the registry, one line each; a test holds the two against each other. Who deals with them so begins sooner without the code that writes. */
export const handled: readonly Handled[] = [
  { market: 'eu', systems: ['eu-hub', 'nmvs'], readAnswer: eu },
  {
    ...{ market: 'ru', access: 'mdlp-token', seals: true, notices: true, endSaidBy: 'withdrawal_type' },
    ...{ systems: ['mdlp'], judgeFacts: ruFacts, readAnswer: ru },
  },
  { market: 'cn', access: 'top-signature', systems: ['msfx'], judgeFacts: cnFacts, readAnswer: cn },
  { ...ofHub, market: 'ae', systems: [emirates.system] },
  { ...ofHub, market: 'bh', systems: [bahrain.system] },
  { ...ofHub, market: 'jo', systems: [jordan.system] },
  { market: 'eg', systems: [egypt.system], readAnswer: ofFiles },
  ofXtrace(kazakhstan),
  ofXtrace(uzbekistan),
  { market: 'kr', systems: ['kpis'], judgeFacts: krFacts, readAnswer: kr },
  { market: 'in', systems: ['iveda'], readAnswer: ofFiles },
  { market: 'sa', access: 'basic', systems: ['rsd'], judgeFacts: listFacts(saRule), readAnswer: sa },
  { market: 'tr', access: 'its-token', systems: ['its'], judgeFacts: listFacts(trRule), readAnswer: tr },
  {
    ...{ market: 'br-sncm', onAccess: true, repealed: REPEALED_BY, seals: true, endSaidBy: 'reason' },
    ...{ systems: ['sncm'], judgeFacts: sncmFacts, readAnswer: sncm },
  },
  {
    ...{ market: 'ru-oms', access: 'oms-token', onAccess: true, seals: true, systems: ['ru-oms'] },
    // Its reports want no facts.
    ...{ judgeFacts: () => undefined, readAnswer: oms },
  },
];

/** The regime that a delivery row names. */
export const handledFor = (market: string, among: readonly Handled[] = handled): Handled | undefined =>
  among.find((regime) => regime.market === market);
