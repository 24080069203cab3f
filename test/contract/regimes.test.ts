import { allRegimes } from '#shared/regimes/regimes.ts';
import { markets, marketsByAccess } from '#shared/regimes/registry.ts';
import { marketContract } from './market-contract.ts';
import { regimeContract, type Words } from './regime-contract.ts';

const said = (code: string) => JSON.stringify({ errors: [{ code, detail: 'as it says' }] });
const violations = [{ field: 'document', message: 'is no document' }];
const sncm = (code: string) =>
  `<retEvtIn xmlns="http://sncm.anvisa.gov.br/"><rets><ret><code>${code}</code><desc>as it says</desc><effect>REJ</effect></ret></rets></retEvtIn>`;
const hub = (code: string) => JSON.stringify({ errors: [{ code, text: 'as it says' }] });
const ofHub: Words = { refused: hub('SCHEMA'), unknown: hub('UNKNOWN_MESSAGE') };
const ofFiles: Words = { refused: hub('FORM'), unknown: hub('UNKNOWN_FILE') };
/** The packs of the contract, none of them known. */
const omsWords = (errorCode: number) =>
  JSON.stringify({ success: false, globalErrors: [{ error: 'as it says', errorCode }] });
const packs = [0, 1, 2].map((n) => ({ gtin: '09521234000013', sn: `A1B2C3D4E5F6${n}` }));
const soap = (inside: string) =>
  `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${inside}</S:Body></S:Envelope>`;
const rsdStates = packs.map(({ gtin, sn }) => `<PRODUCT><GTIN>${gtin}</GTIN><SN>${sn}</SN><RC>10001</RC></PRODUCT>`);
const made = { madeDate: '2026-02-01' };
const xtrace = (errorCode: string) => JSON.stringify({ errorCode, message: 'as it says' });
const ofXtrace: Words = {
  refused: xtrace('PLACE'),
  unknown: xtrace('NO_REPORT'),
  ...{ facts: { ...made, packedIn: 'KZ' }, asksRequest: 'POST' },
};
const words: Readonly<Record<string, Words>> = {
  eu: { refused: said('SCHEMA'), unknown: said('UNKNOWN') },
  cn: {
    refused: JSON.stringify({ error_response: { code: 41, msg: 'Invalid Arguments' } }),
    unknown: JSON.stringify({
      alibaba_alihealth_drug_kyt_scqy_codeprocess_response: {
        result: { response_success: true, model: { result_list: [] } },
      },
    }),
  },
  ru: {
    refused: JSON.stringify({ success: false, violations }),
    unknown: JSON.stringify({ error_description: 'no such document' }),
    facts: { doc_date: '01.03.2026', confirmation_num: 'RU-1' },
  },
  ae: ofHub,
  bh: ofHub,
  jo: ofHub,
  eg: ofFiles,
  kz: ofXtrace,
  uz: ofXtrace,
  kr: ofFiles,
  in: { ...ofFiles, alsoSold: ['US'] },
  sa: {
    refused: soap('<S:Fault><faultcode>S:Server</faultcode><faultstring>80202</faultstring></S:Fault>'),
    unknown: soap(
      `<n:CheckStatusServiceResponse xmlns:n="http://dtts.sfda.gov.sa/CheckStatusService"><PRODUCTLIST>${rsdStates.join('')}</PRODUCTLIST></n:CheckStatusServiceResponse>`,
    ),
    ...{ facts: made, asks: 'POST' },
  },
  tr: {
    refused: JSON.stringify({ code: '90001', message: 'cannot be read' }),
    unknown: JSON.stringify({ productList: packs.map((one) => ({ ...one, uc: '10001' })) }),
    ...{ facts: made, asks: 'POST' },
  },
  'ru-oms': { refused: omsWords(400), unknown: omsWords(404), asksRequest: 'POST' },
  'br-sncm': { refused: sncm('10'), unknown: sncm('70'), asks: 'POST' },
};

for (const market of [...markets, ...marketsByAccess]) marketContract(market);
for (const regime of allRegimes) regimeContract(regime, words[regime.market] ?? { refused: '', unknown: '' });
