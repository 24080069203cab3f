import { type Database, openDatabase } from '../store/database.ts';
import type { Probe } from './fake-world.ts';

/**
 * A database and a probe that share one life: after a number of steps (commits and dealings with the world, before and after
 * each) the power fails, and from then on nothing the agent does reaches disk or world.
 */
export function mortal(directory: string, steps: number): { db: Database; probe: Probe; isDead: () => boolean } {
  const db = openDatabase(directory);
  const exec = db.exec.bind(db);
  let left = steps;
  let dead = false;
  const probe = () => {
    if (!dead) left -= 1;
    if (left > 0 && !dead) return;
    dead = true;
    // Closing rolls back what was not committed, as the next opening would after a real loss of power.
    if (db.isOpen) db.close();
    throw new Error('power is gone');
  };
  db.exec = (sql) => {
    if (sql !== 'COMMIT') return exec(sql);
    probe();
    exec(sql);
    probe();
  };
  return { db, probe, isDead: () => dead };
}
