/** AWS IoT SQL that takes what lines tell. Messages are compressed, which is no JSON: their bytes are passed on, whatever they are. */
export const lineMessagesSql =
  "SELECT encode(*, 'base64') AS body, topic(2) AS tenant, topic(3) AS site, topic(4) AS line FROM 'seriate/+/+/+/capture'";
