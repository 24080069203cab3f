import { refuse } from '#shared/refusal.ts';

export const usedId = (importId: string) =>
  refuse('conflict', `import ${importId} is of another list`, {
    at: 'importId',
    rule: 'Seriate: an import id names one list',
    remedy: 'use a new import id for another list',
  });

export const notThere = (pool: string, importId: string) =>
  refuse('conflict', `nothing was put at the URL of import ${importId}`, {
    at: 'importId',
    rule: 'Seriate: an upload is completed when it is there',
    remedy: `put the list there first; a URL holds for an hour, then POST /api/pools/${pool}/imports/${importId}/upload makes another`,
  });

export const isRetired = (pool: string) =>
  refuse('conflict', `pool ${pool} is retired`, {
    at: 'pool',
    rule: 'Seriate: a retired pool never issues again',
    remedy: 'import the list into another pool',
  });
