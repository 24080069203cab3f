import * as v from 'valibot';

const text = v.pipe(v.string(), v.minLength(1));
/** The only place that it is sent to (RFC 6454 §4). */
const origin = v.pipe(
  v.string(),
  v.check((one) => URL.canParse(one) && new URL(one).origin === one, 'must be an origin, such as https://mpt.example'),
);

/** What proves on the xTrace platform who a tenant is: in Kazakhstan a name and a password, in Uzbekistan a key. */
export const xtraceSecret = v.union([
  v.object({ origin, token: text }),
  v.object({ origin, username: text, password: text }),
]);
export type XtraceSecret = v.InferOutput<typeof xtraceSecret>;
