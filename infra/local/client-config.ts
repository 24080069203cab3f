import type { Host } from './provider.ts';

/** Any credentials do locally, but the SDK wants some. */
export const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Configuration of an SDK client that speaks to one of the parts. */
export const clientConfig = ({ region }: Pick<Host, 'region'>, endpoint: string) => ({ endpoint, region, credentials });
