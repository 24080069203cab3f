/**
 * The migration step that has a batch keep what the bin's own sensor has counted of it. Labels that people printed at a bench could leave `printing` by
 * being read back only: those that did are read ones.
 */
export const binTables = `
  ALTER TABLE batches ADD COLUMN bin_counter INTEGER;
  ALTER TABLE batches ADD COLUMN binned INTEGER;
  UPDATE units SET verified_at = settled_at WHERE sequence = 0 AND state <> 'printing' AND verified_at IS NULL;
`;
