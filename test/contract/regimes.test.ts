import { allRegimes, markets, repealed } from '#shared/regimes/registry.ts';
import { marketContract } from './market-contract.ts';
import { regimeContract, type Words } from './regime-contract.ts';

const said = (code: string) => JSON.stringify({ errors: [{ code, detail: 'as it says' }] });
const violations = [{ field: 'document', message: 'is no document' }];
const sncm = (code: string) =>
  `<retEvtIn xmlns="http://sncm.anvisa.gov.br/"><rets><ret><code>${code}</code><desc>as it says</desc><effect>REJ</effect></ret></rets></retEvtIn>`;
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
  'br-sncm': { refused: sncm('10'), unknown: sncm('70'), asks: 'POST' },
};

for (const market of [...markets, ...repealed]) marketContract(market);
for (const regime of allRegimes) regimeContract(regime, words[regime.market] ?? { refused: '', unknown: '' });
