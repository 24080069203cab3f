import { afterAll, beforeAll, describe } from 'vitest';
import type { MqttLink } from '../../edge-agent/link/mqtt.ts';
import { type Product, startProduct } from '../kit/product.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';
import { brazil } from './far/brazil.ts';
import { china } from './far/china.ts';
import { type Customer, customer } from './far/customer.ts';
import { furtherMarkets } from './far/further.ts';
import { givenToSite, siteLink } from './far/packed-lot.ts';
import { russia } from './far/russia.ts';

const folder = temporaryFolder();
let product: Product;
let link: MqttLink;
let holder: Customer;

beforeAll(async () => {
  const thing = await givenToSite(folder.path);
  product = await startProduct(folder.path, ['--no-line', '--sncm']);
  link = siteLink(thing, product.mqttPort);
  holder = customer(product, folder.path);
  await holder.registered({});
}, 180_000);
afterAll(async () => {
  await link?.close();
  await product?.kill('SIGTERM');
  folder.remove();
});

const of = () => ({ customer: holder, link });

describe('a lot that is packed, released by signature and sold, told to the sandboxes that `npm start` runs', () => {
  russia(of);
  china(of);
  brazil(of);
  furtherMarkets(of);
});
