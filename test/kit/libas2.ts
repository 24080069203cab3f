import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type * as Library from 'libas2';

const require = createRequire(import.meta.url);

/**
 * `libas2`, an implementation of AS2 that is not ours. As npm installs it today its parts do not fit each other: it brings an older `asn1js` than the `pkijs` under it
 * uses, and that names keys of RSA by a word that cannot sign. Both are set right here; what it says on the wire is its own.
 */
export function libas2(): typeof Library {
  const within = { paths: [dirname(require.resolve('libas2'))] };
  const newer = require.resolve('asn1js', { paths: [dirname(require.resolve('pkijs', within))] });
  require(newer);
  require.cache[require.resolve('asn1js', within)] = require.cache[newer];
  const library: typeof Library = require('libas2');
  const RSA_WITH_SHA256 = '1.2.840.113549.1.1.11';
  Object.assign(library.AS2SignedData.prototype, { _getCertAlgorithmId: () => RSA_WITH_SHA256 });
  return library;
}
