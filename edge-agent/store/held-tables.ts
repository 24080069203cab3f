/**
 * The migration step for what people have to resolve: it is known of which things it is held back that they begin, and refused messages are found at once. Of what was held before, everything counts as such that a group
 * names which has something begin.
 */
export const heldTables = `
  ALTER TABLE held_names ADD COLUMN begins INTEGER NOT NULL DEFAULT 0;
  UPDATE held_names SET begins = 1 WHERE held IN (SELECT held FROM held WHERE kind = 'events' AND body LIKE '%"commissioning"%');

  CREATE INDEX refused_messages ON outbox (line, sequence, batch) WHERE refused IS NOT NULL;
`;
