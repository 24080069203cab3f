import { writeFileSync } from 'node:fs';
import { reference } from './reference.ts';
import { routes } from './routes.ts';

/** `npx node functions/describe-api/write-reference.ts` writes docs/api.md anew; a test holds it against the routes. */
writeFileSync(new URL('../../docs/api.md', import.meta.url), reference(routes));
