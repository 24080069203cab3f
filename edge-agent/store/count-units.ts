/** What units that are counted together have in common, of a row that is called `row` in a trigger. Nothing is an empty text: in a key no NULL equals another. */
const groupOf = (row: 'NEW' | 'OLD' | 'units') =>
  [
    `${row}.batch`,
    ...['block', 'state', 'verdict', 'fate', 'reason', 'rejected_for'].map(
      (column) => `coalesce(${row}.${column}, '')`,
    ),
    `${row}.sequence = 0`,
    `${row}.verified_at IS NOT NULL`,
    `${row}.container IS NOT NULL`,
    `${row}.told`,
  ].join(', ');

const key = 'batch, block, state, verdict, fate, reason, rejected_for, bench, seen, packed, told';

/**
 * The migration step that has the units of a batch counted as they change, in the transaction that changes them: how many there are of a kind is
 * asked while lines run, and a batch may have a hundred thousand.
 */
export const countUnits = `
  CREATE TABLE unit_groups (
    batch INTEGER NOT NULL,
    block TEXT NOT NULL,
    state TEXT NOT NULL,
    verdict TEXT NOT NULL,
    fate TEXT NOT NULL,
    reason TEXT NOT NULL,
    rejected_for TEXT NOT NULL,
    bench INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    packed INTEGER NOT NULL,
    told INTEGER NOT NULL,
    units INTEGER NOT NULL,
    PRIMARY KEY (${key})
  ) STRICT, WITHOUT ROWID;
  INSERT INTO unit_groups SELECT ${groupOf('units')}, count(*) FROM units GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11;

  CREATE TABLE drawn_blocks (
    batch INTEGER NOT NULL,
    block TEXT NOT NULL,
    lowest INTEGER NOT NULL,
    highest INTEGER NOT NULL,
    PRIMARY KEY (batch, block)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO drawn_blocks SELECT batch, block, min(ordinal), max(ordinal) FROM units WHERE block IS NOT NULL GROUP BY batch, block;

  CREATE TRIGGER units_are_counted AFTER INSERT ON units BEGIN
    INSERT INTO unit_groups VALUES (${groupOf('NEW')}, 1) ON CONFLICT DO UPDATE SET units = units + 1;
  END;
  CREATE TRIGGER units_are_counted_anew AFTER UPDATE ON units WHEN (${groupOf('OLD')}) IS NOT (${groupOf('NEW')}) BEGIN
    UPDATE unit_groups SET units = units - 1 WHERE (${key}) = (${groupOf('OLD')});
    INSERT INTO unit_groups VALUES (${groupOf('NEW')}, 1) ON CONFLICT DO UPDATE SET units = units + 1;
  END;
  CREATE TRIGGER blocks_are_drawn_from AFTER INSERT ON units WHEN NEW.block IS NOT NULL BEGIN
    INSERT INTO drawn_blocks VALUES (NEW.batch, NEW.block, NEW.ordinal, NEW.ordinal)
      ON CONFLICT DO UPDATE SET lowest = min(lowest, NEW.ordinal), highest = max(highest, NEW.ordinal);
  END;
`;
