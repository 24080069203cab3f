import type { App } from './sign.ts';
import type { Firm, Product } from './world.ts';

/** Firms, an application and a product to rehearse with: none of them is anybody's. */
export const firms: readonly Firm[] = [
  { name: 'Acme Pharma', entId: 'ent0001', refEntId: 'ref0001' },
  { name: 'Great Wall Wholesale', entId: 'ent0002', refEntId: 'ref0002' },
];

export const app: App = {
  appKey: '12345678',
  appSecret: 'rehearsal-only',
  sessions: { 'acme-session': 'ref0001', 'wholesale-session': 'ref0002' },
};

export const products: readonly Product[] = [
  { productCode: '8199999', refEntId: 'ref0001', subTypes: { '8199999001': '1:5:10' } },
  { productCode: '8999999', refEntId: 'ref0001', subTypes: { '8999999001': '1:5:10' } },
];
