/** A row of a relation file: a code, its layer (the pack's is 1), what it is in (empty at the top), and whether it is full (0) or part-filled (2). */
export interface RelationCode {
  readonly curCode: string;
  readonly packLayer: number;
  readonly parentCode: string;
  readonly flag: 0 | 2;
}

export interface RelationBatch {
  readonly batchNo: string;
  /** `YYYY-MM-DD`, as `validateDate` is. */
  readonly madeDate: string;
  readonly validateDate: string;
  readonly workshop: string;
  readonly lineName: string;
  readonly lineManager: string;
}

/** RelationCreate 3.0: codes of one batch of one package variant of a product, and what is in what. */
export interface Relation {
  readonly productCode: string;
  readonly subTypeNo: string;
  /** `1:5:10` */
  readonly cascade: string;
  readonly packageSpec: string;
  readonly comment: string;
  readonly batch: RelationBatch;
  readonly codes: readonly RelationCode[];
}
