import type * as v from 'valibot';
import { testsEnv } from '#common/onboarding/tests-env.ts';

export const shape = testsEnv;
export type Env = v.InferOutput<typeof shape>;
