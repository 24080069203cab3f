import * as v from 'valibot';

export const shape = v.object({ CONSOLE_CLIENT_ID: v.string(), SIGN_IN_URL: v.string() });
export type Env = v.InferOutput<typeof shape>;
