import { CloudFailure } from '../../link/cloud-failure.ts';
import type { SerialStock } from '../serial-stock.ts';
import type { SiteAlarms } from '../site-alarms.ts';
import type { WarehouseNumbers } from './numbers.ts';

interface Needs {
  readonly numbers: Pick<WarehouseNumbers, 'refill' | 'count'>;
  readonly stock: Pick<SerialStock, 'prepareFor'>;
  readonly pool: string;
  readonly siteAlarms: Pick<SiteAlarms, 'raise' | 'clear'>;
  readonly log: (code: string, details: Readonly<Record<string, unknown>>) => void;
}

/** Has numbers for containers fetched, round by round. That the cloud refuses them is an alarm until they come; that it is away is said in the log. Never throws. */
export function refilling({ numbers, stock, pool, siteAlarms, log }: Needs): () => Promise<void> {
  let said = '';
  return async () => {
    try {
      await numbers.refill(stock);
      siteAlarms.clear('container-numbers-refused');
      said = '';
    } catch (error) {
      const words = String(error);
      if (words !== said) log('warehouse-numbers-not-fetched', { error: words });
      said = words;
      if (!(error instanceof CloudFailure) || error.failure !== 'permanent') return;
      const { detail = error.message, remedy = '' } = error.problem ?? {};
      siteAlarms.raise(
        'container-numbers-refused',
        `pool ${pool}: ${detail}. ${remedy} ${numbers.count()} are left here.`.replaceAll('  ', ' '),
      );
    }
  };
}
