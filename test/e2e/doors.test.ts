import { afterAll, beforeAll, describe } from 'vitest';
import { type Product, startProduct } from '../kit/product.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';
import { access } from './doors/access.ts';
import { dscsaDuties } from './doors/dscsa.ts';
import { narrowedGrants } from './doors/narrowed-grants.ts';
import { onboardings } from './doors/onboarding.ts';
import { refusals } from './doors/refusals.ts';

const folder = temporaryFolder();
let product: Product;
const running = () => product;

beforeAll(async () => {
  product = await startProduct(folder.path, ['--no-line']);
}, 420_000);
afterAll(async () => {
  await product?.kill('SIGTERM');
  folder.remove();
});

// In this order: what the first counts, the last adds to.
describe('a narrowed grant', () => narrowedGrants(running, folder.path));
// Access comes to every route, and so to the settings.
describe('duties of the DSCSA', () => dscsaDuties(running, folder.path));
describe('onboardings', () => onboardings(running, folder.path));
describe('access', () => access(running));
describe('refusals', () => refusals(running));
