import { countUnits } from './count-units.ts';

/** The migration step by which is known whose code was read on a pack in place of its own, why a pack was rejected, and which containers are in people's hands, where no scanner waits for them. */
export const reworkTables = `
  ALTER TABLE units ADD COLUMN bears TEXT;
  CREATE INDEX bearers ON units (gtin, bears) WHERE bears IS NOT NULL;
  ALTER TABLE units ADD COLUMN rejected_for TEXT;
  CREATE INDEX uncommissioned_units ON units (batch, block, ordinal) WHERE told = 0 AND state <> 'commissioned';
  ALTER TABLE containers ADD COLUMN in_hand INTEGER NOT NULL DEFAULT 0;
  UPDATE containers SET in_hand = 1 WHERE state = 'opened' OR (state = 'labelled' AND closed_at IS NOT NULL);
  ${countUnits}
  `;
