import { writeLayerResult } from '../readers/result.ts';
import type { LayerCamera, PlacedSight } from './camera.ts';
import type { Faults } from './faults.ts';
import { composeLayer, type LayerPlace, type Turns } from './layer-picture.ts';
import type { Picture } from './picture.ts';
import type { Random } from './random.ts';
import type { ReaderLanguage, ReaderListenAt, ReaderListening } from './reader-language.ts';

/** What really lay before the camera, and what it made out. */
export interface LayerEntry {
  readonly sequence: number;
  readonly places: readonly LayerPlace[];
  readonly sights: readonly PlacedSight[];
}

/** Each fault draws from its own channel, once for every place, so that a change of one rate does not shift the others. */
export interface LayerChances {
  readonly hidden: Random;
  readonly turned: Random;
  readonly missing: Random;
}

/** A camera above a layer of packs, which tells all codes it sees in one result. */
export class SimulatedLayerReader {
  readonly ledger: LayerEntry[] = [];
  readonly #language: ReaderLanguage;
  readonly #camera: LayerCamera;
  readonly #faults: Faults;
  readonly #chances: LayerChances;

  constructor(language: ReaderLanguage, camera: LayerCamera, faults: Faults, chances: LayerChances) {
    this.#language = language;
    this.#camera = camera;
    this.#faults = faults;
    this.#chances = chances;
  }

  #lay(picture: Picture): LayerPlace {
    const { layerHiddenRate = 0, layerTurnedRate = 0, layerMissingRate = 0 } = this.#faults;
    const hidden = this.#chances.hidden() < layerHiddenRate;
    const turn = this.#chances.turned();
    const turns: Turns =
      turn >= layerTurnedRate ? 0 : turn < layerTurnedRate / 3 ? 1 : turn < layerTurnedRate / 1.5 ? 2 : 3;
    return { picture: this.#chances.missing() < layerMissingRate ? undefined : picture, turns, hidden };
  }

  /** A layer stands below the camera: `packs` row by row, `columns` in each. */
  async look(sequence: number, packs: readonly Picture[], columns: number): Promise<LayerEntry | undefined> {
    if (!this.#language.triggered(sequence)) return undefined;
    const places = packs.map((pack) => this.#lay(pack));
    const sights = await this.#camera(composeLayer(places, columns));
    const entry = { sequence, places, sights };
    this.ledger.push(entry);
    this.#language.tell(writeLayerResult({ sequence, codes: sights }));
    return entry;
  }

  listen(at: ReaderListenAt): Promise<ReaderListening> {
    return this.#language.listen(at);
  }
}
