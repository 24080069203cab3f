import { writeFileSync } from 'node:fs';
import { reference } from './reference.ts';

/** `npx node edge-agent/site/foreign/http/write-reference.ts` writes docs/line-api.md anew; a test holds it against the routes. */
writeFileSync(new URL('../../../../docs/line-api.md', import.meta.url), reference());
