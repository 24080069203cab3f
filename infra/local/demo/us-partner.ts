import { join } from 'node:path';
import { startUsPartnerSandbox } from '../sandbox/partner/us/sandbox.ts';
import { acme, product } from './facts.ts';
import { portOf } from './places.ts';

/** A distributor in the United States, which is no tenant here. */
export const harbor = {
  partner: 'harbor',
  gln: '9521324000015',
  item: {
    name: 'Harbor Drug Distribution Inc.',
    party: 'urn:epc:id:pgln:9521324.00001',
    kind: 'wholesaler',
    address: { street: '100 Harbor Street', city: 'Boston', state: 'MA', postalCode: '02210', country: 'US' },
    channel: 'webhook',
    document: 'gs1-us-r1.3',
  },
};

/** The NDC that it has of the demonstration's product. */
const NDC = '99999-1234-05';
/** From receipt to result: long enough to see that the answer comes later. */
const ANSWERS_AFTER = { least: 1_000, most: 2_000 };

/** Harbor's inbox; see docs/regulators-us.md for what its people may turn. */
export async function startUsPartner(data: string) {
  const sandbox = await startUsPartnerSandbox({
    port: await portOf(data, 'us-partner'),
    receiver: harbor.gln,
    senders: [acme.profile.gln],
    answersAfter: ANSWERS_AFTER,
    dataDir: join(data, 'sandboxes'),
  });
  sandbox.knowsNdc(product.gtin, NDC);
  return sandbox;
}
