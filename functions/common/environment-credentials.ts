import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Credentials of the environment, where AWS Lambda puts those of the function's role. It takes the place of the SDK's own chain in every bundle
 * (`infra/constructs/slim-clients.ts`): profiles, single sign-on and instance metadata, a seventh of a bundle, have no place in a function.
 */
export const defaultProvider = () => fromEnv();
