/**
 * Endpoints are known by region here and never discovered. It takes the place of the cache that the SDK's DynamoDB client brings for those that are, in
 * every bundle (`infra/constructs/slim-clients.ts`).
 */
export class EndpointCache {}
