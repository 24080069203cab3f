/** MQTT topics between a site and the cloud. The tenant leads; at most 7 slashes (AWS IoT Core limit). */
export interface LineAddress {
  readonly tenant: string;
  readonly site: string;
  readonly line: string;
}

/** What a line publishes captured events and lot reports on. The topic rule of `infra/stacks/ingest.ts` listens here. */
export const captureTopic = ({ tenant, site, line }: LineAddress) => `seriate/${tenant}/${site}/${line}/capture`;

/** Filter of the topic rule. */
export const captureFilter = 'seriate/+/+/+/capture';

/** What a line tells on how it stands, in short and best effort. The rule `line-status` of `infra/stacks/ingest.ts` listens here. */
export const statusTopic = ({ tenant, site, line }: LineAddress) => `seriate/${tenant}/${site}/${line}/status`;

/** Filter of that rule. */
export const statusFilter = 'seriate/+/+/+/status';

/** What the repository answers on once a message's events are durable. */
export const acknowledgementTopic = ({ tenant, site, line }: LineAddress) => `seriate/${tenant}/${site}/${line}/ack`;

/** Wakes a site: there may be a new order. The order itself is fetched from the API. */
export const ordersTopic = ({ tenant, site }: { tenant: string; site: string }) => `seriate/${tenant}/${site}/orders`;
