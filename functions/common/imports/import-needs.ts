import type { Documents } from '#common/store/documents.ts';
import type { SerialImports } from '#common/store/serial-imports.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';

export interface ImportNeeds {
  readonly imports: SerialImports;
  readonly pools: Pick<SerialPools, 'find' | 'issuersOf'>;
  readonly documents: Pick<Documents, 'pieces'>;
  readonly registryTable: string;
  readonly now: () => Date;
}
