import * as v from 'valibot';

export const shape = v.object({
  REGISTRY_TABLE: v.string(),
  DELIVERIES_TABLE: v.string(),
  DOCUMENTS_BUCKET: v.string(),
  AS2_QUEUE_URL: v.string(),
  PARTNER_QUEUE_URL: v.string(),
  SFTP_QUEUE_URL: v.string(),
  ROOT_SECRET_ARN: v.string(),
  /** Base URL of the API as partners reach it, without a slash at the end; empty where it is not known. */
  PUBLIC_URL: v.pipe(
    v.string(),
    v.regex(/^$|^https?:\/\/.*[^/]$/, 'must be empty, or a URL without a slash at its end'),
  ),
  OUTBOUND: v.pipe(v.string(), v.regex(/^(public|loopback)$/, 'must be public or loopback')),
});
export type Env = v.InferOutput<typeof shape>;
