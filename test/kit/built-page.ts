import { resolve } from 'node:path';
import { buildPage } from '../../infra/local/build-page.ts';

/** Has the operator's page built as it is now, so that an agent in this checkout serves it. */
export const builtPage = (): Promise<void> => buildPage(resolve(import.meta.dirname, '../..'));
