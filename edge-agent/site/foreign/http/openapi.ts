import { operation } from './describe-route.ts';
import { BASE } from './line-route.ts';
import { lineRoutes } from './line-routes.ts';
import { problemSchema } from './problem-schema.ts';

/** What holds for every call. */
export const about = [
  'A packaging line of any maker has numbers from the site and tells it what it packed.',
  'Everything that is said has a `token` of the line’s own. The same token with the same content is answered as before and changes nothing; with another',
  'content it is refused (409). What was not answered is said again; what was refused as a whole was not kept, and its token may be used again.',
  'What is answered is on disk. A message that was cut off by a loss of power goes on where it was when it is said again.',
  'A refusal is a problem document (RFC 9457) that names the place (`at`), the rule and the remedy.',
  '`{order}` is the order’s id, or `owner/order` (encoded as `owner%2Forder`) where two owners have given the same.',
].join(' ');

/** The OpenAPI 3.1 document of the interface. */
export const openapi = () => ({
  openapi: '3.1.0',
  info: {
    title: 'Seriate line interface',
    version: '1',
    description: about,
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/' }],
  paths: Object.fromEntries(lineRoutes.map((one) => [one.path, { [one.method.toLowerCase()]: operation(one) }])),
  components: {
    securitySchemes: {
      client: {
        type: 'oauth2',
        description:
          'Client id and secret by HTTP Basic or in the form (RFC 6749 §4.4); the token is good for an hour.',
        flows: { clientCredentials: { tokenUrl: `${BASE}/token`, scopes: {} } },
      },
    },
    responses: {
      problem: {
        description: 'Refused; says why and what to do',
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    },
  },
});
