import * as v from 'valibot';

export const shape = v.object({
  SERIALS_TABLE: v.string(),
  REGISTRY_TABLE: v.string(),
  DELIVERIES_TABLE: v.string(),
  CAPTURE_QUEUE_URL: v.string(),
  PLAN_QUEUE_URL: v.string(),
  REGULATOR_QUEUE_URL: v.string(),
  PARTNER_QUEUE_URL: v.string(),
  SUBSCRIPTION_QUEUE_URL: v.string(),
  IMPORT_QUEUE_URL: v.string(),
  SERIAL_FILE_QUEUE_URL: v.string(),
  REFILL_QUEUE_URL: v.string(),
  NMVS_QUEUE_URL: v.string(),
  VRS_QUEUE_URL: v.string(),
  NOTICE_QUEUE_URL: v.string(),
  DSCSA_QUEUE_URL: v.string(),
  DESK_QUEUE_URL: v.string(),
  AS2_QUEUE_URL: v.string(),
  ANNOUNCEMENT_QUEUE_URL: v.string(),
  INBOUND_QUEUE_URL: v.string(),
  SFTP_FETCH_QUEUE_URL: v.string(),
});
export type Env = v.InferOutput<typeof shape>;
