// Parts of the package that it does not describe by themselves: the whole brings its server, agents over HTTP and a maker of keys into every bundle, 25 kB.

declare module 'ssh2/lib/client.js' {
  import type { Client } from 'ssh2';

  const client: typeof Client;
  export = client;
}

declare module 'ssh2/lib/protocol/keyParser.js' {
  import type { utils } from 'ssh2';

  const keyParser: Pick<typeof utils, 'parseKey'>;
  export = keyParser;
}
