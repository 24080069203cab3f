import { markets, regimes } from '#shared/regimes/registry.ts';
import { marketContract } from './market-contract.ts';
import { regimeContract, type Words } from './regime-contract.ts';

const said = (code: string) => JSON.stringify({ errors: [{ code, detail: 'as it says' }] });
const words: Readonly<Record<string, Words>> = { eu: { refused: said('SCHEMA'), unknown: said('UNKNOWN') } };

for (const market of markets) marketContract(market);
for (const regime of regimes) regimeContract(regime, words[regime.market] ?? { refused: '', unknown: '' });
