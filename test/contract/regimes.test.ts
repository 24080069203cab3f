import { regimes } from '#shared/regimes/registry.ts';
import { regimeContract } from './regime-contract.ts';

for (const regime of regimes) regimeContract(regime);
