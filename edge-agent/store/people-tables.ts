/**
 * The migration step for people of whom others have set something that a second person has yet to vouch for: so it is at once with all whose
 * password is still one that another chose.
 */
export const peopleTables = `
  ALTER TABLE people ADD COLUMN pending TEXT;
  UPDATE people SET pending = json_object('by', json_array(coalesce(
      (SELECT who FROM audit WHERE subject = 'person ' || username AND who NOT IN ('agent', username) ORDER BY entry DESC LIMIT 1), 'agent')),
      'blocks', json('true'))
    WHERE must_change = 1;
`;
