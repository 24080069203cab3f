/** What a line puts up with before somebody is warned. Counts are of units. */
export interface TrendLimits {
  /** Units looked back over. */
  readonly trendWindow: number;
  /** Share of one reason in them that is a trend. */
  readonly trendShare: number;
  /** How far the mean grade (0 to 4) may fall below what it was at first. */
  readonly gradeDrop: number;
}

/** A unit that the camera has judged. */
export interface JudgedUnit {
  /** Why it was rejected; undefined for a good one. */
  readonly reason: string | undefined;
  /** Of a code that could be read. */
  readonly grade: number | undefined;
}

export interface TrendWarning {
  readonly code: 'reject-trend' | 'grade-drift';
  readonly detail: string;
}

/** Rejects that make a share worth telling, however small the window. */
const FEWEST = 3;

/**
 * Sees a line getting worse before it has to stop: one reason that takes a growing share of the rejects, and grades that sink while every code
 * still passes. Each is told once, and again only after it was over.
 */
export class RejectTrend {
  readonly #limits: TrendLimits;
  readonly #window: JudgedUnit[] = [];
  readonly #told = new Set<string>();
  readonly #first: number[] = [];
  readonly #latest: number[] = [];
  #drifting = false;

  constructor(limits: TrendLimits) {
    this.#limits = limits;
  }

  /** Takes the next unit; answers what people should be warned of now. */
  sees(unit: JudgedUnit): TrendWarning[] {
    const { trendWindow } = this.#limits;
    this.#window.push(unit);
    if (this.#window.length > trendWindow) this.#window.shift();
    return [...this.#rejects(), ...this.#grades(unit.grade)];
  }

  #rejects(): TrendWarning[] {
    const { trendWindow, trendShare } = this.#limits;
    const seen = this.#window.length;
    const counts = new Map<string, number>();
    for (const { reason } of this.#window) if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    // Of a window that is filling, a quarter must be there: three rejects in the first four are a bad start, not a trend.
    const many = (reason: string) => counts.get(reason) ?? 0;
    for (const reason of this.#told) if (many(reason) < (seen * trendShare) / 2) this.#told.delete(reason);
    if (seen * 4 < trendWindow) return [];
    const risen = [...counts.keys()].filter(
      (reason) => !this.#told.has(reason) && many(reason) >= FEWEST && many(reason) >= seen * trendShare,
    );
    return risen.map((reason) => {
      this.#told.add(reason);
      return { code: 'reject-trend', detail: `${many(reason)} of the last ${seen} packs rejected: ${reason}` };
    });
  }

  #grades(grade: number | undefined): TrendWarning[] {
    if (grade === undefined) return [];
    const size = Math.max(1, Math.floor(this.#limits.trendWindow / 4));
    if (this.#first.length < size) {
      this.#first.push(grade);
      return [];
    }
    this.#latest.push(grade);
    if (this.#latest.length > size) this.#latest.shift();
    if (this.#latest.length < size) return [];
    const [first, latest] = [mean(this.#first), mean(this.#latest)];
    const drop = first - latest;
    if (drop < this.#limits.gradeDrop / 2) this.#drifting = false;
    if (drop < this.#limits.gradeDrop || this.#drifting) return [];
    this.#drifting = true;
    return [{ code: 'grade-drift', detail: `mean grade ${latest.toFixed(1)}, was ${first.toFixed(1)} at first` }];
  }
}

const mean = (grades: readonly number[]): number => grades.reduce((sum, grade) => sum + grade, 0) / grades.length;
