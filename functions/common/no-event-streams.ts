/**
 * No operation of the product streams events. It takes the place of the codec for them, which the SDK's S3 client brings along, in every bundle
 * (`infra/constructs/slim-clients.ts`).
 */
export class EventStreamSerde {
  constructor() {
    throw new Error('event streams are left out of the bundles');
  }
}

/** The client asks for one and never uses it. */
export const eventStreamSerdeProvider = (): object => ({});

/** The client's configuration as it is. */
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config;
