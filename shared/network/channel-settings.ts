import * as v from 'valibot';
import { text } from '../master-data/product.ts';

/** Bytes of a PEM that a partner gives: a chain of three certificates stays below. */
const LONGEST_PEM = 12_000;

/** PEM of a certificate, with its chain where it has one. */
export const certificatePem = v.pipe(
  v.string(),
  v.maxLength(LONGEST_PEM),
  v.regex(/^-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----\s*$/, 'must be a certificate in PEM'),
);

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(128));
/** AS2 identifiers are printable ASCII without quotes or backslash (RFC 4130 §6.2). */
export const as2Name = v.pipe(
  v.string(),
  v.regex(/^[!#-[\]-~ ]{1,128}$/, 'must be 1 to 128 printable ASCII characters without " and \\'),
);

/** How a service of a partner's is told who calls; what proves it is in the partner's credentials. */
export const httpsSettings = v.strictObject({
  auth: v.picklist(['none', 'basic', 'bearer', 'api-key', 'client-credentials', 'mutual-tls']),
  /** Header that carries an API key. */
  header: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,64}$/, 'must be a header name'))),
  /** Where tokens are given for client credentials (RFC 6749 §4.4). */
  tokenUrl: v.optional(v.pipe(v.string(), v.url(), v.maxLength(2000))),
  scope: v.optional(name),
  /** The only authority that its server certificate may come from; absent, those that everybody trusts. */
  ca: v.optional(certificatePem),
  /** The same for the server of `tokenUrl`; absent: `ca` where it is the partner's own server, otherwise those that everybody trusts. */
  tokenCa: v.optional(certificatePem),
});

/** RFC 4130. `certificates`: any of them may have signed; the first is encrypted for, so that a renewed one can be announced. */
export const as2Settings = v.strictObject({
  /** Its AS2-To, and its AS2-From. */
  id: as2Name,
  /** Our AS2-From towards it; the tenant's own when absent. */
  ownId: v.optional(as2Name),
  certificates: v.pipe(v.array(certificatePem), v.minLength(1), v.maxLength(4)),
  sign: v.optional(v.picklist(['sha-256', 'sha-384', 'sha-512', 'none']), 'sha-256'),
  encrypt: v.optional(v.picklist(['aes128-cbc', 'aes256-cbc', 'none']), 'aes256-cbc'),
  compress: v.optional(v.boolean(), false),
  mdn: v.optional(v.picklist(['sync', 'async']), 'sync'),
});

const folder = v.pipe(
  v.string(),
  v.regex(/^\/?[\w.\- ]+(\/[\w.\- ]+)*\/?$/, 'must be a path of letters, digits, _ . - and blanks'),
  v.maxLength(300),
  v.check((path) => !path.split('/').includes('..'), 'must not climb'),
);

/** The address is the partner's `url`, `sftp://host:port`. */
export const sftpSettings = v.strictObject({
  user: name,
  /** `SHA256:` and the base64 of each host key's hash, as `ssh-keygen -lf` prints it; any other key is refused. */
  hostKeys: v.pipe(
    v.array(v.pipe(v.string(), v.regex(/^SHA256:[A-Za-z0-9+/]{43}=?$/, 'must be as ssh-keygen -lf prints it'))),
    v.minLength(1),
    v.maxLength(8),
  ),
  auth: v.optional(v.picklist(['key', 'password']), 'key'),
  /** Which of our own keys its server is shown; absent: the earliest that has not ended. A credential `ssh-key` goes before all of them. */
  keyGeneration: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000))),
  /** Where we put files; absent: nothing is put. */
  out: v.optional(folder),
  /** Where we pick files up; absent: nothing is fetched. */
  in: v.optional(folder),
  /** Where picked-up files are moved to; absent: `archive` beside them. */
  archive: v.optional(folder),
  /** Where we put what became of their files; absent: no result is written. */
  results: v.optional(folder),
  /** Where they put what became of ours; absent: a file that was put is delivered. */
  answers: v.optional(folder),
});

export type HttpsSettings = v.InferOutput<typeof httpsSettings>;
export type As2Settings = v.InferOutput<typeof as2Settings>;
export type SftpSettings = v.InferOutput<typeof sftpSettings>;

/** What a partner's version says of its channels beside `channel` and `url`; none of it is secret. */
export const channelSettings = {
  https: v.optional(httpsSettings),
  as2: v.optional(as2Settings),
  sftp: v.optional(sftpSettings),
  /** It takes documents one at a time, in the order in which they were captured here. */
  ordered: v.optional(v.boolean()),
  /** It is told by its channel what became of each document that it sends. */
  results: v.optional(v.boolean()),
  /** The tenant of this installation that it is, for the channel `network`. */
  tenant: v.optional(name),
  /** Mappings by name, for what it is sent and what it sends; absent: EPCIS as it is. */
  mapping: v.optional(v.strictObject({ out: v.optional(name), in: v.optional(name) })),
  /** Licences of the partner to show at onboarding: kind, number, who gave it, until when. */
  licences: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          kind: text,
          number: text,
          authority: v.optional(text),
          until: v.optional(v.pipe(v.string(), v.isoDate())),
        }),
      ),
      v.maxLength(50),
    ),
  ),
  contacts: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          name: text,
          role: v.optional(text),
          email: v.optional(v.pipe(v.string(), v.email())),
          phone: v.optional(text),
        }),
      ),
      v.maxLength(50),
    ),
  ),
};
