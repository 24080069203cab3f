import * as v from 'valibot';
import { type Recipe, recipe as recipeShape } from '#shared/line/recipe.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { type Signature, signature } from '../store/acts.ts';
import { Audit } from '../store/audit.ts';
import { type Database, transaction } from '../store/database.ts';
import { integer, oneOf, optionalText, type Row, text } from '../store/row.ts';

const states = ['draft', 'approved', 'retired'] as const;

/** A version of a recipe and what became of it. */
export interface StoredRecipe {
  readonly recipe: Recipe;
  readonly state: (typeof states)[number];
  readonly author: string;
  readonly writtenAt: string;
  readonly approval: Signature | undefined;
  readonly retirement: Signature | undefined;
}

/** Versions of recipes. A version's content never changes: draft → approved by a second person → retired. */
export class Recipes {
  readonly #db: Database;
  readonly #audit: Audit;

  constructor(db: Database) {
    this.#db = db;
    this.#audit = new Audit(db);
  }

  /** All versions, by name, the newest of each first. */
  all(): StoredRecipe[] {
    return this.#db.prepare('SELECT * FROM recipes ORDER BY recipe, version DESC').all().map(storedOf);
  }

  /** A version; undefined when there is none. */
  find(recipe: string, version: number): StoredRecipe | undefined {
    const row = this.#db.prepare('SELECT * FROM recipes WHERE recipe = ? AND version = ?').get(recipe, version);
    return row === undefined ? undefined : storedOf(row);
  }

  /** Keeps a new version as a draft. Refused when its number does not follow the last one's. */
  draft(recipe: Recipe, author: string, at: string): StoredRecipe | Refusal {
    return transaction(this.#db, () => {
      const row = this.#db.prepare('SELECT max(version) AS last FROM recipes WHERE recipe = ?').get(recipe.recipe);
      const next = (row === undefined || row['last'] === null ? 0 : integer(row, 'last')) + 1;
      if (recipe.version !== next) {
        return refuse('conflict', `the next version of ${recipe.recipe} is ${next}`, {
          at: '/version',
          rule: 'a version never changes',
          remedy: `Save it as version ${next}.`,
        });
      }
      this.#db
        .prepare(
          "INSERT INTO recipes (recipe, version, body, state, author, written_at) VALUES (?, ?, ?, 'draft', ?, ?)",
        )
        .run(recipe.recipe, recipe.version, JSON.stringify(recipe), author, at);
      this.#audit.append({ at, subject: subjectOf(recipe), now: 'draft', who: author });
      return this.#get(recipe);
    });
  }

  /** Approves a draft. Refused when the signer wrote it, or when it is no draft. */
  approve(which: Which, signed: Signature): StoredRecipe | Refusal {
    return this.#move(which, 'draft', 'approved', 'approval', signed, ({ author }) =>
      author === signed.by
        ? refuse('not-permitted', `${author} wrote it`, {
            rule: '21 CFR §211.186(a): a second person checks independently',
            remedy: 'Have somebody else approve it.',
          })
        : undefined,
    );
  }

  /** Takes an approved version out of use; batches that have it keep it. */
  retire(which: Which, signed: Signature): StoredRecipe | Refusal {
    return this.#move(which, 'approved', 'retired', 'retirement', signed);
  }

  #move(
    which: Which,
    from: StoredRecipe['state'],
    to: StoredRecipe['state'],
    column: 'approval' | 'retirement',
    signed: Signature,
    forbids: (found: StoredRecipe) => Refusal | undefined = () => undefined,
  ): StoredRecipe | Refusal {
    return transaction(this.#db, () => {
      const found = this.find(which.recipe, which.version);
      if (found === undefined) return refuse('not-found', `there is no ${subjectOf(which)}`);
      if (found.state !== from) {
        return refuse('conflict', `${subjectOf(which)} is ${found.state}`, {
          rule: `only what is ${from} becomes ${to}`,
        });
      }
      const refusal = forbids(found);
      if (refusal !== undefined) return refusal;
      this.#db
        .prepare(`UPDATE recipes SET state = ?, ${column} = ? WHERE recipe = ? AND version = ?`)
        .run(to, JSON.stringify(signed), which.recipe, which.version);
      const why = signed.reason ?? signed.meaning;
      this.#audit.append({ at: signed.at, subject: subjectOf(which), was: from, now: to, why, who: signed.by });
      return this.#get(which);
    });
  }

  #get({ recipe, version }: Which): StoredRecipe {
    const found = this.find(recipe, version);
    if (found === undefined) throw new Error(`${recipe} version ${version} was there a moment ago`);
    return found;
  }
}

type Which = Pick<Recipe, 'recipe' | 'version'>;

const subjectOf = ({ recipe, version }: Which) => `recipe ${recipe} version ${version}`;

const storedOf = (row: Row): StoredRecipe => ({
  recipe: v.parse(recipeShape, JSON.parse(text(row, 'body'))),
  state: oneOf(row, 'state', states),
  author: text(row, 'author'),
  writtenAt: text(row, 'written_at'),
  approval: signatureIn(row, 'approval'),
  retirement: signatureIn(row, 'retirement'),
});

function signatureIn(row: Row, column: string): Signature | undefined {
  const kept = optionalText(row, column);
  return kept === undefined ? undefined : v.parse(signature, JSON.parse(kept));
}
